package inplace

import (
	"sort"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// places tell where the values of a configuration stand, by their spans.
type places struct {
	config *config
	at     map[place]string // pointers
	texts  []text           // in the order of the file
}

// A place is a span and what stands there: an object that is all of its first
// member's bytes is another place than that.
type place struct {
	span source.Span
	kind value.Kind
}

type text struct {
	span source.Span
	ptr  string
}

func newPlaces(c *config) *places {
	p := &places{config: c, at: map[place]string{}}
	c.root.Walk("", func(ptr string, n *value.Node) {
		key := place{n.Span, n.Kind}
		if _, ok := p.at[key]; ok || n.Span.IsZero() {
			return // what an alias repeats stands where it stood first
		}
		p.at[key] = ptr
		if n.Kind == value.String {
			p.texts = append(p.texts, text{n.Span, ptr})
		}
	})
	sort.Slice(p.texts, func(i, j int) bool { return p.texts[i].span.Start < p.texts[j].span.Start })
	return p
}

// pointer returns where a value of the prompt stands in the configuration, ""
// where it stands elsewhere.
func (p *places) pointer(n *value.Node) string {
	if p == nil || n == nil || n.Span.IsZero() {
		return ""
	}
	return p.at[place{n.Span, n.Kind}]
}

// holding returns the pointer of the text that a place is a piece of, "" for
// none.
func (p *places) holding(at source.Span) string {
	if p == nil || at.IsZero() {
		return ""
	}
	i := sort.Search(len(p.texts), func(i int) bool { return p.texts[i].span.Start > at.Start }) - 1
	if i < 0 || p.texts[i].span.End < at.End {
		return ""
	}
	return p.texts[i].ptr
}
