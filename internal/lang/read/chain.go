package read

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// postfix goes on behind a value: members, calls and indexes of it.
func (r *Reader) postfix(start int, n *value.Node) *value.Node {
	return r.follow(start, n, r.CallOf(n))
}

// follow goes on behind a value, which is the result of call k where that is
// not nil. A chain of builders may be as long as the program: it is a loop, not
// a recursion.
func (r *Reader) follow(start int, n *value.Node, k *lang.Call) *value.Node {
	for {
		t := r.cur()
		if r.kept(t) {
			r.pos += 2
			continue
		}
		if t.kind != lang.Punct || !r.member(t) && (k == nil || r.lineEnds(t) || t.text != "[" && (t.text != "(" || t.match <= r.pos)) {
			return n
		}
		c := r.mem.chain()
		c.Recv = k
		if k == nil {
			c.Steps = []lang.Step{{Index: n, Span: n.Span}}
		}
		at := r.pos
		m, called := r.chain(start, c, false)
		if r.pos == at {
			return n // what looked like a member is none: Go's x().(T)
		}
		n, k = m, called
	}
}

// CallOf returns the call that n stands for.
func (r *Reader) CallOf(n *value.Node) *lang.Call { return r.Unit.CallOf(n) }

// member reports whether t leads to a member: it may stand at the beginning of a
// line, but not everywhere, and not where it begins a name as well.
func (r *Reader) member(t *tok) bool {
	return t.kind == lang.Punct && t.is(member) && (!t.line || r.open > 0 || r.G.Lines != LinesOutside && !t.is(prefix))
}

// kept reports whether t leads to a member that is its whole, in another form.
func (r *Reader) kept(t *tok) bool {
	return r.G.Same != nil && r.member(t) && r.G.Same[r.at(r.pos+1).text] && r.at(r.pos+2).text != "("
}

// chain reads members and indexes behind the first step, up to a call of them,
// which it returns too; nil where there is none.
func (r *Reader) chain(start int, c *lang.Chain, made bool) (*value.Node, *lang.Call) {
	first := start
	for r.pos < r.end {
		t := r.cur()
		switch {
		case r.kept(t):
			r.pos += 2
			continue
		case r.member(t) && r.at(r.pos+1).kind == lang.Ident:
			c.Steps = append(c.Steps, lang.Step{Name: r.at(r.pos + 1).text, Span: r.Span(r.pos+1, r.pos+2)})
			r.pos += 2
			if r.G.Makes != "" && c.Last() == r.G.Makes && (!r.is("(") || r.lineEnds(r.cur())) {
				return r.unbracketed(start, first, c)
			}
			continue
		case r.G.Witness && r.member(t) && r.at(r.pos+1).text == "<" && r.witness(c):
			continue
		case t.text == "::" && r.at(r.pos+1).text == "<" && r.member(t) && r.turbofish():
			continue
		case t.kind == lang.Punct && (t.text == "?." || t.text == "!") && (r.at(r.pos+1).text == "(" || r.at(r.pos+1).text == "[" || r.at(r.pos+1).text == "."):
			r.pos++ // a?.(b), a![0]
			continue
		case r.lineEnds(t) && !r.member(t):
		case t.kind == lang.Punct && t.text == "(" && t.match > r.pos && t.match < r.end:
			return r.call(start, first, c, made)
		case t.kind == lang.Punct && t.text[0] == r.G.Generic && r.generics():
			continue
		case t.kind == lang.Punct && t.text == "[" && t.match > r.pos && t.match < r.end:
			r.index(c)
			continue
		case t.kind == lang.String && strings.HasPrefix(t.text, "`") && !t.line && r.G.Tagged:
			return r.call(start, first, c, made)
		case r.G.Composite != nil && t.text == "{" && t.match > r.pos && t.match < r.end && r.G.Composite(r, c):
			return r.call(start, first, c, true)
		}
		break
	}
	if r.G.Bare != nil && r.G.Bare(r, c) {
		return r.unbracketed(start, first, c)
	}
	c.Span = r.chainSpan(c, first)
	if len(c.Steps) > 1 || c.Recv != nil && len(c.Steps) > 0 {
		r.Unit.Reads = append(r.Unit.Reads, *c)
	}
	r.first(c)
	return r.hole(start, r.pos, path(r, c, start)), nil
}

// first keeps the string that a chain starts from.
func (r *Reader) first(c *lang.Chain) {
	if len(c.Steps) > 0 {
		r.str(c.Steps[0].Index, lang.Value, "")
	}
}

// chainSpan covers the steps, without the call that the chain goes on from.
func (r *Reader) chainSpan(c *lang.Chain, first int) source.Span {
	if len(c.Steps) == 0 {
		return r.Span(first, r.pos)
	}
	return c.Steps[0].Span.Cover(c.Steps[len(c.Steps)-1].Span)
}

// path is the chain as an expression: a path where every step can be said.
func path(r *Reader, c *lang.Chain, start int) expr.Expr {
	if c.Recv != nil {
		return expr.Opaque{Lang: r.G.ID, Text: r.source(start, r.pos)}
	}
	p := expr.Path{Steps: r.mem.path(len(c.Steps))}
	for i := range c.Steps {
		if c.Steps[i].Name == "" {
			return expr.Opaque{Lang: r.G.ID, Text: r.source(start, r.pos)}
		}
		p.Steps[i].Name = c.Steps[i].Name
	}
	return p
}

// index reads [ … ] behind a value.
func (r *Reader) index(c *lang.Chain) {
	m := r.cur().match
	at := r.pos
	r.pos++
	r.open++
	for r.cur().kind == lang.String && r.pos < m { // Literal["a", "b"]
		next := r.at(r.pos + 1)
		if next.text != "," || r.pos+1 >= m {
			break
		}
		r.str(r.expr(), lang.Index, "")
		r.pos++
	}
	n := r.within(m)
	r.open--
	r.str(n, lang.Index, "")
	r.pos = m + 1
	c.Steps = append(c.Steps, lang.Step{Index: n, Span: r.Span(at, m+1)})
}

// within reads one value of the tokens up to closer and passes over the rest.
func (r *Reader) within(closer int) *value.Node {
	at := r.pos
	if at >= closer {
		return r.hole(at, at, expr.Opaque{Lang: r.G.ID})
	}
	n := r.expr()
	if r.pos < closer {
		r.statements(r.pos, closer)
		n = r.hole(at, closer, expr.Opaque{Lang: r.G.ID, Text: r.source(at, closer)})
	}
	r.pos = closer
	return n
}

// witness passes over arguments of types that stand before the name of a method,
// and reads that name.
func (r *Reader) witness(c *lang.Chain) bool {
	const bound = 80
	depth := 0
	for i := r.pos + 1; i < min(r.pos+bound, r.end); i++ {
		switch t := r.at(i); {
		case t.text == "<":
			depth++
		case t.text == ">", t.text == ">>", t.text == ">>>":
			depth -= len(t.text)
		case t.kind != lang.Ident && !strings.Contains(", . ? & [ ] @", t.text):
			return false
		}
		if depth > 0 {
			continue
		}
		if depth < 0 || r.at(i+1).kind != lang.Ident || r.at(i+2).text != "(" {
			return false
		}
		c.Steps = append(c.Steps, lang.Step{Name: r.at(i + 1).text, Span: r.Span(i+1, i+2)})
		r.pos = i + 2
		return true
	}
	return false
}

// turbofish passes over arguments of types behind a sign of their own, as Rust
// writes them: Client::<T>::new(), collect::<T>().
func (r *Reader) turbofish() bool {
	if r.G.Generic != '<' {
		return false
	}
	r.pos++
	if r.generics() {
		return true
	}
	r.pos--
	return false
}

// generics passes over arguments of types, where a call follows them.
func (r *Reader) generics() bool {
	if r.G.TypeArgs != nil {
		return r.G.TypeArgs(r)
	}
	depth := 0
	for i := r.pos; i < min(r.pos+80, r.end); i++ {
		t := &r.toks[i]
		switch {
		case t.text == "<" || t.text == "[":
			depth++
		case t.text == ">" || t.text == "]":
			depth--
		case t.text == ">>":
			depth -= 2
		case t.text == ">>>":
			depth -= 3
		case t.kind == lang.Ident, t.kind == lang.String, t.kind == lang.Number:
		case t.kind == lang.Punct && strings.Contains(", . ? & | :: * {} { } ; : ( ) =>", t.text) && t.text != "":
			if t.text == ";" || t.text == "(" && r.G.Generic == '[' {
				return false
			}
		default:
			return false
		}
		if depth <= 0 {
			if next := r.at(i + 1); depth == 0 && (next.text == "(" || next.text == "{" && r.G.Composite != nil || r.G.Generic == '<' && next.is(member)) {
				r.pos = i + 1
				return true
			}
			return false
		}
	}
	return false
}
