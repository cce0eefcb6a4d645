package read

import (
	"slices"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/value"
)

// Expr reads a value at the cursor, for grammars.
func (r *Reader) Expr() *value.Node { return r.expr() }

// expr reads a value with the operators behind it.
func (r *Reader) expr() *value.Node {
	start := r.pos
	if r.depth >= maxDepth {
		r.skip()
		return r.opaque(start)
	}
	r.depth++
	defer func() { r.depth-- }()
	n := r.unary()
	for {
		t := r.cur()
		if t == &nothing || r.lineEnds(t) {
			return n
		}
		switch {
		case t.kind == lang.Punct && t.text == r.G.Concat:
			r.pos++
			n = r.joined(start, n, r.unary())
		case t.kind != lang.String && slices.Contains(r.G.Either, t.text):
			r.pos++
			n = r.either(start, n, r.unary())
		case r.G.Ternary && t.text == "?" && t.kind == lang.Punct:
			n = r.ternary(start)
		case r.G.TernaryIf && t.kind == lang.Ident && t.text == "if":
			n = r.ternaryIf(start, n)
		case r.G.Cast[t.text]:
			r.pos++
			r.skipType()
		case t.kind == lang.Punct && operator(t.text), t.kind == lang.Ident && wordOperators[t.text]:
			if t.text == "not" && r.at(r.pos+1).text == "in" || t.text == "is" && r.at(r.pos+1).text == "not" {
				r.pos++
			}
			r.pos++
			r.unary()
			n = r.opaque(start)
		default:
			return n
		}
	}
}

// lineEnds reports whether a value ends because t stands on another line.
func (r *Reader) lineEnds(t *tok) bool {
	return t.line && (r.G.Lines == LinesEnd || r.G.Lines == LinesOutside && r.open == 0)
}

var wordOperators = map[string]bool{
	"and": true, "or": true, "in": true, "is": true, "not": true, "instanceof": true, "is not": true,
}

// operator reports whether a sign joins two values.
func operator(s string) bool {
	switch s {
	case "+", "-", "*", "/", "%", "**", "//", "==", "!=", "===", "!==", "<", ">", "<=", ">=", "&&", "||", "??", "&", "|", "^",
		"<<", ">>", ">>>", "~", "@", "|>", "..", "..<", "?:", "<=>", "=~":
		return true
	}
	return false
}

// skip passes over one token, or over all that is in a bracket.
func (r *Reader) skip() {
	if m := r.cur().match; m > r.pos && m < r.end {
		r.pos = m
	}
	r.pos++
}

// opaque is the hole for the tokens from start to the cursor.
func (r *Reader) opaque(start int) *value.Node {
	end := max(r.pos, start+1)
	if end > r.end {
		end = r.end
	}
	return r.hole(start, end, expr.Opaque{Lang: r.G.ID, Text: r.source(start, end)})
}

// hole is an expression that stands for a value.
func (r *Reader) hole(start, end int, e expr.Expr) *value.Node {
	if start >= end {
		return &value.Node{Kind: value.Hole, Tag: &expr.Tag{Kind: expr.TagHole, Expr: e, Lang: r.G.ID}}
	}
	sp := r.Span(start, end)
	return &value.Node{Kind: value.Hole, Span: sp, Tag: &expr.Tag{
		Kind: expr.TagHole, Expr: e, Lang: r.G.ID, Src: r.source(start, end), Span: sp, Start: r.toks[start].start, End: r.toks[end-1].end,
	}}
}

// ternary reads ? b : c behind the condition that began at start.
func (r *Reader) ternary(start int) *value.Node {
	cond := r.opaque(start)
	r.pos++
	yes := r.expr()
	if !r.is(":") {
		return r.opaque(start)
	}
	r.pos++
	no := r.expr()
	r.str(yes, lang.Value, "")
	r.str(no, lang.Value, "")
	return r.choice(start, cond, yes, no)
}

// ternaryIf reads if b else c behind the value that began at start.
func (r *Reader) ternaryIf(start int, yes *value.Node) *value.Node {
	r.pos++
	at := r.pos
	r.unary()
	for !r.is("else") && r.pos < r.end && !closes(r.cur().text) && r.cur().text != "," && !r.lineEnds(r.cur()) {
		r.skip()
	}
	cond := r.opaque(at)
	if !r.is("else") {
		return yes // the filter of a comprehension
	}
	r.pos++
	no := r.expr()
	r.str(yes, lang.Value, "")
	r.str(no, lang.Value, "")
	return r.choice(start, cond, yes, no)
}

func closes(s string) bool { return s == ")" || s == "]" || s == "}" }

func (r *Reader) choice(start int, cond, yes, no *value.Node) *value.Node {
	tag := *cond.Tag
	tag.Kind = expr.TagIf
	b := &expr.Block[*value.Node]{Arms: []expr.Arm[*value.Node]{
		{Tag: tag, Body: yes},
		{Tag: expr.Tag{Kind: expr.TagElse, Lang: r.G.ID}, Body: no},
	}}
	return &value.Node{Kind: value.Choice, Choice: b, Span: r.Span(start, r.pos)}
}

// either is a or b: a where it is something, else b.
func (r *Reader) either(start int, a, b *value.Node) *value.Node {
	if a.Kind == value.Hole && b.Kind != value.Hole {
		r.str(b, lang.Value, "")
		return r.choice(start, a, a, b)
	}
	return r.opaque(start)
}

// joined is the text that two values make; anything but text is opaque.
func (r *Reader) joined(start int, a, b *value.Node) *value.Node {
	if !textual(a) && !textual(b) {
		return r.opaque(start)
	}
	t := append(segs(a), segs(b)...)
	n := value.NewText(t)
	n.Span = r.Span(start, r.pos)
	return n
}

func textual(n *value.Node) bool { return n.Kind == value.String || n.Kind == value.Text }

// segs returns a value as a run of text.
func segs(n *value.Node) expr.Text {
	switch n.Kind {
	case value.String:
		return expr.Text{{Lit: n.Str, Span: n.Span}}
	case value.Text:
		return n.Text[:len(n.Text):len(n.Text)]
	case value.Hole:
		return expr.Text{{Tag: n.Tag, Span: n.Span}}
	case value.Number:
		return expr.Text{{Lit: n.Str, Span: n.Span}}
	}
	tag := &expr.Tag{Kind: expr.TagHole, Expr: expr.Opaque{}, Span: n.Span}
	return expr.Text{{Tag: tag, Span: n.Span}}
}
