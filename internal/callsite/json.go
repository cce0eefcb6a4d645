package callsite

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/request"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// maxJSON bounds the text of a program that is read as JSON, in bytes.
const maxJSON = 256 << 10

// tree returns the object or list that a text of the program holds as JSON, what
// the program puts into it as holes; nil where it holds anything else.
func (r *reader) tree(n *value.Node) *value.Node {
	if n == nil {
		return nil
	}
	switch n.Kind {
	case value.String:
		if n.View != nil && len(n.Str) <= maxJSON {
			return request.JSON(n.View, nil)
		}
		return r.pieced(expr.Text{{Lit: n.Str, Span: n.Span}})
	case value.Text:
		if tags, ok := tagsOf(n); ok && len(n.View.Text) <= maxJSON {
			return request.JSON(n.View, tags)
		}
		return r.pieced(n.Text)
	}
	return nil
}

// tagsOf returns the holes of a text that has a view, which they stand in.
func tagsOf(n *value.Node) (tags []expr.Tag, ok bool) {
	if n.View == nil {
		return nil, false
	}
	end := 0
	for i := range n.Text {
		t := n.Text[i].Tag
		if n.Text[i].Block != nil || t != nil && (t.Start < end || t.End > len(n.View.Text)) {
			return nil, false
		}
		if t != nil {
			tags, end = append(tags, *t), t.End
		}
	}
	return tags, true
}

// pieced reads a text that is put together of pieces, each of which stands in a
// place of its own: a format with its arguments, texts with variables between.
func (r *reader) pieced(text expr.Text) *value.Node {
	for i := range text {
		if s := &text[i]; s.Tag == nil && s.Block == nil && strings.TrimLeft(s.Lit, blanks) != "" {
			if c := strings.TrimLeft(s.Lit, blanks)[0]; c != '{' && c != '[' {
				return nil // as most texts are
			}
			break
		}
	}
	var b strings.Builder
	var segs []source.Seg
	var tags []expr.Tag
	for i := range text {
		s := &text[i]
		at := b.Len()
		switch {
		case s.Block != nil || b.Len()+len(s.Lit) > maxJSON:
			return nil
		case s.Tag != nil:
			t := *s.Tag
			b.WriteString(hole)
			t.Start, t.End = at, b.Len()
			tags = append(tags, t)
		default:
			b.WriteString(s.Lit)
		}
		if b.Len() > at {
			segs = r.lines(segs, s, at, b.Len())
		}
	}
	if len(segs) == 0 {
		return nil
	}
	return request.JSON(r.u.View.File().Whole().Child(b.String(), segs, lang.Join(r.u.View, nil).Layer()), tags)
}

// lines appends the map of a piece, [at, end) of the whole. Of one that the program
// writes otherwise (indented, with escapes) each line is where it stands, where
// there are as many.
func (r *reader) lines(segs []source.Seg, s *expr.Seg, at, end int) []source.Seg {
	whole := source.Seg{Out: at, OutEnd: end, In: s.Span.Start, InEnd: s.Span.End, Verbatim: s.Span.Len() == end-at}
	if whole.Verbatim || s.Tag != nil {
		return append(segs, whole)
	}
	own, raw := strings.SplitAfter(s.Lit, "\n"), strings.SplitAfter(r.u.View.File().Slice(s.Span), "\n")
	if len(own) != len(raw) {
		return append(segs, whole)
	}
	in := s.Span.Start
	for i, line := range own {
		cut := 0 // of the indentation
		if strings.HasSuffix(raw[i], line) {
			cut = len(raw[i]) - len(line)
		}
		if line != "" {
			segs = append(segs, source.Seg{Out: at, OutEnd: at + len(line), In: in + cut, InEnd: in + len(raw[i]), Verbatim: len(line) == len(raw[i])-cut})
		}
		at, in = at+len(line), in+len(raw[i])
	}
	return segs
}

// hole stands in a text for what the program puts there.
const hole = "\x00"

// opened returns what a value is as an object: itself, or what it holds as JSON.
func (r *reader) opened(n *value.Node) *value.Node {
	if t := r.tree(n); t != nil && t.Kind == value.Object {
		return t
	}
	return n
}
