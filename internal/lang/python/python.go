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
		Named: "=", Assign: assigns, Adjacent: true, Concat: "+", TernaryIf: true, Either: []string{"or"},
		Member: []string{"."}, Spread: "*", SpreadNamed: "**", Braces: true, KeyValues: true, Typed: true, Colon: []string{":"},
		Words: map[string]value.Kind{"None": value.Null, "True": value.Bool, "False": value.Bool}, True: "True",
		Keywords:  words("and as assert async break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield await"),
		Prefix:    words("not - + ~ await yield * **"),
		Begin:     blocks,
		Statement: statement,
		Primary:   lambda,
		Operator:  operator,
		After:     made,
	}
}

// What is added to a name assigns to it too: the value that it had is not all.
var assigns = []string{"=", ":=", "+=", "|=", "-=", "*=", "/=", "%=", "&=", "^=", "@=", "//=", "**=", ">>=", "<<="}

func words(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}
