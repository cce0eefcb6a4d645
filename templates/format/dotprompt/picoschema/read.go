// Package picoschema reads and writes Picoschema, dotprompt's short form of
// JSON Schema: `name: string, who is greeted`, `tags?(array, labels): string`.
//
// The form is described at https://google.github.io/dotprompt (extending,
// Picoschema) and by the reference parser (github.com/google/dotprompt,
// js/src/picoschema.ts; both read 2026-11-22).
package picoschema

import (
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// Wildcard is the key that describes all members which have no key of their
// own.
const Wildcard = "(*)"

// code is that of the problems: the codes of package format are out of reach
// from below it.
const code = "format"

// maxDepth bounds the nesting of a schema; YAML itself bounds that of a file.
const maxDepth = 1000

// scalars are the words that stand for a value without parts.
var scalars = []string{"any", "boolean", "integer", "null", "number", "string"}

// A Result is a schema that was read.
type Result struct {
	// Schema is the JSON Schema; nil where there is none. Its nodes have the
	// spans of what says them.
	Schema *value.Node
	// Names are the schemas that it names and that only the program knows: any
	// value stands for them here.
	Names []*value.Node
	// JSON is true where the file has a JSON Schema, which is Schema itself.
	JSON     bool
	Problems []value.Problem
}

// Read returns the JSON Schema of n, which is Picoschema or a JSON Schema. named
// returns the schema that a program has registered under a name, or nil; it may
// be nil itself.
func Read(n *value.Node, named func(name string) *value.Node) Result {
	r := &reader{named: named}
	switch {
	case n == nil || n.Kind == value.Null:
	case n.IsString():
		r.Schema = r.text(n, true)
	case n.Kind != value.Object:
		r.wrong(n, "a schema is a word such as string or a mapping of names; got "+n.Kind.String()+": write `name: string`")
	case jsonType(n.Get("type")):
		r.Schema, r.JSON = n, true
	case isObject(n.Get("properties")):
		r.JSON = true
		out := &value.Node{Kind: value.Object, Span: n.Span}
		out.Set("type", made("object", n.Span))
		out.Entries = append(out.Entries, n.Entries...)
		r.Schema = out
	default:
		r.Schema = r.object(n, 0)
	}
	return r.Result
}

// jsonType reports whether n is a word for a type that JSON Schema has.
func jsonType(n *value.Node) bool {
	return n.IsString() && (slices.Contains(scalars, n.Str) || n.Str == "object" || n.Str == "array")
}

func isObject(n *value.Node) bool { return n != nil && n.Kind == value.Object }

type reader struct {
	Result
	named func(string) *value.Node
}

func (r *reader) wrong(n *value.Node, message string) {
	r.Problems = append(r.Problems, value.Problem{Code: code, Message: message, Span: n.Span})
}

// made returns a word that the file does not have, at the place that implies it.
func made(s string, at source.Span) *value.Node {
	n := value.NewString(s)
	n.Span = at
	return n
}

// node reads the value of a key.
func (r *reader) node(n *value.Node, depth int) *value.Node {
	switch {
	case n == nil || n.Kind == value.Null:
		return &value.Node{Kind: value.Object}
	case n.IsString():
		return r.text(n, false)
	case n.Kind != value.Object:
		r.wrong(n, "a type is a word or a mapping; got "+n.Kind.String()+": write `name: string`, or `name(array): string` for a list")
		return &value.Node{Kind: value.Object, Span: n.Span}
	case depth > maxDepth:
		r.wrong(n, "the schema is nested too deep; expected at most 1000 levels")
		return &value.Node{Kind: value.Object, Span: n.Span}
	}
	return r.object(n, depth)
}

// text reads `type, description`. At the top `any` is a type of its own, as in
// the reference parser; below it is no type at all.
func (r *reader) text(n *value.Node, top bool) *value.Node {
	word, about, described := describe(n.Str)
	out := &value.Node{Kind: value.Object, Span: n.Span}
	item, list := strings.CutSuffix(word, "[]")
	switch {
	case word == "any" && !top:
	case slices.Contains(scalars, word):
		out.Set("type", made(word, n.Span))
	case list && slices.Contains(scalars, item):
		// The reference parser has no such word; the files of the project that
		// defines it do.
		out.Set("type", made("array", n.Span))
		items := &value.Node{Kind: value.Object, Span: n.Span}
		if item != "any" {
			items.Set("type", made(item, n.Span))
		}
		out.Set("items", items)
	default:
		r.name(out, word, n)
	}
	if described {
		out.Set("description", made(about, n.Span))
	}
	return out
}

// name puts the schema that the program has under a name into out.
func (r *reader) name(out *value.Node, word string, n *value.Node) {
	if r.named != nil {
		if s := r.named(word); isObject(s) {
			out.Entries = append(out.Entries, s.Entries...)
			return
		}
	}
	if !isName(word) {
		r.wrong(n, "unknown type "+word+"; expected one of "+strings.Join(scalars, ", ")+", or the name of a schema")
		return
	}
	r.Names = append(r.Names, n)
}

// isName reports whether s can be the name of a schema: a word.
func isName(s string) bool {
	for _, c := range s {
		if c <= ' ' || strings.ContainsRune("()[]{}|<>?*,\"'", c) {
			return false
		}
	}
	return s != ""
}

// describe cuts a description off: it follows the first comma.
func describe(s string) (word, about string, ok bool) {
	word, about, ok = strings.Cut(s, ",")
	if !ok || strings.Contains(word, "\n") {
		return s, "", false
	}
	return word, strings.TrimLeft(about, " "), true
}
