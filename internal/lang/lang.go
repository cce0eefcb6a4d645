// Package lang is what promptglot knows of host languages: the programs that
// prompts and requests stand in. A language folder has a lossless lexer and a
// reader; what the reader finds (imports, calls, values, comments) comes in the
// types of this package, so that whoever knows vendors' SDKs need not know any
// language.
//
// Nothing here knows a vendor, and nothing here is a parser: a program that
// does not compile is read as far as it goes.
package lang

import (
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// A Language reads programs in one host language. It is safe for concurrent
// use.
type Language interface {
	// ID is the language's name: python, typescript, go.
	ID() string
	// Match reports whether a file is in the language, by the ending of its name
	// or, where that says nothing, by its first bytes (a #! line).
	Match(path string, head []byte) bool
	// Lex cuts text into tokens, which follow one another without a gap: their
	// concatenation is text, byte for byte, whatever the bytes are.
	Lex(text string) []Token
	// Read reads a whole program, or a cell of a notebook.
	Read(v *source.View) *Unit
}

// A Unit is what one program says. Spans are raw bytes of the file; lists are
// in the order of the source.
type Unit struct {
	Lang    string
	View    *source.View // the text that was read
	Package string       // the dotted package that the program says it is of, "" for none
	Imports []Import
	Calls   []*Call
	Strings []Str
	Assigns []Assign
	Reads   []Chain // members that are read and not called: resp.choices[0].text
	// Filled are texts with fields that a call of their own has filled, where what
	// came of it stands nowhere as it is: "{{}} {x}".format(x=1).
	Filled   []*value.Node
	Comments []Comment
	Docs     []*value.Node // the documents of a configuration file, as trees
	Funcs    []Func
	Types    []Type // those whose values are written as objects
	// Blocks are the parts of the program that are run under a condition, several
	// times or not at all, the outer ones first; Blocked says that the language's
	// reader finds them.
	Blocks  []source.Span
	Blocked bool

	calls map[*value.Node]*Call

	// What Const needs, made when it is asked first.
	named         map[string][]int            // assignments by name
	parts         map[scoped][]int            // those to members by the name of the whole, in their order
	merged        map[scoped][]*Call          // calls that put the members of an object into a name's
	classes, grow map[string]bool             // names of classes, names whose values grow
	remade        map[string]bool             // names some of whose elements are given anew
	inside        map[string]bool             // names some of whose members grow
	many          map[string]map[string][]int // what sorted says
	fields        map[string]tally            // what inClasses says of names with many assignments
	wholes        map[holding]*value.Node     // what whole says
	left          int                         // nodes that resolutions may still copy
	types         map[string]*Type
}

// An Import brings a module, a package or some of its names into the program.
type Import struct {
	Path  string // module as the language names it: openai, "@ai-sdk/openai", com.openai.client
	Alias string // local name of the module as a whole; "" where it has none
	Names []Name // what is taken from it
	// Glob is true for `from x import *`, `using X`, `import x.*`: every name of
	// the module may be in use.
	Glob     bool
	Span     source.Span // the whole statement
	PathSpan source.Span
}

// A Name is one name that an import brings.
type Name struct {
	Name, Alias string // Alias is "" where the name is kept
	Span        source.Span
}

// Local returns the name that the program uses.
func (n Name) Local() string {
	if n.Alias != "" {
		return n.Alias
	}
	return n.Name
}

// A Chain is a path of members: client.chat.completions, resp.choices[0].
type Chain struct {
	Steps []Step
	Span  source.Span
	// Recv is the call whose result the chain starts from, nil where it starts
	// with a name: OpenAI().chat.completions.
	Recv *Call
	Func string
}

// A Step is a member by name or by index.
type Step struct {
	Name  string      // "" for an index
	Index *value.Node // nil for a name
	Span  source.Span
}

// Names returns the named steps joined with dots; an index is [].
func (c *Chain) Names() string {
	var b []byte
	for i := range c.Steps {
		s := &c.Steps[i]
		switch {
		case s.Name == "":
			b = append(b, "[]"...)
		case len(b) > 0:
			b = append(append(b, '.'), s.Name...)
		default:
			b = append(b, s.Name...)
		}
	}
	return string(b)
}

// keyed is Names in which a literal index is a name too, as that of an Assign.
func (c *Chain) keyed() string {
	var b []byte
	for i := range c.Steps {
		name := c.Steps[i].Name
		if name == "" {
			if name = AnyIndex; c.Steps[i].Index.IsString() {
				name = c.Steps[i].Index.Str
			}
		}
		if len(b) > 0 {
			b = append(b, '.')
		}
		b = append(b, name...)
	}
	return string(b)
}

// Last returns the name of the last step, "" where that is an index.
func (c *Chain) Last() string {
	if len(c.Steps) == 0 {
		return ""
	}
	return c.Steps[len(c.Steps)-1].Name
}

// A Call is a call of a function or method, the construction of an object, or a
// literal of a named type (Go's T{…}, C#'s new T { … }).
type Call struct {
	// Callee is what is called; its Recv is the call that the chain goes on from
	// (builder chains: a().b().c() are three calls).
	Callee Chain
	New    bool          // an object is made
	Args   []value.Entry // by position; Spread where one stands for any number
	Named  *value.Node   // Object of arguments given by name; nil where there are none
	// Node is the hole that stands for the result where the call is a value.
	Node *value.Node
	Into string // the variable or field that the result is assigned to, dotted
	Func string // the function that it stands in; "" at the top
	// Span is the callee and its arguments, without what the chain starts from;
	// NameSpan is the last name of the callee.
	Span, NameSpan source.Span
	Decorator      bool // @name(…)
}

// Arg returns the positional argument i, nil where it is not known: a spread
// before it hides which one it is.
func (c *Call) Arg(i int) *value.Node {
	for j := range c.Args {
		switch {
		case c.Args[j].Spread:
			return nil
		case j == i:
			return c.Args[j].Value
		}
	}
	return nil
}

// Use tells where a string stands.
type Use uint8

// The places of a string.
const (
	Bare     Use = iota // a statement of its own: documentation, or nothing
	Value               // a value like any other
	Argument            // of a call
	Assigned            // to a name
	Key                 // of an object
	Index               // in brackets behind a value
)

// A Str is a string of the program: a literal, a concatenation or an
// interpolation, once and as a whole.
type Str struct {
	Node *value.Node // String or Text
	Use  Use
	Name string // of the variable, keyword or key it is given to; "" none
	Func string
}

// An Assign gives a value to a name. What a function returns is given to the
// name "return", which no program can have, and what a function without a name
// gives back by an arrow to Arrow.
type Assign struct {
	// Name is dotted: self.model. A literal key is a name too: config["model"] is
	// config.model. Any other index is AnyIndex: turns[i] is turns.[].
	Name  string
	Value *value.Node
	Span  source.Span // of the name
	Func  string
}

// Arrow is what a function without a name gives a value back to.
const Arrow = "=>"

// AnyIndex stands in the name of an assignment for an index that is no literal
// text.
const AnyIndex = "[]"

// A Comment is a comment with its delimiters.
type Comment struct {
	Text string
	Span source.Span
}

// A Func is a function, a method or a class, from its first word to its end.
type Func struct {
	Name  string
	Span  source.Span
	Class bool
	// Bases are the classes that a class is derived from, dotted, where they are
	// called by name.
	Bases []string
}

// CallOf returns the call whose result n stands for, nil where n is something
// else.
func (u *Unit) CallOf(n *value.Node) *Call { return u.calls[n] }

// Expect makes room for so many calls, where none is kept yet.
func (u *Unit) Expect(calls int) {
	if u.calls == nil && calls > 8 {
		u.Calls, u.calls = make([]*Call, 0, calls), make(map[*value.Node]*Call, calls)
	}
}

// AddCall keeps a call, for readers.
func (u *Unit) AddCall(c *Call) {
	if u.calls == nil {
		u.calls = map[*value.Node]*Call{}
	}
	u.Calls = append(u.Calls, c)
	if c.Node != nil {
		u.calls[c.Node] = c
	}
}

// Made tells that copy stands for the same call as n does.
func (u *Unit) Made(copy, n *value.Node) {
	if c := u.calls[n]; c != nil {
		u.calls[copy] = c
	}
}

// Add puts what o says behind what u says: the cells of a notebook are one
// program.
func (u *Unit) Add(o *Unit) {
	u.Imports = append(u.Imports, o.Imports...)
	u.Strings = append(u.Strings, o.Strings...)
	u.Assigns = append(u.Assigns, o.Assigns...)
	u.Reads = append(u.Reads, o.Reads...)
	u.Filled = append(u.Filled, o.Filled...)
	u.Comments = append(u.Comments, o.Comments...)
	u.Funcs = append(u.Funcs, o.Funcs...)
	u.Types = append(u.Types, o.Types...)
	u.Blocks = append(u.Blocks, o.Blocks...)
	u.Blocked = u.Blocked || o.Blocked
	for _, c := range o.Calls {
		u.AddCall(c)
	}
	for n, c := range o.calls { // values that stand for a call beside its own
		if u.calls[n] == nil {
			u.calls[n] = c
		}
	}
	u.named = nil
}
