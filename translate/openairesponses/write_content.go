package openairesponses

import (
	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// list writes parts under a key: as a text where they are one plain text in
// every case, else as a list. It reports whether anything is in it.
func (c *writer) list(n *value.Node, key string, role prompt.Role, parts prompt.List[prompt.Part]) bool {
	entries := translate.WriteList(c.Writer, parts, func(p *prompt.Part) []*value.Node { return one(c.part(role, p)) })
	if len(entries) == 0 {
		return false
	}
	if texts, ok := plainText(entries); ok {
		translate.SetOne(n, key, texts)
		return true
	}
	if len(entries) == 1 && entries[0].Spread {
		n.Set(key, entries[0].Value)
		return true
	}
	n.Set(key, &value.Node{Kind: value.Array, Entries: entries})
	return true
}

// plainText returns the texts of parts of which there is exactly one in every
// case, and nothing but text in it.
func plainText(entries []value.Entry) ([]value.Entry, bool) {
	if len(entries) != 1 {
		return nil, false
	}
	e := entries[0]
	if b := e.Block; b != nil {
		if last := len(b.Arms) - 1; b.IsLoop() || last < 0 || b.Arms[last].Tag.Kind != expr.TagElse {
			return nil, false
		}
		out := &expr.Block[[]value.Entry]{Close: b.Close}
		for _, a := range b.Arms {
			body, ok := plainText(a.Body)
			if !ok {
				return nil, false
			}
			out.Arms = append(out.Arms, expr.Arm[[]value.Entry]{Tag: a.Tag, Body: body})
		}
		return []value.Entry{{Block: out}}, true
	}
	if e.Spread || !e.Value.Get("type").Is("input_text") || len(e.Value.Entries) != 2 || e.Value.Get("text") == nil {
		return nil, false
	}
	return []value.Entry{{Value: e.Value.Get("text")}}, true
}

// part writes a part of a message of the user's side, or of a tool's output.
func (c *writer) part(role prompt.Role, p *prompt.Part) *value.Node {
	var n *value.Node
	switch p.Kind {
	case prompt.TextPart:
		n = textObject(c.Carry(p.Text))
	case prompt.RefusalPart:
		c.Drop(p.Node, "refusal-turn", "only an assistant turn can hold a refusal")
		return nil
	case prompt.MediaPart:
		if n = c.media(p); n == nil || n.Get("type").Is("input_text") {
			return n
		}
	case prompt.ReasoningPart:
		c.Drop(p.Node, "reasoning-replay", "only an assistant turn can hold thoughts")
		return nil
	default:
		if !c.Ours(p.At) {
			c.Drop(p.Node, p.Feature, c.Target.Dialect.ID+" has no such part")
			return nil
		}
		return c.Carry(p.Node)
	}
	c.MarkAt(p.At)
	c.setCache(n, p.Cache)
	c.WriteExt(n, p.Ext)
	return n
}

func textObject(text *value.Node) *value.Node {
	n := value.NewObject("type", value.NewString("input_text"))
	n.Set("text", text)
	return n
}
