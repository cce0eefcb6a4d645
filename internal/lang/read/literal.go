package read

import (
	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// literal reads the string literal under the cursor, and those beside it where
// the language makes one text of them.
func (r *Reader) literal() *value.Node {
	start := r.pos
	n := r.one()
	if !r.G.Adjacent || r.cur().kind != lang.String || r.lineEnds(r.cur()) {
		return n
	}
	parts := []*value.Node{n}
	for r.cur().kind == lang.String && !r.lineEnds(r.cur()) {
		parts = append(parts, r.one())
	}
	return r.text(start, parts)
}

// one reads one literal.
func (r *Reader) one() *value.Node {
	t := r.cur()
	r.pos++
	lit := r.G.Literal(r.view, lang.Token{Kind: lang.String, Start: int32(t.start), End: int32(t.end)})
	if lit.View == nil {
		return r.opaque(r.pos - 1)
	}
	sp := r.Span(r.pos-1, r.pos)
	if len(lit.Holes) == 0 {
		n := r.mem.node()
		n.Kind, n.Str, n.View, n.Span = value.String, lit.View.Text, lit.View, sp
		return n
	}
	n := r.mem.node()
	n.Kind, n.View, n.Span = value.Text, lit.View, sp
	at := 0
	text := func(to int) {
		if to > at {
			n.Text = append(n.Text, expr.Seg{Lit: lit.View.Text[at:to], Span: lit.View.Span(at, to)})
		}
	}
	for _, h := range lit.Holes {
		text(h.Start)
		at = h.End
		tag := r.mem.tag()
		*tag = expr.Tag{
			Kind: expr.TagHole, Expr: r.interpolated(lit.View, h), Lang: r.G.ID, Src: lit.View.Text[h.Start:h.End],
			Span: lit.View.Span(h.Start, h.End), Start: h.Start, End: h.End, Raw: true,
		}
		n.Text = append(n.Text, expr.Seg{Tag: tag, Span: tag.Span})
	}
	text(len(lit.View.Text))
	return n
}

// interpolated reads the expression of an interpolation with what it calls.
func (r *Reader) interpolated(v *source.View, h Hole) expr.Expr {
	text := v.Text[h.ExprStart:h.ExprEnd]
	if r.sub >= maxSub || r.G.Sub == nil {
		return expr.Opaque{Lang: r.G.ID, Text: text}
	}
	in := &Reader{G: r.G, Unit: r.Unit, view: v.Slice(h.ExprStart, h.ExprEnd), sub: r.sub + 1, open: 1, mem: r.mem}
	tokens := r.G.Sub(text)
	in.load(in.view, tokens, true)
	lang.Release(tokens)
	defer in.release()
	if len(in.toks) == 0 {
		return expr.Opaque{Lang: r.G.ID, Text: text}
	}
	n := in.expr()
	in.str(n, lang.Value, "")
	if in.pos < in.end {
		in.statements(in.pos, in.end)
		return expr.Opaque{Lang: r.G.ID, Text: text}
	}
	if n.Kind == value.Hole && r.Unit.CallOf(n) == nil {
		return n.Tag.Expr
	}
	return expr.Opaque{Lang: r.G.ID, Text: text}
}

// skipType passes over the name of a type.
func (r *Reader) skipType() {
	for r.pos < r.end {
		t := r.cur()
		switch {
		case t.kind == lang.Ident:
			r.pos++
		case t.text == "." || t.text == "|" || t.text == "&":
			r.pos++
			if r.cur().text == "{" || r.cur().text == "[" {
				r.skip()
			}
			continue
		case t.text == "{" && r.at(r.pos-1).kind == lang.Ident && r.at(r.pos-1).is(cast):
			r.skip()
		default:
			return
		}
		if next := r.cur(); next.text == "<" && r.generics() {
			continue
		}
		for r.is("[") && r.cur().match == r.pos+1 {
			r.pos += 2
		}
		if r.cur().text != "." && r.cur().text != "|" && r.cur().text != "&" {
			return
		}
	}
}

// The pieces that grammars read statements with.

// Word returns the text of the word under the cursor plus n, "" for anything
// else.
func (r *Reader) Word(n int) string {
	if t := r.at(r.pos + n); t.kind == lang.Ident {
		return t.text
	}
	return ""
}

// Sign returns the sign under the cursor plus n, "" for anything else.
func (r *Reader) Sign(n int) string {
	if t := r.at(r.pos + n); t.kind == lang.Punct {
		return t.text
	}
	return ""
}

// Tok returns the kind and the text of the token under the cursor plus n.
func (r *Reader) Tok(n int) (lang.Kind, string) {
	t := r.at(r.pos + n)
	return t.kind, t.text
}

// Fresh reports whether the token under the cursor plus n begins a line.
func (r *Reader) Fresh(n int) bool { return r.at(r.pos + n).line }

// Match returns how far behind the cursor the counterpart of the bracket at
// plus n lies; 0 for none.
func (r *Reader) Match(n int) int {
	if m := r.at(r.pos + n).match; m > r.pos {
		return m - r.pos
	}
	return 0
}

// Skip moves the cursor.
func (r *Reader) Skip(n int) { r.pos = min(r.pos+n, r.end) }

// Left is how many tokens there are from the cursor to the end.
func (r *Reader) Left() int { return r.end - r.pos }

// SpanOf returns the raw bytes of tokens by their distance from the cursor.
func (r *Reader) SpanOf(lo, hi int) source.Span { return r.Span(r.pos+lo, r.pos+hi) }

// OffsetOf returns where in the text token plus n begins and ends.
func (r *Reader) OffsetOf(n int) (start, end int) {
	t := r.at(r.pos + n)
	return t.start, t.end
}

// Text returns the text that is read.
func (r *Reader) Text() string { return r.view.Text }

// Literal reads the string literal under the cursor.
func (r *Reader) Literal() *value.Node { return r.literal() }

// Func keeps a function that ends with the token plus n.
func (r *Reader) Func(name string, from source.Span, end int) {
	r.Unit.Funcs = append(r.Unit.Funcs, lang.Func{Name: name, Span: from.Cover(r.Span(r.pos+end, r.pos+end+1))})
}

// FuncTo keeps a function that ends at a raw offset.
func (r *Reader) FuncTo(name string, from source.Span, end int) {
	r.Unit.Funcs = append(r.Unit.Funcs, lang.Func{Name: name, Span: source.Span{Start: from.Start, End: end}})
}
