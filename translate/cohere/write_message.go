package cohere

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

func (c *writer) writeMessages() {
	list := c.p.Messages
	if c.Foreign() {
		list = c.SplitResults(list, c.mediaBehind)
	}
	translate.Variables(c.Writer, list, featureShape, "the turns that it holds must have this dialect's shape")
	head := leadingSystem(list)
	entries := translate.WriteList(c.Writer, list[:head], c.message)
	entries = append(entries, c.told...)
	entries = append(entries, translate.WriteList(c.Writer, list[head:], c.message)...)
	if len(entries) == 0 && len(c.p.Messages) > 0 && c.Foreign() {
		c.Warn(c.p.Node, "empty-content", translate.Refused, "nothing of the conversation is left to send")
	}
	c.SetAgain(c.out, c.p.Node, "messages", entries)
}

// leadingSystem counts the system turns that a conversation begins with.
func leadingSystem(l prompt.List[prompt.Message]) int {
	for i := range l {
		if m := l[i].Item; m == nil || m.Role != prompt.RoleSystem && m.Role != prompt.RoleDeveloper {
			return i
		}
	}
	return len(l)
}

func (c *writer) message(m *prompt.Message) []*value.Node {
	if c.Foreign() {
		switch {
		case m.Role == prompt.RoleUnknown && m.RoleNode.IsString():
			c.Refuse(m.Node, featureShape, "no vendor knows the role "+m.RoleNode.Str)
			return nil
		case m.Prefill:
			return one(c.PrefillMessage(m, "system"))
		case m.Name != nil:
			c.Drop(m.Name, "message-name", "turns have no speaker's name here", translate.By(c.Trait("message_name").Ref))
		}
	}
	if m.Role == prompt.RoleTool {
		return one(c.result(m))
	}
	n := &value.Node{Kind: value.Object}
	c.role(n, m)
	c.content(n, m)
	c.WriteExt(n, m.Ext)
	c.Restore(n, m.Node, "role", "content", "tool_plan", "tool_calls")
	if c.Foreign() && !says(n) {
		if m.RoleNode != nil {
			c.Drop(m.RoleNode, "empty-content", "nothing of this turn is left")
		}
		return nil
	}
	return one(n)
}

// says reports whether a turn holds anything, in some case at least.
func says(n *value.Node) bool {
	for _, k := range []string{"content", "tool_plan", "tool_calls"} {
		if n.Get(k) != nil {
			return true
		}
	}
	return false
}

func (c *writer) role(n *value.Node, m *prompt.Message) {
	c.MarkAt(m.At)
	switch {
	case m.Role == prompt.RoleDeveloper:
		n.Set("role", value.NewString("system"))
	case m.Role != prompt.RoleUnknown:
		n.Set("role", value.NewString(string(m.Role)))
	case m.RoleNode != nil:
		v := c.Carry(m.RoleNode)
		translate.SetMember(n, "role", v)
		if c.Foreign() {
			c.Warn(m.RoleNode, featureShape, translate.Approximate, "the role is a variable: it must be one that "+c.Target.Dialect.ID+" has", translate.To(v), translate.Maybe(translate.HoleText(m.RoleNode)))
		}
	case c.Foreign():
		c.Refuse(m.Node, featureShape, "a turn must say whose it is")
	}
}

// content writes what a turn holds: the plan and the calls apart from the rest.
func (c *writer) content(n *value.Node, m *prompt.Message) {
	calls, body := translate.Partition(m.Parts, func(p *prompt.Part) bool {
		return p.Kind == prompt.ToolCallPart || p.Form["at"] == formCalls && c.Ours(p.At)
	})
	written := translate.WriteList(c.Writer, calls, func(p *prompt.Part) []*value.Node { return one(c.call(m, p)) })
	plan, body := translate.Partition(body, func(p *prompt.Part) bool {
		if c.Foreign() {
			return certain(written) && (p.Kind == prompt.TextPart || p.Kind == prompt.RefusalPart)
		}
		return p.Form["at"] == formPlan
	})
	if c.Foreign() {
		c.foreignBody(n, m, body)
		if text := c.text(m, plan); text != nil {
			n.Set("tool_plan", text)
		}
	} else {
		c.ownBody(n, m, body)
		translate.SetOne(n, "tool_plan", translate.WriteList(c.Writer, plan, func(p *prompt.Part) []*value.Node { return one(c.Carry(p.Text)) }))
	}
	if len(written) == 1 && calls[0].Item != nil && calls[0].Item.Form["many"] != "" {
		translate.SetMember(n, "tool_calls", written[0].Value) // a variable that holds them all
		return
	}
	c.SetAgain(n, m.Node, "tool_calls", written)
}

// certain reports whether some element is there in every case.
func certain(entries []value.Entry) bool {
	for i := range entries {
		if entries[i].Block == nil {
			return true
		}
	}
	return false
}

// ownBody writes content in the shape that it had.
func (c *writer) ownBody(n *value.Node, m *prompt.Message, parts prompt.List[prompt.Part]) {
	if m.Form["content"] == formString {
		translate.SetOne(n, "content", translate.WriteList(c.Writer, parts, func(p *prompt.Part) []*value.Node { return one(c.Carry(p.Text)) }))
		return
	}
	c.SetAgain(n, m.Node, "content", translate.WriteList(c.Writer, parts, func(p *prompt.Part) []*value.Node { return one(c.part(m, p)) }))
}

// foreignBody writes content as a list of blocks, a single text as text.
func (c *writer) foreignBody(n *value.Node, m *prompt.Message, parts prompt.List[prompt.Part]) {
	if len(parts) == 1 {
		switch e := parts[0]; {
		case e.Item != nil && (e.Item.Kind == prompt.TextPart || e.Item.Kind == prompt.RefusalPart):
			n.Set("content", c.plain(e.Item))
			return
		case e.Spread != nil && e.Spread.Kind == value.Hole:
			translate.Variables(c.Writer, parts, featureShape, "what it holds must be content of this dialect")
			n.Set("content", c.Carry(e.Spread))
			return
		}
	}
	translate.Variables(c.Writer, parts, featureShape, "what it holds must be blocks of this dialect")
	entries := translate.WriteList(c.Writer, parts, func(p *prompt.Part) []*value.Node { return one(c.part(m, p)) })
	translate.SetList(n, "content", entries)
}

// plain writes a part as nothing but its text.
func (c *writer) plain(p *prompt.Part) *value.Node {
	c.MarkAt(p.At)
	c.DropCache(p.Cache)
	c.DropExt(p.Ext)
	v := c.Carry(p.Text)
	if p.Kind == prompt.RefusalPart {
		c.Warn(p.Node, "refusal-turn", translate.Approximate, "a refusal is plain text here", translate.To(v))
	}
	return v
}

// text joins texts to one, where there is no place for several.
func (c *writer) text(m *prompt.Message, parts prompt.List[prompt.Part]) *value.Node {
	v, joined := translate.OneText(c.Writer, parts, c.plain)
	if joined {
		at := m.Node.Get("content")
		if at == nil {
			at = m.Node
		}
		c.Warn(at, featureShape, translate.Approximate, "this is one text here: its parts follow one another, each on a new line", translate.To(v))
	}
	return v
}
