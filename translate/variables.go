package translate

import (
	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
)

// Textual reports whether n is text as far as anybody can tell: text, a
// variable, or a choice of these.
func Textual(n *value.Node) bool {
	if n == nil {
		return false
	}
	switch n.Kind {
	case value.String, value.Text, value.Hole:
		return true
	case value.Choice:
		for i := range n.Choice.Arms {
			if b := n.Choice.Arms[i].Body; b != nil && !Textual(b) {
				return false
			}
		}
		return true
	}
	return false
}

// Variables says of what variables bring into a list that it must have the
// target's shape. Prompts of the target's own dialect have it.
func Variables[T any](w *Writer, l prompt.List[T], feature, must string) {
	if !w.Foreign() {
		return
	}
	for i := range l {
		if s := l[i].Spread; s != nil && !s.Literal() {
			w.Warn(s, feature, Approximate, must, Maybe(HoleText(s)))
		}
		if b := l[i].Block; b != nil {
			for j := range b.Arms {
				Variables(w, b.Arms[j].Body, feature, must)
			}
		}
	}
}

// NoForm names a piece that is of another vendor's shape: why says so, and
// variable says it of one whose shape only the run will tell.
func (w *Writer) NoForm(n *value.Node, feature, why, variable string) {
	if n != nil && n.Kind == value.Hole {
		w.Drop(n, feature, variable, Maybe(HoleText(n)))
		return
	}
	w.Drop(n, feature, why)
}

// Settle turns what a list has in the place of items into items, for readers
// that put several lists into one and must know later which is which. many is
// true for a variable that brings any number of elements.
func Settle[T any](l prompt.List[T], f func(n *value.Node, many bool) *T) prompt.List[T] {
	out := make(prompt.List[T], 0, len(l))
	for _, e := range l {
		switch {
		case e.Spread != nil:
			e = prompt.Entry[T]{Item: f(e.Spread, e.Many), Span: e.Span}
		case e.Block != nil:
			b := *e.Block
			b.Arms = nil
			for _, a := range e.Block.Arms {
				b.Arms = append(b.Arms, expr.Arm[prompt.List[T]]{Tag: a.Tag, Body: Settle(a.Body, f)})
			}
			e.Block = &b
		}
		out = append(out, e)
	}
	return out
}
