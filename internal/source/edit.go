package source

import (
	"fmt"
	"sort"
)

// An Edit replaces the bytes of Span by Text.
type Edit struct {
	Span Span
	Text string
}

// Apply carries out edits on data and returns the new bytes; data is not
// changed. Edits may come in any order; two that overlap are an error, because
// the second was computed for bytes that the first takes away.
func Apply(data []byte, edits []Edit) ([]byte, error) {
	es := append([]Edit(nil), edits...)
	sort.SliceStable(es, func(i, j int) bool { return es[i].Span.Start < es[j].Span.Start })
	out := make([]byte, 0, len(data))
	at := 0
	for _, e := range es {
		if e.Span.Start < at || e.Span.End < e.Span.Start || e.Span.End > len(data) {
			return nil, fmt.Errorf("edits overlap or leave the file at byte %d", e.Span.Start)
		}
		out = append(out, data[at:e.Span.Start]...)
		out = append(out, e.Text...)
		at = e.Span.End
	}
	return append(out, data[at:]...), nil
}
