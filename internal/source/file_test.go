package source

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestPosCountsLinesAndCharacters(t *testing.T) {
	f := NewFile("x", []byte("aé\r\n\U0001F600b\nlast"))
	for _, c := range []struct{ off, line, col, at int }{
		{-5, 1, 1, 0},
		{0, 1, 1, 0},
		{1, 1, 2, 1},
		{3, 1, 3, 3}, // the CR belongs to its line
		{4, 1, 4, 4}, // so does the LF
		{5, 2, 1, 5}, // first byte of the next
		{9, 2, 2, 9}, // a four-byte character is one column
		{11, 3, 1, 11},
		{15, 3, 5, 15},
		{99, 3, 5, 15}, // beyond the end
	} {
		if got, want := f.Pos(c.off), (Pos{c.line, c.col, c.at}); got != want {
			t.Errorf("Pos(%d) = %v, want %v", c.off, got, want)
		}
	}
	if f.Lines() != 3 || NewFile("", []byte("a\n")).Lines() != 1 || NewFile("", nil).Lines() != 1 {
		t.Error("a trailing newline does not open a line; an empty file has one")
	}
	for line, want := range map[int]string{0: "", 1: "aé", 2: "\U0001F600b", 3: "last", 4: ""} {
		if got := f.Slice(f.LineSpan(line)); got != want {
			t.Errorf("line %d is %q, want %q", line, got, want)
		}
	}
	if f.LineStart(9) != 5 || f.LineStart(99) != 11 || f.LineStart(-1) != 0 {
		t.Error("LineStart")
	}
}

func TestApplyRefusesOverlaps(t *testing.T) {
	data := []byte("0123456789")
	out, err := Apply(data, []Edit{{Span{8, 9}, ""}, {Span{0, 0}, "<"}, {Span{2, 4}, "xyz"}, {Span{4, 4}, "|"}})
	if err != nil || string(out) != "<01xyz|45679" || string(data) != "0123456789" {
		t.Errorf("%s %v", out, err)
	}
	for _, es := range [][]Edit{{{Span{1, 3}, ""}, {Span{2, 4}, ""}}, {{Span{5, 11}, ""}}, {{Span{4, 3}, ""}}, {{Span{-1, 0}, ""}}} {
		if _, err := Apply(data, es); err == nil {
			t.Errorf("%v is applied", es)
		}
	}
}

func TestUnifiedShowsTheChangedLine(t *testing.T) {
	got := Unified("a/x", "b/x", []byte("1\n2\n3\n"), []byte("1\ntwo\n3\n"))
	want := "--- a/x\n+++ b/x\n@@ -1,3 +1,3 @@\n 1\n-2\n+two\n 3\n"
	if got != want {
		t.Errorf("got\n%s", got)
	}
	if Unified("a", "b", []byte("same"), []byte("same")) != "" {
		t.Error("equal files have no diff")
	}
	if !strings.Contains(Unified("a", "b", []byte("x"), []byte("y")), "No newline at end of file") {
		t.Error("a missing last newline is not named")
	}
}

func TestColumnsOnVeryLongLinesAreThoseThatCountingGives(t *testing.T) {
	line := strings.Repeat("aé漢😀\xff", 20_000)
	f := NewFile("long", []byte("first\n"+line+"\nlast"))
	for _, at := range []int{6, 7, 16390, 50_001, 6 + len(line) - 1, 6 + len(line)} {
		want := utf8.RuneCount(f.Data[6:at]) + 1
		if p := f.Pos(at); p.Line != 2 || p.Column != want {
			t.Errorf("offset %d: got %d:%d, want 2:%d", at, p.Line, p.Column, want)
		}
	}
}
