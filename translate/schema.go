package translate

import (
	"slices"
	"strconv"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
)

// Schema copies a JSON Schema for the target. Where the mechanism that the
// trait names (schema_output, schema_tool) takes only a subset of JSON Schema
// and binds the model to it (strict), every keyword outside the subset is
// rewritten, moved into the description or named, each at its own place.
func (w *Writer) Schema(n *value.Node, trait string, strict bool) *value.Node {
	if n == nil {
		return nil
	}
	name := w.Trait(trait).Value
	if !w.Foreign() || !strict || name == "" || n.Kind != value.Object {
		return w.Carry(n)
	}
	sub, ok := w.cat.Subset(name)
	if !ok {
		return w.Carry(n)
	}
	c := schemaWriter{w: w, sub: sub, root: n}
	return c.schema(n)
}

type schemaWriter struct {
	w    *Writer
	sub  catalog.Subset
	root *value.Node
	open []*value.Node // definitions being inlined, against recursion
}

// limits are keywords that say a bound on a value: where they cannot be said,
// the description can still ask for it.
var limits = map[string]string{
	"minimum": "at least", "maximum": "at most", "exclusiveMinimum": "more than", "exclusiveMaximum": "less than",
	"multipleOf": "a multiple of", "minLength": "minimum length", "maxLength": "maximum length",
	"minItems": "minimum number of items", "maxItems": "maximum number of items", "uniqueItems": "items unique:",
	"minProperties": "minimum number of properties", "maxProperties": "maximum number of properties",
	"pattern": "matches the pattern", "format": "format", "default": "default", "examples": "examples",
	"minContains": "minimum number of matches", "maxContains": "maximum number of matches", "contentEncoding": "encoding",
}

func (c *schemaWriter) schema(n *value.Node) *value.Node {
	if n.Kind != value.Object {
		return c.w.Carry(n)
	}
	if ref := n.Get("$ref"); ref.IsString() && !c.sub.Takes("$ref") {
		return c.inline(n, ref)
	}
	out := &value.Node{Kind: value.Object}
	var moved []string
	for _, m := range n.Members() {
		if v, note := c.keyword(n, out, m); note != "" {
			moved = append(moved, note)
		} else if v != nil {
			SetMember(out, m.Key, v)
		}
	}
	if len(moved) > 0 {
		c.describe(out, moved)
	}
	c.close(n, out)
	return out
}

// keyword copies one keyword. It returns the value to set under the same name,
// or a note for the description, or neither when it has dealt with it.
func (c *schemaWriter) keyword(n, out *value.Node, m value.Member) (*value.Node, string) {
	switch m.Key {
	case "properties", "$defs", "definitions", "patternProperties", "dependentSchemas":
		if c.sub.Takes(m.Key) {
			return c.each(m.Value, true), ""
		}
		if m.Key == "$defs" || m.Key == "definitions" {
			c.w.Mark(m.Value) // inlined where they are used
			return nil, ""
		}
	case "items", "not", "if", "then", "else", "contains", "propertyNames", "unevaluatedProperties", "unevaluatedItems":
		if c.sub.Takes(m.Key) {
			return c.schema(m.Value), ""
		}
	case "additionalProperties":
		if !c.sub.Takes(m.Key) {
			break
		}
		if c.sub.Closed && !(m.Value.Kind == value.Bool && !m.Value.Bool) {
			v := value.NewBool(false)
			c.note(m.Value, Approximate, "objects must be closed here: additionalProperties becomes false", v)
			return v, ""
		}
		return c.schema(m.Value), ""
	case "anyOf", "allOf", "prefixItems":
		if c.sub.Takes(m.Key) {
			return c.each(m.Value, false), ""
		}
	case "oneOf":
		if c.sub.Takes(m.Key) {
			return c.each(m.Value, false), ""
		}
		if c.sub.Takes("anyOf") && n.Get("anyOf") == nil {
			v := c.each(m.Value, false)
			out.Set("anyOf", v)
			c.note(m.Value, Approximate, "oneOf becomes anyOf: more than one branch may match", v)
			return nil, ""
		}
	case "const":
		if !c.sub.Takes(m.Key) && c.sub.Takes("enum") {
			v := value.NewArray(c.w.Carry(m.Value))
			out.Set("enum", v)
			return nil, ""
		}
	}
	if c.sub.Takes(m.Key) && c.allowsValue(m) {
		v := c.w.Carry(m.Value)
		if slices.Contains(c.sub.Ignored, m.Key) {
			c.w.Warn(m.Value, "schema-keyword", Approximate, m.Key+" is accepted here but has no effect", To(v), By(c.sub.Ref))
		}
		return v, ""
	}
	return nil, c.cannot(m)
}

// allowsValue reports whether the subset takes this value of a keyword: some
// keywords are known with a few values only.
func (c *schemaWriter) allowsValue(m value.Member) bool {
	switch {
	case m.Key == "format" && m.Value.IsString() && len(c.sub.Formats) > 0:
		return slices.Contains(c.sub.Formats, m.Value.Str)
	case m.Key == "minItems" && m.Value.Kind == value.Number && len(c.sub.MinItemsOnly) > 0:
		n, err := strconv.Atoi(m.Value.Str)
		return err == nil && slices.Contains(c.sub.MinItemsOnly, n)
	}
	return true
}

// cannot names a keyword that the subset lacks; a bound comes back as words.
func (c *schemaWriter) cannot(m value.Member) string {
	words, ok := limits[m.Key]
	if ok && m.Value.Literal() && c.sub.Takes("description") {
		if b, err := m.Value.JSON(); err == nil {
			c.note(m.Value, Approximate, m.Key+" is not supported here; the description asks for it", nil)
			return words + " " + string(b)
		}
	}
	c.note(m.Value, Dropped, m.Key+" is not supported here", nil)
	return ""
}

func (c *schemaWriter) note(n *value.Node, o Outcome, msg string, to *value.Node) {
	c.w.Note(n, "schema-keyword", o, msg, To(to), By(c.sub.Ref))
}

func (c *schemaWriter) describe(out *value.Node, moved []string) {
	add := "(" + strings.Join(moved, "; ") + ")"
	if d := out.Get("description"); d != nil {
		out.Set("description", Joined(d, " "+add))
		return
	}
	out.Set("description", value.NewString(add))
}

// close adds what the subset demands of every object.
func (c *schemaWriter) close(n, out *value.Node) {
	if !c.sub.Closed || n.Get("additionalProperties") != nil {
		return
	}
	if !n.Get("type").Is("object") && n.Get("properties") == nil {
		return
	}
	v := value.NewBool(false)
	out.Set("additionalProperties", v)
	c.w.Add(v, "schema-keyword", "every object must be closed here", By(c.sub.Ref))
}

// each copies the schemas of an object (properties) or a list (anyOf).
func (c *schemaWriter) each(n *value.Node, object bool) *value.Node {
	if object && n.Kind != value.Object || !object && n.Kind != value.Array || !n.Literal() {
		return c.w.Carry(n)
	}
	out := &value.Node{Kind: n.Kind}
	if len(n.Entries) == 0 {
		return c.w.Carry(n)
	}
	for _, e := range n.Entries {
		out.Entries = append(out.Entries, value.Entry{Key: e.Key, Value: c.schema(e.Value)})
	}
	return out
}

// inline puts the definition in the place of a reference. A definition that
// leads back to itself cannot be said without references.
func (c *schemaWriter) inline(n, ref *value.Node) *value.Node {
	target := c.resolve(ref.Str)
	if target == nil {
		c.note(n, Dropped, "the reference "+ref.Str+" leads nowhere in this schema", nil)
		return &value.Node{Kind: value.Object}
	}
	for _, o := range c.open {
		if o == target {
			c.w.Refuse(n, "schema-keyword", "a schema that contains itself cannot be said without $ref", By(c.sub.Ref))
			return &value.Node{Kind: value.Object}
		}
	}
	c.open = append(c.open, target)
	out := c.schema(target)
	c.open = c.open[:len(c.open)-1]
	c.w.Mark(ref)
	for _, m := range n.Members() {
		if m.Key != "$ref" {
			SetMember(out, m.Key, c.w.Carry(m.Value))
		}
	}
	return out
}

// resolve finds a local reference (#/$defs/name).
func (c *schemaWriter) resolve(ref string) *value.Node {
	rest, ok := strings.CutPrefix(ref, "#")
	if !ok {
		return nil
	}
	n := c.root
	for _, t := range strings.Split(strings.TrimPrefix(rest, "/"), "/") {
		if t == "" {
			continue
		}
		n = n.Get(strings.ReplaceAll(strings.ReplaceAll(t, "~1", "/"), "~0", "~"))
		if n == nil {
			return nil
		}
	}
	return n
}

// StrictReady reports whether a schema can be used in OpenAI's strict mode as
// it is: every object closed and every property required.
func StrictReady(n *value.Node) bool {
	if n == nil || n.Kind != value.Object || !n.Literal() {
		return false
	}
	ok := true
	n.Walk("", func(_ string, m *value.Node) {
		props := m.Get("properties")
		if props == nil || props.Kind != value.Object {
			return
		}
		if a := m.Get("additionalProperties"); a == nil || a.Kind != value.Bool || a.Bool {
			ok = false
		}
		req := map[string]bool{}
		if r := m.Get("required"); r != nil {
			for _, e := range r.Entries {
				if e.Value.IsString() {
					req[e.Value.Str] = true
				}
			}
		}
		for _, e := range props.Entries {
			ok = ok && req[e.Key]
		}
	})
	return ok
}

// Titles moves the name and the description that a source gives beside its
// schema into the schema itself, for vendors that have no place beside it. The
// contract holds either way, so a name with nowhere to go is a weakening.
func (w *Writer) Titles(o *prompt.Output, schema *value.Node, feature string) {
	move := func(v *value.Node, key string) {
		switch {
		case v == nil:
		case schema == nil || schema.Kind != value.Object || schema.Get(key) != nil || schema.Get("$ref") != nil:
			w.Note(v, feature, Approximate, "a schema has one "+key+" here, and it has its own")
		default:
			c := w.Carry(v)
			schema.Set(key, c)
			w.Warn(v, feature, Exact, "becomes the schema's own "+key, To(c))
		}
	}
	move(o.Name, "title")
	move(o.Description, "description")
}
