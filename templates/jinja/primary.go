package jinja

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/templates"
)

// primary parses a name, a literal, a list, a dictionary or parentheses.
func (r *reader) primary() expr.Expr {
	if r.err != nil {
		return nil
	}
	t := r.peek()
	switch t.kind {
	case tName:
		r.pos++
		switch t.text {
		case "true", "True":
			return expr.Lit{Kind: expr.True}
		case "false", "False":
			return expr.Lit{Kind: expr.False}
		case "none", "None":
			return expr.Lit{Kind: expr.None}
		case "and", "or", "not", "in", "is", "if", "else":
			r.pos--
			r.fail("a value")
			return nil
		}
		return expr.Var(t.text)
	case tNum:
		r.pos++
		return expr.Lit{Kind: expr.Num, Text: t.text}
	case tStr:
		var b strings.Builder
		for r.peek().kind == tStr {
			b.WriteString(r.take().text)
		}
		return expr.Lit{Kind: expr.Str, Text: b.String()}
	}
	switch {
	case r.accept("("):
		if r.accept(")") {
			return expr.List{Tuple: true}
		}
		e := r.tuple(true)
		r.expect(")")
		return e
	case r.accept("["):
		var items []expr.Expr
		for r.err == nil && !r.is("]") {
			items = append(items, r.expr())
			if !r.is("]") {
				r.expect(",")
			}
		}
		r.expect("]")
		return expr.List{Items: items}
	case r.accept("{"):
		return r.dict()
	}
	r.fail("a value")
	return nil
}

func (r *reader) dict() expr.Expr {
	c := expr.Call{Name: templates.CallDict}
	for r.err == nil && !r.is("}") {
		k := r.expr()
		r.expect(":")
		c.Args = append(c.Args, k, r.expr())
		if !r.is("}") {
			r.expect(",")
		}
	}
	r.expect("}")
	return c
}

// postfix parses what follows a primary: attributes, subscripts and calls.
func (r *reader) postfix(e expr.Expr) expr.Expr {
	for r.err == nil {
		switch {
		case r.accept("."):
			t := r.take()
			if t.kind != tName && t.kind != tNum {
				r.pos--
				r.fail("a name after the dot")
				return e
			}
			if t.kind == tName && r.is("(") {
				c := expr.Call{Name: "." + t.text, Args: []expr.Expr{e}}
				r.args(&c)
				e = c
			} else {
				e = step(e, attribute(t))
			}
		case r.accept("["):
			i := r.subscript()
			r.expect("]")
			if r.err == nil {
				e = step(e, i)
			}
		case r.is("("):
			c := expr.Call{Name: templates.CallApply, Args: []expr.Expr{e}}
			if p, ok := e.(expr.Path); ok && len(p.Steps) == 1 {
				c = expr.Call{Name: p.Steps[0].Name}
			}
			r.args(&c)
			e = c
		default:
			return e
		}
	}
	return e
}

func attribute(t token) expr.Expr {
	if t.kind == tNum {
		return expr.Lit{Kind: expr.Num, Text: t.text}
	}
	return expr.Lit{Kind: expr.Str, Text: t.text}
}

// step extends a path, or subscripts what is not one.
func step(e, index expr.Expr) expr.Expr {
	p, ok := e.(expr.Path)
	if !ok {
		return expr.Call{Name: templates.CallIndex, Args: []expr.Expr{e, index}}
	}
	s := expr.Step{Index: index}
	if l, ok := index.(expr.Lit); ok && l.Kind == expr.Str {
		s = expr.Step{Name: l.Text}
		if l.Text == "" {
			s = expr.Step{Index: l}
		}
	}
	return expr.Path{Steps: append(p.Steps, s)} // p is used nowhere else
}

// subscript parses an index or a slice.
func (r *reader) subscript() expr.Expr {
	parts := make([]expr.Expr, 1, 3)
	for r.err == nil && !r.is("]") {
		if r.accept(":") {
			if parts = append(parts, nil); len(parts) > 3 {
				r.pos--
				r.fail("]")
			}
			continue
		}
		if parts[len(parts)-1] != nil {
			r.fail("] or :")
			break
		}
		parts[len(parts)-1] = r.tuple(true)
	}
	if len(parts) == 1 {
		if parts[0] == nil {
			r.fail("an index")
		}
		return parts[0]
	}
	return expr.Call{Name: templates.CallSlice, Args: append(parts, nil)[:3]}
}
