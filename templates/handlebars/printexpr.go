package handlebars

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/templates"
)

// expr prints an argument: a path, a literal or a subexpression.
func (p *printer) expr(e expr.Expr) (string, error) {
	if s, ok, err := p.kernelCall(e); ok {
		return s, err
	}
	switch e := e.(type) {
	case expr.Path:
		return p.path(e)
	case expr.Lit:
		return lit(e)
	case expr.Call:
		return p.call(e)
	case expr.Compare:
		return "", unsupported("the operator " + e.Op)
	case expr.Logic:
		return "", unsupported("the operator " + e.Op)
	case expr.Cond:
		return "", unsupported("a condition inside an expression")
	case expr.List:
		return "", unsupported("a list literal")
	case expr.Opaque:
		if e.Lang == ID {
			return e.Text, nil
		}
		return "", unsupported("the expression " + templates.Clip(e.Text))
	}
	return "", unsupported("a tag without expression")
}

func lit(l expr.Lit) (string, error) {
	switch l.Kind {
	case expr.Str:
		switch {
		case !strings.Contains(l.Text, `"`):
			return `"` + l.Text + `"`, nil
		case !strings.Contains(l.Text, "'"):
			return "'" + l.Text + "'", nil
		}
		return `"` + strings.ReplaceAll(l.Text, `"`, `\"`) + `"`, nil
	case expr.Num:
		if !isNumber(l.Text) {
			return "", unsupported("the number " + templates.Clip(l.Text))
		}
		return l.Text, nil
	case expr.True:
		return "true", nil
	case expr.False:
		return "false", nil
	}
	return "null", nil
}

func (p *printer) call(c expr.Call) (string, error) {
	name := c.Name
	switch {
	case name == "tojson" && c.Filter:
		name = "json"
	case c.Filter:
		return "", unsupported("the filter " + name)
	case strings.HasPrefix(name, ".") || strings.ContainsAny(name, "[{"):
		return "", unsupported("the expression " + name)
	case hashName(name+"=") != name:
		return "", unsupported("the call " + templates.Clip(name))
	}
	s := "(" + name
	for _, a := range c.Args {
		v, err := p.expr(a)
		if err != nil {
			return "", err
		}
		s += " " + v
	}
	for _, n := range c.Named {
		v, err := p.expr(n.Value)
		if err != nil {
			return "", err
		}
		if hashName(n.Name+"=") != n.Name {
			return "", unsupported("the argument " + templates.Clip(n.Name))
		}
		s += " " + n.Name + "=" + v
	}
	return s + ")", nil
}

// loopVars are the loop variables that exist in Handlebars.
var loopVars = map[string]string{"index0": "@index", "first": "@first", "last": "@last"}

// path prints a path for the context it stands in: block parameters are known
// at every depth, other names belong to the outermost context.
func (p *printer) path(e expr.Path) (string, error) {
	if len(e.Steps) == 0 || e.Steps[0].Index != nil {
		return "", unsupported("a path without name")
	}
	for _, s := range e.Steps {
		if strings.ContainsAny(s.Name, "[]{}\n\\") || s.Index == nil && s.Name == "" {
			return "", unsupported("the name " + templates.Clip(s.Name))
		}
	}
	root := e.Steps[0].Name
	if root == "loop" && len(e.Steps) == 2 && p.scopes > 0 {
		if s := loopVars[e.Steps[1].Name]; s != "" {
			return s, nil
		}
		return "", unsupported("loop." + e.Steps[1].Name)
	}
	out := ""
	up := 0
	for i := len(p.blocks) - 1; i >= 0; i-- {
		b := p.blocks[i]
		if name, ok := b.vars[root]; ok {
			out = name
			if name == "this" {
				out = strings.Repeat("../", up) + name
			}
			break
		}
		if b.scoped {
			up++
		}
	}
	switch {
	case out != "":
	case root == templates.Here:
		out = "this"
	default:
		out = strings.Repeat("../", p.scopes) + segment(root)
	}
	for _, s := range e.Steps[1:] {
		switch i := s.Index.(type) {
		case nil:
			out += "." + segment(s.Name)
		case expr.Lit:
			if i.Kind != expr.Num || strings.ContainsAny(i.Text, "-.") {
				return "", unsupported("the index " + i.Text)
			}
			out += ".[" + i.Text + "]"
		default:
			return "", unsupported("a computed index")
		}
	}
	return out, nil
}

// segment writes one name of a path.
func segment(s string) string {
	switch s {
	case "this", "true", "false", "null", "undefined", "else", "as":
		return "[" + s + "]"
	}
	for _, r := range s {
		if !isNameRune(r) {
			return "[" + s + "]"
		}
	}
	return s
}
