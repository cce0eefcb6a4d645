package translate

import (
	"slices"

	"github.com/promptglot/promptglot/internal/value"
)

// permitNull returns a schema that accepts null besides what n accepts; n
// itself where it does so already.
func (c *schemaWriter) permitNull(n *value.Node) *value.Node {
	null := func() *value.Node { return value.NewObject("type", value.NewString("null")) }
	if n.Kind != value.Object || n.Get("$ref") != nil || n.Get("const") != nil || n.Get("oneOf") != nil || n.Get("allOf") != nil {
		if n.Kind == value.Bool {
			return n
		}
		return c.choice(n, null())
	}
	if permitsNull(n) {
		return n
	}
	if any := n.Get("anyOf"); any != nil && any.Kind == value.Array {
		return c.with(n, "anyOf", c.plus(any, null()))
	}
	t := n.Get("type")
	switch {
	case t == nil:
		return c.choice(n, null())
	case t.IsString():
		n = c.with(n, "type", value.NewArray(t, value.NewString("null")))
	case t.Kind == value.Array:
		n = c.with(n, "type", c.plus(t, value.NewString("null")))
	default:
		return c.choice(n, null())
	}
	if enum := n.Get("enum"); enum != nil && enum.Kind == value.Array {
		n = c.with(n, "enum", c.plus(enum, value.NewNull()))
	}
	return n
}

// plus returns a copy of a list with one more element.
func (c *schemaWriter) plus(list, v *value.Node) *value.Node {
	out := &value.Node{Kind: value.Array, Entries: append(slices.Clone(list.Entries), value.Entry{Value: v})}
	c.made[out] = c.sourceOf(list)
	return out
}

// choice returns a schema for what either of two accept.
func (c *schemaWriter) choice(a, b *value.Node) *value.Node {
	out := value.NewObject("anyOf", value.NewArray(a, b))
	c.made[out] = c.sourceOf(a)
	return out
}

// permitsNull reports whether null is among the types or branches of a schema.
func permitsNull(n *value.Node) bool {
	if b := n.Get("nullable"); b != nil && b.Kind == value.Bool && b.Bool {
		return true
	}
	t := n.Get("type")
	if t.Is("null") {
		return true
	}
	if t != nil && t.Kind == value.Array && slices.ContainsFunc(t.Entries, func(e value.Entry) bool { return e.Value.Is("null") }) {
		return true
	}
	if any := n.Get("anyOf"); any != nil && any.Kind == value.Array {
		return slices.ContainsFunc(any.Entries, func(e value.Entry) bool { return e.Value != nil && e.Value.Get("type").Is("null") })
	}
	return false
}

// with returns a copy of an object with one member set; the values are shared.
func (c *schemaWriter) with(n *value.Node, key string, v *value.Node) *value.Node {
	out := &value.Node{Kind: value.Object, Span: n.Span, Entries: slices.Clone(n.Entries)}
	out.Set(key, v)
	c.made[out] = c.sourceOf(n)
	return out
}

// without returns a copy of an object without a member; the values are shared.
func (c *schemaWriter) without(n *value.Node, key string) *value.Node {
	out := &value.Node{Kind: value.Object, Span: n.Span}
	for _, e := range n.Entries {
		if e.Key != key || e.Block != nil || e.Spread {
			out.Entries = append(out.Entries, e)
		}
	}
	c.made[out] = c.sourceOf(n)
	return out
}
