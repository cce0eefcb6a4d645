package python

import (
	"os"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/source"
)

func program(tb testing.TB) string {
	tb.Helper()
	data, err := os.ReadFile("testdata/chat.py")
	if err != nil {
		tb.Fatal(err)
	}
	return strings.Repeat(string(data), 1<<20/len(data)+1)
}

func BenchmarkLex(b *testing.B) {
	text := program(b)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		lex(text)
	}
}

func BenchmarkRead(b *testing.B) {
	f := source.FromString("chat.py", program(b))
	b.SetBytes(int64(len(f.Data)))
	b.ReportAllocs()
	for b.Loop() {
		Language{}.Read(f.Whole())
	}
}
