package translate

import (
	"slices"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
)

// StrictReady reports whether a schema can be used in OpenAI's strict mode as
// it is: an object with keywords of that mode only, every object in it closed
// and every property required.
func StrictReady(n *value.Node) bool {
	sub, ok := catalog.Default().Subset("openai-strict")
	return ok && n != nil && n.Literal() && isType(n, "object") && n.Get("anyOf") == nil && ready(sub, n)
}

func ready(sub catalog.Subset, n *value.Node) bool {
	if n == nil || n.Kind != value.Object {
		return false
	}
	if isObject(n) {
		a := n.Get("additionalProperties")
		must, _ := requiredNames(n)
		open := a == nil || a.Kind != value.Bool || a.Bool
		if open || slices.ContainsFunc(flatEntries(n.Get("properties")), func(e value.Entry) bool { return !must[e.Key] }) {
			return false
		}
	}
	all := func(list *value.Node) bool {
		return !slices.ContainsFunc(list.Entries, func(e value.Entry) bool { return !ready(sub, e.Value) })
	}
	for i := range n.Entries {
		e := &n.Entries[i]
		fits := sub.Takes(e.Key)
		switch e.Key {
		case "properties", "$defs", "definitions", "anyOf":
			fits = fits && all(e.Value)
		case "items":
			fits = fits && ready(sub, e.Value)
		case "format":
			fits = !e.Value.IsString() || slices.Contains(sub.Formats, e.Value.Str)
		}
		if !fits {
			return false
		}
	}
	return true
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
