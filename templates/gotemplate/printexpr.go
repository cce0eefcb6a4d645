package gotemplate

import (
	"strconv"
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/templates"
)

// expr prints an argument: a field, a variable, a literal, or a call in
// parentheses.
func (p *printer) expr(e expr.Expr) (string, error) {
	w := &writer{p: p}
	s := w.arg(e)
	return s, w.err
}

type writer struct {
	p     *printer
	depth int
	err   error
}

func (w *writer) fail(construct string) string {
	if w.err == nil {
		w.err = unsupported(construct)
	}
	return ""
}

func (w *writer) arg(e expr.Expr) string {
	if w.depth++; w.depth > maxDepth {
		return w.fail("an expression that deep")
	}
	defer func() { w.depth-- }()
	if w.err != nil {
		return ""
	}
	switch e := e.(type) {
	case expr.Path:
		return w.path(e)
	case expr.Lit:
		return w.lit(e)
	case expr.Call:
		return w.call(e)
	case expr.Compare:
		return w.compare(e)
	case expr.Logic:
		return w.fn(e.Op, e.Args...)
	case expr.Cond:
		return w.fail("a condition inside an expression")
	case expr.List:
		return w.fail("a list literal")
	case expr.Opaque:
		if e.Lang == ID {
			return "(" + e.Text + ")"
		}
		return w.fail(e.Lang + " expression " + templates.Clip(e.Text))
	}
	return w.fail("a tag without expression")
}

// fn prints a call of a function.
func (w *writer) fn(name string, args ...expr.Expr) string {
	words := make([]string, 1, 1+len(args))
	words[0] = name
	for _, a := range args {
		words = append(words, w.arg(a))
	}
	return "(" + strings.Join(words, " ") + ")"
}

var functionOf = map[string]string{"==": "eq", "!=": "ne", "<": "lt", "<=": "le", ">": "gt", ">=": "ge"}

func (w *writer) compare(c expr.Compare) string {
	if fn := functionOf[c.Op]; fn != "" {
		return w.fn(fn, c.L, c.R)
	}
	switch c.Op {
	case "~":
		return w.concat(c)
	case "in", "not in":
		return w.oneOf(c)
	case "is", "is not":
		test, _ := c.R.(expr.Call)
		if len(test.Args) > 0 || test.Name != "defined" && test.Name != "none" && test.Name != "undefined" {
			return w.fail("the test " + test.Name)
		}
		if test.Name != "none" {
			w.p.notes = append(w.p.notes, "Go's text/template does not tell a missing value from nil")
		}
		fn := "eq"
		if (c.Op == "is") == (test.Name == "defined") {
			fn = "ne"
		}
		return w.fn(fn, c.L, expr.Lit{Kind: expr.None})
	}
	return w.fail("the operator " + c.Op)
}

// concat prints a ~ b ~ c as one printf.
func (w *writer) concat(e expr.Expr) string {
	var parts []expr.Expr
	var flat func(e expr.Expr)
	flat = func(e expr.Expr) {
		if c, ok := e.(expr.Compare); ok && c.Op == "~" {
			flat(c.L)
			flat(c.R)
			return
		}
		parts = append(parts, e)
	}
	flat(e)
	var format strings.Builder
	args := []expr.Expr{nil}
	for _, part := range parts {
		if l, ok := part.(expr.Lit); ok && l.Kind == expr.Str {
			format.WriteString(strings.ReplaceAll(l.Text, "%", "%%"))
			continue
		}
		format.WriteString("%v")
		args = append(args, part)
	}
	args[0] = expr.Lit{Kind: expr.Str, Text: format.String()}
	return w.fn("printf", args...)
}

// oneOf prints x in [a, b], which eq can say.
func (w *writer) oneOf(c expr.Compare) string {
	l, ok := c.R.(expr.List)
	if !ok || len(l.Items) == 0 {
		return w.fail("the operator " + c.Op)
	}
	s := w.fn("eq", append([]expr.Expr{c.L}, l.Items...)...)
	if c.Op == "not in" {
		s = "(not " + s + ")"
	}
	return s
}

func (w *writer) lit(l expr.Lit) string {
	switch l.Kind {
	case expr.Str:
		return quote(l.Text)
	case expr.Num:
		if !isNumber(l.Text) {
			return w.fail("the number " + templates.Clip(l.Text))
		}
		return l.Text
	case expr.True:
		return "true"
	case expr.False:
		return "false"
	}
	return "nil"
}

// quote writes a string. Braces need no care: tags end outside of strings.
func quote(s string) string { return strconv.Quote(s) }

// path prints a path for the dot it stands under: the variables of loops are
// known at every depth, other names belong to the data as a whole.
func (w *writer) path(e expr.Path) string {
	if len(e.Steps) == 0 || e.Steps[0].Index != nil {
		return w.fail("a path without name")
	}
	root, out, rest := e.Steps[0].Name, "", e.Steps[1:]
	up := 0
	for i := len(w.p.blocks) - 1; i >= 0 && out == ""; i-- {
		b := w.p.blocks[i]
		if name, ok := b.vars[root]; ok {
			if out = name; out == "" {
				// A loop that was read and names no variable: only its dot does.
				if up > 0 || b.dot != root {
					return w.fail("the variable " + root + " of an outer loop")
				}
				out = "."
			}
		}
		if b.scoped {
			up++
		}
	}
	switch {
	case out != "":
	case root == "loop" && w.p.scopes > 0:
		return w.fail("the state of a loop")
	case root == templates.Here:
		out = "."
	default:
		if out = "."; w.p.scopes > 0 {
			out = "$"
		}
		rest = e.Steps
	}
	for _, s := range rest {
		switch {
		case s.Index != nil:
			out = w.index(out, s.Index)
		case !isName(s.Name):
			out = "(index " + out + " " + quote(s.Name) + ")"
		case out == ".":
			out += s.Name
		default:
			out += "." + s.Name
		}
	}
	return out
}

// index prints a subscript or a slice of what is printed already.
func (w *writer) index(of string, e expr.Expr) string {
	if c, ok := e.(expr.Call); ok && c.Name == templates.CallSlice && len(c.Args) == 3 {
		if c.Args[2] != nil {
			return w.fail("a slice with a step")
		}
		from, s := c.Args[0], ""
		if from == nil {
			from = expr.Lit{Kind: expr.Num, Text: "0"}
		}
		for _, a := range []expr.Expr{from, c.Args[1]} {
			if l, ok := a.(expr.Lit); ok && strings.HasPrefix(l.Text, "-") {
				return w.fail("an index from the end")
			}
			if a != nil {
				s += " " + w.arg(a)
			}
		}
		return "(slice " + of + s + ")"
	}
	if l, ok := e.(expr.Lit); ok && l.Kind == expr.Num && strings.HasPrefix(l.Text, "-") {
		return w.fail("an index from the end")
	}
	return "(index " + of + " " + w.arg(e) + ")"
}

// functions are those that a template can count on.
var functions = map[string]bool{
	"print": true, "printf": true, "println": true, "html": true, "js": true, "urlquery": true, "call": true,
	"currentDate": true, "yesterdayDate": true, "toTypeScriptType": true,
}

func (w *writer) call(c expr.Call) string {
	switch {
	case len(c.Named) > 0:
		return w.fail("named arguments of " + c.Name)
	case c.Name == templates.CallIndex && len(c.Args) == 2:
		return w.index(w.arg(c.Args[0]), c.Args[1])
	case c.Filter && len(c.Args) == 1 && (c.Name == "tojson" || c.Name == "json"):
		return w.fn("json", c.Args...)
	case c.Filter && len(c.Args) == 1 && (c.Name == "length" || c.Name == "count" || c.Name == "size"):
		return w.fn("len", c.Args...)
	case c.Filter && len(c.Args) == 2 && (c.Name == "default" || c.Name == "d"):
		w.p.notes = append(w.p.notes, "in Go's text/template a default takes the place of everything that is empty or false")
		return w.fn("or", c.Args...)
	case c.Filter:
		return w.fail("filter " + c.Name)
	case functions[c.Name]:
		return w.fn(c.Name, c.Args...)
	}
	return w.fail("the call " + templates.Clip(c.Name))
}
