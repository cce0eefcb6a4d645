package kotlin

import (
	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/curly"
	"github.com/promptglot/promptglot/internal/lang/read"
	"github.com/promptglot/promptglot/internal/value"
)

// primary reads functions without a name and conditions that are values.
func primary(r *read.Reader) (*value.Node, bool) {
	switch {
	case r.Sign(0) == "{" && r.Match(0) > 0:
		at := r.Cursor()
		block(r, &lang.Call{})
		return r.Hole(at-r.Cursor(), 0), true
	case r.Word(0) == "if" && r.Sign(1) == "(" && r.Match(1) > 0:
		return condition(r), true
	case r.Word(0) == "when":
		return cases(r)
	}
	return nil, false
}

// condition reads if (c) a else b.
func condition(r *read.Reader) *value.Node {
	at := r.Cursor()
	r.Skip(1)
	m := r.Match(0)
	test := *r.Hole(1, m).Tag
	test.Kind = expr.TagIf
	r.Skip(1)
	r.Statements(m - 1)
	r.Skip(1)
	yes := arm(r)
	if r.Sign(0) == ";" && r.Word(1) == "else" {
		r.Skip(1)
	}
	if r.Word(0) != "else" {
		r.Str(yes, lang.Value, "")
		return r.Hole(at-r.Cursor(), 0)
	}
	r.Skip(1)
	no := arm(r)
	r.Str(yes, lang.Value, "")
	r.Str(no, lang.Value, "")
	return choice(r, at, []expr.Arm[*value.Node]{{Tag: test, Body: yes}, {Tag: expr.Tag{Kind: expr.TagElse, Lang: "kotlin"}, Body: no}})
}

func choice(r *read.Reader, at int, arms []expr.Arm[*value.Node]) *value.Node {
	return &value.Node{Kind: value.Choice, Choice: &expr.Block[*value.Node]{Arms: arms}, Span: curly.SpanFrom(r, at)}
}

// arm reads a value, or a block whose value is its only expression.
func arm(r *read.Reader) *value.Node {
	m := r.Match(0)
	if r.Sign(0) != "{" || m == 0 {
		return r.Expr()
	}
	at := r.Cursor()
	end := at + m
	r.Skip(1)
	var n *value.Node
	if k, _ := r.Tok(0); k == lang.String {
		n = r.Element(end - r.Cursor())
	}
	if r.Cursor() >= end && n != nil {
		r.Skip(end + 1 - r.Cursor())
		return n
	}
	r.Statements(end - r.Cursor())
	r.Skip(1)
	return r.Hole(at-r.Cursor(), 0)
}

// cases reads when (x) { a -> v; else -> w }.
func cases(r *read.Reader) (*value.Node, bool) {
	n := 1
	if r.Sign(n) == "(" {
		n = r.Match(n) + 1
	}
	m := r.Match(n)
	if n == 1 && r.Sign(1) == "(" || r.Sign(n) != "{" || m == 0 {
		return nil, false
	}
	at := r.Cursor()
	end := at + m
	r.Skip(1)
	r.Statements(n - 1)
	var arms []expr.Arm[*value.Node]
	for r.Skip(1); r.Cursor() < end; {
		arrow := find(r, "->", end)
		if arrow < 0 {
			r.Statements(end - r.Cursor())
			break
		}
		tag := *r.Hole(0, max(arrow, 1)).Tag
		tag.Kind = expr.TagElseIf
		switch {
		case r.Word(0) == "else":
			tag.Kind = expr.TagElse
		case len(arms) == 0:
			tag.Kind = expr.TagIf
		}
		r.Statements(arrow)
		r.Skip(1)
		v := arm(r)
		r.Str(v, lang.Value, "")
		arms = append(arms, expr.Arm[*value.Node]{Tag: tag, Body: v})
	}
	r.Skip(end + 1 - r.Cursor())
	if len(arms) < 2 {
		return r.Hole(at-r.Cursor(), 0), true
	}
	return choice(r, at, arms), true
}

// find returns how far away a sign is that stands in no other bracket, -1 where
// it is not before end.
func find(r *read.Reader, sign string, end int) int {
	for n := 0; r.Cursor()+n < end; n++ {
		if r.Sign(n) == sign {
			return n
		}
		if m := r.Match(n); m > 0 {
			n = m
		}
	}
	return -1
}

// pair reads a to b, as a list of two.
func pair(r *read.Reader, n *value.Node) *value.Node {
	if r.Word(0) != "to" || r.Fresh(0) {
		return nil
	}
	if k, s := r.Tok(1); k != lang.String && k != lang.Ident && k != lang.Number && s != "(" && s != "-" {
		return nil
	}
	r.Skip(1)
	v := r.Expr()
	r.Str(n, lang.Key, "")
	r.Str(v, lang.Value, n.Str)
	return &value.Node{Kind: value.Array, Span: n.Span.Cover(v.Span), Entries: []value.Entry{{Value: n, Span: n.Span}, {Value: v, Span: v.Span}}}
}
