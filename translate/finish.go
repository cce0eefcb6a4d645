package translate

import (
	"cmp"
	"slices"

	"github.com/promptglot/promptglot/internal/value"
)

// finish names what nobody accounted for and returns the ledger in source
// order. out is the written tree.
func (w *Writer) finish(out *value.Node) Ledger {
	n := w.ix.Len()
	// What stands below each node: somebody accounted for some of it, some of it
	// says something. With that every subtree is judged in one step.
	const said, says = 1, 2
	below := make([]uint8, n)
	for i := n - 1; i >= 0; i-- {
		if w.carried[i] || w.named[i] {
			below[i] |= said
		}
		if w.ix.Last(i) == i && w.ix.Node(i).Kind != value.Null {
			below[i] |= says
		}
		if up := w.ix.Parent(i); up >= 0 {
			below[up] |= below[i]
		}
	}
	for i := 0; i < n; {
		if below[i]&said != 0 {
			i++
			continue
		}
		// Nothing of this subtree was accounted for: one entry names it, unless
		// there is nothing to name.
		if below[i]&says != 0 {
			w.Drop(w.ix.Node(i), w.featureAt(i), "nothing of "+w.Target.Dialect.ID+" says this", func(p *pending) { p.left = true })
		}
		i = w.ix.Last(i) + 1
	}
	w.doubt()
	w.exact()
	return w.ledger(out)
}

// ledger puts the entries in order and says where in the output each one went.
func (w *Writer) ledger(out *value.Node) Ledger {
	ledger := make(Ledger, 0, len(w.entries))
	if len(w.entries) == 0 {
		return ledger
	}
	wanted := make([]*value.Node, len(w.entries))
	turn := make([]int, len(w.entries)) // entries are large: their numbers are sorted
	for i := range w.entries {
		wanted[i], turn[i] = w.entries[i].out, i
	}
	slices.SortStableFunc(turn, func(a, b int) int { return cmp.Compare(order(&w.entries[a]), order(&w.entries[b])) })
	at := out.Pointers(wanted)
	for _, i := range turn {
		e := &w.entries[i]
		if e.out != nil {
			e.To = at[i]
		}
		ledger = append(ledger, e.Entry)
	}
	return ledger
}

// order puts added entries last.
func order(p *pending) int {
	if p.num < 0 {
		return int(^uint(0) >> 1)
	}
	return p.num
}

// featureAt guesses the feature of an unaccounted node from the extensions and
// settings it lies in.
func (w *Writer) featureAt(i int) string {
	if f := w.settingAt(i); f != "" {
		return f
	}
	return "unknown-field"
}

// settingAt returns the feature of the extension or setting that node i lies
// in, "" for anything else.
func (w *Writer) settingAt(i int) string {
	for j := i; j >= 0; j = w.ix.Parent(j) {
		n := w.ix.Node(j)
		for k := range w.p.Ext {
			if w.p.Ext[k].Node == n {
				return w.p.Ext[k].Feature
			}
		}
		for k := range w.p.Settings {
			if w.p.Settings[k].Node == n {
				return w.p.Settings[k].Feature
			}
		}
	}
	return ""
}
