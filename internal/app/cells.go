package app

import (
	"bytes"
	"strings"

	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/lang/notebook"
	"github.com/promptglot/promptglot/internal/source"
)

// notebookCells tells of facts in a notebook which cell they are in, and which line of
// it: nobody counts the lines of its JSON.
func notebookCells(f *source.File, facts []*fact.Fact) {
	if len(facts) == 0 || !strings.HasSuffix(f.Path, ".ipynb") {
		return
	}
	nb, _ := notebook.Open(f.Whole())
	for _, x := range facts {
		if x.Start == nil {
			continue
		}
		for i := range nb.Cells {
			if c := &nb.Cells[i]; c.Span.Start <= x.Start.Offset && x.Start.Offset < c.Span.End {
				x.Cell, x.CellLine = i+1, 1+lineEnds(f.Data[c.Span.Start:x.Start.Offset])
				break
			}
		}
	}
}

// lineEnds counts the line ends that JSON strings say.
func lineEnds(text []byte) int {
	n := 0
	for i := 0; i < len(text); i++ {
		j := bytes.IndexByte(text[i:], '\\')
		if j < 0 || i+j+1 >= len(text) {
			break
		}
		if i += j + 1; text[i] == 'n' {
			n++
		}
	}
	return n
}
