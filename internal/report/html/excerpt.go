package html

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/promptglot/promptglot/internal/source"
)

// What an excerpt shows: a short prompt whole, of a long one its head and the
// surroundings of each spot. The limits keep a page of thousands of prompts
// small, and a file of one endless line readable.
const (
	whole  = 24  // lines of a prompt that is shown whole
	head   = 6   // lines of a longer one's beginning
	around = 2   // lines before and after a spot
	long   = 3   // lines that a spot may have and still be marked whole
	most   = 60  // lines of an excerpt
	wide   = 240 // bytes of a line
	lead   = 60  // bytes before the first mark of a line that is cut
)

// A File is one that excerpts are made of.
type File struct {
	f     *source.File
	clean []byte // a byte for a byte of f, with credentials masked
}

// NewFile readies f for excerpts.
func NewFile(f *source.File) *File { return &File{f, source.RedactBytes(f.Data)} }

// Excerpt returns the lines that show the prompt at the span body and the spots
// in it. Credentials are masked.
func (x *File) Excerpt(body source.Span, spots []Spot) *Source {
	f := x.f
	lines, marked := map[int]bool{}, map[int]bool{}
	last := f.Lines()
	show := func(from, to int) {
		for n := max(1, from); n <= min(to, last); n++ {
			lines[n] = true
		}
	}
	first, end := f.Pos(body.Start).Line, f.Pos(max(body.Start, body.End-1)).Line
	if end-first < whole {
		show(first, end)
	} else {
		show(first, first+head-1)
	}
	spots = slices.Clone(spots)
	slices.SortStableFunc(spots, func(a, b Spot) int { return a.Span.Start - b.Span.Start })
	for i := range spots {
		s := &spots[i]
		n := f.Pos(s.Span.Start).Line
		if f.Pos(s.Span.End).Line > n+long {
			s.Span.End = f.LineSpan(n).End // of something long the beginning is marked
		}
		marked[n] = true
		show(n-around, n+around)
	}
	numbers := make([]int, 0, len(lines))
	for n := range lines {
		numbers = append(numbers, n)
	}
	slices.Sort(numbers)
	out := &Source{File: f.Path}
	for i, n := range numbers {
		if i >= most {
			if marked[n] {
				out.Left++
			}
			continue
		}
		span := f.LineSpan(n)
		for len(spots) > 0 && spots[0].Span.End <= span.Start {
			spots = spots[1:]
		}
		out.Lines = append(out.Lines, cut(n, strings.TrimRight(string(x.clean[span.Start:span.End]), "\r\n"), span.Start, spots))
	}
	return out
}

// cut makes one line, which begins at the offset start, with the spots in it.
// Where spots overlap, the first one counts. The text is valid UTF-8.
func cut(n int, text string, start int, spots []Spot) Line {
	l := Line{Number: n}
	var marks []Mark
	at := 0
	for _, s := range spots {
		if s.Span.Start >= start+len(text) {
			break
		}
		from, to := max(at, s.Span.Start-start), min(len(text), s.Span.End-start)
		if from < to {
			marks = append(marks, Mark{from, to, s.Class})
			at = to
		}
	}
	lo, hi := 0, len(text)
	if hi > wide {
		if len(marks) > 0 {
			lo = max(0, min(marks[0].Start-lead, len(text)-wide))
		}
		hi = min(len(text), lo+wide)
		for lo > 0 && !utf8.RuneStart(text[lo]) {
			lo--
		}
		for hi < len(text) && !utf8.RuneStart(text[hi]) {
			hi++
		}
		l.Before, l.After = lo > 0, hi < len(text)
	}
	var b strings.Builder
	at = lo
	piece := func(to int) {
		b.WriteString(strings.ToValidUTF8(text[at:to], "\uFFFD"))
		at = to
	}
	for _, m := range marks {
		from, to := max(lo, m.Start), min(hi, m.End)
		if from >= to {
			continue
		}
		piece(from)
		m.Start = b.Len()
		piece(to)
		m.End = b.Len()
		l.Marks = append(l.Marks, m)
	}
	piece(hi)
	l.Text = b.String()
	return l
}
