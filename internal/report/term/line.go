package term

import (
	"strings"
	"unicode/utf8"
)

// A Shown is a line, or the part of one that fits, as it is printed.
type Shown struct {
	Text             string
	Mark, MarkEnd    int  // columns of the marked range in Text, from 0
	CutLeft, CutLong bool // something of the line is missing on that side
}

// Show lays out one line (without its end) in at most width columns. A line
// that is too long is cut around the bytes [from, to), with an ellipsis for
// what is missing. Only the neighbourhood of the mark is read, so that many
// findings in one huge line cost what they show and not the line.
func Show[T ~string | ~[]byte](line T, from, to, width int) Shown {
	from = max(0, min(from, len(line)))
	to = max(from, min(to, len(line)))
	lo, hi := runeStart(line, from-4*width), runeStart(line, from+16*width)
	if from < 8*width {
		lo = 0
	}
	cells := cellsPast(string(line[lo:hi]), from-lo, width+1)
	if len(cells) > 0 {
		hi = lo + cells[len(cells)-1].End
	}
	col := make([]int, len(cells)+1) // column where each cell starts
	a, b := len(cells), len(cells)   // cells of the mark: [a, b)
	for i, c := range cells {
		col[i+1] = col[i] + c.Width
		if a == len(cells) && lo+c.End > from {
			a = i
		}
		if b == len(cells) && lo+c.Start >= to {
			b = i
		}
	}
	b = max(a, b)
	first, last := 0, len(cells)
	total := col[len(cells)]
	s := Shown{CutLeft: lo > 0, CutLong: hi < len(line)}
	if total > width || s.CutLeft || s.CutLong {
		if s.CutLeft || col[b] > width-2 {
			before := max((width-2-(col[b]-col[a]))/2, width/8)
			for first < a && col[a]-col[first] > before {
				first++
			}
			// No need to cut the start for the sake of a few columns.
			if !s.CutLeft && col[first] <= 1 {
				first = 0
			}
		}
		s.CutLeft = s.CutLeft || first > 0
		room := width
		if s.CutLeft {
			room--
		}
		for last = first; last < len(cells) && col[last+1]-col[first] <= room; last++ {
		}
		if last < len(cells) || s.CutLong {
			s.CutLong = true
			for last > first && col[last]-col[first] > room-1 {
				last--
			}
		}
	}
	var text strings.Builder
	shift := -col[first]
	if s.CutLeft {
		text.WriteString("…")
		shift++
	}
	for _, c := range cells[first:last] {
		text.WriteString(c.Text)
	}
	if s.CutLong {
		text.WriteString("…")
	}
	s.Text = text.String()
	s.Mark = col[min(a, last)] + shift
	s.MarkEnd = col[min(b, last)] + shift
	if b > last {
		s.MarkEnd++ // the mark goes on behind the ellipsis
	}
	return s
}

// runeStart returns the start of the character at byte i, within s.
func runeStart[T ~string | ~[]byte](s T, i int) int {
	if i <= 0 {
		return 0
	}
	if i >= len(s) {
		return len(s)
	}
	for n := 0; n < utf8.UTFMax && i > 0 && !utf8.RuneStart(s[i]); n++ {
		i--
	}
	return i
}

// Wrap breaks text into lines of at most width columns, at spaces; a word
// that is longer stands alone. Line ends in text stay line ends.
func Wrap(text string, width int) []string {
	var out []string
	for line := range strings.SplitSeq(strings.ReplaceAll(text, "\r\n", "\n"), "\n") {
		cur, used := "", 0
		for _, word := range strings.Fields(line) {
			word = Printable(word)
			w := Width(word)
			switch {
			case cur == "":
				cur, used = word, w
			case used+1+w <= width:
				cur, used = cur+" "+word, used+1+w
			default:
				out = append(out, cur)
				cur, used = word, w
			}
		}
		out = append(out, cur)
	}
	for len(out) > 0 && out[len(out)-1] == "" {
		out = out[:len(out)-1]
	}
	return out
}
