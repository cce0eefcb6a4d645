package lang

import (
	"strings"

	"github.com/promptglot/promptglot/internal/source"
)

// A Piece is a part of a joined text: a view, or bytes that stand nowhere.
type Piece struct {
	View *source.View // nil for Text
	Text string
}

// Join stacks the pieces on parent as one text: the literals of one string, the
// lines of a notebook's cell. Every view has parent below it. An edit within one
// piece is written as that piece writes it; one of several pieces, or of made
// bytes, is display-only. Most texts are never pointed into, so that the map is
// made when somebody asks.
func Join(parent *source.View, parts []Piece) *source.View {
	n := 0
	for i := range parts {
		n += len(parts[i].text())
	}
	var b strings.Builder
	b.Grow(n)
	layer := make(joined, len(parts))
	for i := range parts {
		layer[i] = place{Piece: parts[i], at: b.Len()}
		b.WriteString(parts[i].text())
	}
	slab := source.NewSlab(parent)
	return slab.Decoded(b.String(), 0, layer)
}

func (p *Piece) text() string {
	if p.View != nil {
		return p.View.Text
	}
	return p.Text
}

// joined is the layer of a joined text.
type joined []place

type place struct {
	Piece
	at int // where the piece begins in the whole
}

// Segs implements source.Mapper.
func (j joined) Segs(v *source.View, _ string, _ int) []source.Seg {
	var out []source.Seg
	end := 0 // in the parent, of what was mapped last
	for _, p := range j {
		n := len(p.text())
		if p.View == nil {
			out = append(out, source.Seg{Out: p.at, OutEnd: p.at + n, In: end, InEnd: end})
			continue
		}
		first := len(out)
		spread(p.View, v.Parent(), 0, n, func(i, k, a, b int) {
			s := source.Seg{Out: p.at + i, OutEnd: p.at + k, In: a, InEnd: b, Verbatim: b-a == k-i}
			end = b
			if len(out) == first || !extend(&out[len(out)-1], s) {
				out = append(out, s)
			}
		})
		if n == 0 {
			end, _ = below(p.View, v.Parent(), 0, 0)
			out = append(out, source.Seg{Out: p.at, OutEnd: p.at, In: end, InEnd: end, Verbatim: true})
		}
	}
	return out
}

// spread calls f for runs of v's text that stand in parent as they are, and for
// single bytes of what was decoded: an escape is longer than what it says.
func spread(v, parent *source.View, i, j int, f func(i, j, a, b int)) {
	if i >= j {
		return
	}
	if a, b := below(v, parent, i, j); b-a == j-i || j-i == 1 {
		f(i, j, a, b)
		return
	}
	mid := (i + j) / 2
	spread(v, parent, i, mid, f)
	spread(v, parent, mid, j, f)
}

// extend makes one seg of two that go on from one another, or that are bytes of
// one escape.
func extend(last *source.Seg, s source.Seg) bool {
	switch {
	case last.Verbatim && s.Verbatim && last.InEnd == s.In:
		last.InEnd = s.InEnd
	case last.Verbatim || s.Verbatim || last.In != s.In || last.InEnd != s.InEnd:
		return false
	}
	last.OutEnd = s.OutEnd
	return true
}

// below maps a range of v's text to the text of parent, which lies below v.
func below(v, parent *source.View, i, j int) (int, int) {
	for ; v != nil && v != parent; v = v.Parent() {
		i, j = v.ParentRange(i, j)
	}
	return i, j
}

// Encode implements source.Layer.
func (j joined) Encode(v *source.View, start, end int, text string) (string, bool) {
	for _, p := range j {
		if p.View == nil || start < p.at || end > p.at+len(p.View.Text) {
			continue
		}
		a, b, ok := start-p.at, end-p.at, true
		for w := p.View; w != v.Parent() && w.Parent() != nil; w = w.Parent() {
			if text, ok = w.Layer().Encode(w, a, b, text); !ok {
				return "", false
			}
			a, b = w.ParentRange(a, b)
		}
		return text, true
	}
	return "", false
}

// Whole implements source.Layer: which piece a new text should go to, nobody can
// tell.
func (joined) Whole(*source.View, string) (start, end int, enc string, ok bool) {
	return 0, 0, "", false
}
