// Package generic reads the languages that promptglot knows in brief: Rust,
// Ruby, PHP, Swift, Scala, Dart, Elixir, R, Lua, Perl, Objective-C, C and C++,
// and some more. One lexer and the shared reader serve them all; what differs is
// a line of a table. It finds imports, texts with what is interpolated, and
// calls as far as the syntax is that of most languages.
package generic

import (
	"bytes"
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/read"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// A Language is one line of the table.
type Language struct{ t *table }

// Languages returns all of them, in the order of the table.
func Languages() []lang.Language {
	out := make([]lang.Language, len(tables))
	for i, t := range tables {
		out[i] = Language{t}
	}
	return out
}

// ID implements lang.Language.
func (l Language) ID() string { return l.t.id }

// Match implements lang.Language.
func (l Language) Match(path string, head []byte) bool {
	base := path[strings.LastIndexByte(path, '/')+1:]
	for _, end := range l.t.ends {
		if strings.HasSuffix(base, end) && (end[0] == '.' || base == end) {
			return true
		}
	}
	if l.t.shebang == "" || strings.Contains(base, ".") {
		return false
	}
	first, _, _ := bytes.Cut(head, []byte("\n"))
	return bytes.HasPrefix(first, []byte("#!")) && bytes.Contains(first, []byte(l.t.shebang))
}

// Lex implements lang.Language.
func (l Language) Lex(text string) []lang.Token { return l.t.lex(text) }

// Read implements lang.Language.
func (l Language) Read(v *source.View) *lang.Unit {
	return read.Program(&l.t.grammar, v, l.t.lex(v.Text))
}

func words(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

// truths are words with a value, per language where they are not those of most.
var truths = map[string]string{"r": "TRUE", "visualbasic": "True", "objective-c": "YES"}

func init() {
	for _, t := range tables {
		for i := range t.quotes {
			t.opens[t.quotes[i].open[0]] = true
		}
		for _, c := range []byte("rRbc[#:%<~q") { // what special looks for
			t.opens[c] = t.opens[c] || t.special != nil
		}
		g := &t.grammar
		g.ID, g.Literal, g.Sub = t.id, t.literal, t.lex
		g.True = "true"
		if w := truths[t.id]; w != "" {
			g.True = w
		}
		g.Words = map[string]value.Kind{g.True: value.Bool}
		for _, w := range []string{"false", "FALSE", "False", "NO"} {
			if strings.EqualFold(w, "false") || t.id == "objective-c" {
				g.Words[w] = value.Bool
			}
		}
		for _, w := range []string{"nil", "null", "NULL", "None", "undefined", "Nothing", "nullptr"} {
			g.Words[w] = value.Null
		}
		if g.Keywords == nil {
			g.Keywords = map[string]bool{}
		}
		g.Statement, g.Primary, g.After = t.statement, t.primary, t.after
		if t.records || t.tables {
			g.Composite = t.composite
		}
	}
}

// statement reads imports and the beginnings of functions.
func (t *table) statement(r *read.Reader) bool {
	if t.given && r.Sign(0) == "|" && (r.Word(-1) == "do" || r.Sign(-1) == "{") {
		for n := 1; n < min(maxHead, r.Left()); n++ { // what the block is given
			if r.Sign(n) == "|" {
				r.Skip(n + 1)
				return true
			}
		}
	}
	if t.given && r.Sign(0) == "{" && r.Match(0) > 0 && t.keyed(r) {
		at := r.SpanOf(0, 1)
		n := r.Object()
		r.Unit.Assigns = append(r.Unit.Assigns, lang.Assign{Name: "return", Value: n, Span: at})
		return true
	}
	if !r.Fresh(0) && r.Sign(-1) != ";" && r.Sign(-1) != "{" && !modifiers[r.Word(-1)] {
		return false
	}
	word := r.Word(0)
	n := 1
	if word == "" && (r.Sign(0) == "#" || r.Sign(0) == "@") {
		word, n = r.Sign(0)+r.Word(1), 2
	}
	if word == "" {
		return false
	}
	if k, _ := r.Tok(1); t.id == "elixir" && word[0] == '@' && k == lang.String && !r.Fresh(1) {
		// @name "text" is a constant of the module.
		at := r.SpanOf(0, 1)
		r.Skip(1)
		n := r.Expr()
		r.Unit.Assigns = append(r.Unit.Assigns, lang.Assign{Name: word, Value: n, Span: at})
		if n.Kind == value.String || n.Kind == value.Text {
			r.Unit.Strings = append(r.Unit.Strings, lang.Str{Node: n, Use: lang.Assigned, Name: word})
		}
		return true
	}
	for _, w := range t.imports {
		if w == word {
			return t.imported(r, n)
		}
	}
	for _, w := range t.defines {
		if w == word {
			return t.define(r)
		}
	}
	return false
}

// modifiers stand before a definition or an import.
var modifiers = words("public private protected internal open static final async override abstract sealed export unsafe pub local inline virtual")

// classes are the words before what has members.
var classes = words("class module object trait interface enum struct actor extension impl")

// define keeps a function or class with its block.
func (t *table) define(r *read.Reader) bool {
	word, name := r.Word(0), r.Word(1)
	if name == "" {
		return false
	}
	at := r.SpanOf(0, 1)
	had := len(r.Unit.Funcs)
	defer func() {
		for i := had; i < len(r.Unit.Funcs); i++ {
			r.Unit.Funcs[i].Class = classes[word]
		}
	}()
	if t.end {
		if n := t.endOf(r); n > 0 {
			r.Func(name, at, n)
		}
	} else {
		for n := 2; n < min(maxHead, r.Left()); n++ {
			if r.Sign(n) == ";" {
				break
			}
			m := r.Match(n)
			if r.Sign(n) == "{" && m > 0 {
				r.Func(name, at, m)
				break
			}
			n = max(n, m)
		}
	}
	r.Skip(2)
	return true
}

// Bounds of what is looked ahead: the head of a function, and its body where
// only the indentation says where it ends.
const (
	maxHead = 200
	maxBody = 3000
)

// endOf returns how far the word end lies ahead that stands below the word under
// the cursor, 0 where there is none.
func (t *table) endOf(r *read.Reader) int {
	text := r.Text()
	at, _ := r.OffsetOf(0)
	col := column(text, at)
	for n := 1; n < min(maxBody, r.Left()); n++ {
		if r.Fresh(n) && r.Word(n) == "end" {
			if at, _ := r.OffsetOf(n); column(text, at) <= col {
				return n
			}
		}
	}
	return 0
}

// column is how deep the line of a token is indented.
func column(text string, at int) int {
	line := strings.LastIndexByte(text[max(0, at-maxHead):at], '\n') + 1 + max(0, at-maxHead)
	return len(text[line:at]) - len(strings.TrimLeft(text[line:at], " \t"))
}

// primary reads what is written in another way than in most languages.
func (t *table) primary(r *read.Reader) (*value.Node, bool) {
	word := r.Word(0)
	if word == "" && r.Sign(0) == "@" && t.id == "zig" {
		word = "@" + r.Word(1)
	}
	for _, w := range t.loads {
		if w == word && word != "" {
			t.loaded(r)
			return nil, false
		}
	}
	switch {
	case t.brackets && r.Sign(0) == "[" && r.Match(0) > 0 && t.keyed(r):
		return r.Object(), true
	case t.tables && r.Sign(0) == "{" && r.Match(0) > 0:
		if r.Sign(2) == "=" || r.Sign(1) == "[" && r.Match(1) > 0 {
			return r.Object(), true
		}
		return r.List(), true
	case t.id == "php" && word == "array" && r.Sign(1) == "(" && r.Match(1) > 0:
		r.Skip(1)
		if t.keyed(r) {
			return r.Object(), true
		}
		return r.List(), true
	case t.id == "perl" && r.Sign(0) == "(" && r.Match(0) > 0 && t.keyed(r):
		return r.Object(), true
	case t.id == "rust" && word == "vec" && r.Sign(1) == "[" && r.Match(1) > 0:
		r.Skip(1)
		return r.List(), true
	}
	return nil, false
}

// keyed reports whether the first element of the list under the cursor has a
// key.
func (t *table) keyed(r *read.Reader) bool {
	n := max(1, r.Match(1)) + 1
	for _, s := range t.grammar.Colon {
		if r.Sign(n) == s {
			return true
		}
	}
	return false
}

// composite reports whether a brace behind a name opens the members of what is
// made: T { a: 1 } of Rust, f{a = 1} of Lua.
func (t *table) composite(r *read.Reader, c *lang.Chain) bool {
	if t.tables {
		return !r.Fresh(0)
	}
	name := c.Last()
	if name == "" || name[0] < 'A' || name[0] > 'Z' {
		return false
	}
	return r.Match(0) == 1 || r.Word(1) != "" && (r.Sign(2) == ":" || r.Sign(2) == ",") || r.Sign(1) == ".."
}

// after replaces calls that certainly make a list, an object or a text.
func (t *table) after(r *read.Reader, c *lang.Call) *value.Node {
	if t.tables {
		c.New = false // f{…} is a call like any other
	}
	if t.id == "rust" || t.id == "scala" {
		if n := same(c); n != nil {
			return n
		}
	}
	if t.id == "rust" && len(c.Args) == 0 && c.Named == nil && casts[c.Callee.Last()] {
		if n := whole(c); n != nil {
			return n
		}
	}
	if len(c.Callee.Steps) == 0 || c.Callee.Recv != nil {
		return nil
	}
	name := c.Callee.Last()
	if len(c.Callee.Steps) == 1 {
		for _, w := range t.lists {
			if w != name {
				continue
			}
			if c.Named != nil && len(c.Args) == 0 {
				return c.Named
			}
			if c.Named == nil {
				return &value.Node{Kind: value.Array, Entries: c.Args, Span: c.Span}
			}
		}
	}
	// What these make of a text is the text.
	if t.id == "rust" && len(c.Callee.Steps) <= 2 {
		switch {
		case name == "json" && len(c.Args) == 1, c.Callee.Names() == "String.from" && len(c.Args) == 1:
			return c.Args[0].Value
		}
		if len(c.Callee.Steps) == 2 && c.Callee.Steps[0].Index != nil && len(c.Args) == 0 {
			switch name {
			case "to_string", "into", "to_owned", "as_str":
				return c.Callee.Steps[0].Index
			}
		}
	}
	return nil
}

// casts are methods of Rust that change the type of what they are called on and
// nothing else.
var casts = words("to_string into to_owned as_str clone")

// whole returns the name that a method of it is called on, as a value: what
// Model::Gpt4o.to_string() is of. It is nil for a variable, which stands for
// itself.
func whole(c *lang.Call) *value.Node {
	steps := c.Callee.Steps
	if c.Callee.Recv != nil || len(steps) < 2 {
		return nil
	}
	p := expr.Path{}
	for _, s := range steps[:len(steps)-1] {
		if s.Name == "" {
			return nil
		}
		p.Steps = append(p.Steps, expr.Step{Name: s.Name})
	}
	if last := steps[len(steps)-2].Name; !upper(last) {
		return nil
	}
	span := steps[0].Span.Cover(steps[len(steps)-2].Span)
	tag := *c.Node.Tag
	tag.Expr = p
	return &value.Node{Kind: value.Hole, Tag: &tag, Span: span}
}

// same returns what a call hands on as it is: what a wrapper is put around, or
// what a method only changes the type of. It is nil for any other call.
func same(c *lang.Call) *value.Node {
	switch name := c.Callee.Last(); {
	case c.Named != nil:
	case c.Callee.Recv != nil && len(c.Callee.Steps) == 1 && len(c.Args) <= 1:
		switch name {
		case "into", "clone", "to_owned", "unwrap", "expect":
			return c.Callee.Recv.Node
		}
	case len(c.Args) == 1 && c.Callee.Recv == nil:
		switch c.Callee.Names() {
		case "Some", "Ok", "Box.new", "Arc.new", "Rc.new", "Cow.from":
			return c.Args[0].Value
		}
	}
	return nil
}
