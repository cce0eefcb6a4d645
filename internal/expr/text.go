package expr

import (
	"strings"

	"github.com/promptglot/promptglot/internal/source"
)

// TagKind tells what a template tag does.
type TagKind uint8

// The kinds of tag. Every template language's tags are sorted into these.
const (
	TagHole    TagKind = iota // an expression whose value stands here
	TagIf                     // opens a condition
	TagElseIf                 // next arm, with a condition of its own
	TagElse                   // next arm, taken when no other is
	TagFor                    // opens a repetition
	TagEnd                    // closes the innermost If or For
	TagComment                // is not output
	TagInclude                // another template stands here; Expr is its name
	TagRole                   // a role marker: {{role "system"}}
	TagMedia                  // a media marker: {{media url=photo}}
	TagOther                  // a statement without neutral form (set, macro, extends)
)

// A Tag is one template tag as it stands in the source, and what it means.
type Tag struct {
	Kind TagKind
	Raw  bool // hole: output is not escaped ({{{x}}} where {{x}} escapes)
	// Standalone is true where the language removes the whole line of the tag.
	Standalone bool

	Expr Expr     // hole: value; If/ElseIf: condition; For: what is repeated
	Vars []string // For: loop variables, in order (item; or key and value); Other: names it binds
	Lang string   // template language that Src is written in
	Src  string   // source text of the whole tag, delimiters included; "" when made
	// Span is the tag in raw bytes of the file; zero when made.
	Span source.Span
	// Start and End are offsets in the text that the tag was lexed from.
	Start, End int
}

// A Block is a condition or a repetition around something: text, list
// elements, object members, messages. Arms of a condition are If, ElseIf…,
// Else; a repetition has one arm, or a second (Else) for the empty case.
type Block[T any] struct {
	Arms  []Arm[T]
	Close Tag
	// Whole is true for a condition around a list as a whole rather than around
	// some of its elements: without it there is no list, not an empty one.
	Whole bool
}

// An Arm is what stands between two tags of a block.
type Arm[T any] struct {
	Tag  Tag // TagIf, TagElseIf, TagElse or TagFor
	Body T
}

// IsLoop reports whether b repeats.
func (b *Block[T]) IsLoop() bool { return len(b.Arms) > 0 && b.Arms[0].Tag.Kind == TagFor }

// Text is text with holes and blocks.
type Text []Seg

// A Seg is exactly one of: literal text (Tag and Block nil), a tag that stands
// alone (hole, comment, include, other), or a block.
type Seg struct {
	Lit   string
	Tag   *Tag
	Block *Block[Text]
	Span  source.Span // raw bytes; zero when made

	// Src is how Lit is written in the template language Lang, where that is
	// not simply Lit: an escape, a raw block, white space that the language
	// takes away (then Lit is ""). Whoever changes Lit clears Src.
	Src, Lang string
}

// Literal returns t as plain text, and whether it is nothing but plain text.
func (t Text) Literal() (string, bool) {
	var b strings.Builder
	for _, s := range t {
		if s.Tag != nil && s.Tag.Kind == TagComment {
			continue
		}
		if s.Tag != nil || s.Block != nil {
			return "", false
		}
		b.WriteString(s.Lit)
	}
	return b.String(), true
}

// Walk calls f for every seg in document order, blocks before their bodies.
func (t Text) Walk(f func(*Seg)) {
	for i := range t {
		f(&t[i])
		if b := t[i].Block; b != nil {
			for j := range b.Arms {
				b.Arms[j].Body.Walk(f)
			}
		}
	}
}
