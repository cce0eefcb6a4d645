package typescript

import (
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/read"
	"github.com/promptglot/promptglot/internal/value"
)

// modifiers may stand before a member of a class.
var modifiers = words("public private protected static readonly abstract override declare accessor async get set")

// class reads a class: its fields as assignments to this, its methods as
// functions.
func (p *program) class(r *read.Reader) bool {
	at := r.SpanOf(0, 1)
	name := p.called(r)
	r.Skip(1)
	if w := r.Word(0); w != "" && w != "extends" && w != "implements" {
		name = w
		r.Skip(1)
	}
	for n := 0; n < maxType && r.Sign(0) != "{"; n++ {
		switch s := r.Sign(0); {
		case r.Left() == 0 || s == ";" || s == "}" || s == ")":
			return true
		case s == "<" && anglesEnd(r, 0) > 0:
			types(r, anglesEnd(r, 0))
		case r.Word(0) == "extends":
			r.Skip(1)
			r.Unary()
		default:
			r.Skip(1)
		}
	}
	m := r.Match(0)
	if r.Sign(0) != "{" || m == 0 || p.deep() {
		return true
	}
	full := p.enter(name)
	if full != "" {
		if p.classes == nil {
			p.classes = map[string]bool{}
		}
		p.classes[full] = true
	}
	end := r.Cursor() + m
	for r.Skip(1); r.Cursor() < end; {
		before := r.Cursor()
		p.member(r, end)
		if r.Cursor() == before {
			r.Skip(1)
		}
	}
	r.Skip(end + 1 - r.Cursor())
	if full != "" {
		at.End = endOf(r, at)
		r.Unit.Funcs = append(r.Unit.Funcs, lang.Func{Name: full, Span: at, Class: true})
	}
	p.leave()
	return true
}

// member reads one member of a class.
func (p *program) member(r *read.Reader, end int) {
	if r.Sign(0) == "@" {
		p.decorator(r)
		return
	}
	at := r.Cursor()
	for modifiers[r.Word(0)] && !nameEnds(r, 1) {
		if r.Word(0) == "static" && r.Sign(1) == "{" && r.Match(1) > 0 {
			m := r.Match(1)
			r.Skip(2)
			r.Statements(m - 2)
			r.Skip(1)
			return
		}
		r.Skip(1)
	}
	if r.Sign(0) == "*" {
		r.Skip(1)
	}
	name, span := r.Word(0), r.SpanOf(0, 1)
	switch k, _ := r.Tok(0); {
	case name != "":
		r.Skip(1)
	case k == lang.String || r.Sign(0) == "[" && r.Match(0) > 0:
		name = key(r)
	default:
		return
	}
	if r.Sign(0) == "(" || r.Sign(0) == "<" {
		p.signature(r, name, at)
		return
	}
	if p.typed {
		annotation(r)
	}
	if r.Sign(0) == "=" && r.Cursor() < end {
		r.Skip(1)
		p.name, p.nameAt = name, r.Cursor()
		v := r.Expr()
		if name != "" {
			r.Assign("this."+name, span, v)
		}
	}
}

// nameEnds reports whether token n stands behind the name of a member: what
// looks like a modifier before it is that name.
func nameEnds(r *read.Reader, n int) bool {
	switch r.Sign(n) {
	case "(", "=", ";", ":", "?", ",", "<", "}":
		return true
	}
	return false
}

// key reads a name in quotes or in brackets; it is "" where only a run of the
// program knows it.
func key(r *read.Reader) string {
	m := r.Match(0)
	if m > 0 {
		r.Skip(1)
	}
	end := r.Cursor() + m - 1
	n := r.Unary()
	r.Str(n, lang.Key, "")
	if m == 0 {
		return n.Str
	}
	if left := end - r.Cursor(); left > 0 {
		r.Statements(left)
		n = &value.Node{}
	}
	r.Skip(end + 1 - r.Cursor())
	return n.Str
}

// method reads a function that is a member of an object: its name, parameters
// and body.
func (p *program) method(r *read.Reader) (value.Entry, bool) {
	n := 0
	for w := r.Word(n); (w == "async" || w == "get" || w == "set") && !nameEnds(r, n+1); w = r.Word(n) {
		n++
	}
	if r.Sign(n) == "*" {
		n++
	}
	word := n
	name := r.Word(n)
	switch k, _ := r.Tok(n); {
	case name != "" || k == lang.String:
		n++
	case r.Sign(n) == "[" && r.Match(n) > 0:
		n = r.Match(n) + 1
	default:
		return value.Entry{}, false
	}
	open := n
	if r.Sign(n) == "<" && p.typed {
		open = anglesEnd(r, n)
	}
	m := r.Match(open)
	if r.Sign(open) != "(" || m == 0 {
		return value.Entry{}, false
	}
	body := m + 1
	if r.Sign(body) == ":" {
		body = typeEnd(r, m+2)
	}
	if r.Sign(body) != "{" || r.Match(body) == 0 {
		return value.Entry{}, false
	}
	at, span := r.Cursor(), r.SpanOf(word, word+1)
	if r.Skip(word); name != "" {
		r.Skip(1)
	} else {
		name = key(r)
	}
	p.signature(r, name, at)
	if r.Sign(0) == "{" { // too deep for a function of its own
		m := r.Match(0)
		r.Skip(1)
		r.Statements(m - 1)
		r.Skip(1)
	}
	return value.Entry{Key: name, KeySpan: span, Value: r.Hole(at-r.Cursor(), 0)}, true
}
