// Package liquid reads, writes and renders Liquid templates: the language of
// Shopify as LiquidJS and python-liquid run it for prompts, with filters,
// white space control, raw blocks and both kinds of comment.
//
// A case becomes a condition with one arm for each when. Filters that mean the
// same in the neutral form get its names (upcase is upper), the others keep
// theirs with the language before them, so that no other language takes them
// for its own.
package liquid

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/templates"
)

// ID is the language's name.
const ID = "liquid"

// Language is Liquid. The zero value is ready to use.
type Language struct{}

var _ templates.Language = Language{}

// ID implements templates.Language.
func (Language) ID() string { return ID }

// Print implements templates.Language.
func (l Language) Print(t expr.Tag) (string, error) { return l.Printer().Print(t) }

// Printer implements templates.Language.
func (Language) Printer() templates.Printer { return &printer{} }

// JSONHole implements templates.Language: the JSON of a string without its
// first and last quote.
func (l Language) JSONHole(t expr.Tag) (string, error) { return l.Printer().JSONHole(t) }

// JSONValue implements templates.Language: {{ x | json }}.
func (l Language) JSONValue(t expr.Tag) (string, error) { return l.Printer().JSONValue(t) }

// Separator implements templates.Language: a variable that holds what stands
// before the next element. An assignment in a loop outlives the loop.
func (Language) Separator(name string) (declare, comma string, err error) {
	return "{% assign " + name + " = '' %}", "{{ " + name + " }}{% assign " + name + " = ',' %}", nil
}

// Literal implements templates.Language.
func (Language) Literal(s string) string { return literal(s, false) }

// literal writes opening delimiters as holes with a string: {{ '{{' }}. A brace
// at the end, before a tag, would open another tag than was meant.
func literal(s string, after bool) string {
	if !strings.Contains(s, "{{") && !strings.Contains(s, "{%") && !(after && strings.HasSuffix(s, "{")) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		n := strings.IndexByte(s[i:], '{')
		if n < 0 {
			b.WriteString(s[i:])
			break
		}
		b.WriteString(s[i : i+n])
		i += n
		switch {
		case i+1 < len(s) && (s[i+1] == '{' || s[i+1] == '%'):
			b.WriteString("{{ '" + s[i:i+2] + "' }}")
			i += 2
		case i+1 == len(s) && after:
			b.WriteString("{{ '{' }}")
			i++
		default:
			b.WriteByte('{')
			i++
		}
	}
	return b.String()
}
