package prompty

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
)

// A property is one declared input, output or parameter.
type property struct {
	name string
	node *value.Node // its value: an object, or a plain default
	at   *value.Node // where its name stands, for spans
}

// list reads a block of properties: a list of {name: …}, or a mapping from name
// to property or default.
func (r *reader) list(what string, n *value.Node) []property {
	var out []property
	switch n.Kind {
	case value.Array:
		for i := range n.Entries {
			v := n.Entries[i].Value
			name := v.Get("name")
			if !name.IsString() {
				r.Wrong(v, "this entry of "+what+" has no name; expected `- name: …`")
				continue
			}
			out = append(out, property{name: name.Str, node: v, at: name})
		}
	case value.Object:
		for _, m := range n.Members() {
			if !m.Spread {
				out = append(out, property{name: m.Key, node: m.Value, at: m.Value})
			}
		}
	case value.Null, value.Hole: // a reference: another file lists them
	default:
		r.Wrong(n, what+" is neither a list nor a mapping; expected `- name: …` entries")
	}
	return out
}

// kind returns the kind of a property: its own word, or that of its default.
func (p property) kind() string {
	if p.node.Kind == value.Object {
		for _, key := range []string{"kind", "type"} {
			if k := p.node.Get(key); k.IsString() {
				return kinds(k.Str)
			}
		}
		if d := p.node.Get("default"); d != nil {
			return kindOf(d)
		}
		return "any"
	}
	return kindOf(p.node)
}

// kinds maps Prompty's words to ours; they differ in one.
func kinds(word string) string {
	if word == "float" {
		return "number"
	}
	return word
}

func kindOf(n *value.Node) string {
	switch n.Kind {
	case value.String, value.Text:
		return "string"
	case value.Bool:
		return "boolean"
	case value.Array:
		return "array"
	case value.Object:
		return "object"
	case value.Number:
		for _, c := range n.Str {
			if c == '.' || c == 'e' || c == 'E' {
				return "number"
			}
		}
		return "integer"
	}
	return "any"
}

// inputs reads the declared variables.
func (r *reader) inputs(n *value.Node) {
	for _, p := range r.list("inputs", n) {
		in := prompt.Input{At: prompt.At{Node: p.node}, Name: p.name, Kind: p.kind()}
		if p.node.Kind == value.Object {
			o := p.node
			in.Description = text(o.Get("description"))
			in.Required = isTrue(o.Get("required")) || isTrue(o.Get("is_required"))
			in.Strict = isTrue(o.Get("strict"))
			in.Default = o.Get("default")
			in.Sample = first(o.Get("example"), o.Get("sample"))
			in.Enum = words(first(o.Get("enumValues"), o.Get("enum")))
			in.Schema = o.Get("json_schema")
			if items := o.Get("items"); in.Schema == nil && items != nil {
				in.Schema = schema(o)
			} else if o.Get("properties") != nil && in.Schema == nil {
				in.Schema = schema(o)
			}
		} else if p.node.Kind != value.Null {
			in.Default = p.node
		}
		if rich[in.Kind] {
			r.rich[in.Name] = in.Kind
		}
		r.Inputs = append(r.Inputs, in)
	}
}

// rich are the kinds whose value is no text: the specification, §5.2.
var rich = map[string]bool{"thread": true, "image": true, "file": true, "audio": true}

// samples adds version 1's sample values to the inputs.
func (r *reader) samples(n *value.Node) {
next:
	for _, m := range n.Members() {
		for i := range r.Inputs {
			if r.Inputs[i].Name == m.Key {
				if r.Inputs[i].Sample == nil {
					r.Inputs[i].Sample = m.Value
				}
				continue next
			}
		}
		if !m.Spread {
			r.Inputs = append(r.Inputs, prompt.Input{At: prompt.At{Node: m.Value}, Name: m.Key, Kind: kindOf(m.Value), Sample: m.Value})
		}
	}
}

func isTrue(n *value.Node) bool { return n != nil && n.Kind == value.Bool && n.Bool }

func first(ns ...*value.Node) *value.Node {
	for _, n := range ns {
		if n != nil {
			return n
		}
	}
	return nil
}

// words returns the literal texts of a list.
func words(n *value.Node) []string {
	if n == nil {
		return nil
	}
	var out []string
	for i := range n.Entries {
		if v := n.Entries[i].Value; v.IsString() || v != nil && v.Kind == value.Number {
			out = append(out, v.Str)
		}
	}
	return out
}
