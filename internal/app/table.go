package app

import (
	"bufio"
	"io"
	"strings"
	"unicode/utf8"
)

// A table is rows of text in columns.
type table struct {
	rows [][]string
	// right marks columns that hold numbers.
	right []bool
}

func (t *table) row(cells ...string) { t.rows = append(t.rows, cells) }

// write prints the columns two blanks apart; the last one is not padded.
func (t *table) write(w io.Writer) error {
	var width []int
	for _, r := range t.rows {
		for i, c := range r {
			if i == len(width) {
				width = append(width, 0)
			}
			width[i] = max(width[i], utf8.RuneCountInString(c))
		}
	}
	b := bufio.NewWriter(w)
	for _, r := range t.rows {
		var line strings.Builder
		for i, c := range r {
			pad := strings.Repeat(" ", width[i]-utf8.RuneCountInString(c))
			if i < len(t.right) && t.right[i] {
				line.WriteString(pad + c)
			} else {
				line.WriteString(c + pad)
			}
			line.WriteString("  ")
		}
		b.WriteString(strings.TrimRight(line.String(), " "))
		b.WriteByte('\n')
	}
	return b.Flush()
}
