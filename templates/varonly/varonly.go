// Package varonly reads and writes templates that know variables and nothing
// else: {{name}}, as in .prompt.yml files.
//
// A hole is written without white space, and its name is letters and digits of
// ASCII, _, . and -; the point does not reach into a value: "a.b" is a name like
// any other. Everything else is text: {{ name }}, {% if %}, {{#if}}. There is no
// way to write a text that reads like a hole.
//
// That is what the GitHub CLI's extension models and the action ai-inference
// do with the messages of a .prompt.yml file: the one replaces each "{{" + key +
// "}}" (pkg/prompt/prompt.go), the other what \{\{([\w.-]+)\}\} matches
// (src/prompt.ts), both as of 2026-11-22.
package varonly

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/internal/lex"
)

// ID is the language's name.
const ID = "varonly"

// Language is the language. The zero value is ready to use.
type Language struct{}

var _ templates.Language = Language{}

// ID implements templates.Language.
func (Language) ID() string { return ID }

// Lex implements templates.Language. Nothing is ever wrong: what is no hole is
// text.
func (Language) Lex(src string) []templates.Token {
	buf := lex.NewBuffer(src)
	for i := 0; ; {
		start, end := next(src, i)
		if start < 0 {
			return buf.Done()
		}
		buf.Tag(start, end, lex.Layout{})
		i = end
	}
}

// next returns where the next hole at or after i begins and ends, or -1.
func next(src string, i int) (start, end int) {
	for {
		n := strings.Index(src[i:], "{{")
		if n < 0 {
			return -1, -1
		}
		i += n
		j := i + 2
		for j < len(src) && isName(src[j]) {
			j++
		}
		if j > i+2 && strings.HasPrefix(src[j:], "}}") {
			return i, j + 2
		}
		// Of three braces the last two can still open a hole.
		if i++; j > i+1 {
			i = j
		}
	}
}

func isName(c byte) bool {
	return c == '_' || c == '.' || c == '-' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// Tags implements templates.Language.
func (l Language) Tags(src string) ([]expr.Tag, []templates.Problem) {
	var tags []expr.Tag
	for i := 0; ; {
		start, end := next(src, i)
		if start < 0 {
			return tags, nil
		}
		t := expr.Tag{
			Kind: expr.TagHole, Raw: true, Lang: ID, Src: src[start:end], Start: start, End: end,
			Expr: expr.Var(src[start+2 : end-2]),
		}
		if name := src[start+2 : end-2]; name == templates.Here {
			t.Expr = expr.Opaque{Lang: ID, Text: name} // a variable of that name, and not the context
		}
		tags = append(tags, t)
		i = end
	}
}

// Nesting implements templates.Language: nothing nests.
func (Language) Nesting(expr.Tag) (string, int) { return "", 0 }

// Print implements templates.Language.
func (l Language) Print(t expr.Tag) (string, error) { return l.Printer().Print(t) }

// Printer implements templates.Language.
func (Language) Printer() templates.Printer { return printer{} }

// Literal implements templates.Language: there are no escapes.
func (Language) Literal(s string) string { return s }

// JSONHole implements templates.Language: there is no way to escape for JSON.
func (Language) JSONHole(expr.Tag) (string, error) {
	return "", unsupported("a hole inside a JSON string")
}

// JSONValue implements templates.Language: there is no way to write JSON.
func (Language) JSONValue(expr.Tag) (string, error) {
	return "", unsupported("a hole that is a JSON value")
}

// Separator implements templates.Language: there are no conditions.
func (Language) Separator(string) (declare, comma string, err error) {
	return "", "", unsupported("an array that begins with conditional elements")
}

func unsupported(construct string) error {
	return &templates.Unsupported{Lang: "a template of variables only", Construct: construct, Hint: "use a template language"}
}
