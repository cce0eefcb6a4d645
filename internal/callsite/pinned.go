package callsite

import (
	"regexp"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/value"
)

// pinned states what a vendor's variable is set to where that ties the program to
// the vendor as well: a version of its interface, or who serves in its place.
func (r *reader) pinned(name string, v *value.Node) {
	if !v.IsString() || v.Str == "" {
		return
	}
	vendor := r.vendorOfEnv(name)
	switch {
	case strings.HasSuffix(name, "_HOST") && forChat(name) && r.provider(v.Str) != "":
		vendor = r.provider(v.Str)
		r.mark(Mark{Feature: "provider-config", Vendor: vendor, Value: v.Str, Span: v.Span, Message: "chooses the vendor " + vendor})
	case strings.HasSuffix(name, versionName):
		r.pinnedVersion(name, v)
	case vendor == "":
	case strings.HasSuffix(name, "API_TYPE") && r.provider(v.Str) != "":
		vendor = r.provider(v.Str)
		r.mark(Mark{Feature: "provider-config", Vendor: vendor, Value: v.Str, Span: v.Span, Message: "chooses the vendor " + vendor})
	}
}

// versionName is how the names of variables for a version of an interface end.
const versionName = "API_VERSION"

// version is what such a variable holds: a day, and the word for what is no final
// version.
var version = regexp.MustCompile(`^20[0-9]{2}-[0-9]{2}-[0-9]{2}(-[a-z0-9]+)?$`)

// pinnedVersion states that a variable of a vendor's pins the version of its
// interface, whatever else its name says: AZURE_OPENAI_DALLE_API_VERSION.
func (r *reader) pinnedVersion(name string, v *value.Node) {
	vendor := r.vendorOfEnv(name)
	switch {
	case !strings.HasSuffix(name, versionName) || r.taken[v.Span]:
		return
	case vendor != "" && '0' <= v.Str[0] && v.Str[0] <= '9':
	case version.MatchString(v.Str):
		vendor = r.Wire.EnvOwner(name)
	default:
		return
	}
	for _, d := range r.Wire.DatedVersions {
		if strings.HasPrefix(name, d.Prefix) {
			vendor = d.Vendor
		}
	}
	if vendor == "" {
		return
	}
	r.taken[v.Span] = true
	r.mark(Mark{Feature: "api-version", Vendor: vendor, Value: v.Str, Span: v.Span, Message: "pins the API version " + v.Str})
}

// datedBy is whose version a text is that stands among the settings of a vendor:
// that of the vendor who serves the same models by dated versions, where the vendor
// itself has none.
func (r *reader) datedBy(vendor, text string) string {
	if !version.MatchString(text) {
		return vendor
	}
	for _, d := range r.Wire.DatedVersions {
		if r.Wire.EnvOwner(d.Prefix) == vendor {
			return d.Vendor
		}
	}
	return vendor
}

// versions finds the versions that a program gives to vendors' variables, or reads
// where they are not set: env("ANTHROPIC_API_VERSION", "2023-06-01").
func (r *reader) versions() {
	for i := range r.u.Assigns {
		a := &r.u.Assigns[i]
		name := lastName(a.Name)
		if strings.HasSuffix(name, versionName) && a.Value.IsString() && a.Value.Str != "" {
			r.pinnedVersion(name, a.Value)
		}
		r.eachModel(a.Value, func(v *value.Node) { r.datedVersion(name, v) })
	}
	for i := range r.u.Strings {
		if s := &r.u.Strings[i]; s.Use == lang.Assigned && s.Node.IsString() { // of a parameter: api_version: str = "2024-02-01"
			r.datedVersion(lastName(s.Name), s.Node)
		}
	}
	for _, k := range r.u.Calls {
		if len(k.Args) != 2 || k.Named != nil {
			continue
		}
		if name, v := k.Arg(0), k.Arg(1); name.IsString() && strings.HasSuffix(name.Str, versionName) && v.IsString() && v.Str != "" {
			r.pinnedVersion(name.Str, v)
		}
	}
}

// datedVersion states that a variable of the program's own pins the version of an
// interface, in a program that speaks to the vendor whose versions are days:
// apiVersion := "2024-02-01".
func (r *reader) datedVersion(name string, v *value.Node) {
	if len(name) > maxMember || len(v.Str) < len("2024-02-01") || !version.MatchString(v.Str) || r.taken[v.Span] || r.inSite[v.Span] {
		return
	}
	own, ok := strings.CutSuffix(strings.ToUpper(spell(name, "snake")), versionName)
	own = strings.TrimPrefix(own, "DEFAULT_")
	if !ok || own != "" && r.Wire.EnvOwner(own) == "" && !modelWord(own) && !r.ofDated(own) {
		return // of another service
	}
	for _, d := range r.Wire.DatedVersions {
		if r.spokenOf(d.Vendor) {
			r.taken[v.Span] = true
			r.mark(Mark{Feature: "api-version", Vendor: d.Vendor, Value: v.Str, Span: v.Span, Message: "pins the API version " + v.Str})
			return
		}
	}
}

// ofDated reports whether a name holds the word for an interface with dated versions.
func (r *reader) ofDated(name string) bool {
	return slices.ContainsFunc(r.Wire.DatedVersions, func(d catalog.WireEnv) bool {
		return strings.Contains(name, strings.TrimSuffix(d.Prefix, "_"))
	})
}

// pinnedQuery states that an address pins a version: ?api-version=2024-02-01.
func (r *reader) pinnedQuery(url *value.Node, vendor, parameter string) {
	if parameter == "" {
		return
	}
	if url.View == nil { // put together of several texts
		for i := range url.Text {
			if s := &url.Text[i]; s.Tag == nil && s.Block == nil {
				if _, id, ok := strings.Cut(s.Lit, parameter); ok && version.MatchString(id) {
					r.mark(Mark{Feature: "api-version", Vendor: vendor, Value: id, Span: s.Span, Message: "pins the API version " + id})
				}
			}
		}
		return
	}
	text := url.View.Text
	at := strings.Index(text, parameter)
	if at < 0 {
		return
	}
	from := at + len(parameter)
	to := from
	for to < len(text) && (text[to] == '-' || '0' <= text[to] && text[to] <= '9' || 'a' <= text[to] && text[to] <= 'z') {
		to++
	}
	if id := text[from:to]; version.MatchString(id) {
		r.mark(Mark{Feature: "api-version", Vendor: vendor, Value: id, Span: url.View.Span(from, to), Message: "pins the API version " + id})
	}
}

// otherwise is the text that stands for a variable which is not set, of what
// follows its name: ":-text}", ":=text}", ":text}".
func otherwise(rest string) (text string, ok bool) {
	for _, sign := range [...]string{":-", ":=", "-", "=", ":"} {
		if text, ok = strings.CutPrefix(rest, sign); ok {
			break
		}
	}
	i := strings.IndexByte(text, '}')
	if !ok || i <= 0 || strings.ContainsAny(text[:i], "${?+= \t\"'") {
		return "", false
	}
	return text[:i], true
}

// defaulted states what a variable is taken for where it is not set:
// ${CHAT_MODEL:-gpt-4o}.
func (r *reader) defaulted(name string, v *value.Node) {
	r.pinned(name, v)
	if r.taken[v.Span] || !modelWord(name) || !idLike(v.Str) {
		return
	}
	vendor := r.modelVendor(v.Str)
	if owner := r.Wire.EnvOwner(name); owner != "" && r.idOf("", v.Str) {
		vendor = owner
	}
	if vendor != "" && r.idOf(vendor, v.Str) {
		r.modelMark(v, vendor)
	}
}

// forChat reports whether a variable is about models: OPENAI_CHAT_HOST, LLM_HOST.
func forChat(name string) bool {
	for _, w := range [...]string{"CHAT", "EMBED", "LLM", "OPENAI"} {
		if strings.Contains(name, w) {
			return true
		}
	}
	return false
}
