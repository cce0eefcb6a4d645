package callsite

import (
	"cmp"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/value"
)

// choosing are the keys whose value is a word for who serves.
var choosing = map[string]bool{
	"provider": true, "type": true, "_type": true, "api_type": true, "model_provider": true, "llm_provider": true, "custom_llm_provider": true,
	"backend": true, "service": true, "modelprovider": true, "llmprovider": true, "provider_id": true, "providerid": true, "model_type": true, "vendor": true, "llm": true,
}

// chooser reports whether a key, in lower case, is that of a word for who serves.
func (r *reader) chooser(key string) bool {
	return choosing[key] || slices.ContainsFunc(r.Wire.Choosing, func(k catalog.WireKey) bool { return k.Key == key })
}

// holding are the keys of what belongs to such a word: the settings of a model.
var holding = map[string]bool{
	"config": true, "inputs": true, "params": true, "parameters": true, "litellm_params": true, "default_params": true, "model_params": true,
	"model_parameters": true, "model_config": true, "llm_config": true, "completion_params": true, "generation_config": true, "generationconfig": true, "options": true, "inferenceconfig": true,
	"defaultcompletionoptions": true, "completionoptions": true,
}

// A choice is what an object says of who serves.
type choice struct {
	word    *value.Node // who
	model   bool        // a model is named
	address string      // the vendor at the address that is given
	by      string      // the vendor that the name of a connection holds
	access  bool        // a key or an address is given
	name    *value.Node // the model, under a key that is not for models alone
	held    []*value.Node
}

// chosen states that an object chooses a provider: a word for one stands beside
// a model, or beside settings that have one, or a key opens the interface, or the
// object, at path, is for models by its name. It returns the vendor, "" where none is
// chosen.
func (r *reader) chosen(n *value.Node, path string) (vendor string) {
	var c choice
	r.choices(n, &c, false)
	if c.word != nil && (c.access || path != "" && forModels(path)) && r.onlyModels(c.word.Str) {
		c.model = true // a connection, or a section for a model that is named elsewhere
	}
	if m := n.Get("model"); c.word != nil && m.IsString() && idLike(m.Str) && r.typeOf(c.word.Str) != "" {
		c.model = true // of a plug-in that is for models alone
	}
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

// chosenAlone states which providers objects choose in a program that speaks to
// nobody: the settings that another file reads. The lines of a table choose none.
func (r *reader) chosenAlone() {
	if r.out.Vendor != "" || settingLanguages[r.lang] || len(r.u.Docs) > 0 {
		return
	}
	for i := range r.u.Assigns {
		n := r.u.Assigns[i].Value
		if n == nil || n.Kind != value.Object {
			continue
		}
		var c choice
		if r.choices(n, &c, false); c.word != nil && (c.name != nil || r.namedBy(n) != "") {
			r.chosen(n, "")
		}
		r.chosenBelow(n)
	}
	for _, k := range r.u.Calls {
		for i := range k.Args {
			r.chosenBelow(k.Args[i].Value)
		}
		r.chosenBelow(k.Named)
	}
}

// chosenBelow states which providers the sections of an object choose, whose
// settings name a model of theirs: llm: {provider: openai, config: {model: gpt-4o}}.
func (r *reader) chosenBelow(n *value.Node) {
	if n == nil || n.Kind != value.Object || r.inSite[n.Span] {
		return
	}
	for i := range n.Entries {
		v := n.Entries[i].Value
		if v == nil || v.Kind != value.Object || n.Entries[i].Block != nil {
			continue
		}
		var c choice
		r.choices(v, &c, false)
		if c.word != nil && !r.taken[c.word.Span] && slices.ContainsFunc(c.held, func(h *value.Node) bool { return r.namedBy(h) != "" }) {
			r.taken[c.word.Span] = true
			r.chosen(v, "")
		}
		r.chosenBelow(v)
	}
}

func (r *reader) choices(n *value.Node, c *choice, within bool) {
	for i := range n.Entries {
		e := &n.Entries[i]
		switch key := strings.ToLower(e.Key); {
		case e.Value == nil:
		case !within && r.chooser(key):
			if v := cmp.Or(r.provider(start(e.Value)), r.pathWord(start(e.Value)), r.typeOf(start(e.Value))); e.Value.IsString() && v != "" && (c.word == nil || v != r.provider(lastWord(c.word.Str, r))) {
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
		case strings.HasSuffix(key, "_base") || strings.HasSuffix(key, "url") || key == "endpoint":
			if v := r.vendorOfURL(start(e.Value)); v != "" && v != openWeight {
				c.address, c.model = v, true
			}
			c.access = c.access || !within
		case !within && access(key):
			c.access = true
		case (key == "name" || key == "id") && e.Value.IsString() && idLike(e.Value.Str) && strings.ContainsAny(e.Value.Str, "0123456789"):
			if v := r.modelVendor(e.Value.Str); v != "" && r.idOf(v, e.Value.Str) {
				c.model = true
				c.name = e.Value
			}
		case !within && e.Value.Kind == value.Object && (holding[key] || key == "source"):
			c.held = append(c.held, e.Value)
			r.choices(e.Value, c, true)
		}
	}
}

// access reports whether a key, in lower case, is that of what opens an interface: a
// key, or the name of the variable that holds it.
func access(key string) bool {
	key = strings.ReplaceAll(strings.ReplaceAll(key, "_", ""), "-", "")
	return strings.HasPrefix(key, "apikey") || strings.HasSuffix(key, "apikey") || key == "deployment" || key == "deploymentname"
}

// onlyModels reports whether a word for a vendor is that of one who serves models
// and nothing else.
func (r *reader) onlyModels(word string) bool {
	return r.provider(word) != "" && !slices.Contains(r.Wire.General, strings.ToLower(word))
}

// providerIn is the vendor whose word a name of several words holds:
// Default_AzureOpenAI, open_ai_connection.
func (r *reader) providerIn(name string) string {
	if len(name) < len("xai") {
		return ""
	}
	return r.worded.get(name, r.findProvider)
}

func (r *reader) findProvider(name string) string {
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

// pathWord is the vendor whose word ends the path of a plugin:
// langgenius/openai/openai.
func (r *reader) pathWord(name string) string {
	if strings.Count(name, "/") != 2 {
		return ""
	}
	return r.provider(name[strings.LastIndexByte(name, '/')+1:])
}

// lastWord is the last part of a dotted name, or of a path, that is a word for a
// vendor, the name itself where none is.
func lastWord(name string, r *reader) string {
	if r.pathWord(name) != "" {
		return name[strings.LastIndexByte(name, '/')+1:]
	}
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
		feature := r.paramOf(e.Key)
		if feature == "" || e.KeySpan.IsZero() || e.Value == nil || e.Value.Kind == value.Null || e.Value.Is("") {
			continue
		}
		at, of := e.KeySpan, vendor
		if feature == "api-version" && e.Value.IsString() {
			at, of = e.Value.Span, r.datedBy(vendor, e.Value.Str)
		}
		r.mark(Mark{Feature: feature, Vendor: of, Value: short(e.Value), Span: at, Message: "sets " + e.Key + " of a model"})
	}
}

// paramOf is the feature of a setting, however a file spells its name: with dashes,
// or with a capital letter first.
func (r *reader) paramOf(key string) string {
	if f := r.Wire.Params[key]; f != "" || key == "" {
		return f
	}
	if 'A' <= key[0] && key[0] <= 'Z' && !strings.ContainsAny(key, "_-") {
		if lower := strings.ToLower(key[:1]) + key[1:]; !r.Wire.Settings.Tabled[lower] {
			return r.Wire.Params[lower]
		}
	}
	return r.Wire.Params[strings.ReplaceAll(key, "-", "_")]
}
