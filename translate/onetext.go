package translate

import (
	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
)

// OneText writes the items of a list with f, each as a text, and joins them to
// one, each on a line of its own; conditions, loops and variables stay where
// they were. It returns nil where nothing is left. joined is true where there
// was anything to join.
func OneText[T any](w *Writer, l prompt.List[T], f func(*T) *value.Node) (text *value.Node, joined bool) {
	texts := FlatMap(w, l, func(t *T) prompt.List[value.Node] {
		if v := f(t); v != nil {
			return prompt.List[value.Node]{{Item: v}}
		}
		return nil
	})
	texts = Settle(texts, func(n *value.Node, _ bool) *value.Node { return w.Carry(n) })
	switch {
	case len(texts) == 0:
		return nil, false
	case len(texts) == 1 && texts[0].Item != nil:
		return texts[0].Item, false
	}
	first := true
	return value.NewText(lines(texts, &first)), true
}

// lines joins texts with line breaks. first is true as long as none stands
// before, in any case that the conditions allow.
func lines(l prompt.List[value.Node], first *bool) expr.Text {
	var out expr.Text
	for i := range l {
		e := &l[i]
		if e.Block == nil {
			if !*first {
				out = append(out, expr.Seg{Lit: "\n"})
			}
			*first = false
			out = append(out, AsText(e.Item)...)
			continue
		}
		b := &expr.Block[expr.Text]{Close: e.Block.Close}
		begun := *first
		for _, a := range e.Block.Arms {
			*first = begun && a.Tag.Kind != expr.TagFor
			b.Arms = append(b.Arms, expr.Arm[expr.Text]{Tag: a.Tag, Body: lines(a.Body, first)})
		}
		*first = false
		out = append(out, expr.Seg{Block: b})
	}
	return out
}
