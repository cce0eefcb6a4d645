package format

import (
	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// content reads [from, to) as the content of one message: a text, or a list of
// parts where media stand in it.
func (c *cutter) content(media []*expr.Block[expr.Text], from, to int) (prompt.List[prompt.Part], *value.Node) {
	if next(c.cuts, from, to) != nil {
		list, entries := c.parts(media, from, to)
		return list, &value.Node{Kind: value.Array, Entries: entries, Span: c.view.Span(from, to)}
	}
	n := c.text(c.said(from, to))
	if from == to {
		n.View = nil // nothing to read, and no line of its own to write into
	}
	return prompt.List[prompt.Part]{{Item: textPart(n), Span: n.Span}}, n
}

// said returns the text of [from, to). That of an element is decoded.
func (c *cutter) said(from, to int) *source.View {
	v := c.view.Slice(from, to)
	if c.Markup && len(c.ends) > 0 {
		return UnescapeXML(v)
	}
	return v
}

// text reads v as a text. What its tags mean may depend on the blocks that they
// stand in, so those of the whole body decide.
func (c *cutter) text(v *source.View) *value.Node {
	n, _ := TextNode(c.Lang, v)
	if len(c.known) == 0 || n.Kind != value.Text {
		return n
	}
	learn := func(t *expr.Tag) {
		if whole := c.known[t.Span]; whole != nil && whole.Src == t.Src {
			t.Expr, t.Vars = whole.Expr, whole.Vars
		}
	}
	n.Text.Walk(func(s *expr.Seg) {
		if s.Tag != nil {
			learn(s.Tag)
		}
		if s.Block != nil {
			for i := range s.Block.Arms {
				learn(&s.Block.Arms[i].Tag)
			}
		}
	})
	return n
}

func textPart(n *value.Node) *prompt.Part {
	return &prompt.Part{At: prompt.At{Node: n}, Kind: prompt.TextPart, Text: n}
}

// parts reads [from, to) as text and media; a condition or loop around media
// becomes a block of parts.
func (c *cutter) parts(inside []*expr.Block[expr.Text], from, to int) (prompt.List[prompt.Part], []value.Entry) {
	var out prompt.List[prompt.Part]
	var entries []value.Entry
	pos := from
	add := func(p *prompt.Part, n *value.Node) {
		out = append(out, prompt.Entry[prompt.Part]{Item: p, Span: n.Span})
		entries = append(entries, value.Entry{Value: n, Span: n.Span})
	}
	say := func(end int) {
		if s, e := c.trim(pos, end); s < e {
			n := c.text(c.said(s, e))
			add(textPart(n), n)
		}
	}
	upTo := func(end int) {
		for k := next(c.cuts, pos, end); k != nil; k = next(c.cuts, pos, end) {
			say(k.start)
			pos = k.end
			if k.gap {
				continue
			}
			if k.image != nil {
				add(k.image, k.image.Node)
				continue
			}
			n := &value.Node{Kind: value.Hole, Tag: k.tag, Span: k.tag.Span}
			add(&prompt.Part{
				At: prompt.At{Node: n}, Kind: prompt.MediaPart, Feature: "media-input",
				Media: &prompt.Media{Kind: prompt.MediaKind(k.kind), URL: n},
			}, n)
		}
	}
	for _, b := range within(inside, from, to) {
		start := b.Arms[0].Tag.Start
		if start < pos {
			continue // opened inside of an image's brackets
		}
		upTo(start)
		if start < pos {
			continue
		}
		say(start)
		e, v := c.partBlock(b)
		out, entries = append(out, e), append(entries, v)
		pos = b.Close.End
	}
	upTo(to)
	say(max(pos, to))
	return out, entries
}

func (c *cutter) partBlock(b *expr.Block[expr.Text]) (prompt.Entry[prompt.Part], value.Entry) {
	list := &expr.Block[prompt.List[prompt.Part]]{Close: b.Close}
	nodes := &expr.Block[[]value.Entry]{Close: b.Close}
	for i := range b.Arms {
		end := b.Close.Start
		if i+1 < len(b.Arms) {
			end = b.Arms[i+1].Tag.Start
		}
		l, e := c.parts(blocks(b.Arms[i].Body, c.cuts), b.Arms[i].Tag.End, end)
		list.Arms = append(list.Arms, expr.Arm[prompt.List[prompt.Part]]{Tag: b.Arms[i].Tag, Body: l})
		nodes.Arms = append(nodes.Arms, expr.Arm[[]value.Entry]{Tag: b.Arms[i].Tag, Body: e})
	}
	span := b.Arms[0].Tag.Span.Cover(b.Close.Span)
	return prompt.Entry[prompt.Part]{Block: list, Span: span}, value.Entry{Block: nodes, Span: span}
}
