package openairesponses

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// conversation writes the instructions and the input.
func (c *writer) conversation() {
	at := func(where string) func(*prompt.Message) bool {
		return func(m *prompt.Message) bool { return m.Form["at"] == where }
	}
	if c.Foreign() {
		c.foreignInput()
		return
	}
	system, rest := translate.Partition(c.p.Messages, at(atInstructions))
	texts, rest := translate.Partition(rest, at(atInput))
	text := func(m *prompt.Message) []*value.Node { return one(c.Carry(m.Parts[0].Item.Text)) }
	translate.SetOne(c.out, "instructions", translate.WriteList(c.Writer, system, text))
	if len(rest) == 0 {
		translate.SetOne(c.out, "input", translate.WriteList(c.Writer, texts, text))
		c.Restore(c.out, c.p.Node, "input")
		return
	}
	units := translate.FlatMap(c.Writer, append(texts, rest...), func(m *prompt.Message) prompt.List[unit] {
		if m.Form["content"] == "" && m.Form["items"] == "" {
			return c.split(m) // a turn that was made, not read
		}
		return prompt.List[unit]{item(unit{m: m, own: true})}
	})
	c.SetAgain(c.out, c.p.Node, "input", translate.WriteList(c.Writer, units, c.unit))
}

// ownItems writes a turn as the items that it was read from.
func (c *writer) ownItems(m *prompt.Message) []*value.Node {
	c.MarkAt(m.At)
	if m.Form["items"] == "" {
		if m.Form["content"] == formBare {
			return one(c.Carry(m.Node))
		}
		return one(c.ownMessage(m))
	}
	var out []*value.Node
	for i := 0; i < len(m.Parts); {
		p := m.Parts[i].Item
		j := i + 1
		for j < len(m.Parts) && m.Parts[j].Item.Form["item"] == p.Form["item"] {
			j++
		}
		if p.Form["content"] == formBare {
			out = append(out, c.Carry(p.Node))
		} else {
			out = append(out, c.ownMessage(&prompt.Message{
				At: prompt.At{Node: m.Node}, Role: m.Role, Form: p.Form, Parts: m.Parts[i:j], Ext: itemExt(m.Ext, p.Form["item"]),
			}))
		}
		i = j
	}
	return out
}

// itemExt returns the extensions of the k-th item of a turn, as its own.
func itemExt(exts []prompt.Ext, k string) []prompt.Ext {
	var out []prompt.Ext
	for _, x := range exts {
		if len(x.Key) > len(k)+1 && x.Key[:len(k)+2] == "/"+k+"/" {
			x.Key = x.Key[len(k)+1:]
			out = append(out, x)
		}
	}
	return out
}

// ownMessage writes a message of this dialect in the shape that it had.
func (c *writer) ownMessage(m *prompt.Message) *value.Node {
	n := &value.Node{Kind: value.Object}
	if m.Form["typed"] != "no" {
		n.Set("type", value.NewString("message"))
	}
	switch {
	case m.Role != prompt.RoleUnknown:
		n.Set("role", value.NewString(string(m.Role)))
	case m.RoleNode != nil:
		n.Set("role", c.Carry(m.RoleNode))
	}
	entries := translate.WriteList(c.Writer, m.Parts, func(p *prompt.Part) []*value.Node { return one(c.Carry(p.Node)) })
	switch m.Form["content"] {
	case formString:
		translate.SetOne(n, "content", entries)
	case formParts:
		c.SetAgain(n, m.Node, "content", entries)
		c.Restore(n, m.Node, "content")
	}
	c.WriteExt(n, m.Ext)
	return n
}

// A unit is what becomes one item: the parts that one message holds, or one
// part of a turn. A turn of this dialect's own knows its items itself.
type unit struct {
	own   bool
	m     *prompt.Message
	parts prompt.List[prompt.Part]
	part  *prompt.Part
}

// foreignInput writes the conversation of another dialect. A leading system
// text becomes the instructions where there is more to say, for a request must
// have an input; what follows stays in place.
func (c *writer) foreignInput() {
	list := c.p.Messages
	if len(list) > 1 && plainSystem(list[:1]) {
		translate.SetOne(c.out, "instructions", translate.WriteList(c.Writer, list[:1], func(m *prompt.Message) []*value.Node {
			c.head(m)
			p := m.Parts[0].Item
			c.MarkAt(p.At)
			return one(c.Carry(p.Text))
		}))
		list = list[1:]
	}
	for _, e := range list {
		if e.Spread != nil && !e.Spread.Literal() {
			c.Warn(e.Spread, "message-shape", translate.Approximate, "what this holds must be items of the Responses API", translate.Maybe(translate.HoleText(e.Spread)))
		}
	}
	units := translate.FlatMap(c.Writer, list, c.split)
	items := translate.WriteList(c.Writer, units, c.unit)
	translate.SetList(c.out, "input", items)
	if len(items) == 0 && len(list) > 0 {
		c.Warn(c.p.Node, "empty-content", translate.Refused, "nothing of the conversation is left to send")
	}
}

// plainSystem reports whether a list holds one system message of one text, in
// every case that it speaks of.
func plainSystem(l prompt.List[prompt.Message]) bool {
	if len(l) != 1 {
		return false
	}
	if b := l[0].Block; b != nil {
		for _, a := range b.Arms {
			if len(a.Body) > 0 && !plainSystem(a.Body) {
				return false
			}
		}
		return !b.IsLoop()
	}
	m := l[0].Item
	if m == nil || m.Role != prompt.RoleSystem || len(m.Parts) != 1 {
		return false
	}
	p := m.Parts[0].Item
	return p != nil && p.Kind == prompt.TextPart && p.Cache == nil && len(p.Ext) == 0
}

// head accounts for what a turn says of itself: items have no place for it.
func (c *writer) head(m *prompt.Message) {
	c.MarkAt(m.At)
	if m.Name != nil {
		c.Drop(m.Name, "message-name", "messages have no name here", translate.By(c.Trait("message_name").Ref))
	}
	c.DropExt(m.Ext)
}

// split takes a turn of another dialect apart into items.
func (c *writer) split(m *prompt.Message) prompt.List[unit] {
	if m.Role == prompt.RoleUnknown && m.RoleNode.IsString() {
		c.Refuse(m.Node, "message-shape", "no vendor knows the role "+m.RoleNode.Str)
		return nil
	}
	if m.Prefill {
		return prompt.List[unit]{item(unit{m: m})}
	}
	c.head(m)
	if len(m.Parts) == 0 {
		c.nothingLeft(m)
		return nil
	}
	single := func(p *prompt.Part) prompt.List[unit] { return prompt.List[unit]{item(unit{m: m, part: p})} }
	if m.Role == prompt.RoleAssistant || m.Role == prompt.RoleTool {
		return translate.FlatMap(c.Writer, m.Parts, single)
	}
	// Vendors that put tool results into the user's turn have them first.
	apart, rest := translate.Partition(m.Parts, func(p *prompt.Part) bool {
		return p.Kind == prompt.ToolResultPart || p.Kind == prompt.ToolCallPart
	})
	out := translate.FlatMap(c.Writer, apart, single)
	if len(rest) > 0 {
		out = append(out, item(unit{m: m, parts: rest}))
	}
	return out
}

// nothingLeft enters a turn of which nothing is written.
func (c *writer) nothingLeft(m *prompt.Message) {
	if m.RoleNode != nil {
		c.Drop(m.RoleNode, "empty-content", "nothing of this turn is left")
	}
}

func (c *writer) unit(u *unit) []*value.Node {
	switch {
	case u.own:
		return c.ownItems(u.m)
	case u.part != nil:
		return one(c.itemOf(u.m, u.part))
	case u.m.Prefill:
		return one(c.PrefillMessage(u.m, "system"))
	}
	n := &value.Node{Kind: value.Object}
	if u.m.Role == prompt.RoleUnknown && u.m.RoleNode != nil {
		v := c.Carry(u.m.RoleNode)
		c.Warn(u.m.RoleNode, "message-shape", translate.Approximate, "the role is a variable: it must be one that "+c.Target.Dialect.ID+" has", translate.To(v), translate.Maybe(translate.HoleText(u.m.RoleNode)))
		n.Set("role", v)
	} else {
		n.Set("role", value.NewString(string(u.m.Role)))
	}
	if !c.list(n, "content", u.m.Role, u.parts) {
		c.nothingLeft(u.m)
		return nil
	}
	return one(n)
}
