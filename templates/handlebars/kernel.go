package handlebars

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
)

// SemanticKernel is Handlebars as Semantic Kernel runs it: what is escaped is
// decoded again, and there are helpers that stand for operators.
func SemanticKernel() Language { return Language{NoEscape: true, Kernel: true} }

// kernelExpr reads the helpers that stand for operators: (equals a b),
// (or a b), (concat a b) and (array a b).
func kernelExpr(e expr.Expr) expr.Expr {
	c, ok := e.(expr.Call)
	if !ok {
		return e
	}
	args := make([]expr.Expr, len(c.Args))
	for i, a := range c.Args {
		args[i] = kernelExpr(a)
	}
	c.Args = args
	if len(c.Named) > 0 || c.Filter {
		return c
	}
	switch {
	case c.Name == "equals" && len(args) == 2:
		return expr.Compare{Op: "==", L: args[0], R: args[1]}
	case c.Name == "or" && len(args) > 1:
		return expr.Logic{Op: "or", Args: args}
	case c.Name == "array":
		return expr.List{Items: args}
	case c.Name == "concat" && len(args) > 1 && len(args) < maxDepth:
		sum := args[0]
		for _, a := range args[1:] {
			sum = expr.Compare{Op: "~", L: sum, R: a}
		}
		return sum
	}
	return c
}

// bound returns the name that {{set "name" value}} binds.
func (c *call) bound() []string {
	if c.name != "set" {
		return nil
	}
	for _, n := range c.named {
		if l, ok := n.Value.(expr.Lit); ok && n.Name == "name" && l.Kind == expr.Str {
			return []string{l.Text}
		}
	}
	if len(c.args) > 0 {
		if l, ok := c.args[0].(expr.Lit); ok && l.Kind == expr.Str {
			return []string{l.Text}
		}
	}
	return nil
}

// kernelCall prints an operator as a call of the helper that stands for it; ok
// is false where there is none.
func (p *printer) kernelCall(e expr.Expr) (s string, ok bool, err error) {
	if !p.lang.Kernel {
		return "", false, nil
	}
	name, args := "", []expr.Expr(nil)
	switch e := e.(type) {
	case expr.Compare:
		switch e.Op {
		case "==":
			name = "equals"
		case "~":
			name = "concat"
		}
		args = []expr.Expr{e.L, e.R}
	case expr.Logic:
		if e.Op == "or" {
			name, args = "or", e.Args
			p.note("the helper or of Semantic Kernel takes everything but null and false for true")
		}
	case expr.List:
		name, args = "array", e.Items
	}
	if name == "" {
		return "", false, nil
	}
	var b strings.Builder
	b.WriteString("(" + name)
	for _, a := range args {
		v, err := p.expr(a)
		if err != nil {
			return "", true, err
		}
		b.WriteString(" " + v)
	}
	return b.String() + ")", true, nil
}
