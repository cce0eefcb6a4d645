package read

import (
	"slices"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/value"
)

// joined reads what is added to n, which began at start: texts become one text,
// lists one list; anything else is opaque.
func (r *Reader) joined(start int, n *value.Node) *value.Node {
	parts := []*value.Node{n}
	for r.is(r.G.Concat) && !r.lineEnds(r.cur()) {
		r.pos++
		parts = append(parts, r.term())
	}
	switch {
	case slices.ContainsFunc(parts, textual):
		return r.text(start, parts)
	case slices.ContainsFunc(parts, isList):
		return r.lists(start, parts)
	}
	return r.opaque(start)
}

// term reads a value with the operators that bind tighter than Concat.
func (r *Reader) term() *value.Node {
	start := r.pos
	n := r.unary()
	for t := r.cur(); t.kind == lang.Punct && tight(t.text) && !r.lineEnds(t); t = r.cur() {
		if r.G.Operator != nil {
			if m := r.G.Operator(r, n); m != nil {
				n = m
				continue
			}
		}
		r.str(n, lang.Value, "")
		r.pos++
		r.str(r.unary(), lang.Value, "")
		n = r.opaque(start)
	}
	return n
}

func tight(s string) bool {
	return s == "*" || s == "/" || s == "%" || s == "//" || s == "**" || s == "@"
}

func isList(n *value.Node) bool { return n.Kind == value.Array }

// lists is a list of the elements of several; one that is not written out
// brings elements that nobody can see.
func (r *Reader) lists(start int, parts []*value.Node) *value.Node {
	n := &value.Node{Kind: value.Array, Span: r.Span(start, r.pos)}
	for _, p := range parts {
		if p.Kind == value.Array {
			n.Entries = append(n.Entries, p.Entries...)
			continue
		}
		n.Entries = append(n.Entries, value.Entry{Value: p, Spread: true, Span: p.Span})
	}
	return n
}

func textual(n *value.Node) bool { return n.Kind == value.String || n.Kind == value.Text }

// text is the text that values make one behind the other. Where all of them are
// literals it has a view, in which each can be edited where it stands.
func (r *Reader) text(start int, parts []*value.Node) *value.Node {
	var out expr.Text
	var views []lang.Piece
	at, whole := 0, true
	for _, p := range parts {
		whole = whole && p.View != nil && p.View.Parent() == r.view
		for _, s := range segs(p) {
			if s.Tag != nil && at > 0 && whole {
				tag := *s.Tag
				tag.Start, tag.End = tag.Start+at, tag.End+at
				s.Tag = &tag
			}
			out = append(out, s)
		}
		if whole {
			at += len(p.View.Text)
			views = append(views, lang.Piece{View: p.View})
		}
	}
	n := value.NewText(out)
	n.Span = r.Span(start, r.pos)
	if whole {
		n.View = lang.Join(r.view, views)
	}
	return n
}

// segs returns a value as a run of text.
func segs(n *value.Node) expr.Text {
	switch n.Kind {
	case value.String, value.Number:
		return expr.Text{{Lit: n.Str, Span: n.Span}}
	case value.Text:
		return n.Text
	case value.Hole:
		return expr.Text{{Tag: n.Tag, Span: n.Span}}
	}
	tag := &expr.Tag{Kind: expr.TagHole, Expr: expr.Opaque{}, Span: n.Span}
	return expr.Text{{Tag: tag, Span: n.Span}}
}
