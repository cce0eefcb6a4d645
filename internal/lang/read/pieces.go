package read

import (
	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// More of the pieces that grammars read with. Tokens are named by how far
// behind the cursor they stand; a negative distance looks back.

// Unary reads the value under the cursor without operators behind it.
func (r *Reader) Unary() *value.Node { return r.unary() }

// Element reads the value under the cursor up to the next comma, or to the
// token plus n where that comes first. What is left over makes it a hole.
func (r *Reader) Element(n int) *value.Node { return r.element(min(r.pos+n, r.end)) }

// Statements reads the next n tokens as statements and passes over them.
func (r *Reader) Statements(n int) {
	to := min(r.pos+n, r.end)
	r.statements(r.pos, to)
	r.pos = to
}

// Str keeps n as a string of the program where it is one.
func (r *Reader) Str(n *value.Node, use lang.Use, name string) { r.str(n, use, name) }

// Assign keeps an assignment, whose value has been read, to a name.
func (r *Reader) Assign(name string, span source.Span, v *value.Node) {
	r.Unit.Assigns = append(r.Unit.Assigns, lang.Assign{Name: name, Value: v, Span: span})
	r.str(v, lang.Assigned, name)
	if c := r.CallOf(v); c != nil && c.Into == "" {
		c.Into = name
	}
}

// Hole returns the hole for the tokens [lo, hi): a value that only a run of the
// program knows.
func (r *Reader) Hole(lo, hi int) *value.Node {
	lo, hi = max(r.pos+lo, 0), min(r.pos+hi, r.end)
	return r.hole(lo, hi, expr.Opaque{Lang: r.G.ID, Text: r.source(lo, hi)})
}

// Made keeps a call that a grammar has read, n tokens long up to the cursor,
// and returns the hole that stands for its result.
func (r *Reader) Made(c *lang.Call, n int) *value.Node {
	c.Node = r.Hole(-n, 0)
	c.Span = r.SpanOf(-n, 0)
	r.Unit.AddCall(c)
	return c.Node
}

// Cursor returns how many tokens stand before the cursor: the difference of two
// is how many were read between them.
func (r *Reader) Cursor() int { return r.pos }

// View returns the view that is read.
func (r *Reader) View() *source.View { return r.view }
