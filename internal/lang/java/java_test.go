package java_test

import (
	"os"
	"testing"

	"github.com/promptglot/promptglot/internal/lang/java"
	"github.com/promptglot/promptglot/internal/lang/langtest"
)

func TestFixturesReadAsTheyDid(t *testing.T) {
	langtest.Fixtures(t, java.Language{}, ".java.in")
}

func TestHostileProgramsTakeLinearWork(t *testing.T) {
	langtest.Linear(t, java.Language{},
		"(", "[", "{", "f(", "new T(", "new T(){", "a<b,", "List<", "@A(", "@A ", "x -> ", "(a) -> ", "a.b(", "a[", "\"", "\"\"\"", "/*", "'", "String x = ",
		"import a.", "public ", "a b(", "a b() ", "\"a\" + ", "a ? b : ", ".a", "(String) ", "List.of(", "\"%s\".formatted(", "\\u", "\x00", "\xff", "]")
}

func TestEditsOfStringsAreSaidInTheirSyntax(t *testing.T) {
	langtest.Edit(t, java.Language{}, `String s = "gpt-4\n";`, "gpt-4", `a"b\`, `String s = "a\"b\\\n";`)
	langtest.Edit(t, java.Language{}, "String s = \"\"\"\n  be gpt-4\n  ok\n  \"\"\";", "gpt-4", "x\ny", "String s = \"\"\"\n  be x\n  y\n  ok\n  \"\"\";")
}

func TestProgramsOfOthersKeepTheLaws(t *testing.T) { langtest.Tree(t, java.Language{}) }

func FuzzReadKeepsTheLaws(f *testing.F) {
	data, err := os.ReadFile("testdata/openai.java.in")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(data))
	f.Fuzz(func(t *testing.T, text string) { langtest.Laws(t, java.Language{}, text) })
}

func BenchmarkLex(b *testing.B)  { langtest.BenchLex(b, java.Language{}, "testdata/openai.java.in") }
func BenchmarkRead(b *testing.B) { langtest.BenchRead(b, java.Language{}, "testdata/openai.java.in") }
