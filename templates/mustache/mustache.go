// Package mustache reads and writes Mustache templates, the optional parts of
// the specification included as far as they nest.
package mustache

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/templates"
)

// ID is the language's name.
const ID = "mustache"

// Language is Mustache. The zero value is ready to use.
type Language struct{}

var _ templates.Language = Language{}

// Sections reports that sections of other languages need no translation.
func (Language) Sections() bool { return true }

// ID implements templates.Language.
func (Language) ID() string { return ID }

// Print implements templates.Language.
func (l Language) Print(t expr.Tag) (string, error) { return l.Printer().Print(t) }

// Printer implements templates.Language.
func (Language) Printer() templates.Printer { return &printer{d: standard} }

// JSONHole implements templates.Language: Mustache cannot escape for JSON.
func (Language) JSONHole(expr.Tag) (string, error) {
	return "", &templates.Unsupported{Lang: ID, Construct: "a hole inside a JSON string", Hint: "use a language that can escape JSON"}
}

// JSONValue implements templates.Language: Mustache cannot write JSON.
func (Language) JSONValue(expr.Tag) (string, error) {
	return "", &templates.Unsupported{Lang: ID, Construct: "a hole that is a JSON value", Hint: "use a language that can write JSON"}
}

// Separator implements templates.Language: Mustache keeps no state.
func (Language) Separator(string) (declare, comma string, err error) {
	return "", "", &templates.Unsupported{
		Lang: ID, Construct: "an array that begins with conditional elements",
		Hint: "put an unconditional element first",
	}
}

// Literal implements templates.Language.
func (Language) Literal(s string) string { return literal(s, standard, false) }

// literal writes s so that nothing in it is a tag: between tags that set other
// delimiters. They stand directly at the braces that need them, where no
// implementation takes them for tags on a line of their own.
func literal(s string, d delimiters, after bool) string {
	from, to := strings.Index(s, d.open), -1
	if from >= 0 {
		to = strings.LastIndex(s, d.open) + len(d.open)
	}
	if after && strings.HasSuffix(s, d.open[:1]) {
		if to = len(s); from < 0 {
			from = to - 1
		}
	}
	if from < 0 {
		return s
	}
	other := delimiters{"<%", "%>"}
	for strings.Contains(s, other.open) || other == d {
		other = delimiters{other.open + "%", "%" + other.close}
	}
	return s[:from] + set(d, other) + s[from:to] + set(other, d) + s[to:]
}

// set returns the tag that changes the delimiters.
func set(from, to delimiters) string {
	return from.open + "=" + to.open + " " + to.close + "=" + from.close
}
