// Package csharp reads C# programs and scripts, up to C# 14.
package csharp

import (
	"strings"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/curly"
	"github.com/promptglot/promptglot/internal/lang/read"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// Language is C#.
type Language struct{}

// ID implements lang.Language.
func (Language) ID() string { return "csharp" }

// Match implements lang.Language.
func (Language) Match(path string, _ []byte) bool {
	return strings.HasSuffix(path, ".cs") || strings.HasSuffix(path, ".csx")
}

// Lex implements lang.Language. Lines of the preprocessor are left out: both
// sides of a condition are read.
func (Language) Lex(text string) []lang.Token { return lexer.Lex(text) }

// Read implements lang.Language. The callee of new(…) is the type that what it is
// given to is declared with, or "new" where the program does not say.
func (Language) Read(v *source.View) *lang.Unit {
	toks := lexer.Lex(v.Text)
	u := read.Program(grammar, v, toks)
	aimed(u, v.Text, toks)
	return u
}

// names is asked where a name ends.
var names = curly.New(curly.Lexer{})

var lexer = curly.New(curly.Lexer{
	Signs: []string{
		">>>=", "<<=", ">>=", ">>>", "??=", "=>", "->", "::", "??", "?.", "++", "--", "&&", "||", "==", "!=", "<=", ">=", "+=",
		"-=", "*=", "/=", "&=", "|=", "^=", "%=", "<<", ">>", "..",
	},
	Starts: "\"'@$#",
	Special: func(s string, i int) (lang.Kind, int) {
		switch s[i] {
		case '\'':
			return lang.String, curly.Quoted(s, i)
		case '#':
			if line := strings.TrimRight(s[:i], " \t"); line == "" || strings.IndexByte("\r\n", line[len(line)-1]) >= 0 {
				return lang.Other, curly.LineEnd(s, i)
			}
			return lang.Other, 0
		}
		if end := literalEnd(s, i, 0); end > 0 {
			return lang.String, end
		}
		if s[i] == '@' {
			if end := names.Word(s, i+1); end > i+1 {
				return lang.Ident, end
			}
		}
		return lang.Other, 0
	},
})

var grammar *read.Grammar

var style = &curly.Style{
	Modifiers: curly.Words("public private protected internal static readonly const sealed abstract virtual override async partial extern unsafe volatile required file ref out in params this new event delegate implicit explicit scoped"),
	Classes:   curly.Words("class interface enum record struct"),
	NoType:    curly.Words("base this await is and or not when select get set init add remove from"),
}

func init() {
	grammar = &read.Grammar{
		ID: "csharp", Literal: literal, Sub: lexer.Lex, Named: ":", Assign: []string{"=", "+=", "??="}, Concat: "+", Ternary: true,
		Either: []string{"??"}, Member: []string{".", "?.", "->", "::"}, Generic: '<', Lambda: []string{"=>"}, New: "new", Spread: "..",
		Words: map[string]value.Kind{"null": value.Null, "true": value.Bool, "false": value.Bool}, True: "true",
		Keywords:  curly.Words("as break case catch checked class const continue do else enum finally fixed for foreach goto if in interface internal is lock namespace new operator out override params private protected public readonly ref return sealed stackalloc static struct switch throw try unchecked unsafe using virtual volatile while yield"),
		Cast:      curly.Words("as"),
		Prefix:    curly.Words("! - + ~ ++ -- ^ & await async ref out in"),
		Statement: statement,
		Primary:   primary,
		After:     after,
		Operator:  operator,
	}
	for w := range grammar.Keywords {
		style.NoType[w] = true
	}
	style.Property = property
}
