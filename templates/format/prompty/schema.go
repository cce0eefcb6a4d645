package prompty

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates/format"
)

// object returns the JSON Schema of a list of properties (the specification,
// §7.1.4). Values are the file's own nodes; only what the list says by its
// shape is made.
func object(at *value.Node, props []property, without map[string]bool) *value.Node {
	out := &value.Node{Kind: value.Object, Span: at.Span}
	out.Set("type", value.NewString("object"))
	fields := &value.Node{Kind: value.Object, Span: at.Span}
	required := value.NewArray()
	for _, p := range props {
		if without[p.name] {
			continue
		}
		fields.Set(p.name, schema(p.node))
		if isTrue(p.node.Get("required")) {
			name := value.NewString(p.name)
			name.Span = p.at.Span
			required.Append(name)
		}
	}
	out.Set("properties", fields)
	if len(required.Entries) > 0 {
		out.Set("required", required)
	}
	return out
}

// schema returns the JSON Schema of one property.
func schema(n *value.Node) *value.Node {
	out := &value.Node{Kind: value.Object, Span: n.Span}
	if n.Kind != value.Object {
		out.Set("type", value.NewString(kindOf(n)))
		out.Set("default", n)
		return out
	}
	for _, m := range n.Members() {
		switch m.Key {
		case "kind", "type":
			out.Set("type", jsonType(m.Value))
		case "description", "default":
			out.Set(m.Key, m.Value)
		case "enumValues", "enum":
			out.Set("enum", m.Value)
		case "items":
			out.Set("items", schema(m.Value))
		case "properties":
			nested := quiet(m.Value)
			o := object(m.Value, nested, nil)
			out.Set("properties", o.Get("properties"))
			out.Set("required", o.Get("required"))
		case "oneOf", "anyOf":
			list := &value.Node{Kind: value.Array, Span: m.Value.Span}
			for i := range m.Value.Entries {
				list.Append(schema(m.Value.Entries[i].Value))
			}
			out.Set(m.Key, list)
		}
	}
	return out
}

// jsonType returns the JSON Schema type of a kind, nil for kinds that have
// none (union, and those of runtimes).
func jsonType(n *value.Node) *value.Node {
	if !n.IsString() {
		return n
	}
	t := kinds(n.Str)
	switch t {
	case "string", "integer", "number", "boolean", "array", "object":
	default:
		return nil
	}
	if t == n.Str {
		return n
	}
	made := value.NewString(t)
	made.Span = n.Span
	return made
}

// outputs reads the contract on the answer. Version 1 only described it.
func (r *reader) outputs(n *value.Node) {
	props := r.list("outputs", n)
	if len(props) == 0 || r.Variant == "v1" {
		return
	}
	s := object(n, props, nil)
	r.Tree.Set("outputs", s)
	// The contract binds: the specification, §7.1.6.
	binds := value.NewBool(true)
	binds.Span = n.Span
	r.Output = prompt.List[prompt.Output]{{
		Item: &prompt.Output{At: prompt.At{Node: s}, Kind: prompt.OutputSchema, Schema: s, Strict: binds}, Span: n.Span,
	}}
}

// tools reads the tool list.
func (r *reader) tools(n *value.Node) {
	if n.Kind == value.Hole { // of another file, which is not to be had
		r.Tools = append(r.Tools, prompt.Entry[prompt.Tool]{Spread: n, Many: true, Span: n.Span})
		r.Tree.Set("tools", n)
		return
	}
	if n.Kind != value.Array {
		if n.Kind != value.Null {
			r.Wrong(n, "tools is no list; expected `- name: …` entries")
		}
		return
	}
	sent := &value.Node{Kind: value.Array, Span: n.Span}
	for i := range n.Entries {
		v := n.Entries[i].Value
		if v == nil || v.Kind != value.Object {
			if v != nil {
				r.Wrong(v, "this tool is no mapping; expected name, kind and parameters")
			}
			continue
		}
		t, node := r.tool(v)
		r.Tools = append(r.Tools, prompt.Entry[prompt.Tool]{Item: t, Span: v.Span})
		sent.Entries = append(sent.Entries, value.Entry{Value: node, Span: v.Span})
	}
	r.Tree.Set("tools", sent)
}

// tool reads one tool. The runtime turns MCP servers, OpenAPI documents and
// custom tools into functions when it runs; here they are tools of a kind of
// their own.
func (r *reader) tool(n *value.Node) (*prompt.Tool, *value.Node) {
	kind := n.Get("kind")
	t := &prompt.Tool{Name: n.Get("name"), Description: n.Get("description")}
	if kind != nil && !kind.Is("function") {
		t.Node, t.Kind, t.Builtin = n, prompt.BuiltinTool, text(kind)
		return t, n
	}
	sent := &value.Node{Kind: value.Object, Span: n.Span}
	t.Node, t.Kind, t.Strict = sent, prompt.FunctionTool, n.Get("strict")
	if kind != nil {
		t.Marks = append(t.Marks, kind)
	}
	for _, m := range n.Members() {
		switch m.Key {
		case "name", "description", "kind", "strict":
			sent.Set(m.Key, m.Value)
		case "parameters":
			t.Schema = r.parameters(m.Value, n.Get("bindings"))
			sent.Set(m.Key, t.Schema)
		}
	}
	return t, sent
}

// parameters reads a tool's parameters: properties, or a JSON Schema as version
// 1 has it. Bound ones are filled in by the program and not shown to a model.
func (r *reader) parameters(n, bindings *value.Node) *value.Node {
	if n.Kind == value.Object && (n.Get("type").Is("object") || n.Get("$ref") != nil) {
		return n
	}
	bound := map[string]bool{}
	for _, b := range quiet(bindings) {
		bound[b.name] = true
	}
	return object(n, r.list("parameters", properties(n)), bound)
}

// quiet lists properties without a word about what is wrong.
func quiet(n *value.Node) []property {
	if n == nil {
		return nil
	}
	q := &reader{File: &format.File{}}
	return q.list("", n)
}
