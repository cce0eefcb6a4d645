package translate

import (
	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
)

// unknown reports whether only the run will tell n.
func unknown(n *value.Node) bool {
	return n != nil && (n.Kind == value.Hole || n.Kind == value.Choice || n.Kind == value.Text)
}

// kindUnknown reports whether only the run will tell what the object n is.
func kindUnknown(n *value.Node) bool {
	return n != nil && n.Kind == value.Object && unknown(n.Get("type"))
}

// hole returns the first value in n that only the run will tell, texts with
// holes apart; nil where there is none.
func hole(n *value.Node) *value.Node {
	var found *value.Node
	n.Walk("", func(_ string, m *value.Node) {
		if found == nil && (m.Kind == value.Hole || m.Kind == value.Choice) {
			found = m
		}
	})
	return found
}

// spreads calls f for what stands in a list in the place of items that cannot
// be seen, inside blocks too.
func spreads[T any](l prompt.List[T], f func(...*value.Node)) {
	for i := range l {
		if s := l[i].Spread; s != nil {
			f(s)
		}
		if b := l[i].Block; b != nil {
			for j := range b.Arms {
				spreads(b.Arms[j].Body, f)
			}
		}
	}
}

// unknownText says an unknown value in the words of its source.
func unknownText(n *value.Node) string {
	if n.Kind == value.Choice {
		for i := range n.Choice.Arms {
			if a := &n.Choice.Arms[i]; a.Tag.Kind != expr.TagElse {
				return CondText(a.Tag)
			}
		}
	}
	return HoleText(n)
}

// ByHoles makes a loss possible that rests on the shape of n, where n has values
// that only the run will tell.
func ByHoles(n *value.Node) []Option {
	if h := hole(n); h != nil {
		return []Option{Maybe(unknownText(h))}
	}
	return nil
}

// filledIn returns the first thing below n that the run fills in: a value, a
// part of a text, elements of a list. It is nil where all is written out.
func filledIn(n *value.Node) *value.Node {
	var found *value.Node
	n.Walk("", func(_ string, m *value.Node) {
		if found == nil && unknown(m) {
			found = m
		}
	})
	return found
}

// FirstSpread returns what stands in a list in the place of items that cannot be
// seen; nil where all can.
func FirstSpread[T any](l prompt.List[T]) *value.Node {
	var found *value.Node
	spreads(l, func(ns ...*value.Node) {
		for _, n := range ns {
			if found == nil {
				found = n
			}
		}
	})
	return found
}
