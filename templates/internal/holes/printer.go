// Package holes prints the tags of languages that have holes and nothing else:
// blocks have no equivalent, comments are left out, and who wrote the tag may
// have escaped HTML where such a language does not.
package holes

import (
	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/templates"
)

// A Printer is a templates.Printer but for what differs: it prints no hole
// without Hole.
type Printer struct {
	Language templates.Language
	// Hole prints a hole that was not read in this language.
	Hole func(t expr.Tag) (string, error)
	// AsIs says that values are written as they are, for the note on HTML.
	AsIs string

	notes []string
	html  bool // the note on HTML was given
	open  int  // blocks, none of which was printed
}

// Note adds what the Print that is under way says only approximately.
func (p *Printer) Note(s string) { p.notes = append(p.notes, s) }

// Notes implements templates.Printer.
func (p *Printer) Notes() []string { return p.notes }

// TakesLine implements templates.Printer.
func (p *Printer) TakesLine(expr.Tag) bool { return false }

// Nothing implements templates.Printer.
func (p *Printer) Nothing() string { return "" }

// Literal implements templates.Printer.
func (p *Printer) Literal(s string, _, _ bool) (string, error) { return p.Language.Literal(s), nil }

// JSONHole implements templates.Printer.
func (p *Printer) JSONHole(t expr.Tag) (string, error) { return p.Language.JSONHole(t) }

// JSONValue implements templates.Printer.
func (p *Printer) JSONValue(t expr.Tag) (string, error) { return p.Language.JSONValue(t) }

// Print implements templates.Printer.
func (p *Printer) Print(t expr.Tag) (string, error) {
	p.notes = nil
	id := p.Language.ID()
	if t.Lang == id && t.Src != "" {
		return t.Src, nil
	}
	switch t.Kind {
	case expr.TagHole:
	case expr.TagIf, expr.TagFor:
		p.open++
		if t.Kind == expr.TagFor {
			return "", p.unsupported("a loop")
		}
		return "", p.unsupported("a condition")
	case expr.TagElse, expr.TagElseIf, expr.TagEnd:
		// The block was reported at its beginning.
		if p.open == 0 {
			return "", p.unsupported("an end tag without its block")
		}
		if t.Kind == expr.TagEnd {
			p.open--
		}
		return "", nil
	case expr.TagComment:
		p.Note(id + " has no comments; " + templates.Clip(t.Src) + " is left out")
		return "", nil
	default:
		if t.Src == "" {
			return "", p.unsupported("a statement")
		}
		return "", p.unsupported(templates.Clip(t.Src))
	}
	if !t.Raw && t.Lang != "" && t.Lang != id && !p.html {
		p.html = true
		p.Note(t.Lang + " escapes HTML in " + templates.Clip(t.Src) + "; " + p.AsIs)
	}
	return p.Hole(t)
}

func (p *Printer) unsupported(construct string) error {
	return &templates.Unsupported{Lang: p.Language.ID(), Construct: construct}
}
