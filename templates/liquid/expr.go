package liquid

import (
	"fmt"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/templates"
)

// Names of calls that stand for syntax of Liquid.
const (
	callRange = "[range]" // (Args[0]..Args[1]), both included
	callEmpty = "[empty]" // what is equal to empty texts, lists and objects
	callBlank = "[blank]" // and to nil, false and white space besides
)

// maxDepth bounds the nesting of indexes.
const maxDepth = 100

// A reader parses the inside of one tag. Its expressions have the names that
// Liquid has; neutral translates them. The first error ends it.
type reader struct {
	src   string
	toks  []token
	pos   int
	depth int
	err   error
}

func newReader(s string) *reader { return &reader{src: s, toks: scan(s)} }

func (r *reader) peek() token { return r.toks[r.pos] }

func (r *reader) take() token {
	t := r.toks[r.pos]
	if t.kind != tEnd {
		r.pos++
	}
	return t
}

// word takes a name.
func (r *reader) word(want string) token {
	t := r.peek()
	if t.kind != tName {
		r.fail(want)
		return t
	}
	return r.take()
}

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
		got = fmt.Sprintf("%q", templates.Clip(r.src[t.at:]))
	}
	r.err = fmt.Errorf("unexpected %s; expected %s", got, want)
}

func (r *reader) end() {
	if r.err == nil && r.peek().kind != tEnd {
		r.fail("a filter, an operator or the end of the tag")
	}
}

// filtered parses a value with its filters.
func (r *reader) filtered() expr.Expr {
	e := r.value()
	for r.accept("|") {
		t := r.word("the name of a filter")
		if r.err != nil {
			return e
		}
		c := expr.Call{Name: t.text, Args: []expr.Expr{e}, Filter: true}
		if r.accept(":") {
			r.args(&c)
		}
		e = c
	}
	return e
}

// args parses the arguments of a filter, or the parameters of a tag.
func (r *reader) args(c *expr.Call) {
	for r.err == nil {
		t := r.peek()
		if t.kind == tName && r.toks[r.pos+1].kind == tOp && r.toks[r.pos+1].text == ":" {
			r.pos += 2
			c.Named = append(c.Named, expr.Named{Name: t.text, Value: r.value()})
		} else {
			c.Args = append(c.Args, r.value())
		}
		if !r.accept(",") {
			return
		}
	}
}

// condition parses comparisons joined by and, or: they bind alike and to the
// right, a and b or c is a and (b or c).
func (r *reader) condition() expr.Expr {
	var terms []expr.Expr
	var ops []string
	for {
		terms = append(terms, r.comparison())
		if r.err != nil || !r.is("and") && !r.is("or") {
			break
		}
		ops = append(ops, r.take().text)
	}
	e := terms[len(terms)-1]
	for i := len(ops) - 1; i >= 0; i-- {
		if l, ok := e.(expr.Logic); ok && l.Op == ops[i] && i+1 < len(ops) {
			// A run of one operator is one node; it is turned round below.
			l.Args = append(l.Args, terms[i])
			e = l
			continue
		}
		if l, ok := e.(expr.Logic); ok {
			e = turned(l)
		}
		e = expr.Logic{Op: ops[i], Args: []expr.Expr{e, terms[i]}}
	}
	if l, ok := e.(expr.Logic); ok && len(ops) > 0 {
		e = turned(l)
	}
	return e
}

// turned puts the arguments of a node that was built from its end in order.
func turned(l expr.Logic) expr.Expr {
	if l.Op == "not" {
		return l
	}
	args := make([]expr.Expr, 0, len(l.Args))
	for i := len(l.Args) - 1; i >= 0; i-- {
		args = append(args, l.Args[i])
	}
	return expr.Logic{Op: l.Op, Args: args}
}

func (r *reader) comparison() expr.Expr {
	if t := r.peek(); t.kind == tName && t.text == "not" && r.toks[r.pos+1].kind != tOp && r.toks[r.pos+1].kind != tEnd {
		r.pos++
		return expr.Logic{Op: "not", Args: []expr.Expr{r.comparison1()}}
	}
	return r.comparison1()
}

func (r *reader) comparison1() expr.Expr {
	l := r.value()
	t := r.peek()
	if r.err != nil {
		return l
	}
	switch t.text {
	case "==", "!=", "<", ">", "<=", ">=", "<>":
		if t.kind != tOp {
			return l
		}
	case "contains":
		if t.kind != tName {
			return l
		}
	default:
		return l
	}
	r.pos++
	op := t.text
	if op == "<>" {
		op = "!="
	}
	return expr.Compare{Op: op, L: l, R: r.value()}
}

// value parses a literal, a range or a path.
func (r *reader) value() expr.Expr {
	if r.depth++; r.depth > maxDepth && r.err == nil {
		r.err = fmt.Errorf("the expression nests deeper than %d levels", maxDepth)
	}
	defer func() { r.depth-- }()
	if r.err != nil {
		return nil
	}
	switch t := r.peek(); t.kind {
	case tStr:
		r.pos++
		return expr.Lit{Kind: expr.Str, Text: t.text}
	case tNum:
		r.pos++
		return expr.Lit{Kind: expr.Num, Text: t.text}
	case tName:
		return r.path()
	case tOp:
		if r.accept("(") {
			from := r.value()
			r.expect("..")
			to := r.value()
			r.expect(")")
			return expr.Call{Name: callRange, Args: []expr.Expr{from, to}}
		}
	}
	r.fail("a value")
	return nil
}

// ofLists reports whether a name after a dot asks a list for what it is rather
// than an object for a member; in brackets it is a key like any other.
func ofLists(name string) bool { return name == "size" || name == "first" || name == "last" }

func (r *reader) path() expr.Expr {
	name := r.take().text
	more := r.is(".") || r.is("[")
	if !more {
		switch name {
		case "true":
			return expr.Lit{Kind: expr.True}
		case "false":
			return expr.Lit{Kind: expr.False}
		case "nil", "null":
			return expr.Lit{Kind: expr.None}
		case "empty":
			return expr.Call{Name: callEmpty}
		case "blank":
			return expr.Call{Name: callBlank}
		}
	}
	p := expr.Path{Steps: []expr.Step{{Name: name}}}
	for r.err == nil {
		switch {
		case r.accept("."):
			if r.peek().kind == tNum {
				p.Steps = append(p.Steps, expr.Step{Name: r.take().text})
				continue
			}
			p.Steps = append(p.Steps, expr.Step{Name: r.word("the name of a member").text})
		case r.accept("["):
			e := r.value()
			r.expect("]")
			if l, ok := e.(expr.Lit); ok && l.Kind == expr.Str && !ofLists(l.Text) {
				p.Steps = append(p.Steps, expr.Step{Name: l.Text})
			} else {
				p.Steps = append(p.Steps, expr.Step{Index: e})
			}
		default:
			return p
		}
	}
	return p
}
