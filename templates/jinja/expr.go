package jinja

import (
	"fmt"
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/templates"
)

// maxDepth bounds the nesting of one expression; deeper ones are opaque.
const maxDepth = 200

// A reader parses one tag's expressions by recursive descent, with Jinja's
// precedences. The first error ends it.
type reader struct {
	src   string
	toks  []token
	pos   int
	depth int
	err   error
}

// parseExpr parses all of s; where that fails the expression is opaque.
func parseExpr(s string) (expr.Expr, error) {
	r := &reader{src: s, toks: scan(s)}
	e := r.tuple(true)
	r.end()
	if r.err != nil {
		return opaque(s), r.err
	}
	return e, nil
}

func opaque(s string) expr.Expr { return expr.Opaque{Lang: ID, Text: strings.TrimSpace(s)} }

func (r *reader) peek() token { return r.toks[r.pos] }

func (r *reader) take() token {
	t := r.toks[r.pos]
	if t.kind != tEnd {
		r.pos++
	}
	return t
}

// is reports whether the next token is the operator or keyword s.
func (r *reader) is(s string) bool {
	t := r.peek()
	return (t.kind == tOp || t.kind == tName) && t.text == s
}

func (r *reader) accept(s string) bool {
	if r.err == nil && r.is(s) {
		r.pos++
		return true
	}
	return false
}

func (r *reader) expect(s string) {
	if !r.accept(s) {
		r.fail(s)
	}
}

func (r *reader) fail(want string) {
	if r.err != nil {
		return
	}
	got := "the end of the tag"
	if t := r.peek(); t.kind != tEnd {
		got = fmt.Sprintf("%q", templates.Clip(r.src[t.start:t.end]))
	}
	r.err = fmt.Errorf("unexpected %s; expected %s", got, want)
}

func (r *reader) end() {
	if r.err == nil && r.peek().kind != tEnd {
		r.fail("an operator or the end of the tag")
	}
}

// enter counts a level of nesting and reports whether it is allowed.
func (r *reader) enter() bool {
	r.depth++
	if r.depth > maxDepth && r.err == nil {
		r.err = fmt.Errorf("the expression nests deeper than %d levels", maxDepth)
	}
	return r.err == nil
}

// tuple parses one expression, or several with commas as a list.
func (r *reader) tuple(cond bool) expr.Expr {
	one := func() expr.Expr {
		if cond {
			return r.expr()
		}
		return r.or()
	}
	first := one()
	if !r.is(",") || r.err != nil {
		return first
	}
	items := []expr.Expr{first}
	for r.accept(",") {
		if t := r.peek(); t.kind == tEnd || r.is(")") || r.is("if") {
			break
		}
		items = append(items, one())
	}
	return expr.List{Items: items, Tuple: true}
}

// expr parses a ternary or anything below it.
func (r *reader) expr() expr.Expr {
	if !r.enter() {
		return nil
	}
	defer func() { r.depth-- }()
	e := r.or()
	for r.accept("if") {
		c := expr.Cond{Then: e, If: r.or()}
		if r.accept("else") {
			c.Else = r.expr()
		}
		e = c
	}
	return e
}

func (r *reader) or() expr.Expr  { return r.logic("or", r.and) }
func (r *reader) and() expr.Expr { return r.logic("and", r.not) }

func (r *reader) logic(op string, sub func() expr.Expr) expr.Expr {
	e := sub()
	if r.err != nil || !r.is(op) {
		return e
	}
	args := []expr.Expr{e}
	for r.accept(op) {
		args = append(args, sub())
	}
	return expr.Logic{Op: op, Args: args}
}

func (r *reader) not() expr.Expr {
	if r.is("not") {
		if !r.enter() {
			return nil
		}
		defer func() { r.depth-- }()
		r.pos++
		return expr.Logic{Op: "not", Args: []expr.Expr{r.not()}}
	}
	return r.compare()
}

// compare parses comparisons; a chain a < b < c is a < b and b < c.
func (r *reader) compare() expr.Expr {
	l := r.sum()
	var all []expr.Expr
	for r.err == nil {
		op := r.comparison()
		if op == "" {
			break
		}
		right := r.sum()
		all = append(all, expr.Compare{Op: op, L: l, R: right})
		l = right
	}
	switch len(all) {
	case 0:
		return l
	case 1:
		return all[0]
	}
	return expr.Logic{Op: "and", Args: all}
}

func (r *reader) comparison() string {
	t := r.peek()
	switch {
	case t.kind == tOp:
		switch t.text {
		case "==", "!=", "<", "<=", ">", ">=":
			r.pos++
			return t.text
		}
	case r.is("in"):
		r.pos++
		return "in"
	case r.is("not") && r.toks[r.pos+1].kind == tName && r.toks[r.pos+1].text == "in":
		r.pos += 2
		return "not in"
	}
	return ""
}

func (r *reader) sum() expr.Expr    { return r.binary(r.concat, "+", "-") }
func (r *reader) concat() expr.Expr { return r.binary(r.term, "~") }
func (r *reader) term() expr.Expr   { return r.binary(r.pow, "*", "/", "//", "%") }

func (r *reader) pow() expr.Expr { return r.binary(func() expr.Expr { return r.unary(true) }, "**") }

func (r *reader) binary(sub func() expr.Expr, ops ...string) expr.Expr {
	e := sub()
	for r.err == nil {
		t, found := r.peek(), false
		for _, op := range ops {
			found = found || t.kind == tOp && t.text == op
		}
		if !found {
			break
		}
		r.pos++
		e = expr.Compare{Op: t.text, L: e, R: sub()}
	}
	return e
}

// unary parses signs. -x is 0 - x, a signed number is a literal.
func (r *reader) unary(filters bool) expr.Expr {
	if !r.enter() {
		return nil
	}
	defer func() { r.depth-- }()
	var e expr.Expr
	switch {
	case r.accept("-"):
		e = r.unary(false)
		if n, ok := e.(expr.Lit); ok && n.Kind == expr.Num && !strings.HasPrefix(n.Text, "-") {
			e = expr.Lit{Kind: expr.Num, Text: "-" + n.Text}
		} else {
			e = expr.Compare{Op: "-", L: expr.Lit{Kind: expr.Num, Text: "0"}, R: e}
		}
	case r.accept("+"):
		e = r.unary(false)
	default:
		e = r.postfix(r.primary())
	}
	if filters {
		e = r.filters(e)
	}
	return e
}

// filters parses filters and tests, which bind alike.
func (r *reader) filters(e expr.Expr) expr.Expr {
	for r.err == nil {
		switch {
		case r.accept("|"):
			c := expr.Call{Name: r.dotted("the name of a filter"), Args: []expr.Expr{e}, Filter: true}
			if r.is("(") {
				r.args(&c)
			}
			e = c
		case r.accept("is"):
			op := "is"
			if r.accept("not") {
				op = "is not"
			}
			e = expr.Compare{Op: op, L: e, R: r.test()}
		case r.is("("):
			c := expr.Call{Name: templates.CallApply, Args: []expr.Expr{e}}
			r.args(&c)
			e = c
		default:
			return e
		}
	}
	return e
}

// test parses the right side of is: a name, with arguments in parentheses or
// one argument without.
func (r *reader) test() expr.Expr {
	c := expr.Call{Name: r.dotted("the name of a test")}
	t := r.peek()
	switch {
	case r.is("("):
		r.args(&c)
	case t.kind == tStr || t.kind == tNum || r.is("[") || r.is("{") ||
		t.kind == tName && t.text != "else" && t.text != "or" && t.text != "and" && t.text != "is" && t.text != "if" && t.text != "in" && t.text != "not":
		c.Args = append(c.Args, r.postfix(r.primary()))
	}
	return c
}

func (r *reader) dotted(want string) string {
	t := r.take()
	if t.kind != tName {
		r.pos = max(0, r.pos-1)
		r.fail(want)
		return ""
	}
	name := t.text
	for r.is(".") && r.toks[r.pos+1].kind == tName {
		r.pos++
		name += "." + r.take().text
	}
	return name
}

// args parses call arguments; * and ** are beyond the neutral form.
func (r *reader) args(c *expr.Call) {
	r.expect("(")
	for r.err == nil && !r.is(")") {
		t := r.peek()
		if t.kind == tName && r.toks[r.pos+1].kind == tOp && r.toks[r.pos+1].text == "=" {
			r.pos += 2
			c.Named = append(c.Named, expr.Named{Name: t.text, Value: r.expr()})
		} else {
			c.Args = append(c.Args, r.expr())
		}
		if !r.is(")") {
			r.expect(",")
		}
	}
	r.expect(")")
}
