package python

import (
	"testing"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/langtest"
	"github.com/promptglot/promptglot/internal/source"
)

func TestEscapesAreWhatPythonMakesOfThem(t *testing.T) {
	for _, test := range []struct{ source, want string }{
		{`'a\'b'`, "a'b"},
		{`"\a\b\f\n\r\t\v\\"`, "\a\b\f\n\r\t\v\\"},
		{`"\x41\u00e9\U0001F600\101\0\0011"`, "Aé😀A\x00\x011"},
		{`"\ud83d"`, "\xed\xa0\xbd"},
		{`"\N{BULLET}\N{no such name}\N{line feed}"`, "•\\N{no such name}\n"},
		{`"\q\d"`, `\q\d`},
		{"\"a\\\nb\\\r\nc\"", "abc"},
		{"'''a\r\nb\rc'''", "a\nb\nc"},
		{"r'''a\\\r\nb'''", "a\\\nb"},
		{`r"\n\""`, `\n\"`},
		{`b"\xff\u0041\N{BULLET}"`, "\xff\\u0041\\N{BULLET}"},
		{`Rb'\x41'`, `\x41`},
		{`f"a{{b}}c"`, "a{b}c"},
		{`f"{x}\x41{y!r:>{w}}"`, "{x}A{y!r:>{w}}"},
		{`rf"\d{x}"`, `\d{x}`},
		{`f""`, ""},
		{`""""""`, ""},
		{`"""a""b"""`, `a""b`},
		{`'abc`, "abc"},
		{`"""abc`, "abc"},
		{`f"{x`, "{x"},
		{`"\x4"`, `\x4`},
	} {
		f := source.FromString("x.py", test.source)
		tokens := lex(test.source)
		if len(tokens) != 1 || tokens[0].Kind != lang.String {
			t.Errorf("%s is %v", test.source, tokens)
			continue
		}
		if got := literal(f.Whole(), tokens[0]).View.Text; got != test.want {
			t.Errorf("%s is %q, expected %q", test.source, got, test.want)
		}
	}
}

func TestInterpolationsEndWhereTheirExpressionsDo(t *testing.T) {
	for source, want := range map[string]string{
		`f"{x}"`:                       "`«x»`",
		`f"{x.y:>10}"`:                 "`«x.y»`",
		`f"{x!r}"`:                     "`«x»`",
		`f"{x = }"`:                    "`«x»`",
		`f"{a != b}"`:                  "`«a != b»`",
		`f"{a == b:'>{n}}"`:            "`«a == b»`",
		`f"{d['k']}"`:                  "`«d['k']»`",
		`f"{d["k"]}"`:                  "`«d[\"k\"]»`",
		`f"{f'{x}'}"`:                  "`«f'{x}'»`",
		`f"{(lambda y: y)(1)}"`:        "`«(lambda y: y)(1)»`",
		"f'''{\n  x  # why\n}'''":      "`«x»`",
		`f"{x}" "{y}" f'{z}'`:          "`«x»{y}«z»`",
		`"a" + b + f"{c}" + 'd'`:       "`a«b»«c»d`",
		`"%s of %d%%" % (a, b)`:        "`«a» of «b»%`",
		`"%(a)s %(b)s" % {"a": 1}`:     "`1 «b»`",
		`"{} {b} {{}}".format(a, b=c)`: "`«a» «c» {}`",
		`"{0}{0}".format("x")`:         `"xx"`,
		`", ".join([a, "b"])`:          "`«a», b`",
		`"x" if c else f"{y}"`:         "either(\"x\" | `«y»`)",
		`a or "x"`:                     `either(«a» | "x")`,
		`not True`:                     "«not True»",
	} {
		u := langtest.Read(Language{}, "f("+source+")")
		for _, c := range u.Calls {
			if c.Span.Start != 0 {
				continue
			}
			if got := langtest.Value(u, c.Arg(0)); got != want {
				t.Errorf("%s is %s, expected %s", source, got, want)
			}
		}
	}
}

func TestEditsAreWrittenAsTheLiteralWritesText(t *testing.T) {
	for _, test := range []struct{ program, old, now, want string }{
		{`f("gpt-4")`, "gpt-4", "gpt-5", `f("gpt-5")`},
		{`f("a" 'b' "c")`, "b", `it's "x"`, `f("a" 'it\'s "x"' "c")`},
		{`f("a\n" + 'b')`, "a\n", "c\\\n", `f("c\\\n" + 'b')`},
		{"f(\"\"\"a\nb\"\"\")", "a", "x\n\"y\" \"\"\"", "f(\"\"\"x\n\"y\" \\\"\\\"\\\"\nb\"\"\")"},
		{`f(r"a\d")`, "a", `b\w`, `f(r"b\w\d")`},
		{`f(r"a\d")`, "a", `"`, `f("\"\\d")`},
		{`f(f"a {x}")`, "a", "{b}", `f(f"{{b}} {x}")`},
		{`f(f"a {x}")`, "x", "y['k']", `f(f"a {y['k']}")`},
		{`f(b"a")`, "a", "é", `f(b"\xc3\xa9")`},
		{`f("\N{BULLET}")`, "•", "-", `f("-")`},
		{`f("you: {}".format(x))`, "you", "me", `f("me: {}".format(x))`},
		{`f("you: %s" % x)`, "you", "me", `f("me: %s" % x)`},
	} {
		langtest.Edit(t, Language{}, test.program, test.old, test.now, test.want)
	}
}

func TestAnEditAcrossLiteralsOrCodeIsDisplayOnly(t *testing.T) {
	for _, program := range []string{`f("ab" "cd")`, `f(f"ab{xyz}cd")`} {
		u := langtest.Read(Language{}, program)
		if _, err := u.Strings[0].Node.View.Edit(1, 4, "x"); err != source.ErrDisplayOnly {
			t.Errorf("%s: %v", program, err)
		}
	}
}
