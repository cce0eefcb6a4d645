package typescript

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/langtest"
	"github.com/promptglot/promptglot/internal/source"
)

func TestHostileNestingTakesLinearWork(t *testing.T) {
	langtest.Linear(t, TypeScript,
		"(", "[", "{", "a(", "a.b.c.", "<", "a<b,", "`${", "`", "a?b:", "x=>", "(x)=>{", "(a):", "(a):b|", "function f(){", "class A{",
		"{a:", "...", "@", "@a(", "if(", "for(const a of ", "const{a:", "const[", "import(", "import{a", "export{", "type A=",
		"type A=B extends C?", "interface A{", "enum A{", "new ", "await ", "a=", "a+", "\"a\"+", "/[", "/a", "!", "a!", "${", "as ", "a as b ",
		")", "]", "}", "((((((}", "[)", "return ", "case ", "${`", "async ", "/*", "//\n", "<!--", "#", "\\", "\"\\", "<T>(", "f<T>(", "<T,>(x)=>")
	langtest.Linear(t, JavaScript,
		"/></a><a>", "/></a><a b={", "/></a><a>{", "/></a>=<", "/></a>=<a ", "/></a>=<a>(", "/></a>x=<>", "/></a>=<a<", "/></a>(<a b='", "/></a>return <a>{b")
}

func TestTokensOfRealFilesAreTheirBytes(t *testing.T) {
	root := os.Getenv("PROMPTGLOT_TS_TREE")
	if root == "" {
		root = "testdata"
	}
	files := 0
	err := filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		l := of(strings.TrimSuffix(path, ".in"))
		if err != nil || d.IsDir() || l == nil {
			return err
		}
		data, err := os.ReadFile(path)
		if err == nil {
			langtest.Laws(t, l, string(data))
			files++
		}
		return err
	})
	if err != nil || files == 0 {
		t.Fatal(files, err)
	}
}

func FuzzRead(f *testing.F) {
	paths, _ := filepath.Glob("testdata/*.in")
	for _, p := range paths {
		if data, err := os.ReadFile(p); err == nil {
			f.Add(string(data))
		}
	}
	f.Add("a=<b c='&lt;'>${`${}`}/[/]/")
	f.Fuzz(func(t *testing.T, text string) {
		for _, l := range []lang.Language{TypeScript, JavaScript} {
			langtest.Laws(t, l, text)
		}
		for _, path := range []string{"a.vue", "a.astro", "a.tsx"} {
			TypeScript.Read(source.FromString(path, text).Whole())
		}
	})
}

// sample is a program of about a megabyte.
func sample(b *testing.B) string {
	data, err := os.ReadFile("testdata/calls.ts.in")
	if err != nil {
		b.Fatal(err)
	}
	_, text, _ := strings.Cut(string(data), "\n")
	return strings.Repeat(text, 1<<20/len(text))
}

func BenchmarkLex(b *testing.B) {
	text := sample(b)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		TypeScript.Lex(text)
	}
}

func BenchmarkRead(b *testing.B) {
	text := sample(b)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		TypeScript.Read(source.FromString("a.ts", text).Whole())
	}
}
