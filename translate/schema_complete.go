package translate

import (
	"slices"

	"github.com/promptglot/promptglot/internal/value"
)

// sayers are the keywords of which a schema must have one where it has to say
// what it is for.
var sayers = []string{"type", "anyOf", "oneOf", "allOf", "$ref"}

// scalars are the types of a value that may be anything but a structure.
var scalars = []string{"string", "number", "boolean", "null"}

// complete adds the type and the items that a subset wants to be said.
func (c *schemaWriter) complete(n, out *value.Node) {
	if c.sub.Typed && !slices.ContainsFunc(sayers, func(k string) bool { return out.Get(k) != nil }) {
		c.addType(n, out)
	}
	if !c.sub.Items || out.Get("items") != nil || !isType(out, "array") {
		return
	}
	if c.sub.Guides {
		v := &value.Node{Kind: value.Object}
		out.Set("items", v)
		c.w.Add(v, "schema-keyword", "an array must say its items here, be it that they are anything", By(c.sub.Ref))
		return
	}
	v := c.anyScalar()
	out.Set("items", v)
	c.once(n, Approximate, "an array must say its items here: any single value", v)
}

// addType says the type that the other keywords let one expect.
func (c *schemaWriter) addType(n, out *value.Node) {
	var t *value.Node
	switch {
	case out.Get("properties") != nil:
		t = value.NewString("object")
	case out.Get("items") != nil:
		t = value.NewString("array")
	default:
		t = enumType(out.Get("enum"), out.Get("const"))
	}
	if t != nil {
		out.Set("type", t)
		c.w.Add(t, "schema-keyword", "every schema must say its type here", By(c.sub.Ref))
		return
	}
	if out.Get("enum") != nil || out.Get("const") != nil {
		return // values of several types say enough
	}
	out.Entries = append(out.Entries, c.anyScalar().Entries...)
	c.once(n, Approximate, "a value of any type cannot be said here: it becomes a single value", out)
}

// enumType returns the one type that all listed values have, nil where there
// is none.
func enumType(enum, constant *value.Node) *value.Node {
	vs := []value.Entry{{Value: constant}}
	if enum != nil {
		vs = enum.Entries
	}
	t := ""
	for i := range vs {
		if vs[i].Value == nil {
			return nil
		}
		k := jsonType(vs[i].Value)
		if t != "" && k != t || k == "" {
			return nil
		}
		t = k
	}
	if !slices.Contains(scalars, t) {
		return nil
	}
	return value.NewString(t)
}

// anyScalar returns a schema for any single value.
func (c *schemaWriter) anyScalar() *value.Node {
	list := &value.Node{Kind: value.Array}
	for _, t := range scalars {
		if c.sub.TypeList {
			list.Append(value.NewString(t))
		} else {
			list.Append(value.NewObject("type", value.NewString(t)))
		}
	}
	if c.sub.TypeList {
		return value.NewObject("type", list)
	}
	return value.NewObject("anyOf", list)
}

// oneOf copies oneOf, which becomes anyOf where that is all the target has.
func (c *schemaWriter) oneOf(n, out *value.Node, m value.Member) (*value.Node, string) {
	if c.sub.Takes("oneOf") {
		v := c.each(m.Value)
		if c.sub.OneOfAny {
			c.once(m.Value, Approximate, "oneOf is read as anyOf here: more than one branch may match", v)
		}
		return v, ""
	}
	if c.sub.Takes("anyOf") && n.Get("anyOf") == nil {
		v := c.each(m.Value)
		out.Set("anyOf", v)
		c.once(m.Value, Approximate, "oneOf becomes anyOf: more than one branch may match", v)
		return nil, ""
	}
	return nil, c.cannot(m)
}

// plain reports whether a schema that only guides can be carried as it stands:
// it has a root of the right kind and no word of OpenAPI's.
func (c *schemaWriter) plain(n *value.Node) bool {
	refused := c.sub.RootRefused
	if c.tool {
		refused = slices.Concat(refused, c.sub.ToolRoot)
	}
	if slices.ContainsFunc(refused, func(k string) bool { return n.Get(k) != nil }) || n.Get("$ref") != nil {
		return false
	}
	if (c.tool || c.sub.Root == "object") && !n.Open() && (!n.Get("type").Is("object") || c.sub.Items && n.Get("properties") == nil) {
		return false
	}
	return !c.foreignWord(n, true)
}

// foreignWord reports whether a keyword below n needs rewriting even where the
// schema only guides. props tells a set of keywords from a set of names.
func (c *schemaWriter) foreignWord(n *value.Node, schema bool) bool {
	if n == nil {
		return false
	}
	if n.Kind == value.Object && schema {
		if c.sub.Items && isType(n, "array") && n.Get("items") == nil {
			return true
		}
	}
	return slices.ContainsFunc(n.Entries, func(e value.Entry) bool {
		if e.Block != nil {
			for i := range e.Block.Arms {
				if c.foreignWord(&value.Node{Kind: n.Kind, Entries: e.Block.Arms[i].Body}, schema) {
					return true
				}
			}
			return false
		}
		if n.Kind == value.Array || !schema {
			return c.foreignWord(e.Value, true)
		}
		if !c.sub.Takes(e.Key) && !c.sub.Knows(e.Key) {
			return true
		}
		switch e.Key {
		case "nullable", "propertyOrdering":
			return !c.sub.Knows(e.Key)
		case "enum", "const", "default", "examples", "required":
			return false
		case "properties", "$defs", "definitions", "patternProperties", "dependentSchemas":
			return c.foreignWord(e.Value, false)
		}
		return c.foreignWord(e.Value, true)
	})
}
