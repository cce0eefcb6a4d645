// Package python reads Python programs, up to 3.14.
package python

import (
	"bytes"
	"strings"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/read"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// Language is Python.
type Language struct{}

// ID implements lang.Language.
func (Language) ID() string { return "python" }

// Match implements lang.Language.
func (Language) Match(path string, head []byte) bool {
	for _, end := range []string{".py", ".pyi", ".pyw"} {
		if strings.HasSuffix(path, end) {
			return true
		}
	}
	first, _, _ := bytes.Cut(head, []byte("\n"))
	return bytes.HasPrefix(first, []byte("#!")) && bytes.Contains(first, []byte("python"))
}

// Lex implements lang.Language.
func (Language) Lex(text string) []lang.Token { return lex(text) }

// Read implements lang.Language.
func (Language) Read(v *source.View) *lang.Unit { return read.Program(grammar, v, lex(v.Text)) }

var grammar *read.Grammar

func init() {
	grammar = &read.Grammar{
		ID: "python", Literal: literal, Sub: lex, Lines: read.LinesOutside,
		Named: "=", Assign: []string{"=", ":="}, Adjacent: true, Concat: "+", TernaryIf: true, Either: []string{"or"},
		Member: []string{"."}, Spread: "*", SpreadNamed: "**", Braces: true, Typed: true, Colon: []string{":"},
		Words: map[string]value.Kind{"None": value.Null, "True": value.Bool, "False": value.Bool}, True: "True",
		Keywords:  words("and as assert async break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield await"),
		Prefix:    words("not - + ~ await yield lambda * **"),
		Statement: func(r *read.Reader) bool { return statement(r) },
		Primary:   func(r *read.Reader) (*value.Node, bool) { return lambda(r) },
		After:     func(r *read.Reader, c *lang.Call) *value.Node { return formatted(c) },
	}
	delete(grammar.Prefix, "lambda")
}

func words(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

// statement reads imports, definitions and decorators.
func statement(r *read.Reader) bool {
	if !r.Fresh(0) && r.Sign(-1) != ";" && r.Sign(-1) != ":" && r.Word(-1) != "async" {
		return false
	}
	switch r.Word(0) {
	case "import":
		imports(r)
		return true
	case "from":
		return from(r)
	case "def", "class":
		if name := r.Word(1); name != "" {
			start, _ := r.OffsetOf(0)
			end := blockEnd(r, start)
			r.FuncTo(name, r.SpanOf(0, 1), end)
			r.Skip(2)
			if r.Sign(0) == "(" && r.Match(0) > 0 {
				parameters(r)
			}
			return true
		}
	}
	return false
}

// parameters reads the default values of a definition; the names in it are no
// assignments of the program.
func parameters(r *read.Reader) {
	n := len(r.Unit.Assigns)
	r.Args(&lang.Call{})
	r.Unit.Assigns = r.Unit.Assigns[:n]
}

// blockEnd returns the raw offset behind the block of the definition that
// begins at start: before the first line that is not indented deeper.
func blockEnd(r *read.Reader, start int) int {
	text := r.Text()
	indent := column(text, start)
	for i := 0; i < r.Left(); i++ {
		at, _ := r.OffsetOf(i)
		if i > 0 && r.Fresh(i) && column(text, at) <= indent {
			if k, _ := r.Tok(i); k == lang.Punct && strings.Contains(")]}", r.Sign(i)) {
				continue // the signature goes on
			}
			return r.SpanOf(i-1, i).End
		}
	}
	return r.SpanOf(r.Left()-1, r.Left()).End
}

// column is how deep the line of a token is indented.
func column(text string, at int) int {
	line := strings.LastIndexAny(text[:at], "\r\n") + 1
	end := line
	for end < at && (text[end] == ' ' || text[end] == '\t' || text[end] == '\f') {
		end++
	}
	return end - line
}
