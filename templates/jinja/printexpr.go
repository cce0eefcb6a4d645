package jinja

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/templates"
)

// Precedences, loosest first. Filters and tests bind tighter than every
// operator, subscripts tighter still.
const (
	precCond = iota
	precOr
	precAnd
	precNot
	precCompare
	precSum
	precConcat
	precTerm
	precPow
	precUnary
	precFilter
	precPostfix
)

var precOf = map[string]int{
	"==": precCompare, "!=": precCompare, "<": precCompare, "<=": precCompare, ">": precCompare, ">=": precCompare,
	"in": precCompare, "not in": precCompare, "is": precFilter, "is not": precFilter,
	"+": precSum, "-": precSum, "~": precConcat, "*": precTerm, "/": precTerm, "//": precTerm, "%": precTerm, "**": precPow,
}

func printExpr(e expr.Expr) (string, error) { return printAt(e, precCond) }

// printAt prints e for a place that takes operators of precedence min and
// tighter; looser ones are put in parentheses.
func printAt(e expr.Expr, min int) (string, error) {
	w := &writer{}
	w.at(e, min)
	return w.b.String(), w.err
}

type writer struct {
	b     strings.Builder
	depth int
	err   error
}

func (w *writer) fail(construct string) {
	if w.err == nil {
		w.err = &templates.Unsupported{Lang: ID, Construct: construct}
	}
}

func (w *writer) at(e expr.Expr, min int) {
	if w.depth++; w.depth > 2*maxDepth {
		w.fail("an expression that deep")
	}
	defer func() { w.depth-- }()
	if w.err != nil {
		return
	}
	p := prec(e)
	if p < min {
		w.b.WriteByte('(')
		defer w.b.WriteByte(')')
	}
	switch e := e.(type) {
	case expr.Path:
		w.path(e)
	case expr.Lit:
		w.lit(e)
	case expr.Call:
		w.call(e)
	case expr.Compare:
		w.at(e.L, p)
		w.b.WriteString(" " + e.Op + " ")
		if strings.HasPrefix(e.Op, "is") {
			w.test(e.R)
		} else {
			w.at(e.R, p+1)
		}
	case expr.Logic:
		if e.Op == "not" && len(e.Args) == 1 {
			w.b.WriteString("not ")
			w.at(e.Args[0], precNot)
			return
		}
		w.list(e.Args, " "+e.Op+" ", p+1)
	case expr.Cond:
		w.at(e.Then, precOr)
		w.b.WriteString(" if ")
		w.at(e.If, precOr)
		if e.Else != nil {
			w.b.WriteString(" else ")
			w.at(e.Else, precCond)
		}
	case expr.List:
		open, end := "[", "]"
		if e.Tuple {
			open, end = "(", ")"
		}
		w.b.WriteString(open)
		w.list(e.Items, ", ", precCond)
		if e.Tuple && len(e.Items) == 1 {
			w.b.WriteByte(',')
		}
		w.b.WriteString(end)
	case expr.Opaque:
		if e.Lang != ID {
			w.fail(e.Lang + " expression " + templates.Clip(e.Text))
		}
		w.b.WriteString(e.Text)
	default:
		w.fail("a tag without expression")
	}
}

func prec(e expr.Expr) int {
	switch e := e.(type) {
	case expr.Cond:
		return precCond
	case expr.Logic:
		switch e.Op {
		case "or":
			return precOr
		case "and":
			return precAnd
		}
		return precNot
	case expr.Compare:
		return precOf[e.Op]
	case expr.Call:
		if e.Filter {
			return precFilter
		}
	case expr.Lit:
		if strings.HasPrefix(e.Text, "-") && e.Kind == expr.Num {
			return precUnary
		}
	case expr.Opaque:
		return precCond
	}
	return precPostfix
}

func (w *writer) list(es []expr.Expr, sep string, min int) {
	for i, e := range es {
		if i > 0 {
			w.b.WriteString(sep)
		}
		w.at(e, min)
	}
}

func (w *writer) path(p expr.Path) {
	for i, s := range p.Steps {
		switch {
		case s.Index != nil:
			w.b.WriteByte('[')
			w.index(s.Index)
			w.b.WriteByte(']')
		case i == 0 && !isVar(s.Name):
			w.fail("the name " + templates.Clip(s.Name))
		case i == 0:
			w.b.WriteString(s.Name)
		case isName(s.Name):
			w.b.WriteString("." + s.Name)
		default:
			w.b.WriteString("[" + quote(s.Name) + "]")
		}
	}
}

// index writes an index or a slice, which needs no parentheses.
func (w *writer) index(e expr.Expr) {
	if o, ok := e.(expr.Opaque); ok && o.Lang == ID {
		w.b.WriteString(o.Text)
		return
	}
	if c, ok := e.(expr.Call); ok && c.Name == templates.CallSlice && len(c.Args) == 3 {
		for i, a := range c.Args {
			if i == 1 || i == 2 && a != nil {
				w.b.WriteByte(':')
			}
			if a != nil {
				w.at(a, precCond)
			}
		}
		return
	}
	w.at(e, precCond)
}

func (w *writer) lit(l expr.Lit) {
	switch l.Kind {
	case expr.Str:
		w.b.WriteString(quote(l.Text))
	case expr.Num:
		w.b.WriteString(l.Text)
	case expr.True:
		w.b.WriteString("true")
	case expr.False:
		w.b.WriteString("false")
	default:
		w.b.WriteString("none")
	}
}

func (w *writer) call(c expr.Call) {
	args := c.Args
	method, isMethod := templates.Method(c.Name)
	switch {
	case c.Name == templates.CallIndex && len(args) == 2:
		w.at(args[0], precPostfix)
		w.b.WriteByte('[')
		w.index(args[1])
		w.b.WriteByte(']')
		return
	case c.Name == templates.CallDict:
		w.b.WriteByte('{')
		for i := 0; i+1 < len(args); i += 2 {
			if i > 0 {
				w.b.WriteString(", ")
			}
			w.at(args[i], precCond)
			w.b.WriteString(": ")
			w.at(args[i+1], precCond)
		}
		w.b.WriteByte('}')
		return
	case c.Name == templates.CallApply && len(args) > 0:
		w.at(args[0], precPostfix)
		args = args[1:]
	case isMethod && len(args) > 0:
		w.at(args[0], precPostfix)
		w.b.WriteString("." + method)
		args = args[1:]
	case c.Filter && len(args) > 0:
		if !isName(strings.ReplaceAll(c.Name, ".", "_")) {
			w.fail("the filter " + c.Name)
		}
		w.at(args[0], precFilter)
		w.b.WriteString(" | " + c.Name)
		if args = args[1:]; len(args) == 0 && len(c.Named) == 0 {
			return
		}
	case !isVar(c.Name):
		w.fail("the call " + c.Name)
	default:
		w.b.WriteString(c.Name)
	}
	w.args(args, c.Named)
}

func (w *writer) args(args []expr.Expr, named []expr.Named) {
	w.b.WriteByte('(')
	w.list(args, ", ", precCond)
	for i, n := range named {
		if i > 0 || len(args) > 0 {
			w.b.WriteString(", ")
		}
		if !isName(n.Name) {
			w.fail("the argument " + n.Name)
		}
		w.b.WriteString(n.Name + "=")
		w.at(n.Value, precCond)
	}
	w.b.WriteByte(')')
}

// test writes the right side of is.
func (w *writer) test(e expr.Expr) {
	c, ok := e.(expr.Call)
	if !ok {
		w.fail("a test that is no name")
		return
	}
	w.b.WriteString(c.Name)
	if len(c.Args)+len(c.Named) > 0 {
		w.args(c.Args, c.Named)
	}
}

// quote writes a string literal. Braces that would close the tag need no care:
// tags end outside of strings only.
func quote(s string) string {
	var b strings.Builder
	b.WriteByte('\'')
	for i := 0; i < len(s); i++ {
		switch c := s[i]; c {
		case '\'', '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case '\n':
			b.WriteString(`\n`)
		case '\r':
			b.WriteString(`\r`)
		case '\t':
			b.WriteString(`\t`)
		default:
			b.WriteByte(c)
		}
	}
	b.WriteByte('\'')
	return b.String()
}
