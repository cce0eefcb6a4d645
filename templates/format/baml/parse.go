package baml

import (
	"slices"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates/format"
)

// A block is a declaration: client, function, template_string or test.
type block struct {
	word    string
	name    token
	args    []arg
	entries []entry
	text    *token // of a template_string
}

// An arg is a parameter of a function with its type as it stands.
type arg struct {
	name string
	at   token
	kind string
}

// An entry is a line `key value` of a block.
type entry struct {
	key    string
	at     token
	value  token   // zero where entries or items are
	block  []entry // { … }
	items  []token // [ … ]
	nested bool    // either of them
	list   bool    // items
}

type parser struct {
	src      string
	view     *source.View
	toks     []token // without white space and comments
	at       int
	problems []value.Problem
}

func newParser(v *source.View) *parser {
	p := &parser{src: v.Text, view: v}
	for _, t := range lex(v.Text) {
		if t.kind == tokBad {
			p.problem(value.CodeUnterminated, t.start, min(t.inner, t.end), "this text never ends; expected "+p.closing(t)+": add it")
		}
		if t.kind != tokSpace && t.kind != tokComment {
			p.toks = append(p.toks, t)
		}
	}
	return p
}

// closing returns what ends the text that t begins.
func (p *parser) closing(t token) string {
	opening := p.src[t.start:t.inner]
	return `"` + opening[:len(opening)-1]
}

func (p *parser) problem(code string, start, end int, message string) {
	const most = 100
	if len(p.problems) < most {
		p.problems = append(p.problems, value.Problem{Code: code, Span: p.view.Span(start, end), Message: message})
	}
}

func (p *parser) text(t token) string { return p.src[t.start:t.end] }

// peek returns the next token that ends no line; the zero token at the end.
func (p *parser) peek() token {
	for p.at < len(p.toks) && p.toks[p.at].kind == tokLine {
		p.at++
	}
	if p.at == len(p.toks) {
		return token{start: len(p.src), end: len(p.src)}
	}
	return p.toks[p.at]
}

func (p *parser) next() token {
	t := p.peek()
	p.at++
	return t
}

func (p *parser) is(s string) bool {
	t := p.peek()
	return p.text(t) == s
}

func (p *parser) done() bool { p.peek(); return p.at >= len(p.toks) }

var declarations = []string{"client", "function", "template_string", "test"}

// file reads all declarations.
func (p *parser) file() []block {
	var out []block
	for !p.done() {
		t := p.next()
		word := p.text(t)
		if t.kind == tokPunct && word == "{" {
			p.skip("{", "}", t)
			continue
		}
		if t.kind != tokWord || !slices.Contains(declarations, word) {
			continue
		}
		if b, ok := p.declaration(word); ok {
			out = append(out, b)
		}
	}
	return out
}

// declaration reads what follows the word.
func (p *parser) declaration(word string) (block, bool) {
	b := block{word: word}
	if p.is("<") { // client<llm>
		for !p.done() && p.text(p.next()) != ">" {
			continue
		}
	}
	if b.name = p.peek(); b.name.kind != tokWord {
		p.problem(value.CodeSyntax, b.name.start, b.name.end, word+" has no name here; expected a name after it")
		return b, false
	}
	p.next()
	if p.is("(") {
		b.args = p.args(p.next())
	}
	if word == "template_string" {
		if t := p.peek(); t.kind == tokRaw || t.kind == tokString || t.kind == tokBad {
			p.next()
			b.text = &t
			return b, true
		}
		p.problem(value.CodeSyntax, b.name.start, b.name.end, "the template_string "+p.text(b.name)+` has no text; expected #"…"# after its name`)
		return b, false
	}
	for !p.done() && !p.is("{") {
		if t := p.peek(); t.kind == tokWord && slices.Contains(declarations, p.text(t)) {
			break
		}
		p.next() // the type of the answer
	}
	if !p.is("{") {
		p.problem(value.CodeSyntax, b.name.start, b.name.end, word+" "+p.text(b.name)+" has no block; expected { … } after it")
		return b, false
	}
	open := p.next()
	b.entries = p.entries(open, 0)
	return b, true
}

// args reads parameters up to the closing parenthesis.
func (p *parser) args(open token) []arg {
	var out []arg
	depth := 0
	for !p.done() {
		t := p.next()
		at := p.at - 1
		switch s := p.text(t); {
		case s == ")" && depth == 0:
			return out
		case s == "{" && p.is("{"): // the template of a constraint
			p.skip("{", "}", t)
			continue
		case s == "{":
			p.at = at
			p.problem(value.CodeSyntax, open.start, open.end, "these parameters never end; expected ) before {: add it")
			return out
		case s == "(" || s == "<" || s == "[":
			depth++
		case s == ")" || s == ">" && depth > 0 || s == "]":
			depth--
		}
		if depth == 0 && t.kind == tokWord && p.is(":") {
			p.next()
			out = append(out, arg{name: p.text(t), at: t})
			continue
		}
		if n := len(out) - 1; n >= 0 && p.text(t) != "," {
			out[n].kind += p.text(t)
		}
	}
	return out
}

// skip skips a block whose opening token was read.
func (p *parser) skip(open, closing string, at token) {
	for depth := 1; depth > 0; {
		if p.done() {
			p.unclosed(at)
			return
		}
		switch p.text(p.next()) {
		case open:
			depth++
		case closing:
			depth--
		}
	}
}

func (p *parser) unclosed(at token) {
	p.problem(value.CodeUnterminated, at.start, at.end, "this block never ends; expected } after it: add it")
}

// maxDepth bounds the nesting of blocks that are read; deeper ones are skipped.
const maxDepth = 50

// entries reads a block up to its closing brace.
func (p *parser) entries(open token, depth int) []entry {
	var out []entry
	for {
		if p.done() {
			p.unclosed(open)
			return out
		}
		t := p.next()
		if p.text(t) == "}" {
			return out
		}
		if t.kind != tokWord && t.kind != tokString {
			if p.text(t) == "{" {
				p.skip("{", "}", t)
			}
			continue
		}
		out = append(out, p.entry(t, depth))
	}
}

// entry reads the value of a key: what stands on its line.
func (p *parser) entry(key token, depth int) entry {
	e := entry{key: p.text(key), at: key}
	if key.kind == tokString {
		e.key = p.src[key.inner:key.innerEnd]
	}
	if p.at >= len(p.toks) || p.toks[p.at].kind == tokLine {
		return e
	}
	t := p.peek()
	switch {
	case p.text(t) == "{":
		p.next()
		e.nested = true
		if depth >= maxDepth {
			p.skip("{", "}", t)
		} else {
			e.block = p.entries(t, depth+1)
		}
	case p.text(t) == "[":
		p.next()
		e.nested, e.list = true, true
		for !p.done() && !p.is("]") {
			if t := p.next(); t.kind == tokWord || t.kind == tokString || t.kind == tokRaw {
				e.items = append(e.items, t)
			} else if p.text(t) == "{" {
				p.skip("{", "}", t)
			} else if p.text(t) == "}" {
				p.problem(value.CodeSyntax, t.start, t.end, "this list never ends; expected ] before }")
				break
			}
		}
		if p.is("]") {
			p.next()
		}
	case t.kind == tokWord || t.kind == tokString || t.kind == tokRaw || t.kind == tokBad:
		e.value = p.next()
		p.restOfLine()
	}
	return e
}

// wrong reports that a declaration is not what it should be.
func (p *parser) wrong(t token, message string) {
	p.problem(format.CodeFormat, t.start, t.end, message)
}

// restOfLine skips what follows a value on its line, such as attributes.
func (p *parser) restOfLine() {
	for p.at < len(p.toks) && p.toks[p.at].kind != tokLine {
		t := p.toks[p.at]
		switch p.text(t) {
		case "}":
			return
		case "{":
			p.at++
			p.skip("{", "}", t)
		default:
			p.at++
		}
	}
}
