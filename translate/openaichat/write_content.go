package openaichat

import (
	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// setContent writes the content in the source's own shape where there is one:
// text, parts, null or absent; one text part becomes plain text otherwise.
func (c *writer) setContent(n *value.Node, m *prompt.Message, parts prompt.List[prompt.Part], more bool) {
	form := m.Form["content"]
	if len(parts) == 0 {
		switch {
		case c.Foreign(): // what the turn held is named elsewhere
		case form == formNull:
			n.Set("content", value.NewNull())
		case form == formParts:
			n.Set("content", &value.Node{Kind: value.Array})
			c.Mark(m.Node.Get("content"))
		case form != formAbsent && !more:
			n.Set("content", value.NewString(""))
			c.Mark(m.Node.Get("content"))
		}
		return
	}
	text := c.Foreign() && !c.listRole(m.Role)
	if p := parts[0].Item; len(parts) == 1 && p != nil && p.Kind == prompt.TextPart && (form != formParts || text) && (len(p.Ext) == 0 || text) {
		c.MarkAt(p.At)
		c.DropCache(p.Cache)
		c.DropExt(p.Ext)
		n.Set("content", c.Carry(p.Text))
		return
	}
	if form == formString && len(parts) == 1 && parts[0].Block != nil {
		translate.SetOne(n, "content", translate.WriteList(c.Writer, parts, func(p *prompt.Part) []*value.Node { return one(c.Carry(p.Text)) }))
		return
	}
	if s := parts[0].Spread; len(parts) == 1 && s != nil {
		n.Set("content", c.Carry(s))
		return
	}
	if text {
		c.setText(n, m, parts)
		return
	}
	written := translate.WriteList(c.Writer, parts, func(p *prompt.Part) []*value.Node { return one(c.part(m.Role, p)) })
	translate.SetList(n, "content", written)
}

// listRole reports whether a turn of the role may have a list of parts.
func (c *writer) listRole(r prompt.Role) bool {
	return r == prompt.RoleUnknown || c.Trait("list_content").Has(string(r))
}

// setText writes parts as one text, for roles that take no list.
func (c *writer) setText(n *value.Node, m *prompt.Message, parts prompt.List[prompt.Part]) {
	texts := translate.FlatMap(c.Writer, parts, func(p *prompt.Part) prompt.List[value.Node] {
		v := c.part(m.Role, p)
		if v == nil {
			return nil
		}
		if t := v.Get("text"); t != nil {
			v = t
		} else if t := v.Get("refusal"); t != nil {
			v = t
		}
		return prompt.List[value.Node]{{Item: v}}
	})
	if len(texts) == 0 {
		return
	}
	at := m.Node.Get("content")
	if at == nil {
		at = m.Node
	}
	n.Set("content", c.oneText(texts, at))
}

// oneText joins texts, each on a line of its own. Where there are several, at
// is what the ledger says it of; nil says it of nothing.
func (c *writer) oneText(l prompt.List[value.Node], at *value.Node) *value.Node {
	if v := l[0].Item; len(l) == 1 && v != nil {
		return v
	}
	first := true
	v := value.NewText(joinText(l, &first))
	if at != nil {
		t := c.Trait("list_content")
		c.Warn(at, "message-shape", translate.Approximate, "the content of this turn is one text here: its parts follow one another, each on a new line", translate.To(v), translate.By(t.Ref))
	}
	return v
}

// single reports whether a list holds at most one value in every case.
func single(l prompt.List[value.Node]) bool {
	if len(l) > 1 || len(l) == 1 && (l[0].Spread != nil || l[0].Block != nil && l[0].Block.IsLoop()) {
		return false
	}
	if len(l) == 1 && l[0].Block != nil {
		for _, a := range l[0].Block.Arms {
			if !single(a.Body) {
				return false
			}
		}
	}
	return true
}

func joinText(l prompt.List[value.Node], first *bool) expr.Text {
	var out expr.Text
	for i := range l {
		switch e := &l[i]; {
		case e.Block != nil:
			b := &expr.Block[expr.Text]{Close: e.Block.Close}
			begun := *first
			for _, a := range e.Block.Arms {
				*first = begun
				b.Arms = append(b.Arms, expr.Arm[expr.Text]{Tag: a.Tag, Body: joinText(a.Body, first)})
			}
			*first = false
			out = append(out, expr.Seg{Block: b})
		default:
			v := e.Item
			if v == nil {
				v = e.Spread
			}
			if !*first {
				out = append(out, expr.Seg{Lit: "\n"})
			}
			*first = false
			out = append(out, translate.AsText(v)...)
		}
	}
	return out
}

func (c *writer) takesRefusal() bool { return !c.Foreign() || c.Trait("refusal_part").Value == "yes" }

func textObject(s string) *value.Node {
	return value.NewObject("type", value.NewString("text"), "text", value.NewString(s))
}

func (c *writer) part(role prompt.Role, p *prompt.Part) *value.Node {
	n := &value.Node{Kind: value.Object}
	switch p.Kind {
	case prompt.TextPart:
		if p.Form["shape"] == "bare" {
			return c.Carry(p.Text)
		}
		n.Set("type", value.NewString("text"))
		n.Set("text", c.Carry(p.Text))
	case prompt.RefusalPart:
		switch {
		case role != prompt.RoleAssistant && role != prompt.RoleUnknown:
			c.Drop(p.Node, "refusal-turn", "only an assistant turn can hold a refusal")
			return nil
		case !c.takesRefusal():
			n.Set("type", value.NewString("text"))
			n.Set("text", c.Carry(p.Text))
			c.Warn(p.Node, "refusal-turn", translate.Approximate, "a refusal is plain text here", translate.To(n), translate.By(c.Trait("refusal_part").Ref))
		default:
			n.Set("type", value.NewString("refusal"))
			n.Set("refusal", c.Carry(p.Text))
		}
	case prompt.MediaPart:
		if !c.mediaRole(role, p.Media.Kind) {
			return c.NoMedia(p, "only a user turn can hold media", nil, textObject)
		}
		if n = c.media(p); n == nil || n.Get("type").Is("text") {
			return n
		}
	case prompt.ReasoningPart:
		if !c.thinkingParts() || role != prompt.RoleAssistant && c.Foreign() || p.Reasoning.Text == nil {
			c.dropThought(p)
			return nil
		}
		n = c.thinkingPart(p.Reasoning)
	default:
		if !c.Ours(p.At) {
			c.Drop(p.Node, p.Feature, c.Target.Dialect.ID+" has no such part")
			return nil
		}
		return c.Carry(p.Node)
	}
	c.MarkAt(p.At)
	c.DropCache(p.Cache)
	c.WriteExt(n, p.Ext)
	return n
}
