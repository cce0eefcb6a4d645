// Package gotemplate reads, writes and renders templates of Go's text/template,
// which Ollama's chat templates are written in.
//
// A hole is a pipeline. Names are resolved against the dot they stand in: inside
// {{range .Messages}}, {{.Role}} is message.Role. Beyond Go's own functions it
// knows those that Ollama adds: json, currentDate, yesterdayDate and
// toTypeScriptType. Holes inside JSON strings are printed with a function that
// whoever runs the template must add: FuncEscape.
package gotemplate

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/templates"
)

// ID is the language's name.
const ID = "gotemplate"

// FuncEscape is the function that holes inside JSON strings are printed with:
// it returns its argument as a JSON string without the quotes.
const FuncEscape = "jsonEscape"

// Language is Go's text/template with the standard delimiters. The zero value
// is ready to use.
type Language struct{}

var _ templates.Language = Language{}

// ID implements templates.Language.
func (Language) ID() string { return ID }

// Print implements templates.Language.
func (l Language) Print(t expr.Tag) (string, error) { return l.Printer().Print(t) }

// Printer implements templates.Language.
func (Language) Printer() templates.Printer { return &printer{} }

// JSONHole implements templates.Language with FuncEscape.
func (l Language) JSONHole(t expr.Tag) (string, error) { return l.Printer().JSONHole(t) }

// JSONValue implements templates.Language: {{ json x }}.
func (l Language) JSONValue(t expr.Tag) (string, error) { return l.Printer().JSONValue(t) }

// Separator implements templates.Language: a variable of the whole text, which
// rounds of a loop may assign to.
func (Language) Separator(name string) (declare, comma string, err error) {
	declare = "{{ $" + name + " := true }}"
	comma = "{{ if $" + name + " }}{{ $" + name + " = false }}{{ else }},{{ end }}"
	return declare, comma, nil
}

// Literal implements templates.Language.
func (Language) Literal(s string) string { return literal(s, false) }

// literal writes opening delimiters as holes with a string. A brace at the end,
// before a tag, would open another tag than was meant.
func literal(s string, after bool) string {
	if !strings.Contains(s, "{{") && !(after && strings.HasSuffix(s, "{")) {
		return s
	}
	s = strings.ReplaceAll(s, "{{", `{{"{{"}}`)
	if after && strings.HasSuffix(s, "{") {
		s = s[:len(s)-1] + `{{"{"}}`
	}
	return s
}
