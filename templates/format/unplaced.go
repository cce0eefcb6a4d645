package format

import (
	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// Unplaced takes the places out of a tree that was read from another file than
// the one it becomes part of.
func Unplaced(n *value.Node) {
	n.Walk("", func(_ string, n *value.Node) {
		n.Span, n.View = source.Span{}, nil
		for i := range n.Entries {
			n.Entries[i].Span, n.Entries[i].KeySpan = source.Span{}, source.Span{}
		}
		n.Text = unplacedText(n.Text)
		if n.Tag != nil {
			t := *n.Tag
			t.Span = source.Span{}
			n.Tag = &t
		}
	})
}

func unplacedText(t expr.Text) expr.Text {
	t.Walk(func(s *expr.Seg) {
		s.Span = source.Span{}
		if s.Tag != nil {
			s.Tag.Span = source.Span{}
		}
		if b := s.Block; b != nil {
			b.Close.Span = source.Span{}
			for i := range b.Arms {
				b.Arms[i].Tag.Span = source.Span{}
			}
		}
	})
	return t
}
