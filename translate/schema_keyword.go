package translate

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/promptglot/promptglot/internal/value"
)

// bounds are keywords that narrow a value, in words: where they cannot be said,
// the description can still ask for them.
var bounds = map[string]string{
	"minimum": "at least", "maximum": "at most", "exclusiveMinimum": "more than", "exclusiveMaximum": "less than",
	"multipleOf": "a multiple of", "minLength": "minimum length", "maxLength": "maximum length",
	"minItems": "minimum number of items", "maxItems": "maximum number of items", "uniqueItems": "items unique:",
	"minProperties": "minimum number of properties", "maxProperties": "maximum number of properties",
	"pattern": "matches the pattern", "format": "format", "default": "default", "examples": "examples", "example": "example",
	"minContains": "minimum number of matches", "maxContains": "maximum number of matches",
	"contentEncoding": "encoding", "contentMediaType": "media type", "enum": "one of", "const": "always", "deprecated": "deprecated:",
}

// silent are keywords that say nothing about the answer.
var silent = []string{"$schema", "$id", "$comment", "$anchor", "$vocabulary", "$dynamicAnchor", "readOnly", "writeOnly"}

// keyword copies one keyword. It returns the value to set under the same name,
// or a note for the description, or neither when it has dealt with it.
func (c *schemaWriter) keyword(n, out *value.Node, m value.Member) (*value.Node, string) {
	takes := c.sub.Takes(m.Key)
	switch m.Key {
	case "properties":
		if takes {
			return c.properties(n, m.Value), ""
		}
	case "required":
		return c.required(n, m.Value), ""
	case "propertyOrdering":
		if !c.sub.Knows(m.Key) {
			return nil, c.ordering(n, m)
		}
	case "$defs", "definitions":
		c.definitions(out, m)
		return nil, ""
	case "$ref":
		return c.local(m.Value), ""
	case "patternProperties", "dependentSchemas":
		if takes {
			return c.each(m.Value), ""
		}
	case "items", "not", "if", "then", "else", "contains", "propertyNames", "unevaluatedProperties", "unevaluatedItems", "additionalItems":
		if takes {
			return c.under(m.Value), ""
		}
	case "additionalProperties":
		return c.additional(n, m)
	case "anyOf", "allOf":
		if takes {
			return c.each(m.Value), ""
		}
	case "prefixItems":
		if takes {
			return c.each(m.Value), ""
		}
		if m.Value.Kind == value.Array && n.Get("items") == nil && c.sub.Takes("items") && c.sub.Takes("anyOf") {
			v := value.NewObject("anyOf", c.each(m.Value))
			out.Set("items", v)
			c.once(m.Value, Approximate, "prefixItems is not supported here: the items may come in any order", v)
			return nil, ""
		}
	case "oneOf":
		return c.oneOf(n, out, m)
	case "type":
		return c.typeName(m.Value), ""
	case "const":
		if !takes && c.sub.Takes("enum") && c.allowsValue(n, m) && n.Get("enum") == nil {
			v := value.NewArray(c.carry(m.Value))
			out.Set("enum", v)
			c.once(m.Value, Exact, "const becomes an enum of one value", v)
			return nil, ""
		}
	}
	if takes && c.allowsValue(n, m) {
		return c.carry(m.Value), ""
	}
	return nil, c.cannot(m)
}

// conditional copies a keyword that stands in a condition. One that cannot be
// said is named there; the description, which always stands, cannot ask for it.
func (c *schemaWriter) conditional(n, out *value.Node, m value.Member) *value.Node {
	return c.w.mapValue(m.Value, func(arm *value.Node) *value.Node {
		one := value.Member{Key: m.Key, Value: arm, KeySpan: m.KeySpan, Span: m.Span}
		if c.sub.Takes(m.Key) && c.allowsValue(n, one) {
			v, _ := c.keyword(n, out, one)
			return v
		}
		c.note(arm, Dropped, m.Key+" is not supported here", nil)
		return nil
	})
}

// under writes a schema below another one; a list of them is draft 7's form of
// prefixItems.
func (c *schemaWriter) under(n *value.Node) *value.Node {
	if n.Kind == value.Array {
		return c.each(n)
	}
	return c.schema(n)
}

// allowsValue reports whether the subset takes this value of a keyword: some
// keywords are known with a few values only, or beside others.
func (c *schemaWriter) allowsValue(n *value.Node, m value.Member) bool {
	v := m.Value
	switch m.Key {
	case "format":
		return !v.IsString() || len(c.sub.Formats) == 0 || slices.Contains(c.sub.Formats, v.Str)
	case "minItems":
		if v.Kind == value.Number && len(c.sub.MinItemsOnly) > 0 {
			i, err := strconv.Atoi(v.Str)
			return err == nil && slices.Contains(c.sub.MinItemsOnly, i)
		}
	case "pattern":
		return !v.IsString() || c.matches(v.Str)
	case "minLength", "maxLength":
		return !c.sub.PatternAlone || n.Get("pattern") == nil && n.Get("format") == nil
	case "enum":
		return v.Kind != value.Array || !slices.ContainsFunc(v.Entries, func(e value.Entry) bool { return e.Value != nil && !c.allowsKind(e.Value) })
	case "const":
		return c.allowsKind(v)
	}
	if slices.Contains(c.sub.IntegerOnly, m.Key) {
		return n.Get("type").Is("integer")
	}
	return true
}

// allowsKind reports whether a value may stand in an enum.
func (c *schemaWriter) allowsKind(v *value.Node) bool {
	if len(c.sub.EnumTypes) == 0 {
		return true
	}
	t := jsonType(v)
	return t == "" || slices.Contains(c.sub.EnumTypes, t)
}

// notSimple finds what grammars cannot do: look-around, back references, word
// boundaries.
var notSimple = regexp.MustCompile(`\(\?(=|!|<)|\\[1-9]|\\k|\\b|\\B`)

// matches reports whether the subset takes a pattern.
func (c *schemaWriter) matches(pattern string) bool {
	switch c.sub.Pattern {
	case "anchored":
		return strings.HasPrefix(pattern, "^") && strings.HasSuffix(pattern, "$") && !notSimple.MatchString(pattern)
	case "simple":
		return !notSimple.MatchString(pattern)
	}
	return true
}

// cannot names a keyword that the subset lacks; a bound comes back as words.
func (c *schemaWriter) cannot(m value.Member) string {
	if slices.Contains(silent, m.Key) {
		c.note(m.Value, Exact, m.Key+" says nothing about the answer and is left out", nil)
		return ""
	}
	words, ok := bounds[m.Key]
	if ok && m.Value.Literal() && c.sub.Takes("description") {
		if b, err := m.Value.JSON(); err == nil {
			c.note(m.Value, Approximate, m.Key+" is not supported here; the description asks for it", nil)
			return words + " " + string(b)
		}
	}
	c.note(m.Value, Dropped, m.Key+" is not supported here", nil)
	return ""
}

// describe adds what could not be said otherwise to the description.
func (c *schemaWriter) describe(out *value.Node, moved []string) {
	if len(moved) == 0 {
		return
	}
	add := "(" + strings.Join(moved, "; ") + ")"
	if d := out.Get("description"); d != nil {
		out.Set("description", Joined(d, " "+add))
		return
	}
	out.Set("description", value.NewString(add))
}

// each copies the schemas of an object (patternProperties) or a list (anyOf),
// with the conditions around them.
func (c *schemaWriter) each(n *value.Node) *value.Node {
	return c.copyEntries(n, func(_ string, v *value.Node) *value.Node { return c.schema(v) })
}

// copyEntries copies an object or a list with f for every value; conditions
// and loops stay around what they held.
func (c *schemaWriter) copyEntries(n *value.Node, f func(key string, v *value.Node) *value.Node) *value.Node {
	switch n.Kind {
	case value.Choice:
		return c.w.mapValue(n, func(arm *value.Node) *value.Node { return c.copyEntries(arm, f) })
	case value.Object, value.Array:
		if len(n.Entries) > 0 {
			return &value.Node{Kind: n.Kind, Entries: mapEntries(c.w, n.Entries, func(e value.Entry) value.Entry {
				if e.Spread {
					return value.Entry{Spread: true, Key: e.Key, KeyNode: e.KeyNode, Value: c.carry(e.Value)}
				}
				return value.Entry{Key: e.Key, Value: f(e.Key, e.Value)}
			})}
		}
	}
	return c.carry(n)
}
