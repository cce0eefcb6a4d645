package format

import (
	"sort"
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates"
)

// Turns cuts the text of a body into messages at its role markers. Markers
// inside conditions and loops give blocks of messages.
type Turns struct {
	Lang  templates.Language // nil: the text has no tags
	Roles []string           // words that markers may use
	// Default is the role of text before the first marker.
	Default prompt.Role
	// Rich names the variables whose value is no text: kind thread stands for
	// messages; image, audio, video and file for media.
	Rich map[string]string
	// Images makes image parts of Markdown images, as version 1 of Prompty did.
	Images bool
}

// Read returns the messages of body, and the array of {role, content} objects
// that they were read from.
func (t Turns) Read(body *source.View) (prompt.List[prompt.Message], *value.Node, []value.Problem) {
	c := &cutter{Turns: t, view: body}
	var text expr.Text
	var tags []expr.Tag
	if t.Lang != nil && strings.ContainsRune(body.Text, '{') {
		var found []templates.Problem
		text, found = templates.Parse(t.Lang, body)
		c.problems = Problems(found)
		tags = tagsOf(nil, text)
	}
	c.markers(tags)
	c.holes(text)
	if t.Images {
		c.images(tags)
	}
	sort.Slice(c.cuts, func(i, j int) bool { return c.cuts[i].start < c.cuts[j].start })
	for _, k := range c.cuts {
		if k.who != nil || k.kind == "thread" {
			c.ends = append(c.ends, k)
		}
	}
	list, entries, _ := c.walk(text, 0, len(body.Text), speaker{role: t.Default})
	return list, &value.Node{Kind: value.Array, Entries: entries, Span: body.All()}, c.problems
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

// A cut is a piece of the body that is no text: a role marker's line, or a hole
// that stands for messages or for media.
type cut struct {
	start, end int
	who        *speaker // role marker
	kind       string   // rich hole
	tag        *expr.Tag
	image      *prompt.Part // Markdown image
}

// A speaker is whose text follows.
type speaker struct {
	role     prompt.Role
	roleNode *value.Node
	name     *value.Node
	attrs    []value.Entry
	marker   source.Span
	fresh    bool // the marker stands, its text is still to come
	// torn is the end of a block whose arms end with different speakers, where
	// text follows one.
	torn *expr.Tag
}

type cutter struct {
	Turns
	view     *source.View
	cuts     []cut // in order
	ends     []cut // those that end a message: all but media
	problems []value.Problem
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

// walk reads the messages of [from, to), of which text is what was parsed. It
// returns whose text would follow.
func (c *cutter) walk(text expr.Text, from, to int, who speaker) (prompt.List[prompt.Message], []value.Entry, speaker) {
	var out prompt.List[prompt.Message]
	var entries []value.Entry
	pos, media := from, blocks(text, c.cuts)
	emit := func(end int, keep bool) {
		if m, n := c.message(media, pos, end, &who, keep); m != nil {
			out = append(out, prompt.Entry[prompt.Message]{Item: m, Span: n.Span})
			entries = append(entries, value.Entry{Value: n, Span: n.Span})
		}
		pos = end
	}
	upTo := func(end int) {
		for k := next(c.ends, pos, end); k != nil; k = next(c.ends, pos, end) {
			emit(k.start, k.who == nil)
			pos = k.end
			if k.who != nil {
				who = *k.who
				continue
			}
			who.fresh, who.torn = false, nil
			n := &value.Node{Kind: value.Hole, Tag: k.tag, Span: k.tag.Span}
			out = append(out, prompt.Entry[prompt.Message]{Spread: n, Span: n.Span})
			entries = append(entries, value.Entry{Value: n, Span: n.Span})
		}
	}
	for _, b := range blocks(text, c.ends) {
		start := b.Arms[0].Tag.Start
		if start < pos {
			continue // opened inside of a marker's brackets
		}
		upTo(start)
		if start < pos {
			continue
		}
		emit(start, true)
		list, entry, after := c.block(b, who)
		out, entries = append(out, list), append(entries, entry)
		pos, who = b.Close.End, after
	}
	upTo(to)
	emit(max(pos, to), false)
	return out, entries, who
}

// block reads a condition or loop around messages.
func (c *cutter) block(b *expr.Block[expr.Text], who speaker) (prompt.Entry[prompt.Message], value.Entry, speaker) {
	list := &expr.Block[prompt.List[prompt.Message]]{Close: b.Close}
	nodes := &expr.Block[[]value.Entry]{Close: b.Close}
	after, same := who, true
	for i := range b.Arms {
		end := b.Close.Start
		if i+1 < len(b.Arms) {
			end = b.Arms[i+1].Tag.Start
		}
		l, e, last := c.walk(b.Arms[i].Body, b.Arms[i].Tag.End, end, who)
		list.Arms = append(list.Arms, expr.Arm[prompt.List[prompt.Message]]{Tag: b.Arms[i].Tag, Body: l})
		nodes.Arms = append(nodes.Arms, expr.Arm[[]value.Entry]{Tag: b.Arms[i].Tag, Body: e})
		if i > 0 && last.role != after.role {
			same = false
		}
		after = last
	}
	if b.Arms[len(b.Arms)-1].Tag.Kind != expr.TagElse && who.role != after.role {
		same = false
	}
	after.fresh, after.torn = false, nil
	if !same {
		after.torn = &b.Close
	}
	span := b.Arms[0].Tag.Span.Cover(b.Close.Span)
	return prompt.Entry[prompt.Message]{Block: list, Span: span}, value.Entry{Block: nodes, Span: span}, after
}

// message makes the message that says [from, to); media are the blocks around
// with media in them. Blank text makes none, unless
// a marker asks for one; keep leaves that to what follows.
func (c *cutter) message(media []*expr.Block[expr.Text], from, to int, who *speaker, keep bool) (*prompt.Message, *value.Node) {
	start, end := trimLines(c.view.Text, from, to)
	if start >= end && (!who.fresh || keep) {
		return nil, nil
	}
	if start >= end {
		start, end = from, from
	}
	parts, content := c.content(media, start, end)
	if !who.fresh && !says(content) {
		return nil, nil
	}
	if who.torn != nil {
		c.problems = append(c.problems, value.Problem{
			Code: CodeMarker, Span: who.torn.Span,
			Message: "what follows this block is said by another role in every case; expected a role marker after it: add one",
		})
		who.torn = nil
	}
	m := &prompt.Message{Role: who.role, RoleNode: who.roleNode, Name: who.name}
	n := &value.Node{Kind: value.Object}
	if who.roleNode != nil {
		if !who.fresh { // the rest of a message that a block or a thread cut
			c := *who.roleNode
			m.RoleNode = &c
		}
		n.Set("role", m.RoleNode)
		if who.role != prompt.RoleUnknown {
			m.Marks = append(m.Marks, m.RoleNode)
		}
	}
	if who.fresh {
		n.Span = who.marker
		n.Set("name", who.name)
		for _, a := range who.attrs {
			n.Entries = append(n.Entries, a)
			m.Ext = append(m.Ext, prompt.Ext{At: prompt.At{Node: a.Value}, Dialect: "prompty", Key: value.Pointer("", a.Key), Feature: "unknown-field", Value: a.Value})
		}
	} else {
		m.Name = nil
	}
	n.Set("content", content)
	n.Span = n.Span.Cover(content.Span)
	m.Node, m.Parts = n, parts
	who.fresh = false
	return m, n
}

// says reports whether content is more than comments and white space.
func says(n *value.Node) bool {
	if n.Kind != value.Text {
		return true
	}
	for _, s := range n.Text {
		if s.Block != nil || s.Tag != nil && s.Tag.Kind != expr.TagComment || strings.TrimSpace(s.Lit) != "" {
			return true
		}
	}
	return false
}

// trimLines cuts the line ends on both sides of [from, to), as Prompty's
// conformance vectors have it; blank text becomes nothing.
func trimLines(text string, from, to int) (int, int) {
	if strings.TrimSpace(text[from:to]) == "" {
		return to, to
	}
	for text[from] == '\n' || text[from] == '\r' {
		from++
	}
	for text[to-1] == '\n' || text[to-1] == '\r' {
		to--
	}
	return from, to
}
