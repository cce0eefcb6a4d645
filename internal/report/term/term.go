// Package term lays text out for terminals: it measures what is wide, makes
// visible what is not, and cuts lines that are too long around the part that
// matters. Text from prompts is hostile here: it may hold escape sequences,
// bidirectional overrides and hidden characters, and none may reach a screen.
package term

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/displaywidth"
)

// TabStop is the distance between tab stops.
const TabStop = 4

// A Cell is one user-perceived character as it is printed.
type Cell struct {
	Text       string // printable
	Width      int    // columns
	Start, End int    // bytes in the text it was made from
}

// Cells returns the cells of s, tabs expanded from column 0. Control
// characters become their pictures (␛), hidden ones their number (<U+200B>),
// invalid bytes U+FFFD.
func Cells(s string) []Cell { return cellsPast(s, len(s), 0) }

// cellsPast returns the cells of s until they go more than room columns past
// the byte at mark.
func cellsPast(s string, mark, room int) []Cell {
	cells := make([]Cell, 0, min(len(s), mark+2*room))
	at, col, stop := 0, 0, -1
	add := func(text string, width, n int) {
		cells = append(cells, Cell{Text: text, Width: width, Start: at, End: at + n})
		at += n
		col += width
	}
	for g := displaywidth.StringGraphemes(s); g.Next(); {
		if at >= mark && stop < 0 {
			stop = col + room
		}
		if stop >= 0 && col > stop {
			break
		}
		cluster := g.Value()
		switch {
		case cluster == "\t":
			n := TabStop - col%TabStop
			add(strings.Repeat(" ", n), n, 1)
		case plain(cluster):
			add(cluster, g.Width(), len(cluster))
		default:
			for len(cluster) > 0 {
				r, n := utf8.DecodeRuneInString(cluster)
				text := visible(r)
				add(text, displaywidth.String(text), n)
				cluster = cluster[n:]
			}
		}
	}
	return cells
}

// Printable returns s as one line that is safe to print: see Cells. Line ends
// become spaces.
func Printable(s string) string {
	if isPlainASCII(s) {
		return s
	}
	s = strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ").Replace(s)
	var b strings.Builder
	for _, c := range Cells(s) {
		b.WriteString(c.Text)
	}
	return b.String()
}

// Width returns the columns that s takes once it is printable.
func Width(s string) int {
	if isPlainASCII(s) {
		return len(s)
	}
	n := 0
	for _, c := range Cells(s) {
		n += c.Width
	}
	return n
}

// isPlainASCII is the short way for what most texts are.
func isPlainASCII(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] >= 0x7f {
			return false
		}
	}
	return true
}

// plain reports whether a cluster can be printed as it is. The joiners are
// part of emoji and of several scripts, tag characters of a few flags; on
// their own or behind other characters they hide something.
func plain(cluster string) bool {
	first, n := utf8.DecodeRuneInString(cluster)
	if n == len(cluster) && first >= ' ' && first < 0x7f {
		return true
	}
	const blackFlag = 0x1F3F4
	for i, r := range cluster {
		switch {
		case r == utf8.RuneError:
			if _, n := utf8.DecodeRuneInString(cluster[i:]); n == 1 {
				return false
			}
		case (r == 0x200C || r == 0x200D) && i > 0 && first > 0x7f:
		case r >= 0xE0020 && r <= 0xE007F && first == blackFlag:
		case hidden(r) || unicode.IsControl(r):
			return false
		}
	}
	return true
}

// hidden holds for characters that take no room or change the order of others.
func hidden(r rune) bool {
	return unicode.Is(unicode.Cf, r) || r == 0x2028 || r == 0x2029 || r == 0x3164 || r == 0xFFA0 ||
		r == 0x115F || r == 0x1160 || unicode.Is(unicode.Co, r)
}

func visible(r rune) string {
	switch {
	case r < 0x20:
		return string(0x2400 + r)
	case r == 0x7f:
		return "␡"
	case unicode.IsControl(r) || hidden(r):
		return fmt.Sprintf("<U+%04X>", r)
	}
	return string(r)
}
