package translate

import (
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/value"
)

// One meaning, three spellings: that a value may be null is a list of types, a
// branch of anyOf, or OpenAPI's nullable. The functions here rewrite schemas of
// the source from one into another; the rewritten ones hold the source's own
// nodes, so that each keyword keeps its place in the account.

// typed says which type a keyword speaks of.
var typed = map[string]string{
	"minLength": "string", "maxLength": "string", "pattern": "string", "format": "string", "contentEncoding": "string", "contentMediaType": "string",
	"minimum": "number", "maximum": "number", "exclusiveMinimum": "number", "exclusiveMaximum": "number", "multipleOf": "number",
	"items": "array", "prefixItems": "array", "additionalItems": "array", "unevaluatedItems": "array", "minItems": "array", "maxItems": "array",
	"uniqueItems": "array", "contains": "array", "minContains": "array", "maxContains": "array",
	"properties": "object", "required": "object", "additionalProperties": "object", "patternProperties": "object", "propertyNames": "object",
	"minProperties": "object", "maxProperties": "object", "propertyOrdering": "object", "unevaluatedProperties": "object",
	"dependentRequired": "object", "dependentSchemas": "object",
}

// jsonType returns the JSON type of a literal value, "" for one that is filled in.
func jsonType(n *value.Node) string {
	switch n.Kind {
	case value.Null:
		return "null"
	case value.Bool:
		return "boolean"
	case value.Number:
		return "number"
	case value.String:
		return "string"
	case value.Array:
		return "array"
	case value.Object:
		return "object"
	}
	return ""
}

// typeName copies the value of type.
func (c *schemaWriter) typeName(n *value.Node) *value.Node {
	if c.sub.Types == "upper" && n.IsString() {
		c.mark(n)
		return value.NewString(strings.ToUpper(n.Str))
	}
	return c.carry(n)
}

// retyped returns a schema that says the types of n in the target's spelling,
// nil where n needs no rewriting.
func (c *schemaWriter) retyped(n *value.Node) *value.Node {
	if null := n.Get("nullable"); null != nil && null.Kind == value.Bool && !c.sub.Knows("nullable") {
		base := c.without(n, "nullable")
		c.mark(null)
		if !null.Bool {
			return base
		}
		c.once(null, Exact, "nullable is said by the type here", nil)
		return c.permitNull(base)
	}
	if c.sub.Takes("anyOf") {
		types := n.Get("type")
		if types != nil && types.Kind == value.Array && types.Literal() && (!c.sub.TypeList || c.nullInEnum(n)) {
			return c.splitTypes(n, types)
		}
		return nil
	}
	return c.oneBranch(n)
}

// nullInEnum reports whether an enum lists null where the target cannot.
func (c *schemaWriter) nullInEnum(n *value.Node) bool {
	enum := n.Get("enum")
	return enum != nil && len(c.sub.EnumTypes) > 0 && !slices.Contains(c.sub.EnumTypes, "null") &&
		slices.ContainsFunc(enum.Entries, func(e value.Entry) bool { return e.Value != nil && e.Value.Kind == value.Null })
}

// splitTypes says a list of types by other means: nullable, or a choice
// between one branch for each type.
func (c *schemaWriter) splitTypes(n, types *value.Node) *value.Node {
	var names []string
	null := false
	for i := range types.Entries {
		switch t := types.Entries[i].Value; {
		case t.Is("null"):
			null = true
		case t.IsString():
			names = append(names, t.Str)
		}
	}
	c.mark(types)
	first := func() *value.Node { return value.NewString(names[0]) }
	switch {
	case len(names) == 0:
		return c.with(n, "type", value.NewString("null"))
	case len(names) == 1 && !null:
		return c.with(n, "type", first())
	case len(names) == 1 && c.sub.Knows("nullable"):
		c.retold(types, "the type null is said by nullable here")
		return c.with(c.filterEnum(c.with(n, "type", first()), names[0]), "nullable", value.NewBool(true))
	case n.Get("anyOf") != nil || n.Get("oneOf") != nil:
		c.note(types, Dropped, "a list of types cannot stand beside a choice here", nil)
		return c.without(n, "type")
	}
	c.retold(types, "the list of types is said by anyOf here")
	outer, branches := &value.Node{Kind: value.Object}, &value.Node{Kind: value.Array}
	c.made[outer] = c.sourceOf(n)
	for _, name := range names {
		branches.Append(c.filterEnum(c.branch(n, name), name))
	}
	if null {
		branches.Append(value.NewObject("type", value.NewString("null")))
	}
	for _, e := range n.Entries {
		if t := typed[e.Key]; e.Key != "type" && e.Key != "enum" && e.Key != "const" && (t == "" || !hasType(names, t)) {
			outer.Entries = append(outer.Entries, e)
		}
	}
	outer.Entries = append(outer.Entries, value.Entry{Key: "anyOf", Value: branches})
	return outer
}

// retold enters another spelling of what the source says itself.
func (c *schemaWriter) retold(n *value.Node, msg string) {
	if c.w.ix.Num(n) >= 0 {
		c.once(n, Exact, msg, nil)
	}
}

// branch returns what of n speaks of one type.
func (c *schemaWriter) branch(n *value.Node, name string) *value.Node {
	out := value.NewObject("type", value.NewString(name))
	c.made[out] = c.sourceOf(n)
	for _, e := range n.Entries {
		if t := typed[e.Key]; t != "" && hasType([]string{name}, t) || e.Key == "enum" || e.Key == "const" {
			out.Entries = append(out.Entries, e)
		}
	}
	return out
}

func hasType(names []string, t string) bool {
	return slices.Contains(names, t) || t == "number" && slices.Contains(names, "integer")
}

// filterEnum keeps the values of enum and const that are of a type.
func (c *schemaWriter) filterEnum(n *value.Node, name string) *value.Node {
	fits := func(v *value.Node) bool { t := jsonType(v); return t == "" || hasType([]string{name}, t) }
	if k := n.Get("const"); k != nil && !fits(k) {
		n = c.without(n, "const")
	}
	enum := n.Get("enum")
	if enum == nil || enum.Kind != value.Array {
		return n
	}
	kept := &value.Node{Kind: value.Array}
	c.made[kept] = c.sourceOf(enum)
	for _, e := range enum.Entries {
		if e.Value == nil || fits(e.Value) {
			kept.Entries = append(kept.Entries, e)
		}
	}
	if len(kept.Entries) == 0 {
		return c.without(n, "enum")
	}
	return c.with(n, "enum", kept)
}

// oneBranch is for targets without choices: of a value that may be null the
// other type is said.
func (c *schemaWriter) oneBranch(n *value.Node) *value.Node {
	if types := n.Get("type"); types != nil && types.Kind == value.Array && !c.sub.TypeList && types.Literal() {
		for i := range types.Entries {
			if t := types.Entries[i].Value; t.IsString() && t.Str != "null" {
				c.note(types, Approximate, "one type can be said here: "+t.Str, nil)
				return c.filterEnum(c.with(n, "type", value.NewString(t.Str)), t.Str)
			}
		}
	}
	for _, key := range []string{"anyOf", "oneOf"} {
		list := n.Get(key)
		if list == nil || list.Kind != value.Array || c.sub.Takes(key) {
			continue
		}
		if c.objects(list) {
			return c.eitherOf(n, key, list)
		}
		var others []*value.Node
		for i := range list.Entries {
			if b := list.Entries[i].Value; b == nil || !b.Get("type").Is("null") {
				others = append(others, b)
			}
		}
		if len(others) != 1 || others[0] == nil || len(list.Entries) == 1 {
			continue
		}
		c.mark(list)
		c.once(list, Approximate, "there is no choice between schemas here: null is not allowed", nil)
		if m, rejected := c.join([]*value.Node{c.without(n, key), others[0]}); len(rejected) == 0 {
			return m
		}
	}
	return nil
}

// objects reports whether every branch of a choice is an object.
func (c *schemaWriter) objects(list *value.Node) bool {
	return list.Literal() && !slices.ContainsFunc(list.Entries, func(e value.Entry) bool {
		b := e.Value
		if ref := b.Get("$ref"); ref.IsString() {
			b = c.resolve(ref.Str)
		}
		return b == nil || b.Kind != value.Object || !isObject(b)
	})
}
