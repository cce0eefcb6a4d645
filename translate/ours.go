package translate

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
)

// Ours reports whether a piece is in the target's own words and can be carried
// as it stands: the whole prompt is of that dialect, or the piece says that it
// is, as those do that a neutral file keeps for one vendor.
func (w *Writer) Ours(at prompt.At) bool {
	if at.Of != "" {
		return at.Of == w.Target.Dialect.ID
	}
	return !w.Foreign()
}

// Covered reports whether an entry speaks of n already: its own, or one of
// something that it lies in.
func (w *Writer) Covered(n *value.Node) bool {
	i := w.ix.Num(n)
	return i >= 0 && w.named[i]
}

// Implied enters as exact what needs no saying in the target, because it holds
// there anyway. What a reader made is passed over.
func (w *Writer) Implied(n *value.Node, feature, why string, opts ...Option) {
	if w.ix.Num(n) >= 0 {
		w.Note(n, feature, Exact, why, opts...)
	}
}
