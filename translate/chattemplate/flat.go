package chattemplate

import (
	"sort"
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// A flat is a text with holes as one string in which every hole and block is
// one byte, so that tokens can be looked for in all of it at once.
type flat struct {
	text  string
	segs  expr.Text
	start []int // where each seg begins in text
	node  *value.Node
}

// mark is the byte of a hole; where it stands in a literal, it is no hole.
const mark = "\x00"

func flatten(n *value.Node) *flat { return flattenText(n, translate.AsText(n)) }

func flattenText(n *value.Node, t expr.Text) *flat {
	f := &flat{segs: t, node: n}
	if len(t) == 1 && t[0].Tag == nil && t[0].Block == nil {
		f.text, f.start = t[0].Lit, []int{0}
		return f
	}
	var b strings.Builder
	for _, s := range t {
		f.start = append(f.start, b.Len())
		if s.Tag != nil || s.Block != nil {
			b.WriteString(mark)
		} else {
			b.WriteString(s.Lit)
		}
	}
	f.text = b.String()
	return f
}

// at returns the hole or block that stands at an offset, nil for text.
func (f *flat) at(i int) *expr.Seg {
	k := sort.SearchInts(f.start, i+1) - 1
	if k < 0 || k >= len(f.segs) {
		return nil
	}
	if s := &f.segs[k]; f.start[k] == i && (s.Tag != nil || s.Block != nil) {
		return s
	}
	return nil
}

// cut returns the text between two offsets.
func (f *flat) cut(from, to int) expr.Text {
	var out expr.Text
	k := max(0, sort.SearchInts(f.start, from+1)-1)
	for ; k < len(f.segs) && f.start[k] < to; k++ {
		s := f.segs[k]
		if s.Tag != nil || s.Block != nil {
			if f.start[k] >= from {
				out = append(out, s)
			}
			continue
		}
		a, z := max(0, from-f.start[k]), min(len(s.Lit), to-f.start[k])
		if a >= z {
			continue
		}
		if a > 0 || z < len(s.Lit) {
			s = expr.Seg{Lit: s.Lit[a:z], Span: s.Span}
		}
		out = append(out, s)
	}
	return out
}

// slice is cut as a node that stands in the ledger for the whole text: r's copy
// of it, with the span of the piece where it is plain.
func (f *flat) slice(r *translate.Reader, from, to int) *value.Node {
	n := r.Copy(f.node)
	cut := value.NewText(f.cut(from, to))
	n.Kind, n.Str, n.Text, n.Tag, n.Choice = cut.Kind, cut.Str, cut.Text, nil, nil
	if f.node.Kind == value.String && f.node.View != nil && len(f.segs) == 1 && f.node.View.Text == f.text {
		n.View = f.node.View.Slice(from, to)
		n.Span = n.View.All()
	} else {
		n.View, n.Span = nil, source.Span{Start: f.node.Span.Start, End: f.node.Span.End}
	}
	return n
}
