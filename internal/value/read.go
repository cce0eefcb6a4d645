package value

import (
	"fmt"
	"strconv"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/source"
)

// Limits that hold where Options leave them zero.
const (
	DefaultMaxDepth    = 10_000
	DefaultMaxProblems = 100
)

// Options say how a text is to be read. The zero value reads plain text.
type Options struct {
	// Marks are the template tags in the view's text, sorted by Start and not
	// overlapping; Start and End are offsets in that text. Their bytes are
	// never read as JSON or YAML.
	Marks []expr.Tag
	// NoViews leaves out the views of JSON strings without tags: the tree is to
	// be translated, and nobody will edit its source.
	NoViews bool
	// Arena gives the memory for JSON without tags; nil gives every tree its own.
	Arena *Arena
	// MaxDepth bounds the nesting of containers and blocks (DefaultMaxDepth).
	MaxDepth int
	// MaxProblems bounds what is reported of one text (DefaultMaxProblems).
	MaxProblems int
}

// Codes of problems. They are stable: policy may grade by them.
const (
	CodeSyntax        = "syntax"         // not the language it should be
	CodeDuplicateKey  = "duplicate-key"  // Related is the first key
	CodeNumber        = "number"         // a number the language does not have
	CodeLiteral       = "literal"        // True, None, NaN, unquoted words
	CodeUnterminated  = "unterminated"   // a string, container or comment never ends
	CodeTrailing      = "trailing"       // something follows the value
	CodeDepth         = "depth"          // nested too deep
	CodeInvalidUTF8   = "invalid-utf8"   // reported once for each text
	CodeLoneSurrogate = "lone-surrogate" // half of a UTF-16 pair; once for each text
	CodeUnbalanced    = "unbalanced"     // a template block without its other end
	CodeAlias         = "alias"          // unknown anchor, or too much expansion
	CodeTab           = "tab"            // a tab where YAML wants spaces
	CodeFrontMatter   = "front-matter"   // front matter that never ends
)

// A Problem is something that a text gets wrong. The tree that comes with it
// holds what could be read all the same.
type Problem struct {
	Code    string
	Message string      // what is wrong, what was expected, what to do
	Span    source.Span // raw bytes
	Related source.Span // the other place the message speaks of; zero without one
}

// reporter collects the problems of one text.
type reporter struct {
	v     *source.View
	probs []Problem
	max   int
	once  map[string]bool
}

func newReporter(v *source.View, opt Options) *reporter {
	r := &reporter{v: v, max: opt.MaxProblems}
	if r.max <= 0 {
		r.max = DefaultMaxProblems
	}
	return r
}

func (o Options) maxDepth() int {
	if o.MaxDepth > 0 {
		return o.MaxDepth
	}
	return DefaultMaxDepth
}

// add reports a problem at [start, end) of the view's text.
func (r *reporter) add(code string, start, end int, format string, args ...any) {
	r.addSpan(code, r.v.Span(start, end), source.Span{}, format, args...)
}

func (r *reporter) addSpan(code string, at, related source.Span, format string, args ...any) {
	if len(r.probs) < r.max {
		r.probs = append(r.probs, Problem{Code: code, Message: fmt.Sprintf(format, args...), Span: at, Related: related})
	}
}

// addOnce reports a problem the first time its code comes up.
func (r *reporter) addOnce(code string, start, end int, message string) {
	if r.once[code] {
		return
	}
	if r.once == nil {
		r.once = map[string]bool{}
	}
	r.once[code] = true
	r.add(code, start, end, "%s", message)
}

// duplicate reports a key that its object already has.
func (r *reporter) duplicate(key string, second, first source.Span) {
	r.addSpan(CodeDuplicateKey, second, first,
		"key %s at %s is already set at %s; a reader keeps one of them and drops the other: remove one",
		strconv.Quote(key), r.place(second), r.place(first))
}

// place names the start of s as line:column. Where nothing more is reported it
// saves the counting, which is linear in the length of the line.
func (r *reporter) place(s source.Span) string {
	if len(r.probs) >= r.max {
		return ""
	}
	p := r.v.File().Pos(s.Start)
	return strconv.Itoa(p.Line) + ":" + strconv.Itoa(p.Column)
}

// at names an offset of the view's text as line:column.
func (r *reporter) at(off int) string { return r.place(r.v.Span(off, off)) }
