// Package fstring reads, writes and renders Python's brace formats: the
// templates of str.format and of LangChain's template_format "f-string", and,
// with Language.Expressions, f-strings of Python itself.
//
// A hole is a field: {name}, {user.name}, {items[0]}, {row[key]!r:>10}. Doubled
// braces are one. A brace that opens no field, such as one of JSON that was not
// doubled, is a mistake in the language; it is reported and read as text.
package fstring

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/templates"
)

// ID is the language's name.
const ID = "f-string"

// CallFormat is the call that a field with a conversion or a format stands for:
// Args[0] is the value, Args[1] the conversion ("", "r", "s" or "a"), Args[2]
// the format as written, and the rest are the values that the format names.
const CallFormat = "[format]"

// Language is the language of Python's brace formats. The zero value is ready
// to use.
type Language struct {
	// Expressions is true for f-strings of Python, whose fields hold any
	// expression. What is more than a name with attributes and indexes is
	// opaque then, and no mistake.
	Expressions bool
}

var _ templates.Language = Language{}

// ID implements templates.Language.
func (Language) ID() string { return ID }

// Print implements templates.Language.
func (l Language) Print(t expr.Tag) (string, error) { return l.Printer().Print(t) }

// Printer implements templates.Language.
func (l Language) Printer() templates.Printer { return newPrinter() }

// Nesting implements templates.Language: nothing nests.
func (Language) Nesting(expr.Tag) (string, int) { return "", 0 }

// JSONHole implements templates.Language: the language cannot escape for JSON.
func (Language) JSONHole(expr.Tag) (string, error) {
	return "", &templates.Unsupported{Lang: ID, Construct: "a hole inside a JSON string", Hint: "use a language that can escape JSON"}
}

// JSONValue implements templates.Language: the language cannot write JSON.
func (Language) JSONValue(expr.Tag) (string, error) {
	return "", &templates.Unsupported{Lang: ID, Construct: "a hole that is a JSON value", Hint: "use a language that can write JSON"}
}

// Separator implements templates.Language: the language keeps no state.
func (Language) Separator(string) (declare, comma string, err error) {
	return "", "", &templates.Unsupported{
		Lang: ID, Construct: "an array that begins with conditional elements",
		Hint: "put an unconditional element first",
	}
}

var doubled = strings.NewReplacer("{", "{{", "}", "}}")

// Literal implements templates.Language: braces are doubled.
func (Language) Literal(s string) string { return doubled.Replace(s) }
