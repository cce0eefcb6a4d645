package callsite

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"

	langs "github.com/promptglot/promptglot/internal/lang/all"
)

// slow is what match must say.
func slow(list []string, data []byte) bool {
	for _, w := range list {
		if bytes.Contains(data, []byte(w)) {
			return true
		}
	}
	return false
}

func TestAWordIsFoundAtEveryPlace(t *testing.T) {
	list := strings.Split(strings.TrimSpace(words), "\n")
	for _, w := range list {
		for before := range 4 {
			for after := range 3 {
				text := strings.Repeat("~", before) + w + strings.Repeat("~", after)
				if !MayMatter([]byte(text)) {
					t.Errorf("%q is not found in %q", w, text)
				}
			}
			for _, part := range []string{w[1:], w[:len(w)-1]} {
				if text := []byte(strings.Repeat("~", before) + part); MayMatter(text) != slow(list, text) {
					t.Errorf("%q: found %v", text, MayMatter(text))
				}
			}
		}
	}
}

func TestAFinderSaysWhatASearchForEachWordSays(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	signs := "abc|"
	text := func(n int) string {
		b := make([]byte, n)
		for i := range b {
			b[i] = signs[r.IntN(len(signs))]
		}
		return string(b)
	}
	for round := range 500 {
		if round == 250 { // more pairs than there are buckets
			signs = "abcdefghijklmnopqrstuvwxyz|"
		}
		var list []string
		for range 1 + r.IntN(400) {
			list = append(list, text(2+r.IntN(9)))
		}
		list = list[:1+r.IntN(len(list))]
		f := newFinder(list)
		for range 20 {
			data := []byte(text(r.IntN(12)))
			if got, want := f.match(data), slow(list, data); got != want {
				t.Fatalf("match(%q) of %q is %v", data, list, got)
			}
		}
	}
}

func TestAProgramThatNamesVendorsInRemarksOnlyIsTold(t *testing.T) {
	for _, c := range []struct {
		file, text string
		only       bool
	}{
		{"a.go", "package a\n\n// As openai does.\nvar x = 1\n", true},
		{"a.go", "package a\n\n/* As\n * openai does.\n */\nvar x = 1\n", true},
		{"a.go", "package a\n\n// As openai does.\nvar x = \"openai\"\n", false},
		{"a.go", "package a\n\nvar x = `\n// As openai does.\n`\n", false},
		{"a.go", "package a\n\nvar x = 1 // As openai does.\n", false}, // it is read for nothing
		{"a.py", "# openai\nx = 1\n", true},
		{"a.py", "x = \"\"\"\n# openai\n\"\"\"\n", false},
		{"a.ts", "/**\n * openai\n */\nlet x = 1", true},
		{".env", "# openai\nGOOGLE_API_KEY=\n", false},
	} {
		l := langs.Of(c.file, []byte(c.text))
		if got := OnlyRemarked(l, []byte(c.text)); got != c.only {
			t.Errorf("%s: %q: %v", c.file, c.text, got)
		}
	}
}

func FuzzMayMatter(f *testing.F) {
	list := strings.Split(strings.TrimSpace(words), "\n")
	f.Add([]byte("x <|"))
	f.Add([]byte("put together; from together import Together"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if got, want := MayMatter(data), slow(list, data); got != want {
			t.Errorf("%q: %v, want %v", data, got, want)
		}
	})
}

func BenchmarkMayMatter(b *testing.B) {
	text := []byte(strings.Repeat("func (r *reader) holds(data []byte, i int) bool { return len(data) > i && r.next(data[i:]) != nil }\n", 10_000))
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if MayMatter(text) {
			b.Fatal("there is no word in it")
		}
	}
}
