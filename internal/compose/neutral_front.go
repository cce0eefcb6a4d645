package compose

import (
	"slices"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates/format/prompty"
)

// front returns the fields of the front matter that say p in Prompty's own
// words, and which tools stand in it. What the fields cannot say exactly they
// say as nearly as a runtime needs; the extension block has the rest.
func front(p *prompt.Prompt, lang string) (*value.Node, map[*prompt.Tool]int) {
	out := &value.Node{Kind: value.Object}
	putString(out, "name", p.Name)
	putString(out, "description", p.Description)
	if o := options(p.Settings); len(o.Entries) > 0 {
		out.Set("model", value.NewObject("options", o))
	}
	if len(p.Inputs) > 0 {
		list := value.NewArray()
		for i := range p.Inputs {
			list.Append(inputProperty(&p.Inputs[i]))
		}
		out.Set("inputs", list)
	}
	if list := outputList(p.Output); list != nil {
		out.Set("outputs", list)
	}
	tools, said := toolList(p.Tools)
	putList(out, "tools", tools)
	if lang != "jinja" {
		out.Set("template", value.NewObject("format", value.NewObject("kind", value.NewString(lang)),
			"parser", value.NewObject("kind", value.NewString("prompty"))))
	}
	return out, said
}

// outputList returns the contract on the answer as properties, nil where they
// can say none of it.
func outputList(l prompt.List[prompt.Output]) *value.Node {
	if len(l) != 1 || l[0].Item == nil {
		return nil
	}
	if list, ok := properties(l[0].Item.Schema); ok && len(list.Entries) > 0 {
		return list
	}
	return nil
}

// optionNames maps params to the names of model.options.
var optionNames = func() map[prompt.Param]string {
	m := make(map[prompt.Param]string, len(prompty.Options))
	for name, p := range prompty.Options {
		m[p] = name
	}
	return m
}()

// options returns the settings that model.options has a name for. Values that
// only the run knows are none: Prompty fills no templates there.
func options(settings []prompt.Setting) *value.Node {
	out := &value.Node{Kind: value.Object}
	for i := range settings {
		s := &settings[i]
		name, ok := optionNames[s.Param]
		if ok && s.Value.Literal() && !refers(s.Value) && out.Get(name) == nil {
			out.Set(name, s.Value.Clone())
		}
	}
	return out
}

// refers reports whether a text below n would be read as a reference.
func refers(n *value.Node) bool {
	found := false
	n.Walk("", func(_ string, n *value.Node) { found = found || n.IsString() && isReference(n.Str) })
	return found
}

// inputProperty writes a declared variable.
func inputProperty(in *prompt.Input) *value.Node {
	out := value.NewObject("name", value.NewString(in.Name))
	if in.Kind != "" && in.Kind != "any" {
		out.Set("kind", value.NewString(wordOf(in.Kind)))
	}
	putString(out, "description", in.Description)
	putTrue(out, "required", in.Required)
	if in.Default != nil && in.Default.Literal() {
		out.Set("default", in.Default.Clone())
	}
	if in.Sample != nil && in.Sample.Literal() {
		out.Set("example", in.Sample.Clone())
	}
	enum := value.NewArray()
	for _, w := range in.Enum {
		enum.Append(value.NewString(w))
	}
	putList(out, "enumValues", enum)
	putTrue(out, "strict", in.Strict)
	return out
}

// wordOf is Prompty's word for a kind.
func wordOf(kind string) string {
	if kind == "number" {
		return "float"
	}
	return kind
}

// properties returns a JSON Schema of an object as a list of properties, where
// they can say all of its members.
func properties(schema *value.Node) (*value.Node, bool) {
	if schema == nil || !schema.Literal() || !schema.Get("type").Is("object") {
		return nil, false
	}
	props := schema.Get("properties")
	if props == nil || props.Kind != value.Object {
		return nil, false
	}
	required := words(schema.Get("required"))
	out := value.NewArray()
	for i := range props.Entries {
		e := &props.Entries[i]
		prop, ok := property(e.Value)
		if !ok {
			return nil, false
		}
		one := value.NewObject("name", value.NewString(e.Key))
		one.Entries = append(one.Entries, prop.Entries...)
		putTrue(one, "required", slices.Contains(required, e.Key))
		out.Append(one)
	}
	return out, true
}

// property returns the members of one property. Members of a schema that a
// property has no word for are left out: the extension block keeps the schema.
func property(s *value.Node) (*value.Node, bool) {
	if s.Kind != value.Object {
		return nil, false
	}
	out := &value.Node{Kind: value.Object}
	kind := kindWord(s)
	if kind == "" {
		return nil, false
	}
	out.Set("kind", value.NewString(kind))
	if d := s.Get("description"); d.IsString() {
		out.Set("description", d.Clone())
	}
	if d := s.Get("default"); d != nil {
		out.Set("default", d.Clone())
	}
	if d := s.Get("enum"); d != nil && d.Kind == value.Array {
		out.Set("enumValues", d.Clone())
	}
	for _, key := range []string{"oneOf", "anyOf"} {
		if kind != union || s.Get(key) == nil {
			continue
		}
		list := value.NewArray()
		for i := range s.Get(key).Entries {
			p, ok := property(s.Get(key).Entries[i].Value)
			if !ok {
				return nil, false
			}
			list.Append(p)
		}
		out.Set(key, list)
	}
	if items := s.Get("items"); items != nil {
		p, ok := property(items)
		if !ok {
			return nil, false
		}
		out.Set("items", p)
	}
	if s.Get("properties") != nil {
		list, ok := properties(s)
		if !ok {
			return nil, false
		}
		out.Set("properties", list)
	}
	return out, true
}

// union is the kind of a value that has one of several shapes.
const union = "union"

// kindWord returns Prompty's word for the type of a schema, "" where it has
// none. A value that may be null is one of the other kind.
func kindWord(s *value.Node) string {
	t := s.Get("type")
	switch {
	case t == nil && (s.Get("oneOf") == nil) != (s.Get("anyOf") == nil):
		return union
	case t.IsString():
		return wordOf(t.Str)
	case t == nil || t.Kind != value.Array:
		return ""
	}
	kind := ""
	for _, w := range words(t) {
		switch {
		case w == "null":
		case kind != "":
			return ""
		default:
			kind = wordOf(w)
		}
	}
	return kind
}

func words(n *value.Node) []string {
	if n == nil {
		return nil
	}
	var out []string
	for i := range n.Entries {
		if v := n.Entries[i].Value; v.IsString() {
			out = append(out, v.Str)
		}
	}
	return out
}

// toolList returns the functions that the model may call. Conditional ones are
// offered too: a runtime that does not read the extension block knows no
// conditions here, and a tool too many is the smaller loss.
func toolList(l prompt.List[prompt.Tool]) (*value.Node, map[*prompt.Tool]int) {
	out, said := value.NewArray(), map[*prompt.Tool]int{}
	l.Walk(func(t *prompt.Tool) {
		if !t.Name.IsString() {
			return
		}
		if t.Kind != prompt.FunctionTool {
			if promptyTool(t) {
				said[t] = len(said)
				out.Append(t.Node.Clone())
			}
			return
		}
		n := value.NewObject("name", t.Name.Clone(), "kind", value.NewString("function"))
		if t.Description.IsString() {
			n.Set("description", t.Description.Clone())
		}
		if t.Strict != nil && t.Strict.Kind == value.Bool {
			n.Set("strict", t.Strict.Clone())
		}
		if list, ok := properties(t.Schema); ok {
			n.Set("parameters", list)
		}
		said[t] = len(said)
		out.Append(n)
	})
	return out, said
}

// promptyTool reports whether a tool was declared in Prompty's words: the
// runtime serves it, whoever the vendor is.
func promptyTool(t *prompt.Tool) bool {
	return t.Node != nil && t.Node.Literal() && t.Node.Get("kind").IsString() && t.Node.Get("name").IsString()
}
