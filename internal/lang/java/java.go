// Package java reads Java programs, up to Java 25.
package java

import (
	"strings"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/curly"
	"github.com/promptglot/promptglot/internal/lang/read"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// Language is Java.
type Language struct{}

// ID implements lang.Language.
func (Language) ID() string { return "java" }

// Match implements lang.Language.
func (Language) Match(path string, _ []byte) bool { return strings.HasSuffix(path, ".java") }

// Lex implements lang.Language.
func (Language) Lex(text string) []lang.Token { return lexer.Lex(text) }

// Read implements lang.Language.
func (Language) Read(v *source.View) *lang.Unit { return read.Program(grammar, v, lexer.Lex(v.Text)) }

var lexer = curly.New(curly.Lexer{
	Signs: []string{
		">>>=", "<<=", ">>=", ">>>", "...", "->", "::", "++", "--", "&&", "||", "==", "!=", "<=", ">=", "+=", "-=", "*=",
		"/=", "&=", "|=", "^=", "%=", "<<", ">>",
	},
	Dollar: true,
	Starts: "\"'",
	Special: func(s string, i int) (lang.Kind, int) {
		if strings.HasPrefix(s[i:], `"""`) {
			return lang.String, blockEnd(s, i+3)
		}
		return lang.String, curly.Quoted(s, i)
	},
})

// blockEnd returns where the text block whose text begins at i is over.
func blockEnd(s string, i int) int {
	for ; i < len(s); i++ {
		switch {
		case s[i] == '\\':
			i++
		case strings.HasPrefix(s[i:], `"""`):
			return i + 3
		}
	}
	return len(s)
}

var grammar *read.Grammar

var style = &curly.Style{
	Modifiers: curly.Words("public private protected static final abstract native synchronized transient volatile strictfp default sealed"),
	Classes:   curly.Words("class interface enum record"),
}

func init() {
	grammar = &read.Grammar{
		ID: "java", Literal: literal, Sub: lexer.Lex, Named: "=", Assign: []string{"=", "+="}, Concat: "+", Ternary: true,
		Member: []string{".", "::"}, Generic: '<', Witness: true, Lambda: []string{"->"}, New: "new",
		Words: map[string]value.Kind{"null": value.Null, "true": value.Bool, "false": value.Bool}, True: "true",
		Keywords:  curly.Words("assert break case catch class continue default do else enum extends final finally for if implements import instanceof interface new package return static switch synchronized throw throws try while yield public private protected abstract"),
		Prefix:    curly.Words("! - + ~ ++ --"),
		Statement: statement,
		Primary:   primary,
		After:     after,
	}
	style.NoType = grammar.Keywords
}

// statement reads imports, annotations and declarations.
func statement(r *read.Reader) bool {
	switch {
	case r.Sign(0) == "@":
		return curly.Annotation(r)
	case r.Word(0) == "package" && r.Word(1) != "":
		r.Unit.Package = strings.Join(dotted(r, 1), ".")
		return true
	case r.Word(0) == "import":
		imports(r)
		return true
	}
	return style.Statement(r)
}

// imports reads import a.b.C, import a.b.*, import static a.b.C.d and import
// module m. What comes last is the name that the package or the class brings.
func imports(r *read.Reader) {
	at := r.Cursor()
	n := 1
	whole := r.Word(1) == "module" && r.Word(2) != ""
	if r.Word(1) == "static" || whole {
		n = 2
	}
	names := dotted(r, n)
	if len(names) == 0 {
		return
	}
	im := lang.Import{Glob: whole}
	switch last := names[len(names)-1]; {
	case r.Sign(-1) == "*":
		im.Glob = true
	case !whole && len(names) > 1:
		im.Names = []lang.Name{{Name: last, Span: r.SpanOf(-1, 0)}}
		names = names[:len(names)-1]
	}
	im.Path = strings.Join(names, ".")
	first := at + n - r.Cursor()
	im.PathSpan = r.SpanOf(first, first+2*len(names)-1)
	im.Span = r.SpanOf(at-r.Cursor(), 0)
	r.Unit.Imports = append(r.Unit.Imports, im)
}

// dotted passes over n tokens and the dotted name behind them, which it returns
// without a star at its end.
func dotted(r *read.Reader, n int) []string {
	var names []string
	for r.Skip(n); r.Word(0) != ""; r.Skip(1) {
		names = append(names, r.Word(0))
		if r.Skip(1); r.Sign(0) != "." {
			break
		}
		if r.Sign(1) == "*" {
			r.Skip(2)
			break
		}
	}
	return names
}
