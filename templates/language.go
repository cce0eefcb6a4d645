// Package templates reads and writes template languages: text with holes,
// conditions and loops. Each language is a folder (lexer, expressions,
// printer); this package joins them through the neutral form of internal/expr,
// so that N languages need N printers and not N×N.
//
// The neutral text is exact: a literal is what the language would output, with
// escapes decoded and with the white space gone that the language takes away
// ({%- -%}, {{~ ~}}, lines of standalone tags). How it was written is kept
// beside it (expr.Seg.Src), so that printing in the same language gives back
// every byte.
package templates

import (
	"fmt"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/templates/internal/eval"
)

// A Language is one template language. Implementations are immutable values,
// safe for concurrent use.
type Language interface {
	// ID is the language's name: "jinja", "handlebars", "mustache".
	ID() string

	// Lex cuts src into tokens. It never fails: the concatenated Token.Text is
	// src, whatever the bytes are.
	Lex(src string) []Token

	// Tags returns the tags of src, one for each token of kind TokTag and in
	// the same order, with Start and End as offsets into src. Span is left to
	// the caller.
	Tags(src string) ([]expr.Tag, []Problem)

	// Nesting tells how a tag that Tags returned takes part in nesting: the
	// name of the block that it opens (n = 1) or closes (n = -1). An empty name
	// with n = -1 closes whatever is open.
	Nesting(t expr.Tag) (name string, n int)

	// Print returns the source text of one tag that needs no context: no end
	// tag, and no name that depends on the loop it stands in. See Printer.
	Print(t expr.Tag) (string, error)

	// Printer returns a printer for the tags of one text or file.
	Printer() Printer

	// Literal returns s so that the language outputs s: with what would read as
	// template syntax escaped. Where that is impossible s is returned as it is;
	// Printer.Literal tells.
	Literal(s string) string

	// JSONHole returns a hole that stands inside a JSON string: its output is
	// JSON-escaped and without quotes.
	JSONHole(t expr.Tag) (string, error)

	// JSONValue returns a hole that stands for a whole JSON value.
	JSONValue(t expr.Tag) (string, error)

	// Separator returns the tags that separate the elements of a JSON array or
	// object whose first elements are conditional: declare stands before the
	// first element, comma before every element and writes "," unless it is the
	// first. name tells nested arrays apart; it is an identifier.
	Separator(name string) (declare, comma string, err error)
}

// A Printer prints the tags of one text in document order: it remembers which
// blocks are open, what their variables are called and which delimiters are in
// force. It is not safe for concurrent use.
type Printer interface {
	// Print returns the source text of t: Src where t was read in this
	// language, else printed from the neutral form. The error is *Unsupported
	// where the language has no equivalent; a block is open afterwards all the
	// same, and its other tags print as "".
	Print(t expr.Tag) (string, error)

	// JSONHole and JSONValue are those of Language, in context.
	JSONHole(t expr.Tag) (string, error)
	JSONValue(t expr.Tag) (string, error)

	// Notes returns what the last Print could say only approximately.
	Notes() []string

	// Literal is Language.Literal for a text that has a tag directly before or
	// after it, which some texts cannot stand beside: "{" before "{{x}}".
	Literal(s string, before, after bool) (string, error)

	// TakesLine reports whether t, alone on its line, takes the line with it.
	TakesLine(t expr.Tag) bool

	// Nothing is a tag without output, "{{! }}": it keeps a line from being
	// taken. "" where the language never takes lines.
	Nothing() string
}

// TokenKind tells what a Token is.
type TokenKind uint8

// The kinds of token.
const (
	TokText TokenKind = iota // output as it is, or decoded (Lit differs from Text)
	TokGap                   // white space that the language takes away; Lit is ""
	TokTag                   // a tag, comments included
	TokBad                   // not valid: a tag without end; Note says what is wrong
)

// A Token is a piece of template source.
type Token struct {
	Kind  TokenKind
	Alone bool   // TokTag: takes its whole line away
	Start int    // offset of Text in the source
	Text  string // as it stands in the source
	Lit   string // what it outputs; "" for tags
	Note  string // TokBad: what is wrong and what was expected
}

// End returns the offset after the token.
func (t Token) End() int { return t.Start + len(t.Text) }

// ProblemKind tells what a Problem is about.
type ProblemKind uint8

// The kinds of problem.
const (
	Syntax       ProblemKind = iota // the source is not valid
	NoEquivalent                    // the target language cannot say it
	Approximate                     // the target says something close
	Unevaluated                     // Fill cannot evaluate it
)

// A Problem is something wrong with a text, or something that got lost.
type Problem struct {
	Kind       ProblemKind
	Start, End int         // offsets in the text that was lexed
	Span       source.Span // raw bytes; zero when nowhere
	Construct  string      // "filter upper", "{% if %}"
	Message    string      // what is wrong, what was expected, what to do
}

func (p Problem) String() string { return p.Message }

// Unsupported is the error for a construct without equivalent in a language.
type Unsupported struct {
	Lang      string // language that was asked for
	Construct string // "filter upper", "comparison <"
	Hint      string // what to do instead; may be empty
}

func (u *Unsupported) Error() string {
	s := fmt.Sprintf("%s has no equivalent of %s", u.Lang, u.Construct)
	if u.Hint != "" {
		s += ": " + u.Hint
	}
	return s
}

// Names of calls that stand for syntax rather than for functions. The brackets
// keep them apart from any name that a template can call.
const (
	// CallIndex is a subscript or attribute of something that is not a path:
	// Args[0][Args[1]].
	CallIndex = eval.CallIndex
	// CallSlice stands as an index for a slice, from Args[0] to Args[1] by
	// Args[2]; those that are left out are nil.
	CallSlice = eval.CallSlice
	// CallDict is a dictionary literal; Args alternates keys and values.
	CallDict = eval.CallDict
	// CallWhere is the filter of a loop: Args[0] where Args[1] holds.
	CallWhere = "[if]"
	// CallUnpack marks a loop whose variables unpack each item, where two
	// variables would otherwise be key and value.
	CallUnpack = "[unpack]"
	// CallApply calls what an expression yields: Args[0](Args[1:]…).
	CallApply = eval.CallApply
)

// Method returns the name of a call of a method of Args[0], and whether name
// is one: x.strip() is Call{Name: ".strip", Args: [x]}.
func Method(name string) (string, bool) {
	if len(name) > 1 && name[0] == '.' {
		return name[1:], true
	}
	return "", false
}

// Here is the name of the implicit loop variable: the context itself, which
// Mustache writes {{.}}. Inside a loop over Here, names are looked up in the
// context first and then outwards.
const Here = "."
