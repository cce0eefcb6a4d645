package varonly

import (
	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/templates"
)

// A printer has no state: no tag depends on another one.
type printer struct{}

// Print implements templates.Printer.
func (printer) Print(t expr.Tag) (string, error) {
	if t.Lang == ID && t.Src != "" {
		return t.Src, nil
	}
	switch t.Kind {
	case expr.TagComment:
		return "", nil // says nothing to whoever reads the text
	case expr.TagHole:
		return hole(t.Expr)
	case expr.TagIf, expr.TagElseIf:
		return "", unsupported("a condition")
	case expr.TagFor:
		return "", unsupported("a loop")
	case expr.TagElse, expr.TagEnd:
		return "", nil // its block was reported
	}
	return "", unsupported(templates.Clip(t.Src))
}

func hole(e expr.Expr) (string, error) {
	p, ok := e.(expr.Path)
	if !ok || len(p.Steps) == 0 || p.Steps[0].Index != nil {
		return "", unsupported("an expression")
	}
	if len(p.Steps) > 1 {
		return "", unsupported("a member of a variable")
	}
	s := "{{" + p.Steps[0].Name + "}}"
	if start, end := next(s, 0); start != 0 || end != len(s) {
		return "", unsupported("the name " + templates.Clip(p.Steps[0].Name))
	}
	return s, nil
}

// JSONHole implements templates.Printer.
func (printer) JSONHole(t expr.Tag) (string, error) { return Language{}.JSONHole(t) }

// JSONValue implements templates.Printer.
func (printer) JSONValue(t expr.Tag) (string, error) { return Language{}.JSONValue(t) }

// Notes implements templates.Printer.
func (printer) Notes() []string { return nil }

// Literal implements templates.Printer: a text that reads like a hole is one.
func (printer) Literal(s string, _, _ bool) (string, error) {
	if start, end := next(s, 0); start >= 0 {
		return s, unsupported("the text " + templates.Clip(s[start:end]))
	}
	return s, nil
}

// TakesLine implements templates.Printer.
func (printer) TakesLine(expr.Tag) bool { return false }

// Nothing implements templates.Printer.
func (printer) Nothing() string { return "" }
