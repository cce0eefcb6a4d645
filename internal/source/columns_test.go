package source

import (
	"math/rand"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// Columns of long lines are those that counting from the start of the line
// gives, for ill-formed text and offsets within a character too.
func TestColumnsOfLongLines(t *testing.T) {
	pieces := []string{"a", "é", "€", "🙂", "\xff", "\xe2\x82", "\x80", "\xf0\x9f", "\r", strings.Repeat("x", 700)}
	r := rand.New(rand.NewSource(1))
	for range 30 {
		var b strings.Builder
		for b.Len() < 20*markEvery {
			b.WriteString(pieces[r.Intn(len(pieces))])
			if r.Intn(2000) == 0 {
				b.WriteByte('\n')
			}
		}
		text := b.String()
		f := NewFile("f", []byte(text))
		for offset := 0; offset <= len(text); offset += 1 + r.Intn(7) {
			start := strings.LastIndexByte(text[:offset], '\n') + 1
			if got, want := f.Pos(offset).Column, utf8.RuneCountInString(text[start:offset])+1; got != want {
				t.Fatalf("offset %d of a line that begins at %d: column %d, expected %d", offset, start, got, want)
			}
		}
	}
}

// A file that is one line must not take quadratic time.
func TestColumnsTakeTimeByTheOffsetNotByTheLine(t *testing.T) {
	f := NewFile("f", []byte(strings.Repeat("é", 4<<20)))
	begin := time.Now()
	for i := range 100_000 {
		f.Pos(len(f.Data) - i)
	}
	if d := time.Since(begin); d > 5*time.Second {
		t.Errorf("100,000 positions took %v", d)
	}
}
