package semantickernel

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/templates"
)

// A printer prints holes; everything else has no equivalent.
type printer struct {
	notes []string
	html  bool // the note on HTML was given
	open  int  // blocks, none of which was printed
}

func (p *printer) Notes() []string { return p.notes }

func (p *printer) TakesLine(expr.Tag) bool { return false }

func (p *printer) Nothing() string { return "" }

func (p *printer) Literal(s string, _, _ bool) (string, error) { return Language{}.Literal(s), nil }

func (p *printer) JSONHole(t expr.Tag) (string, error) { return Language{}.JSONHole(t) }

func (p *printer) JSONValue(t expr.Tag) (string, error) { return Language{}.JSONValue(t) }

func unsupported(construct string) error {
	return &templates.Unsupported{Lang: ID, Construct: construct}
}

func (p *printer) Print(t expr.Tag) (string, error) {
	p.notes = nil
	if t.Lang == ID && t.Src != "" {
		return t.Src, nil
	}
	switch t.Kind {
	case expr.TagHole:
	case expr.TagIf, expr.TagFor:
		p.open++
		if t.Kind == expr.TagFor {
			return "", unsupported("a loop")
		}
		return "", unsupported("a condition")
	case expr.TagElse, expr.TagElseIf, expr.TagEnd:
		// The block was reported at its beginning.
		if p.open == 0 {
			return "", unsupported("an end tag without its block")
		}
		if t.Kind == expr.TagEnd {
			p.open--
		}
		return "", nil
	case expr.TagComment:
		p.notes = append(p.notes, ID+" has no comments; "+clip(t.Src)+" is left out")
		return "", nil
	default:
		if t.Src == "" {
			return "", unsupported("a statement")
		}
		return "", unsupported(clip(t.Src))
	}
	if !t.Raw && t.Lang != "" && t.Lang != ID && !p.html {
		p.html = true
		p.notes = append(p.notes, t.Lang+" escapes HTML in "+clip(t.Src)+"; the prompt gets the value as it is here")
	}
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
		return "", unsupported("the call " + clip(c.Name))
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
			return "", unsupported("the argument " + clip(n.Name))
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
		return "", unsupported("the expression " + clip(e.Text))
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
