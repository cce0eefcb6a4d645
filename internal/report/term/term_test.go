package term

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestPrintableShowsWhatHides(t *testing.T) {
	tests := []struct{ in, want string }{
		{"plain é 日本 🙂", "plain é 日本 🙂"},
		{"\x1b[31mred", "␛[31mred"},
		{"a\u200bb", "a<U+200B>b"},
		{"x\u202ey", "x<U+202E>y"},
		{"o\U000E0041\U000E0042", "o<U+E0041><U+E0042>"},
		{"👩‍👩‍👧 می\u200cخواهم", "👩‍👩‍👧 می\u200cخواهم"},
		{"🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F", "🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F"},
		{"bad\xffbyte\u0085", "bad\uFFFDbyte<U+0085>"},
		{"two\r\nlines\ttab", "two lines   tab"},
	}
	for _, tt := range tests {
		if got := Printable(tt.in); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestShowKeepsTheMarkUnderItsText(t *testing.T) {
	long := strings.Repeat("lorem ", 5000) + "TARGET" + strings.Repeat(" ipsum", 5000)
	for _, line := range []string{"a TARGET z", "\tTARGET", "日本語 TARGET 🙂", "x\u200b\x1b TARGET", long, "TARGET" + long, long + "TARGET"} {
		for _, width := range []int{20, 40, 77, 200} {
			from := strings.Index(line, "TARGET")
			s := Show(line, from, from+6, width)
			if w := Width(s.Text); w > width {
				t.Errorf("%.20q in %d: %d columns", line, width, w)
			}
			if got := column(s.Text, s.Mark, s.MarkEnd); got != "TARGET" {
				t.Errorf("%.20q in %d: the mark stands under %q in %q", line, width, got, s.Text)
			}
		}
	}
}

func FuzzShow(f *testing.F) {
	f.Add("日本\tlong 👩‍👩‍👧 \x1b[0m line \xff", 3, 9, 20)
	f.Fuzz(func(t *testing.T, line string, from, to, width int) {
		width = 20 + max(0, width%100)
		s := Show(line, from, to, width)
		if !utf8.ValidString(s.Text) || Width(s.Text) > width {
			t.Fatalf("%q is %d columns wide of %d", s.Text, Width(s.Text), width)
		}
		if s.Mark < 0 || s.MarkEnd < s.Mark || s.MarkEnd > width {
			t.Fatalf("mark %d to %d in %q", s.Mark, s.MarkEnd, s.Text)
		}
		for _, c := range s.Text {
			if c < ' ' || c == 0x7f || c == 0x202e {
				t.Fatalf("%q reaches the screen", c)
			}
		}
	})
}

func BenchmarkShowInHugeLine(b *testing.B) {
	line := strings.Repeat(`{"role":"user"},`, 1<<16)
	for b.Loop() {
		Show(line, len(line)/2, len(line)/2+10, 100)
	}
}

// column returns what is printed between two columns of s.
func column(s string, from, to int) string {
	var b strings.Builder
	col := 0
	for _, c := range Cells(s) {
		if col >= from && col < to {
			b.WriteString(c.Text)
		}
		col += c.Width
	}
	return b.String()
}
