// Package handlebars reads and writes Handlebars templates, and dotprompt's
// dialect of them.
//
// Beyond the built-in helpers it knows those that dotprompt registers: role,
// media, history, section, json, ifEquals and unlessEquals. Comparisons are
// printed with the last two. One helper has no model in dotprompt and must be
// registered by whoever runs the template: HelperEscape.
package handlebars

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/templates"
)

// ID is the language's name.
const ID = "handlebars"

// HelperEscape is the helper that holes inside JSON strings are printed with:
// it returns its argument as a JSON string without the quotes.
const HelperEscape = "jsonEscape"

// Language is Handlebars. The zero value is ready to use.
type Language struct {
	// NoEscape is true where {{x}} does not escape HTML, as in dotprompt.
	NoEscape bool
	// Kernel is true where the helpers of Semantic Kernel are those that stand
	// for operators, in place of dotprompt's.
	Kernel bool
}

// Dotprompt is Handlebars as dotprompt runs it.
func Dotprompt() Language { return Language{NoEscape: true} }

var _ templates.Language = Language{}

// ID implements templates.Language.
func (Language) ID() string { return ID }

// Print implements templates.Language.
func (l Language) Print(t expr.Tag) (string, error) { return l.Printer().Print(t) }

// Printer implements templates.Language.
func (l Language) Printer() templates.Printer { return &printer{lang: l} }

// JSONHole implements templates.Language with HelperEscape.
func (l Language) JSONHole(t expr.Tag) (string, error) { return l.Printer().JSONHole(t) }

// JSONValue implements templates.Language: {{{json x}}}.
func (l Language) JSONValue(t expr.Tag) (string, error) { return l.Printer().JSONValue(t) }

// Separator implements templates.Language: Handlebars has no variables that a
// template could set.
func (Language) Separator(string) (declare, comma string, err error) {
	return "", "", &templates.Unsupported{
		Lang: ID, Construct: "an array that begins with conditional elements",
		Hint: "put an unconditional element first",
	}
}

// Literal implements templates.Language.
func (Language) Literal(s string) string { return literal(s, false, false) }

// trimming is a comment that takes away the blank before it: it parts a text
// from the braces that follow.
const trimming = " {{~! }}"

// literal escapes the braces that would open a tag, and keeps a backslash or a
// brace at the ends of s from joining with a neighbouring tag.
func literal(s string, before, after bool) string {
	var b strings.Builder
	if before && strings.HasPrefix(s, "}") {
		b.WriteString("{{! }}") // x}}} would close a triple
	}
	for {
		i := strings.Index(s, "{{")
		if i < 0 {
			break
		}
		b.WriteString(s[:i])
		if strings.HasSuffix(s[:i], `\`) {
			b.WriteString(trimming)
		}
		b.WriteString(`\{{`)
		s = s[i+2:]
	}
	b.WriteString(s)
	switch out := b.String(); {
	case after && strings.HasSuffix(out, `\`):
		b.WriteByte('\\')
	case after && strings.HasSuffix(s, "{"):
		b.WriteString(trimming)
	}
	return b.String()
}
