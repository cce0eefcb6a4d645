package format

import (
	"slices"
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
	// Tags cuts at the tags that dotprompt has for roles, media, history and
	// sections.
	Tags bool
	// Exact keeps the line ends on both sides of a message; text that is all
	// white space is none still.
	Exact bool
	// Markup cuts at the elements of Semantic Kernel's chat prompts. A text that
	// has none is one message.
	Markup bool
	// Calls cuts at BAML's calls of _.role.
	Calls bool
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
		c.learn(tags)
	}
	first := speaker{role: t.Default}
	switch {
	case t.Markup:
		if first.mute = c.markup(tags); !first.mute {
			c.cuts = nil // the holes of one text
		}
	case t.Calls:
		c.calls(tags)
	case !t.Tags:
		c.markers(tags)
	}
	c.holes(text)
	if t.Tags {
		c.marks(tags)
	}
	if t.Images {
		c.images(tags)
	}
	sort.Slice(c.cuts, func(i, j int) bool { return c.cuts[i].start < c.cuts[j].start })
	for _, k := range c.cuts {
		if k.who != nil || k.kind == "thread" {
			c.ends = append(c.ends, k)
		}
	}
	list, entries, _ := c.walk(text, 0, len(body.Text), first)
	return list, &value.Node{Kind: value.Array, Entries: entries, Span: body.All()}, c.problems
}

// learn notes what the tags of a body mean where they may stand in loops whose
// items have no names in the source: {{role}} in {{#each history}}.
func (c *cutter) learn(tags []expr.Tag) {
	if !slices.ContainsFunc(tags, func(t expr.Tag) bool { return t.Kind == expr.TagFor }) {
		return
	}
	c.known = make(map[source.Span]*expr.Tag, len(tags))
	for i := range tags {
		c.known[tags[i].Span] = &tags[i]
	}
}

type cutter struct {
	Turns
	known    map[source.Span]*expr.Tag // tags of the whole body
	view     *source.View
	cuts     []cut // in order
	ends     []cut // those that end a message: all but media
	problems []value.Problem
}

// A speaker is whose text follows.
type speaker struct {
	role     prompt.Role
	roleNode *value.Node
	name     *value.Node
	attrs    []value.Entry
	marker   source.Span
	fresh    bool // the marker stands, its text is still to come
	mute     bool // nobody: the text is not said
	// torn is the end of a block whose arms end with different speakers, where
	// text follows one.
	torn *expr.Tag
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
			if k.after != nil {
				who = *k.after
			}
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
