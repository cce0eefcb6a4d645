package translate

import (
	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/value"
)

// mapEntries maps every entry that has a value by f; conditions and loops stay
// around what they held, and what f enters inside a condition depends on it.
func mapEntries(w *Writer, es []value.Entry, f func(value.Entry) value.Entry) []value.Entry {
	out := make([]value.Entry, 0, len(es))
	for i := range es {
		e := &es[i]
		if e.Block == nil {
			if e.Value != nil {
				out = append(out, f(*e))
			}
			continue
		}
		b := &expr.Block[[]value.Entry]{Close: e.Block.Close, Whole: e.Block.Whole}
		for _, a := range e.Block.Arms {
			arm := expr.Arm[[]value.Entry]{Tag: a.Tag}
			walk := func() { arm.Body = mapEntries(w, a.Body, f) }
			if a.Tag.Kind == expr.TagFor {
				walk()
			} else {
				w.When(CondText(a.Tag), walk)
			}
			b.Arms = append(b.Arms, arm)
		}
		out = append(out, value.Entry{Block: b})
	}
	return out
}
