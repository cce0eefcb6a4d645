// Package kotlin reads Kotlin programs and scripts, up to Kotlin 2.2.
package kotlin

import (
	"strings"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/curly"
	"github.com/promptglot/promptglot/internal/lang/read"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// Language is Kotlin.
type Language struct{}

// ID implements lang.Language.
func (Language) ID() string { return "kotlin" }

// Match implements lang.Language.
func (Language) Match(path string, _ []byte) bool {
	return strings.HasSuffix(path, ".kt") || strings.HasSuffix(path, ".kts")
}

// Lex implements lang.Language.
func (Language) Lex(text string) []lang.Token { return lexer.Lex(text) }

// Read implements lang.Language. What a block behind a call assigns to names
// (T { model = "x" }) counts as arguments by name, and as assignments too: the
// reader cannot tell a builder from any other function.
func (Language) Read(v *source.View) *lang.Unit { return read.Program(grammar, v, lexer.Lex(v.Text)) }

var lexer = curly.New(curly.Lexer{
	Signs: []string{
		"===", "!==", "!!.", "?::", "..<", "->", "=>", "::", "?.", "?:", "++", "--", "&&", "||", "==", "!=", "<=", ">=", "+=",
		"-=", "*=", "/=", "%=", "..", "!!",
	},
	Nested: true,
	Starts: "\"'`a$",
	Special: func(s string, i int) (lang.Kind, int) {
		switch s[i] {
		case '"':
			return lang.String, stringEnd(s, i, 1, 0)
		case '\'':
			return lang.String, curly.Quoted(s, i)
		case '`':
			end := curly.Quoted(s, i)
			return lang.Ident, end
		case '$': // $$"""…""": so many signs begin an interpolation
			if n := curly.Run(s, i, '$'); n > 1 && i+n < len(s) && s[i+n] == '"' {
				return lang.String, stringEnd(s, i+n, n, 0)
			}
		case 'a':
			if strings.HasPrefix(s[i:], "as?") && !strings.HasPrefix(s[i:], "as?.") && !strings.HasPrefix(s[i:], "as?:") {
				return lang.Ident, i + 3
			}
		}
		return lang.Other, 0
	},
})

var grammar *read.Grammar

func init() {
	grammar = &read.Grammar{
		ID: "kotlin", Literal: literal, Sub: lexer.Lex, Lines: read.LinesMember, Labels: true,
		Named: "=", Assign: []string{"=", "+="}, Concat: "+", Either: []string{"?:"}, Spread: "*",
		Member: []string{".", "?.", "!!.", "::", "?::"}, Generic: '<', Cast: curly.Words("as as?"),
		Words: map[string]value.Kind{"null": value.Null, "true": value.Bool, "false": value.Bool}, True: "true",
		Keywords:  curly.Words("break class continue do else finally for fun if in interface is object package return throw try typealias val var when while import catch init"),
		Prefix:    curly.Words("! - + ++ --"),
		Statement: statement,
		Primary:   primary,
		After:     after,
		Composite: func(r *read.Reader, _ *lang.Chain) bool { return !r.Fresh(0) },
		Fields: func(r *read.Reader, c *lang.Call) {
			c.New = false
			block(r, c)
		},
		Operator: pair,
	}
}
