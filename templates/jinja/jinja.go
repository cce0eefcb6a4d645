// Package jinja reads and writes Jinja templates, with the settings that prompt
// tools use: standard delimiters, no line statements, no autoescape, and
// trim_blocks and lstrip_blocks off.
package jinja

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/templates"
)

// ID is the language's name.
const ID = "jinja"

// Language is Jinja. The zero value is ready to use.
type Language struct{}

var _ templates.Language = Language{}

// ID implements templates.Language.
func (Language) ID() string { return ID }

// Print implements templates.Language.
func (l Language) Print(t expr.Tag) (string, error) { return l.Printer().Print(t) }

// Printer implements templates.Language.
func (Language) Printer() templates.Printer { return &printer{} }

// JSONHole implements templates.Language: {{ (x | tojson)[1:-1] }}.
func (l Language) JSONHole(t expr.Tag) (string, error) { return l.Printer().JSONHole(t) }

// JSONValue implements templates.Language: {{ x | tojson }}.
func (l Language) JSONValue(t expr.Tag) (string, error) { return l.Printer().JSONValue(t) }

// Separator implements templates.Language. The state is a namespace, because a
// plain variable set in a loop is forgotten at the end of the round.
func (Language) Separator(name string) (declare, comma string, err error) {
	declare = "{% set " + name + " = namespace(first=true) %}"
	comma = "{% if " + name + ".first %}{% set " + name + ".first = false %}{% else %},{% endif %}"
	return declare, comma, nil
}

// Literal implements templates.Language.
func (Language) Literal(s string) string { return literal(s, false) }

// literal writes opening delimiters as holes with a string: {{ '{{' }}. A brace
// at the end, before a tag, would open another tag than was meant.
func literal(s string, after bool) string {
	open := opening(s, 0)
	if open < 0 && !(after && strings.HasSuffix(s, "{")) {
		return s
	}
	var b strings.Builder
	at := 0
	for ; open >= 0; open = opening(s, at) {
		b.WriteString(s[at:open])
		b.WriteString("{{ '" + s[open:open+2] + "' }}")
		at = open + 2
	}
	rest := s[at:]
	if after && strings.HasSuffix(rest, "{") {
		rest = rest[:len(rest)-1] + "{{ '{' }}"
	}
	b.WriteString(rest)
	return b.String()
}

// opening returns the offset of the next opening delimiter at or after from, or
// -1.
func opening(s string, from int) int {
	for i := from; ; {
		j := strings.IndexByte(s[i:], '{')
		if j < 0 || i+j+1 >= len(s) {
			return -1
		}
		i += j
		if c := s[i+1]; c == '{' || c == '%' || c == '#' {
			return i
		}
		i++
	}
}
