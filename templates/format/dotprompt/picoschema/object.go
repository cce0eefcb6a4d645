package picoschema

import (
	"strings"

	"github.com/promptglot/promptglot/internal/value"
)

// object reads a mapping from keys to types.
func (r *reader) object(n *value.Node, depth int) *value.Node {
	out := &value.Node{Kind: value.Object, Span: n.Span}
	props := &value.Node{Kind: value.Object, Span: n.Span}
	required := &value.Node{Kind: value.Array, Span: n.Span}
	closed := value.NewBool(false)
	closed.Span = n.Span
	others := closed
	for i := range n.Entries {
		e := &n.Entries[i]
		if e.Block != nil || e.Spread || e.Value == nil {
			continue
		}
		if e.Key == Wildcard {
			others = r.node(e.Value, depth+1)
			continue
		}
		k := parseKey(e.Key)
		if k.bad {
			r.Problems = append(r.Problems, value.Problem{
				Code: code, Span: e.KeySpan,
				Message: "the parenthesis of this key is not closed; expected `" + k.name + "(array, what it is)`: add )",
			})
		}
		if !k.optional {
			required.Append(made(k.name, e.KeySpan))
		}
		prop := r.property(k, e, depth)
		if k.described {
			prop.Set("description", made(k.about, e.KeySpan))
		}
		props.Entries = append(props.Entries, value.Entry{Key: k.name, KeySpan: e.KeySpan, Value: prop, Span: e.Span})
	}
	out.Set("type", made("object", n.Span))
	out.Set("properties", props)
	if len(required.Entries) > 0 {
		out.Set("required", required)
	}
	out.Set("additionalProperties", others)
	return out
}

// property reads the value of one key.
func (r *reader) property(k key, e *value.Entry, depth int) *value.Node {
	switch k.kind {
	case "":
		prop := r.node(e.Value, depth+1)
		// A mapping without (object) is an object that cannot be null.
		if t := prop.Get("type"); k.optional && t.IsString() {
			prop = withType(prop, nullable(t))
		}
		return prop
	case "array":
		out := &value.Node{Kind: value.Object, Span: e.Value.Span}
		t := made("array", e.KeySpan)
		if k.optional {
			t = nullable(t)
		}
		out.Set("type", t)
		out.Set("items", r.node(e.Value, depth+1))
		return out
	case "object":
		out := r.node(e.Value, depth+1)
		if t := out.Get("type"); k.optional && t.IsString() {
			out = withType(out, nullable(t))
		}
		return out
	case "enum":
		out := &value.Node{Kind: value.Object, Span: e.Value.Span}
		if e.Value.Kind != value.Array {
			r.wrong(e.Value, "the values of an enum are no list; expected `"+e.Key+": [A, B]`")
			return out
		}
		out.Set("enum", r.enum(e.Value, k.optional))
		return out
	}
	if k.bad {
		return r.node(e.Value, depth+1) // which is said already
	}
	r.Problems = append(r.Problems, value.Problem{
		Code: code, Span: e.KeySpan,
		Message: "unknown type " + k.kind + " in parentheses; expected array, object or enum: `" + k.name + ": " + k.kind + "` for a plain one",
	})
	return r.node(e.Value, depth+1)
}

// enum returns the values, and null too where the key may be absent.
func (r *reader) enum(n *value.Node, optional bool) *value.Node {
	if !optional {
		return n
	}
	for i := range n.Entries {
		if v := n.Entries[i].Value; v != nil && v.Kind == value.Null {
			return n
		}
	}
	null := value.NewNull()
	null.Span = n.Span
	c := *n
	c.Entries = append(c.Entries[:len(c.Entries):len(c.Entries)], value.Entry{Value: null, Span: n.Span})
	return &c
}

// nullable returns the type t or null.
func nullable(t *value.Node) *value.Node {
	out := value.NewArray(t, made("null", t.Span))
	out.Span = t.Span
	return out
}

// withType returns a copy of a schema, which a program may have registered,
// with another type.
func withType(schema, t *value.Node) *value.Node {
	c := *schema
	c.Entries = append([]value.Entry(nil), schema.Entries...)
	c.Set("type", t)
	return &c
}

// A key is `name`, `name?` or `name?(kind, description)`.
type key struct {
	name      string
	optional  bool
	kind      string
	about     string
	described bool
	bad       bool
}

func parseKey(s string) key {
	name, info, ok := strings.Cut(s, "(")
	k := key{}
	k.name, k.optional = strings.CutSuffix(name, "?")
	if !ok {
		return k
	}
	info, closed := strings.CutSuffix(info, ")")
	k.bad = !closed
	k.kind, k.about, k.described = describe(info)
	return k
}
