// Package golang reads Go programs, up to Go 1.26.
package golang

import (
	"strings"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/curly"
	"github.com/promptglot/promptglot/internal/lang/read"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// Language is Go.
type Language struct{}

// ID implements lang.Language.
func (Language) ID() string { return "go" }

// Match implements lang.Language.
func (Language) Match(path string, _ []byte) bool { return strings.HasSuffix(path, ".go") }

// Lex implements lang.Language. A constant of one character ('x') is a number,
// as it is to Go.
func (Language) Lex(text string) []lang.Token { return lexer.Lex(text) }

// Read implements lang.Language. An import without a name of its own has the
// one that the program seems to use it by as its Alias: openai for
// github.com/openai/openai-go/v3.
func (Language) Read(v *source.View) *lang.Unit {
	u := read.Program(grammar, v, lexer.Lex(v.Text))
	nameImports(u)
	return u
}

var lexer = curly.New(curly.Lexer{
	Signs: []string{
		"<<=", ">>=", "&^=", "...", "&&", "||", "<-", "++", "--", "==", "!=", "<=", ">=", ":=", "+=", "-=", "*=", "/=",
		"%=", "&=", "|=", "^=", "<<", ">>", "&^",
	},
	Starts: "\"'`",
	Special: func(s string, i int) (lang.Kind, int) {
		switch s[i] {
		case '`':
			if j := strings.IndexByte(s[i+1:], '`'); j >= 0 {
				return lang.String, i + j + 2
			}
			return lang.String, len(s)
		case '"':
			return lang.String, curly.Quoted(s, i)
		}
		return lang.Number, curly.Quoted(s, i)
	},
})

var grammar *read.Grammar

func init() {
	grammar = &read.Grammar{
		ID: "go", Literal: literal, Sub: lexer.Lex, Lines: read.LinesEnd,
		Assign: []string{"=", ":=", "+="}, Concat: "+", Member: []string{"."}, Braces: true, Generic: '[', Results: true,
		Words: map[string]value.Kind{"nil": value.Null, "true": value.Bool, "false": value.Bool}, True: "true",
		Keywords:  curly.Words("break case chan const continue default defer else fallthrough for func go goto if import interface map package range return select struct switch type var"),
		Colon:     []string{":"},
		Prefix:    curly.Words("& * ! - + ^ <-"),
		Statement: statement,
		Primary:   primary,
		After:     after,
		Composite: composite,
		Fields:    fields,
		Operator:  assertion,
	}
}
