package callsite

import (
	"cmp"
	"strings"

	"github.com/promptglot/promptglot/internal/value"
)

// choosing are the keys whose value is a word for who serves.
var choosing = map[string]bool{
	"provider": true, "type": true, "_type": true, "api_type": true, "model_provider": true, "llm_provider": true, "custom_llm_provider": true,
}

// holding are the keys of what belongs to such a word: the settings of a model.
var holding = map[string]bool{
	"config": true, "inputs": true, "params": true, "parameters": true, "litellm_params": true, "default_params": true, "model_params": true,
	"model_parameters": true, "model_config": true, "llm_config": true, "completion_params": true, "generation_config": true,
	"defaultcompletionoptions": true, "completionoptions": true,
}

// A choice is what an object says of who serves.
type choice struct {
	word    *value.Node // who
	model   bool        // a model is named
	address string      // the vendor at the address that is given
	by      string      // the vendor that the name of a connection holds
	held    []*value.Node
}

// chosen states that an object chooses a provider: a word for one stands beside
// a model, or beside settings that have one. It returns the vendor, "" where none
// is chosen.
func (r *reader) chosen(n *value.Node) (vendor string) {
	var c choice
	r.choices(n, &c, false)
	if c.word == nil && c.by == "" || !c.model || r.inSite[n.Span] {
		return ""
	}
	if c.word == nil {
		r.params(n, c.by)
		for _, h := range c.held {
			r.params(h, c.by)
		}
		return c.by
	}
	vendor = r.provider(lastWord(c.word.Str, r))
	r.say(vendor, 1)
	r.mark(Mark{Feature: "provider-config", Vendor: vendor, Value: c.word.Str, Span: c.word.Span, Message: "chooses the vendor " + vendor})
	vendor = cmp.Or(c.address, vendor) // whose interface it is, and who serves it
	r.params(n, vendor)
	for _, h := range c.held {
		r.params(h, vendor)
	}
	return vendor
}

func (r *reader) choices(n *value.Node, c *choice, within bool) {
	for i := range n.Entries {
		e := &n.Entries[i]
		switch key := strings.ToLower(e.Key); {
		case e.Value == nil:
		case !within && choosing[key]:
			if e.Value.IsString() && r.provider(e.Value.Str) != "" {
				c.word = e.Value
			}
		case key == "connection" && e.Value.IsString(): // whose name is the user's own
			c.by = cmp.Or(c.by, r.providerIn(e.Value.Str))
		case key == "tool" && within: // promptflow.tools.aoai.AzureOpenAI.chat
			if e.Value.IsString() && strings.Contains(e.Value.Str, ".") && r.provider(lastWord(e.Value.Str, r)) != "" {
				c.word = e.Value
			}
		case strings.Contains(key, "model") || strings.HasPrefix(key, "deployment") || key == "engine":
			c.model = c.model || !e.Value.IsString() && !within || r.modelVendor(start(e.Value)) != "" || e.Value.IsString() && r.idOf("", e.Value.Str)
		case strings.HasSuffix(key, "_base") || strings.HasSuffix(key, "base_url") || key == "endpoint" || key == "baseurl":
			if v := r.vendorOfURL(start(e.Value)); v != "" && v != openWeight {
				c.address, c.model = v, true
			}
		case !within && e.Value.Kind == value.Object && (holding[key] || key == "source"):
			c.held = append(c.held, e.Value)
			r.choices(e.Value, c, true)
		}
	}
}

// providerIn is the vendor whose word a name of several words holds:
// Default_AzureOpenAI, open_ai_connection.
func (r *reader) providerIn(name string) string {
	words := strings.FieldsFunc(strings.ToLower(name), func(c rune) bool { return c == '_' || c == '-' || c == ' ' })
	if len(words) > maxModule {
		return ""
	}
	for n := len(words); n > 0; n-- { // the longest first
		for i := 0; i+n <= len(words); i++ {
			if v := cmp.Or(r.provider(strings.Join(words[i:i+n], "_")), r.provider(strings.Join(words[i:i+n], ""))); v != "" {
				return v
			}
		}
	}
	return ""
}

// lastWord is the last part of a dotted name that is a word for a vendor, the
// name itself where none is.
func lastWord(name string, r *reader) string {
	for rest := name; ; {
		i := strings.LastIndexByte(rest, '.')
		if i < 0 {
			return name
		}
		if r.provider(rest[i+1:]) != "" {
			return rest[i+1:]
		}
		rest = rest[:i]
	}
}

// params states which settings of a model tie them to those who understand them.
func (r *reader) params(n *value.Node, vendor string) {
	for i := range n.Entries {
		e := &n.Entries[i]
		feature := r.Wire.Params[e.Key]
		if feature == "" || e.KeySpan.IsZero() || e.Value == nil || e.Value.Kind == value.Null || e.Value.Is("") {
			continue
		}
		at := e.KeySpan
		if feature == "api-version" && e.Value.IsString() {
			at = e.Value.Span
		}
		r.mark(Mark{Feature: feature, Vendor: vendor, Value: short(e.Value), Span: at, Message: "sets " + e.Key + " of a model"})
	}
}

// ownBlock states that a part of a configuration is for the vendor whose word is
// its key: a model is named in it. It returns the vendor.
func (r *reader) ownBlock(e *value.Entry, path string) string {
	if e.Value == nil || e.Value.Kind != value.Object || !settingLanguages[r.lang] || !forModels(path) {
		return ""
	}
	for i := range e.Value.Entries {
		if choosing[strings.ToLower(e.Value.Entries[i].Key)] {
			return "" // it says so itself
		}
	}
	vendor := r.provider(strings.ReplaceAll(e.Key, "_", "-"))
	if vendor == "" {
		vendor = r.provider(e.Key)
	}
	if vendor == "" || !r.modelBelow(e.Value, vendor, 2) {
		return ""
	}
	r.say(vendor, 1)
	r.mark(Mark{Feature: "provider-config", Vendor: vendor, Value: e.Key, Span: e.KeySpan, Message: "configures the vendor " + vendor})
	return vendor
}

// forModels reports whether a part of a configuration is for models: elsewhere
// the word for a vendor may be the user's own name for anything.
func forModels(path string) bool {
	last := strings.ToLower(lastName(path))
	return path == "" || last == "ai" || strings.Contains(last, "provider") || strings.Contains(last, "llm") || strings.Contains(last, "model")
}

// modelBelow reports whether a member, or one of those below it, names a model.
func (r *reader) modelBelow(n *value.Node, vendor string, depth int) bool {
	for i := range n.Entries {
		switch e := &n.Entries[i]; {
		case e.Value == nil:
		case e.Value.IsString() && modelWord(e.Key) && (r.modelVendor(e.Value.Str) != "" || r.idOf(vendor, e.Value.Str)):
			return true
		case e.Value.Kind == value.Object && depth > 0 && r.modelBelow(e.Value, vendor, depth-1):
			return true
		}
	}
	return false
}
