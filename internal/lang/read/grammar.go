// Package read is the reader that the host languages share. It knows no
// statement of any language: it walks over the tokens, reads an expression
// wherever one may begin, and keeps the calls, values, assignments and strings
// that it meets. What differs between languages is a Grammar.
package read

import (
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// Lines tells what a line end means to an expression.
type Lines uint8

// The meanings of a line end.
const (
	LinesFree    Lines = iota // nothing: C#, Java, JavaScript
	LinesEnd                  // a call's bracket stands on the line of its name: Go, Kotlin
	LinesOutside              // as LinesEnd, but only outside of brackets: Python
	// LinesMember is as LinesOutside, but members, ?:, &&, || and |> may begin a
	// line: Kotlin, Ruby, Elixir.
	LinesMember
)

// A Grammar is what the shared reader must know of a language.
type Grammar struct {
	ID string
	// Literal decodes the string literal that is token t of v's text.
	Literal func(v *source.View, t lang.Token) Literal
	// Sub lexes the inside of an interpolation.
	Sub func(text string) []lang.Token

	Lines Lines
	// Named is the sign behind the name of an argument: "=" or ":"; "" where
	// arguments have no names.
	Named string
	// Walrus signs assign within or outside of expressions.
	Assign []string
	// Results is true where a call may have several results, of which the first is
	// what it is called for: Go's v, err := f().
	Results bool
	// Adjacent is true where two literals in a row are one.
	Adjacent bool
	// Concat joins texts.
	Concat string
	// Ternary is true for a ? b : c, TernaryIf for b if a else c.
	Ternary, TernaryIf bool
	// Either are the operators that give their right side where the left one is
	// nothing: ??, ||, or.
	Either []string
	// Guard is the operator that gives its right side where the left one holds: &&,
	// as in ...(a && {b}).
	Guard string
	// Member are the signs between a value and its member.
	Member []string
	// Spread and SpreadNamed are the signs before what is spread.
	Spread, SpreadNamed string
	// Braces is true where {…} is an object or a map as a value.
	Braces bool
	// Lambda are the signs before the body of a function without a name.
	Lambda []string
	// Generic is '<' or '[' where arguments of types may stand between a name and
	// the brackets of its call; 0 for none.
	Generic byte
	// Witness is true where they may stand before a method's name: .<T>name().
	Witness bool
	// Labels is true where return may say what it leaves: return@label value.
	Labels bool
	// Words are names with a value of their own: None, true, nil.
	Words map[string]value.Kind // Null or Bool
	True  string                // the word for true
	// Keywords never are the name of a function, nor the end of a value.
	Keywords map[string]bool
	// New is the word before what is made.
	New string
	// Cast are words behind a value that only say its type: as, satisfies.
	Cast map[string]bool
	// Typed is true where a variable's type stands behind it: name: T = v.
	Typed bool
	// Tagged is true where a literal right behind a name is a call of it.
	Tagged bool
	// KeyValues is true where a key may be any value and a name stands for its
	// variable, as in {model: 1}; without keys the braces are a set: Python.
	KeyValues bool
	// Colon are the signs between a key and its value in an object.
	Colon []string
	// Makes is the name of a method that is called without brackets as well: Ruby's
	// Client.new.
	Makes string
	// Bare reports whether a chain of names before the cursor is a call that has no
	// brackets: client.chat model: "m". Its arguments end where the line does, or
	// at a word of Ends.
	Bare func(r *Reader, c *lang.Chain) bool
	Ends map[string]bool
	// Same are members that are their whole in another form: Ruby's to_json.
	Same map[string]bool
	// Implicit is true where a member may stand without what it is a member of:
	// Swift's .dallE3. Its first step is then called ".dallE3".
	Implicit bool
	// Prefix are words and signs before a value that do not change it for us.
	Prefix map[string]bool

	// Begin looks at the tokens as a whole before they are read; the cursor
	// stands before the first one.
	Begin func(r *Reader)
	// Statement reads a statement that the language has a form for (an import, a
	// function) at the cursor; it returns false to leave it to the reader.
	Statement func(r *Reader) bool
	// Primary reads a value of a form that only this language has; ok is false to
	// leave it to the reader.
	Primary func(r *Reader) (n *value.Node, ok bool)
	// After reads what may follow a call (an object initializer), or replaces the
	// call by the value that it certainly makes; nil leaves it as it is.
	After func(r *Reader, c *lang.Call) *value.Node
	// Composite reports whether the brace under the cursor opens a literal of the
	// type that the chain names.
	Composite func(r *Reader, c *lang.Chain) bool
	// Fields reads the literal of a type, whose brace is under the cursor, into
	// c; without it the braces are an object of arguments by name.
	Fields func(r *Reader, c *lang.Call)
	// Operator reads an operator under the cursor that only this language has,
	// and what stands behind it; n is the value before it. Nil leaves it.
	Operator func(r *Reader, n *value.Node) *value.Node
	// Entry reads a member of an object of a form that only this language has: a
	// method. Its span is the reader's to set; ok is false to leave it.
	Entry func(r *Reader) (e value.Entry, ok bool)
	// TypeArgs passes over arguments of types under the cursor where a call
	// follows them, and reports whether it did; without it the reader looks for
	// itself.
	TypeArgs func(r *Reader) bool
}

// A Literal is a decoded string literal.
type Literal struct {
	// View holds the decoded text; interpolations stand in it as in the source.
	View *source.View
	// Holes are the interpolations, by decoded offsets.
	Holes []Hole
	// Bytes is true for a literal that is no text.
	Bytes bool
}

// A Hole is an interpolation of a literal: the whole of it, and its expression.
type Hole struct{ Start, End, ExprStart, ExprEnd int }
