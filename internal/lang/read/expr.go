package read

import (
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
	opaque := false // what was read so far is no value that can be told
	for {
		t := r.cur()
		ended := t == &nothing || r.lineEnds(t)
		if !ended && r.guards(t) {
			if !opaque {
				r.str(n, lang.Value, "")
			}
			return r.guarded(start)
		}
		if !ended && t.kind != lang.String && r.operator(t) {
			if !opaque {
				r.str(n, lang.Value, "")
			}
			if t.text == "not" && r.at(r.pos+1).text == "in" || t.text == "is" && r.at(r.pos+1).text == "not" {
				r.pos++
			}
			r.pos++
			r.str(r.unary(), lang.Value, "")
			opaque = true
			continue
		}
		if opaque {
			n, opaque = r.opaque(start), false
		}
		if ended {
			return n
		}
		if r.G.Operator != nil {
			if m := r.G.Operator(r, n); m != nil {
				n = m
				continue
			}
		}
		switch {
		case t.kind == lang.Punct && t.text == r.G.Concat:
			n = r.joined(start, n)
		case t.kind != lang.String && t.is(either):
			r.pos++
			n = r.either(start, n, r.unary())
		case r.G.Ternary && t.text == "?" && t.kind == lang.Punct:
			r.str(n, lang.Value, "")
			n = r.ternary(start)
		case r.G.TernaryIf && t.kind == lang.Ident && t.text == "if":
			n = r.ternaryIf(start, n)
		case t.kind == lang.Ident && t.is(cast):
			r.pos++
			r.skipType()
		case t.kind == lang.Punct && operator(t.text), t.kind == lang.Ident && t.is(wordOperator):
			// The language has a form of its own for it, which it is not here.
			r.str(n, lang.Value, "")
			r.pos++
			r.str(r.unary(), lang.Value, "")
			opaque = true
		default:
			return n
		}
	}
}

// operator reports whether t joins two values into one that nobody can tell,
// and is nothing else in the language.
func (r *Reader) operator(t *tok) bool {
	if t.kind == lang.Ident {
		return t.is(wordOperator) && !t.is(either|cast) && r.G.Operator == nil
	}
	return t.kind == lang.Punct && r.G.Operator == nil && t.text != r.G.Concat && !t.is(either) && operator(t.text)
}

// lineEnds reports whether a value ends because t stands on another line.
func (r *Reader) lineEnds(t *tok) bool {
	if !t.line {
		return false
	}
	switch r.G.Lines {
	case LinesEnd:
		return true
	case LinesOutside:
		return r.open == 0
	case LinesMember:
		return r.open == 0 && t.text != "?:" && t.text != "&&" && t.text != "||" && t.text != "|>"
	}
	return false
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
	n, tag := r.mem.node(), r.mem.tag()
	sp := r.Span(start, end)
	*tag = expr.Tag{
		Kind: expr.TagHole, Expr: e, Lang: r.G.ID, Src: r.source(start, end), Span: sp, Start: r.toks[start].start, End: r.toks[end-1].end,
	}
	n.Kind, n.Span, n.Tag = value.Hole, sp, tag
	return n
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
	r.str(r.expr(), lang.Value, "")
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

// guards reports whether t stands before an object or list that the value ends
// with: nothing is sent of it unless the left side holds.
func (r *Reader) guards(t *tok) bool {
	if t.text != r.G.Guard || t.text == "" || t.kind == lang.String {
		return false
	}
	next := r.at(r.pos + 1)
	if next.kind != lang.Punct || next.text != "{" && next.text != "[" || next.match <= r.pos {
		return false
	}
	behind := r.at(next.match + 1)
	return behind == &nothing || behind.text == "," || closes(behind.text)
}

// guarded reads a && {b} behind the condition that began at start.
func (r *Reader) guarded(start int) *value.Node {
	cond := r.opaque(start)
	r.pos++
	yes := r.unary()
	r.str(yes, lang.Value, "")
	return r.choice(start, cond, yes, &value.Node{Kind: value.Null})
}

// either is a or b: a where it is something, else b.
func (r *Reader) either(start int, a, b *value.Node) *value.Node {
	if a.Kind == value.Hole && b.Kind != value.Hole {
		r.str(b, lang.Value, "")
		return r.choice(start, a, a, b)
	}
	r.str(a, lang.Value, "")
	r.str(b, lang.Value, "")
	return r.opaque(start)
}
