package semantickernel

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/internal/holes"
)

// newPrinter returns a printer of holes; everything else has no equivalent.
func newPrinter() templates.Printer {
	return &holes.Printer{Language: Language{}, Hole: hole, AsIs: "the prompt gets the value as it is here"}
}

func unsupported(construct string) error {
	return &templates.Unsupported{Lang: ID, Construct: construct}
}

func hole(t expr.Tag) (string, error) {
	if l, ok := t.Expr.(expr.Lit); ok && l.Kind != expr.Str {
		return "", unsupported("a hole that is a literal") // 00 prints as 0 elsewhere
	}
	s, err := inside(t.Expr)
	if err != nil {
		return "", err
	}
	return "{{" + s + "}}", nil
}

// inside prints what stands between the braces.
func inside(e expr.Expr) (string, error) {
	c, ok := e.(expr.Call)
	if !ok {
		return argument(e)
	}
	switch {
	case c.Filter:
		return "", unsupported("filter " + c.Name)
	case !isFunction(c.Name):
		return "", unsupported("the call " + templates.Clip(c.Name))
	case len(c.Args) > 1:
		return "", unsupported("a second argument without a name")
	}
	words := []string{c.Name}
	for _, a := range c.Args {
		s, err := argument(a)
		if err != nil {
			return "", err
		}
		words = append(words, s)
	}
	for _, n := range c.Named {
		s, err := argument(n.Value)
		if err != nil {
			return "", err
		}
		if !isName(n.Name) {
			return "", unsupported("the argument " + templates.Clip(n.Name))
		}
		words = append(words, n.Name+"="+s)
	}
	return strings.Join(words, " "), nil
}

var escapes = strings.NewReplacer(`\`, `\\`, `'`, `\'`)

// argument prints a variable or a value.
func argument(e expr.Expr) (string, error) {
	switch e := e.(type) {
	case expr.Path:
		if len(e.Steps) == 1 && e.Steps[0].Index == nil && isName(e.Steps[0].Name) {
			return "$" + e.Steps[0].Name, nil
		}
		if len(e.Steps) > 1 {
			return "", unsupported("a path into an object")
		}
		return "", unsupported("the name of a variable")
	case expr.Lit:
		switch e.Kind {
		case expr.Str, expr.Num:
			return "'" + escapes.Replace(e.Text) + "'", nil
		case expr.True:
			return "'true'", nil
		case expr.False:
			return "'false'", nil
		}
		return "", unsupported("none")
	case expr.Opaque:
		if e.Lang == ID {
			return e.Text, nil
		}
		return "", unsupported("the expression " + templates.Clip(e.Text))
	case expr.Compare:
		return "", unsupported("the operator " + e.Op)
	case expr.Logic:
		return "", unsupported("the operator " + e.Op)
	case expr.Cond:
		return "", unsupported("a condition")
	case expr.Call:
		return "", unsupported("a call inside a call")
	case expr.List:
		return "", unsupported("a list literal")
	}
	return "", unsupported("a tag without expression")
}
