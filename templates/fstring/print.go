package fstring

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/templates"
)

// A printer prints holes; everything else has no equivalent.
type printer struct {
	notes []string
	html  bool // the note on HTML was given
	paths bool // the note on paths was given
	open  int  // blocks, none of which was printed
}

func (p *printer) Notes() []string { return p.notes }

func (p *printer) TakesLine(expr.Tag) bool { return false }

func (p *printer) Nothing() string { return "" }

func (p *printer) Literal(s string, _, _ bool) (string, error) { return doubled.Replace(s), nil }

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
		p.notes = append(p.notes, t.Lang+" escapes HTML in "+clip(t.Src)+"; f-strings write the value as it is")
	}
	if l, ok := t.Expr.(expr.Lit); ok && l.Kind == expr.Str {
		return doubled.Replace(l.Text), nil
	}
	s, err := p.field(t.Expr)
	if err != nil {
		return "", err
	}
	return "{" + s + "}", nil
}

// field prints what stands between the braces.
func (p *printer) field(e expr.Expr) (string, error) {
	switch e := e.(type) {
	case expr.Path:
		return p.path(e)
	case expr.Call:
		return p.call(e)
	case expr.Opaque:
		if e.Lang == ID {
			return e.Text, nil
		}
		return "", unsupported("the expression " + clip(e.Text))
	case expr.Lit:
		return "", unsupported("a hole that is a literal")
	case expr.Compare:
		return "", unsupported("the operator " + e.Op)
	case expr.Logic:
		return "", unsupported("the operator " + e.Op)
	case expr.Cond:
		return "", unsupported("a condition")
	case expr.List:
		return "", unsupported("a list literal")
	}
	return "", unsupported("a tag without expression")
}

func (p *printer) call(c expr.Call) (string, error) {
	if c.Name != CallFormat || len(c.Args) < 3 {
		if c.Filter {
			return "", unsupported("filter " + c.Name)
		}
		return "", unsupported("the call " + clip(c.Name))
	}
	s, err := p.field(c.Args[0])
	if err != nil {
		return "", err
	}
	conversion, ok1 := c.Args[1].(expr.Lit)
	format, ok2 := c.Args[2].(expr.Lit)
	if !ok1 || !ok2 {
		return "", unsupported("a computed format")
	}
	if conversion.Text != "" {
		s += "!" + conversion.Text
	}
	if format.Text != "" {
		s += ":" + format.Text
	}
	return s, nil
}

// path prints a path. Members are printed as keys, because data is dictionaries
// where prompts are formatted. LangChain takes names without any path only,
// since langchain-core 0.3.80 and 1.0.7 (GHSA-6qv9-48xg-fc7f, 2025-11-20).
func (p *printer) path(e expr.Path) (string, error) {
	if len(e.Steps) == 0 || e.Steps[0].Index != nil || !isName(e.Steps[0].Name) {
		return "", unsupported("a path without a plain name")
	}
	out := e.Steps[0].Name
	for _, s := range e.Steps[1:] {
		switch i := s.Index.(type) {
		case nil:
			if s.Name == "" || strings.ContainsAny(s.Name, "[]{}!:'\"\n") || strings.Trim(s.Name, "0123456789") == "" {
				return "", unsupported("the key " + clip(s.Name))
			}
			out += "[" + s.Name + "]"
		case expr.Lit:
			if i.Kind != expr.Num || strings.Trim(i.Text, "0123456789") != "" {
				return "", unsupported("the index " + clip(i.Text))
			}
			out += "[" + i.Text + "]"
		default:
			return "", unsupported("a computed index")
		}
	}
	if len(e.Steps) > 1 && !p.paths {
		p.paths = true
		p.notes = append(p.notes, "str.format reads "+clip(out)+" from a dictionary; LangChain takes plain names only")
	}
	return out, nil
}
