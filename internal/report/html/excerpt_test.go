package html_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/promptglot/promptglot/internal/report/html"
	"github.com/promptglot/promptglot/internal/source"
)

// marked writes an excerpt down: numbers, lines, marks in brackets.
func marked(s *html.Source) string {
	var b strings.Builder
	for _, l := range s.Lines {
		text, at := "", 0
		for _, m := range l.Marks {
			text += l.Text[at:m.Start] + "[" + l.Text[m.Start:m.End] + "]"
			at = m.End
		}
		text += l.Text[at:]
		if l.Before {
			text = "…" + text
		}
		if l.After {
			text += "…"
		}
		fmt.Fprintf(&b, "%d %s\n", l.Number, text)
	}
	if s.Left > 0 {
		fmt.Fprintf(&b, "left %d\n", s.Left)
	}
	return b.String()
}

func spot(text, piece string) html.Spot {
	i := strings.Index(text, piece)
	return html.Spot{Span: source.Span{Start: i, End: i + len(piece)}, Class: html.Loses}
}

func TestAnExcerptShowsTheSpotsAndTheirSurroundings(t *testing.T) {
	long := "top\n" + strings.Repeat("line\n", 40) + "x = «odd»;\n" + strings.Repeat("more\n", 40) + "z\n"
	endless := strings.Repeat("é", 300) + "HERE" + strings.Repeat("é", 300)
	var many strings.Builder
	var all []html.Spot
	for i := range 200 {
		fmt.Fprintf(&many, "no %03d\n", i)
		all = append(all, html.Spot{Span: source.Span{Start: 7 * i, End: 7*i + 2}, Class: html.Changed})
	}
	for name, c := range map[string]struct {
		text  string
		spots []html.Spot
		want  string
	}{
		"a short prompt is shown whole": {"a\r\nbcd\r\ne", []html.Spot{spot("a\r\nbcd\r\ne", "cd")}, "1 a\n2 b[cd]\n3 e\n"},
		"of a long one the head and what is near a spot": {
			long, []html.Spot{spot(long, "«odd»")},
			"1 top\n2 line\n3 line\n4 line\n5 line\n6 line\n40 line\n41 line\n42 x = [«odd»];\n43 more\n44 more\n",
		},
		"of a spot over many lines the first":        {"a\nb\nc\nd\ne\nf\n", []html.Spot{spot("a\nb\nc\nd\ne\nf\n", "b\nc\nd\ne\nf")}, "1 a\n2 [b]\n3 c\n4 d\n5 e\n6 f\n"},
		"of an endless line what is around the spot": {endless, []html.Spot{spot(endless, "HERE")}, "1 …" + strings.Repeat("é", 30) + "[HERE]" + strings.Repeat("é", 88) + "…\n"},
		"overlapping spots part at the first one":    {"abcdef", []html.Spot{spot("abcdef", "bcd"), spot("abcdef", "cde")}, "1 a[bcd][e]f\n"},
		"bytes that are no text are replaced":        {"a\xff\xfeb", []html.Spot{{Span: source.Span{Start: 3, End: 4}, Class: html.Loses}}, "1 a\uFFFD[b]\n"},
		"an empty file has one line":                 {"", nil, "1 \n"},
	} {
		f := source.FromString("f", c.text)
		got := marked(html.NewFile(f).Excerpt(source.Span{End: len(c.text)}, c.spots))
		if got != c.want {
			t.Errorf("%s:\n%s\nwant:\n%s", name, got, c.want)
		}
	}
	s := html.NewFile(source.FromString("f", many.String())).Excerpt(source.Span{End: many.Len()}, all)
	if len(s.Lines) != 60 || s.Left != 140 {
		t.Errorf("%d lines, %d left out", len(s.Lines), s.Left)
	}
}

func FuzzExcerpt(f *testing.F) {
	f.Add("a\nb\r\nc", 0, 4, 2, 3)
	f.Add(strings.Repeat("é", 400), 3, 700, 100, 301)
	f.Fuzz(func(t *testing.T, text string, a, b, c, d int) {
		in := func(n int) int { return max(0, min(n, len(text))) }
		spots := []html.Spot{
			{Span: source.Span{Start: min(in(a), in(b)), End: max(in(a), in(b))}, Class: html.Loses},
			{Span: source.Span{Start: min(in(c), in(d)), End: max(in(c), in(d))}, Class: html.Changed},
		}
		s := html.NewFile(source.FromString("f", text)).Excerpt(source.Span{Start: in(a), End: in(d)}, spots)
		last := 0
		for _, l := range s.Lines {
			if l.Number <= last || !utf8.ValidString(l.Text) || len(l.Text) > 4*240 {
				t.Fatalf("line %d after %d: %q", l.Number, last, l.Text)
			}
			last = l.Number
			at := 0
			for _, m := range l.Marks {
				if m.Start < at || m.End <= m.Start || m.End > len(l.Text) {
					t.Fatalf("marks %v of %q", l.Marks, l.Text)
				}
				at = m.End
			}
		}
	})
}
