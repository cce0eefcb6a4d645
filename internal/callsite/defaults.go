package callsite

import (
	"strings"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/source"
)

// declaring are functions that declare a setting of the name that their result is
// given; options those that declare one of the name of their first argument.
var (
	declaring = map[string]bool{"Field": true, "field": true}
	options   = map[string]bool{"add_argument": true, "add_option": true, "option": true, "Option": true, "DEFINE_string": true}
)

// defaults returns the names of the settings whose defaults are texts of their
// own, by the place of the text: model: str = Field(default="gpt-4o"),
// add_argument("--model", default="gpt-4o").
func (r *reader) defaults() map[source.Span]string {
	out := map[source.Span]string{}
	if placeheld[r.lang] {
		for _, k := range r.u.Calls { // @ConfigProperty(name = "groq.model", defaultValue = "…")
			if name, v := k.Named.Get("name"), k.Named.Get("defaultValue"); name.IsString() && v.IsString() {
				out[v.Span] = r.settingName(name.Str)
			}
		}
		return out
	}
	if r.lang != "python" {
		return nil
	}
	for _, k := range r.u.Calls {
		name, v := "", k.Named.Get("default")
		switch last := k.Callee.Last(); {
		case declaring[last]:
			if name = lastName(k.Into); v == nil && len(k.Args) > 0 {
				v = k.Arg(0)
			}
		case options[last]:
			name = flagName(k)
		}
		if name != "" && v.IsString() {
			out[v.Span] = name
		}
	}
	return out
}

// flagName is the name of the option that a call declares: the first of its names
// that is a long one.
func flagName(k *lang.Call) string {
	for i := range k.Args {
		v := k.Arg(i)
		if !v.IsString() {
			break
		}
		if name := strings.TrimLeft(v.Str, "-"); len(name) > 1 && len(name) < maxSection {
			return name
		}
	}
	return ""
}

// providerDefault states that a setting's default chooses a provider:
// llm_provider: str = Field(default="ollama").
func (r *reader) providerDefault(s *lang.Str, defaults map[source.Span]string) bool {
	v := s.Node
	name := strings.ToLower(defaults[v.Span])
	if !strings.HasSuffix(name, "provider") || name == "provider" && r.out.Vendor == "" || !r.onlyModels(v.Str) {
		return false
	}
	vendor := r.provider(v.Str)
	r.say(vendor, 1)
	r.mark(Mark{Feature: "provider-config", Vendor: vendor, Value: v.Str, Span: v.Span, Message: "chooses the vendor " + vendor})
	return true
}
