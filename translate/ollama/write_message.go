package ollama

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

func (c *writer) writeMessages() {
	list := c.p.Messages
	if c.Foreign() {
		list = c.SplitResults(list, nil)
		c.ids = pairUp(c.Writer, c.p)
	}
	translate.Variables(c.Writer, list, featureShape, "the turns that it holds must have this dialect's shape")
	entries := translate.WriteList(c.Writer, list, func(m *prompt.Message) []*value.Node { return one(c.message(m)) })
	if len(entries) == 0 && len(c.p.Messages) > 0 && c.Foreign() {
		c.Warn(c.p.Node, "empty-content", translate.Refused, "nothing of the conversation is left to send")
	}
	c.SetAgain(c.out, c.p.Node, "messages", entries)
}

func (c *writer) message(m *prompt.Message) *value.Node {
	n := &value.Node{Kind: value.Object}
	c.MarkAt(m.At)
	if !c.Foreign() {
		translate.SetMember(n, "role", c.ownRole(m))
		c.ownTurn(n, m)
		c.WriteExt(n, m.Ext)
		c.Restore(n, m.Node, "role", "content", "thinking", "images", "tool_calls", "tool_name", "tool_call_id")
		return n
	}
	if m.Role == prompt.RoleUnknown && m.RoleNode.IsString() {
		c.Refuse(m.Node, featureShape, "no vendor knows the role "+m.RoleNode.Str)
		return nil
	}
	if m.Name != nil {
		c.Drop(m.Name, "message-name", "turns have no speaker's name here", translate.By(c.Trait("message_name").Ref))
	}
	c.role(n, m)
	c.DropExt(m.Ext)
	if m.Role == prompt.RoleTool {
		c.result(n, m)
		return n
	}
	return c.foreignTurn(n, m)
}

// ownRole is the role as it was written: the server takes any case.
func (c *writer) ownRole(m *prompt.Message) *value.Node {
	if m.RoleNode == nil && m.Role != prompt.RoleUnknown {
		return value.NewString(string(m.Role))
	}
	return c.Carry(m.RoleNode)
}

func (c *writer) role(n *value.Node, m *prompt.Message) {
	switch {
	case m.Role == prompt.RoleDeveloper:
		n.Set("role", value.NewString("system"))
	case m.Role != prompt.RoleUnknown:
		n.Set("role", value.NewString(string(m.Role)))
	case m.RoleNode != nil:
		v := c.Carry(m.RoleNode)
		translate.SetMember(n, "role", v)
		c.Warn(m.RoleNode, featureShape, translate.Approximate, "the role is a variable: it must be one that "+c.Target.Dialect.ID+" has", translate.To(v), translate.Maybe(translate.HoleText(m.RoleNode)))
	default:
		c.Refuse(m.Node, featureShape, "a turn must say whose it is")
	}
}

// ownTurn writes the members that a turn of this dialect had.
func (c *writer) ownTurn(n *value.Node, m *prompt.Message) {
	parts := m.Parts
	if m.Role == prompt.RoleTool {
		m.Parts.Walk(func(p *prompt.Part) {
			if r := p.ToolResult; r != nil {
				translate.SetMember(n, "tool_name", c.Carry(r.Name))
				translate.SetMember(n, "tool_call_id", c.Carry(r.CallID))
				parts = r.Content
			}
		})
	}
	thoughts, parts := translate.Partition(parts, func(p *prompt.Part) bool { return p.Kind == prompt.ReasoningPart })
	images, parts := translate.Partition(parts, func(p *prompt.Part) bool {
		return p.Kind == prompt.MediaPart || p.Form["at"] == formImages
	})
	calls, text := translate.Partition(parts, func(p *prompt.Part) bool {
		return p.Kind == prompt.ToolCallPart || p.Form["at"] == formCalls
	})
	translate.SetOne(n, "content", translate.WriteList(c.Writer, text, func(p *prompt.Part) []*value.Node { return one(c.Carry(p.Text)) }))
	translate.SetOne(n, "thinking", translate.WriteList(c.Writer, thoughts, func(p *prompt.Part) []*value.Node { return one(c.Carry(p.Reasoning.Text)) }))
	c.ownList(n, m.Node, "images", images)
	c.ownList(n, m.Node, "tool_calls", calls)
}

// ownList writes a list of this dialect's own pieces.
func (c *writer) ownList(n, src *value.Node, key string, parts prompt.List[prompt.Part]) {
	if v := whole(parts); v != nil {
		translate.SetMember(n, key, c.Carry(v))
		return
	}
	c.SetAgain(n, src, key, translate.WriteList(c.Writer, parts, func(p *prompt.Part) []*value.Node {
		switch p.Kind {
		case prompt.MediaPart:
			return one(c.Carry(p.Media.Data))
		case prompt.ToolCallPart:
			var args *value.Node
			if p.ToolCall.Args != nil {
				args = c.ArgsObject(p.ToolCall)
			}
			return one(c.FunctionCall(p, c.Carry(p.ToolCall.ID), args))
		}
		return one(c.Carry(p.Node))
	}))
}
