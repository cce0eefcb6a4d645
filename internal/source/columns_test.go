package source

import (
	"math/rand"
	"strings"
	"testing"
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
	// Counting from the start of the line each time would not come back before
	// the test's own time is up.
	for i := range 1_000_000 {
		if p := f.Pos(len(f.Data) - 2*i); p.Column != 4<<20-i+1 {
			t.Fatalf("the column of byte %d is %d", p.Offset, p.Column)
		}
	}
}
