package format

import (
	"sort"
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
)

// A cut is a piece of the body that is no text: a role marker's line, or a hole
// that stands for messages or for media.
type cut struct {
	start, end int
	who        *speaker // role marker
	kind       string   // rich hole
	tag        *expr.Tag
	image      *prompt.Part // Markdown image, or a part that a tag stands for
	after      *speaker     // who speaks behind messages, where that changes
	gap        bool         // between two parts of a message
}

// tagsOf appends the tags of a text in document order.
func tagsOf(out []expr.Tag, text expr.Text) []expr.Tag {
	for i := range text {
		if t := text[i].Tag; t != nil {
			out = append(out, *t)
		}
		if b := text[i].Block; b != nil {
			for j := range b.Arms {
				out = append(out, b.Arms[j].Tag)
				out = tagsOf(out, b.Arms[j].Body)
			}
			out = append(out, b.Close)
		}
	}
	return out
}

// markers finds the role markers: lines of the source that lie in no tag.
func (c *cutter) markers(tags []expr.Tag) {
	text, next := c.view.Text, 0
	for at := 0; at < len(text); {
		l, after := line(text, at)
		start := at
		at = after
		for next < len(tags) && tags[next].End <= start {
			next++
		}
		if next < len(tags) && tags[next].Start < start {
			continue // the line is inside of a tag: a comment
		}
		m, ok := matchMarker(l, c.Roles)
		if !ok {
			continue
		}
		who := &speaker{role: prompt.Role(m.role), fresh: true, marker: c.view.Span(start, start+len(l))}
		roleView := c.view.Slice(start+m.start, start+m.end)
		if m.role == "" {
			if next >= len(tags) || !roleHole(&tags[next], start+m.start, start+m.end) {
				continue
			}
			t := tags[next]
			who.role, who.roleNode = prompt.RoleUnknown, &value.Node{Kind: value.Hole, Tag: &t, Span: t.Span, View: roleView}
		} else {
			who.roleNode = &value.Node{Kind: value.String, Str: m.role, Span: roleView.All(), View: roleView}
			if m.role == "function" {
				who.role = prompt.RoleTool
			}
		}
		for _, a := range m.attrs {
			v := c.view.Slice(start+a.start, start+a.end)
			n := &value.Node{Kind: value.String, Str: v.Text, Span: v.All(), View: v}
			if a.key == "name" {
				who.name = n
			} else {
				who.attrs = append(who.attrs, value.Entry{Key: a.key, Value: n, Span: n.Span})
			}
		}
		c.cuts = append(c.cuts, cut{start: start, end: after, who: who})
	}
}

// roleHole reports whether t fills [start, end) and names a role: {{item.role}}.
func roleHole(t *expr.Tag, start, end int) bool {
	p, ok := t.Expr.(expr.Path)
	if !ok || t.Kind != expr.TagHole || t.Start != start || t.End != end {
		return false
	}
	last := p.Steps[len(p.Steps)-1]
	name := last.Name
	if lit, ok := last.Index.(expr.Lit); ok && lit.Kind == expr.Str {
		name = lit.Text
	}
	return strings.HasSuffix(strings.ToLower(name), "role")
}

// holes finds the holes that stand for messages or media.
func (c *cutter) holes(text expr.Text) {
	if len(c.Rich) == 0 {
		return
	}
	text.Walk(func(s *expr.Seg) {
		if s.Tag == nil || s.Tag.Kind != expr.TagHole {
			return
		}
		if p, ok := s.Tag.Expr.(expr.Path); ok && len(p.Steps) == 1 && c.Rich[p.Steps[0].Name] != "" {
			c.cuts = append(c.cuts, cut{start: s.Tag.Start, end: s.Tag.End, kind: c.Rich[p.Steps[0].Name], tag: s.Tag})
		}
	})
}

// next returns the first of cuts at or after off and before end, nil without
// one.
func next(cuts []cut, off, end int) *cut {
	i := sort.Search(len(cuts), func(i int) bool { return cuts[i].start >= off })
	if i == len(cuts) || cuts[i].start >= end {
		return nil
	}
	return &cuts[i]
}

// blocks lists the blocks of one level of a text that have one of cuts inside.
func blocks(text expr.Text, cuts []cut) []*expr.Block[expr.Text] {
	if len(cuts) == 0 {
		return nil
	}
	var out []*expr.Block[expr.Text]
	for i := range text {
		if b := text[i].Block; b != nil && next(cuts, b.Arms[0].Tag.Start, b.Close.End) != nil {
			out = append(out, b)
		}
	}
	return out
}

// within returns those of bs that lie in [from, to).
func within(bs []*expr.Block[expr.Text], from, to int) []*expr.Block[expr.Text] {
	i := sort.Search(len(bs), func(i int) bool { return bs[i].Arms[0].Tag.Start >= from })
	j := i + sort.Search(len(bs)-i, func(j int) bool { return bs[i+j].Arms[0].Tag.Start >= to })
	return bs[i:j]
}
