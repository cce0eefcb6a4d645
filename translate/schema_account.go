package translate

import "github.com/promptglot/promptglot/internal/value"

// The account of a schema. What is written may have been put together from
// pieces of the source, or be written many times over; each entry stands at a
// place of the source all the same, and is made once.

// A saying is what an entry says of a node.
type saying struct {
	n   *value.Node
	msg string
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
		// Pieces of several places: each is named at its own. A schema that was
		// read out of text has no places at all: then the text is what is named.
		some := false
		c.eachReal(n, func(real *value.Node) {
			some = true
			c.enter(real, o, msg, to, true, opts)
		})
		if some {
			return
		}
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
