package fstring

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/internal/holes"
)

// A printer prints holes; everything else has no equivalent.
type printer struct {
	holes.Printer
	paths bool // the note on paths was given
}

func newPrinter() *printer {
	p := &printer{}
	p.Printer = holes.Printer{Language: Language{}, Hole: p.hole, AsIs: "f-strings write the value as it is"}
	return p
}

func unsupported(construct string) error {
	return &templates.Unsupported{Lang: ID, Construct: construct}
}

func (p *printer) hole(t expr.Tag) (string, error) {
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
		return "", unsupported("the expression " + templates.Clip(e.Text))
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
		return "", unsupported("the call " + templates.Clip(c.Name))
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
				return "", unsupported("the key " + templates.Clip(s.Name))
			}
			out += "[" + s.Name + "]"
		case expr.Lit:
			if i.Kind != expr.Num || strings.Trim(i.Text, "0123456789") != "" {
				return "", unsupported("the index " + templates.Clip(i.Text))
			}
			out += "[" + i.Text + "]"
		default:
			return "", unsupported("a computed index")
		}
	}
	if len(e.Steps) > 1 && !p.paths {
		p.paths = true
		p.Note("str.format reads " + templates.Clip(out) + " from a dictionary; LangChain takes plain names only")
	}
	return out, nil
}
