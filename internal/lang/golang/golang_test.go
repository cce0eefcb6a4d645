package golang_test

import (
	"os"
	"testing"

	"github.com/promptglot/promptglot/internal/lang/golang"
	"github.com/promptglot/promptglot/internal/lang/langtest"
)

func TestFixturesReadAsTheyDid(t *testing.T) {
	langtest.Fixtures(t, golang.Language{}, ".go.in")
}

func TestHostileProgramsTakeLinearWork(t *testing.T) {
	langtest.Linear(t, golang.Language{},
		"(", "[", "{", "f(", "T{", "[]T{", "map[string]any{", "func() {", "if ", "if {}{", "for x[", "a.b(", "a[", "func(", "\"", "`", "/*", "'",
		"x := ", "var a, ", "const (", "import (", "type T[", "&*", "\"a\" + ", "a.b", ".(", "fmt.Sprintf(\"%s\", ", "\x00", "\xff", "chan ", "]")
}

func TestEditsOfStringsAreSaidInTheirSyntax(t *testing.T) {
	langtest.Edit(t, golang.Language{}, `var s = "gpt-4\n"`, "gpt-4", `a"b\`, `var s = "a\"b\\\n"`)
	langtest.Edit(t, golang.Language{}, "var s = `gpt-4`", "gpt-4", "x\n\"y\"", "var s = `x\n\"y\"`")
}

func FuzzReadKeepsTheLaws(f *testing.F) {
	for _, p := range []string{"testdata/literals.go.in", "testdata/openai.go.in"} {
		data, err := os.ReadFile(p)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	f.Fuzz(func(t *testing.T, text string) { langtest.Laws(t, golang.Language{}, text) })
}

func BenchmarkLex(b *testing.B)  { langtest.BenchLex(b, golang.Language{}, "testdata/openai.go.in") }
func BenchmarkRead(b *testing.B) { langtest.BenchRead(b, golang.Language{}, "testdata/openai.go.in") }
