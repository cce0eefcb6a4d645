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
	said     map[saying]bool                        // entries made, for a definition may be written often
	from     map[*value.Node]*value.Node            // what an object of the output was written from
	released map[*value.Node]map[string]bool        // properties that are required no more, by their list
	wrapped  bool                                   // the root stands one level deeper in the output
	left     int                                    // schemas that inlining may still write
	spent    bool                                   // they were too many
	closes   bool                                   // the entry on closed objects is made
}

// A saying is what an entry says of a node.
type saying struct {
	n   *value.Node
	msg string
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
			out.Set(m.Key, v)
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

// note names n once, however often its definition is written.
func (c *schemaWriter) note(n *value.Node, o Outcome, msg string, to *value.Node, opts ...Option) {
	c.enter(n, o, msg, to, true, opts)
}

// once is note for a node that is carried all the same.
func (c *schemaWriter) once(n *value.Node, o Outcome, msg string, to *value.Node, opts ...Option) {
	c.enter(n, o, msg, to, false, opts)
}

func (c *schemaWriter) enter(n *value.Node, o Outcome, msg string, to *value.Node, covers bool, opts []Option) {
	at := c.sourceOf(n)
	if covers && c.made[n] == nil && c.w.ix.Num(n) < 0 && n.Kind != value.Choice {
		// Pieces of several places: each is named at its own.
		c.eachReal(n, func(real *value.Node) { c.enter(real, o, msg, to, true, opts) })
		return
	}
	if c.said[saying{at, msg}] {
		return
	}
	c.said[saying{at, msg}] = true
	if c.sub.Guides && (o == Approximate || o == Dropped) {
		msg += " (the schema guides the model, it does not bind it)"
	}
	opts = append([]Option{To(to), By(c.sub.Ref)}, opts...)
	if !covers {
		c.w.Warn(at, "schema-keyword", o, msg, opts...)
		return
	}
	c.eachReal(n, func(real *value.Node) {
		if c.within(real, at) {
			c.w.set(c.w.named, real)
		} else {
			c.enter(real, o, msg, to, true, nil)
		}
	})
	c.w.Warn(at, "schema-keyword", o, msg, opts...)
}

// sourceOf returns the node of the source that a rewritten one stands for:
// what it was made from, or the first piece in it.
func (c *schemaWriter) sourceOf(n *value.Node) *value.Node {
	if of := c.made[n]; of != nil {
		return of
	}
	found := n
	first := true
	c.eachReal(n, func(real *value.Node) {
		if first {
			found, first = real, false
		}
	})
	return found
}

// within reports whether n lies in of, both in the source.
func (c *schemaWriter) within(n, of *value.Node) bool {
	i, j := c.w.ix.Num(n), c.w.ix.Num(of)
	return i < 0 || j < 0 || j <= i && i <= c.w.ix.Last(j)
}

// eachReal calls f for the topmost nodes below n, n included, that stand in
// the source: a schema that was put together from pieces is itself in none.
func (c *schemaWriter) eachReal(n *value.Node, f func(*value.Node)) {
	if n == nil {
		return
	}
	if c.w.ix.Num(n) >= 0 || n.Kind == value.Choice {
		f(n)
		return
	}
	for i := range n.Entries {
		if e := &n.Entries[i]; e.Value != nil {
			c.eachReal(e.Value, f)
		} else if e.Block != nil {
			for j := range e.Block.Arms {
				c.eachReal(&value.Node{Kind: value.Array, Entries: e.Block.Arms[j].Body}, f)
			}
		}
	}
}

// carry is Carry for nodes that may have been put together from pieces.
func (c *schemaWriter) carry(n *value.Node) *value.Node {
	if c.w.ix.Num(n) >= 0 {
		return c.w.Carry(n)
	}
	c.mark(n)
	return n.Clone()
}

// mark enters n, or the pieces that it was put together from, as carried.
func (c *schemaWriter) mark(n *value.Node) {
	c.eachReal(n, func(real *value.Node) { c.w.Mark(real) })
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

// countNodes returns the size of a tree.
func countNodes(n *value.Node) int {
	if n == nil {
		return 0
	}
	return 1 + countEntries(n.Entries)
}

func countEntries(es []value.Entry) int {
	count := 0
	for i := range es {
		count += countNodes(es[i].Value)
		if b := es[i].Block; b != nil {
			for j := range b.Arms {
				count += countEntries(b.Arms[j].Body)
			}
		}
	}
	return count
}
