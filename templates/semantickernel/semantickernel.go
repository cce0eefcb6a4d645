// Package semantickernel reads, writes and renders Semantic Kernel's own
// template language (template_format "semantic-kernel", the language of
// skprompt.txt): {{$variable}}, {{'value'}} and {{plugin.function $input
// name=$value}}. It has no conditions, no loops and no comments.
//
// The grammar is that of the tokenizers of Semantic Kernel for .NET
// (TemplateTokenizer.cs, CodeTokenizer.cs; github.com/microsoft/semantic-kernel,
// read 2026-11-22): braces open a block only together with a closing pair, the
// last opening pair before it counts, an empty block is text, and a backslash
// escapes quotes and itself inside values.
//
// Semantic Kernel encodes the entities of what it inserts so that it cannot be
// taken for <message> tags, and decodes them when it reads those tags: a prompt
// says what its variables say, so that holes are raw here.
package semantickernel

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/templates"
)

// ID is the language's name.
const ID = "semantic-kernel"

// Language is Semantic Kernel's template language. The zero value is ready to
// use.
type Language struct{}

var _ templates.Language = Language{}

// ID implements templates.Language.
func (Language) ID() string { return ID }

// Print implements templates.Language.
func (l Language) Print(t expr.Tag) (string, error) { return l.Printer().Print(t) }

// Printer implements templates.Language.
func (Language) Printer() templates.Printer { return newPrinter() }

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

// Literal implements templates.Language: opening braces are written as a value.
// A single brace before a block is text, as the last pair counts.
func (Language) Literal(s string) string {
	return strings.ReplaceAll(s, "{{", "{{'{{'}}")
}
