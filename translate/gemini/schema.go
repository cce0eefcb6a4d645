package gemini

import (
	"strings"

	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// Two forms of schema: `parameters` and `responseSchema` take a subset of
// OpenAPI whose types are written in capitals, `parametersJsonSchema` and
// `responseJsonSchema` take JSON Schema. The neutral prompt has JSON Schema.

// How a schema spelled its types.
const (
	typesUpper = "upper"
	typesMixed = "mixed"
)

var openAPITypes = map[string]bool{
	"STRING": true, "NUMBER": true, "INTEGER": true, "BOOLEAN": true, "ARRAY": true, "OBJECT": true, "NULL": true,
}

// lowerTypes returns n with lower-case types and how they were spelled; n
// itself where there is nothing to change.
func lowerTypes(r *translate.Reader, n *value.Node) (*value.Node, string) {
	upper, other := 0, 0
	eachType(n, func(t *value.Node) {
		if openAPITypes[t.Str] {
			upper++
		} else {
			other++
		}
	})
	if upper == 0 {
		return n, ""
	}
	c := r.Copy(n)
	eachType(c, func(t *value.Node) {
		if openAPITypes[t.Str] {
			t.Str = strings.ToLower(t.Str)
		}
	})
	if other > 0 {
		return c, typesMixed
	}
	return c, typesUpper
}

// writeTypes copies a schema with its types as the source has them; original
// is what it was read from.
func writeTypes(w *translate.Writer, n, original *value.Node, form string) *value.Node {
	switch form {
	case typesMixed:
		w.Mark(n)
		return w.Carry(original)
	case typesUpper:
		c := w.Carry(n)
		eachType(c, func(t *value.Node) { t.Str = strings.ToUpper(t.Str) })
		return c
	}
	return w.Carry(n)
}

// eachType calls f for every literal `type` that is a keyword: not for a
// property of that name, nor in defaults and examples.
func eachType(n *value.Node, f func(*value.Node)) {
	if n == nil {
		return
	}
	if n.Kind == value.Choice {
		for i := range n.Choice.Arms {
			eachType(n.Choice.Arms[i].Body, f)
		}
		return
	}
	if n.Kind != value.Object {
		return
	}
	eachEntry(n.Entries, func(e *value.Entry) {
		switch e.Key {
		case "type":
			if e.Value.IsString() {
				f(e.Value)
			}
		case "items", "additionalProperties", "additional_properties":
			eachType(e.Value, f)
		case "properties", "$defs", "defs", "anyOf", "any_of", "oneOf", "allOf", "prefixItems", "prefix_items":
			if e.Value.Kind == value.Object || e.Value.Kind == value.Array {
				eachEntry(e.Value.Entries, func(s *value.Entry) { eachType(s.Value, f) })
			}
		}
	})
}

// eachEntry calls f for every entry that has a value, those in blocks too.
func eachEntry(es []value.Entry, f func(*value.Entry)) {
	for i := range es {
		e := &es[i]
		if e.Block != nil {
			for j := range e.Block.Arms {
				eachEntry(e.Block.Arms[j].Body, f)
			}
			continue
		}
		if e.Value != nil {
			f(e)
		}
	}
}
