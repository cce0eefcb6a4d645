package kotlin_test

import (
	"os"
	"testing"

	"github.com/promptglot/promptglot/internal/lang/kotlin"
	"github.com/promptglot/promptglot/internal/lang/langtest"
)

func TestFixturesReadAsTheyDid(t *testing.T) {
	langtest.Fixtures(t, kotlin.Language{}, ".kt.in")
}

func TestHostileProgramsTakeLinearWork(t *testing.T) {
	langtest.Linear(t, kotlin.Language{},
		"(", "[", "{", "f(", "f {", "f() {", "x = f {", "a<b,", "List<", "@A(", "if (a) ", "if (a) { ", "when { a -> ", "when {", "a.b(", "a[", "\"", "\"\"\"", "\"${",
		"\"\"\"${", "$$\"", "`", "/*", "'", "val x = ", "val (", "fun f(", "fun f() = ", "fun ", "class A : ", "class A(", "a to ", "\"a\" + ", "a ?: ", "mapOf(",
		"import a.", "x\n.a", "a as? ", "\x00", "\xff", "]")
}

func TestEditsOfStringsAreSaidInTheirSyntax(t *testing.T) {
	langtest.Edit(t, kotlin.Language{}, `val s = "gpt-4\n"`, "gpt-4", `a"b$c`, `val s = "a\"b\$c\n"`)
	langtest.Edit(t, kotlin.Language{}, "val s = \"\"\"\n  be gpt-4\n  ok\n\"\"\".trimIndent()", "gpt-4", "x\ny", "val s = \"\"\"\n  be x\n  y\n  ok\n\"\"\".trimIndent()")
}

func TestProgramsOfOthersKeepTheLaws(t *testing.T) { langtest.Tree(t, kotlin.Language{}) }

func FuzzReadKeepsTheLaws(f *testing.F) {
	data, err := os.ReadFile("testdata/openai.kt.in")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(data))
	f.Fuzz(func(t *testing.T, text string) { langtest.Laws(t, kotlin.Language{}, text) })
}

func BenchmarkLex(b *testing.B)  { langtest.BenchLex(b, kotlin.Language{}, "testdata/openai.kt.in") }
func BenchmarkRead(b *testing.B) { langtest.BenchRead(b, kotlin.Language{}, "testdata/openai.kt.in") }
