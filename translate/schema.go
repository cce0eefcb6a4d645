package translate

import (
	"slices"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/value"
)

// schemaTool is the trait of the mechanism that takes the schemas of tools;
// the other one is schema_output.
const schemaTool = "schema_tool"

// Schema copies a JSON Schema for the target. The trait names the mechanism
// (schema_output, schema_tool), and that the part of JSON Schema it takes;
// strict says whether the model is to be held to the schema. Every keyword
// outside that part is rewritten, moved into the description or named, each at
// its own place in the source. What no valid schema can say is refused.
func (w *Writer) Schema(n *value.Node, trait string, strict bool) *value.Node {
	if n == nil {
		return nil
	}
	name := w.Trait(trait).Value
	if !w.Foreign() || name == "" {
		return w.Carry(n)
	}
	sub, ok := w.cat.SubsetFor(name, w.Target.Model, strict)
	if !ok {
		return w.Carry(n)
	}
	switch n.Kind {
	case value.Choice:
		return w.mapValue(n, func(arm *value.Node) *value.Node { return w.Schema(arm, trait, strict) })
	case value.Object:
	default:
		w.schemaHole(n, sub)
		return w.Carry(n)
	}
	c := &schemaWriter{w: w, sub: sub, tool: trait == schemaTool, root: n}
	return c.write()
}

// A schemaWriter writes one schema for one subset.
type schemaWriter struct {
	w    *Writer
	sub  catalog.Subset
	tool bool
	root *value.Node

	open     []*value.Node                          // definitions being inlined, against recursion
	skipped  []*value.Node                          // definitions that are written where they are used
	members  map[*value.Node]map[string]*value.Node // of objects that references pass through
	made     map[*value.Node]*value.Node            // what a schema put together from pieces stands for
	anchors  map[string]*value.Node                 // schemas with a name of their own
	sets     map[*value.Node]map[string]*value.Node // members of what allOf was merged into, by name
	said     map[saying]bool                        // entries made, for a definition may be written often
	from     map[*value.Node]*value.Node            // what an object of the output was written from
	released map[*value.Node]map[string]bool        // properties that are required no more, by their list
	wrapped  bool                                   // the root stands one level deeper in the output
	left     int                                    // schemas that inlining may still write
	spent    bool                                   // they were too many
	closes   bool                                   // the entry on closed objects is made
}

func (c *schemaWriter) write() *value.Node {
	if c.sub.Guides && c.plain(c.root) {
		return c.w.Carry(c.root)
	}
	c.said = map[saying]bool{}
	c.from, c.made = map[*value.Node]*value.Node{}, map[*value.Node]*value.Node{}
	c.left = inlineFlat + inlineFactor*countNodes(c.root)
	if !c.sub.Recursion || c.sub.OptionalRecursion {
		c.findCycles()
	}
	out := c.writeRoot()
	if len(c.root.Entries) == 0 {
		c.mark(c.root)
	}
	c.unused()
	c.measure(out)
	return out
}

// schema writes a schema that stands anywhere.
func (c *schemaWriter) schema(n *value.Node) *value.Node {
	switch n.Kind {
	case value.Object:
	case value.Choice:
		return c.w.mapValue(n, c.schema)
	case value.Bool:
		return c.boolean(n)
	default:
		c.w.schemaHole(n, c.sub)
		return c.carry(n)
	}
	if c.spent {
		return &value.Node{Kind: value.Object}
	}
	if n.Open() || looped(n.Entries) {
		c.once(n, Approximate, "what is filled in must be within "+c.sub.Title, nil, Maybe("what is filled in"))
		return c.carry(n)
	}
	if len(c.open) > 0 && !c.afford(n) {
		return &value.Node{Kind: value.Object}
	}
	if ref := n.Get("$ref"); ref.IsString() {
		return c.reference(n, ref)
	}
	if list := c.mergeable(n, false); list != nil {
		return c.merge(n, list)
	}
	depth := len(c.open)
	if m := c.retyped(n); m != nil {
		out := c.schema(m)
		c.open = c.open[:depth]
		return out
	}
	return c.object(n)
}

// object writes the keywords of a schema one by one.
func (c *schemaWriter) object(n *value.Node) *value.Node {
	out := &value.Node{Kind: value.Object}
	c.from[out] = n
	if len(n.Entries) == 0 {
		c.mark(n)
	}
	var moved []string
	for _, m := range n.Members() {
		if m.Value.Kind == value.Choice {
			out.Set(m.Key, c.conditional(n, out, m))
			continue
		}
		if v, note := c.keyword(n, out, m); note != "" {
			moved = append(moved, note)
		} else if v != nil {
			out.Entries = append(out.Entries, value.Entry{Key: m.Key, Value: v})
		}
	}
	c.describe(out, moved)
	c.close(n, out)
	c.complete(n, out)
	return out
}

// boolean writes the schemas true (anything) and false (nothing).
func (c *schemaWriter) boolean(n *value.Node) *value.Node {
	if !c.sub.Typed {
		return c.carry(n)
	}
	if !n.Bool {
		c.once(n, Refused, "a value that must not be there cannot be said here", nil)
		return &value.Node{Kind: value.Object}
	}
	c.w.Mark(n)
	out := &value.Node{Kind: value.Object}
	c.from[out] = n
	c.complete(n, out)
	return out
}

// schemaHole warns once where only the run knows a schema.
func (w *Writer) schemaHole(n *value.Node, sub catalog.Subset) {
	if sub.Guides || n.Kind != value.Hole && n.Kind != value.Text {
		return
	}
	w.Warn(n, "schema-keyword", Approximate, "the schema filled in must be within "+sub.Title, Maybe(HoleText(n)), By(sub.Ref))
}

// looped reports whether a loop stands among the members: nobody can say which
// keywords come out of it.
func looped(es []value.Entry) bool {
	return slices.ContainsFunc(es, func(e value.Entry) bool {
		if e.Block == nil {
			return false
		}
		return e.Block.IsLoop() || slices.ContainsFunc(e.Block.Arms, func(a expr.Arm[[]value.Entry]) bool { return looped(a.Body) })
	})
}
