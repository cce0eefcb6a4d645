package gotemplate

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/templates"
)

// comparisons are the functions that compare, and their operators.
var comparisons = map[string]string{"eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}

// call returns the neutral form of a function with its arguments.
func call(name string, args []expr.Expr) expr.Expr {
	op := comparisons[name]
	switch {
	case name == "not" && len(args) == 1, (name == "and" || name == "or") && len(args) > 1:
		return expr.Logic{Op: name, Args: args}
	case (name == "and" || name == "or") && len(args) == 1:
		return args[0]
	case op != "" && len(args) == 2:
		return expr.Compare{Op: op, L: args[0], R: args[1]}
	case name == "eq" && len(args) > 2: // equal to one of several
		any := expr.Logic{Op: "or"}
		for _, a := range args[1:] {
			any.Args = append(any.Args, expr.Compare{Op: "==", L: args[0], R: a})
		}
		return any
	case name == "index" && len(args) > 1:
		steps := make([]expr.Step, 0, len(args)-1)
		for _, a := range args[1:] {
			if l, ok := a.(expr.Lit); ok && l.Kind == expr.Str {
				steps = append(steps, expr.Step{Name: l.Text})
			} else {
				steps = append(steps, expr.Step{Index: a})
			}
		}
		return reach(args[0], steps)
	case name == "slice" && (len(args) == 2 || len(args) == 3):
		cut := expr.Call{Name: templates.CallSlice, Args: []expr.Expr{args[1], nil, nil}}
		if len(args) == 3 {
			cut.Args[1] = args[2]
		}
		return reach(args[0], []expr.Step{{Index: cut}})
	case name == "len" && len(args) == 1:
		return expr.Call{Name: "length", Args: args, Filter: true}
	case name == "json" && len(args) == 1:
		return expr.Call{Name: "tojson", Args: args, Filter: true}
	case name == "printf" && len(args) > 1:
		if e, ok := concatenation(args); ok {
			return e
		}
	}
	return expr.Call{Name: name, Args: args}
}

// concatenation is printf with a format that does nothing but put texts in a
// row: "%s, %v".
func concatenation(args []expr.Expr) (expr.Expr, bool) {
	format, ok := args[0].(expr.Lit)
	if !ok || format.Kind != expr.Str {
		return nil, false
	}
	var out expr.Expr
	add := func(e expr.Expr) {
		if l, ok := e.(expr.Lit); ok && l.Kind == expr.Str && l.Text == "" {
			return
		}
		if out == nil {
			out = e
		} else {
			out = expr.Compare{Op: "~", L: out, R: e}
		}
	}
	rest, n := format.Text, 1
	for {
		before, after, found := strings.Cut(rest, "%")
		add(expr.Lit{Kind: expr.Str, Text: before})
		if !found {
			break
		}
		if after == "" || after[0] != 's' && after[0] != 'v' || n >= len(args) {
			return nil, false
		}
		add(args[n])
		n++
		rest = after[1:]
	}
	return out, out != nil && n == len(args)
}
