package csharp_test

import (
	"os"
	"testing"

	"github.com/promptglot/promptglot/internal/lang/csharp"
	"github.com/promptglot/promptglot/internal/lang/langtest"
)

func TestFixturesReadAsTheyDid(t *testing.T) {
	langtest.Fixtures(t, csharp.Language{}, ".cs.in")
}

func TestHostileProgramsTakeLinearWork(t *testing.T) {
	langtest.Linear(t, csharp.Language{},
		"(", "[", "{", "f(", "new T(", "new T {", "new {", "new() {", "new(", "x = new(", "T { A = ", "{ A = {", "a<b,", "List<", "[A(", "[A", "x => ", "(a) => ", "a.b(", "a[",
		"\"", "\"\"\"", "$\"{", "$\"", "@\"", "$$\"\"\"{{", "/*", "'", "# ", "#if\n", "string x = ", "using a.", "public ", "a b(", "a b() => ", "\"a\" + ", "a ? b : ",
		"a ?? ", ".a", "(string) ", "x switch {", "string.Format(\"{0}\", ", "{{", "\\u", "\x00", "\xff", "]", "$", "@")
}

func TestEditsOfStringsAreSaidInTheirSyntax(t *testing.T) {
	langtest.Edit(t, csharp.Language{}, `var s = "gpt-4\n";`, "gpt-4", `a"b\`, `var s = "a\"b\\\n";`)
	langtest.Edit(t, csharp.Language{}, `var s = @"gpt-4""";`, "gpt-4", `a"b\`, `var s = @"a""b\""";`)
	langtest.Edit(t, csharp.Language{}, `var s = $"gpt-4 {x}";`, "gpt-4", `{a}`, `var s = $"{{a}} {x}";`)
	langtest.Edit(t, csharp.Language{}, "var s = \"\"\"\n  be gpt-4\n  ok\n  \"\"\";", "gpt-4", "x\ny", "var s = \"\"\"\n  be x\n  y\n  ok\n  \"\"\";")
}

func TestProgramsOfOthersKeepTheLaws(t *testing.T) { langtest.Tree(t, csharp.Language{}) }

func FuzzReadKeepsTheLaws(f *testing.F) {
	data, err := os.ReadFile("testdata/openai.cs.in")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(data))
	f.Fuzz(func(t *testing.T, text string) { langtest.Laws(t, csharp.Language{}, text) })
}

func BenchmarkLex(b *testing.B)  { langtest.BenchLex(b, csharp.Language{}, "testdata/openai.cs.in") }
func BenchmarkRead(b *testing.B) { langtest.BenchRead(b, csharp.Language{}, "testdata/openai.cs.in") }
