package anthropic

import (
	"strings"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// conversation writes system text and turns.
func (c *writer) conversation() {
	system, turns := c.splitSystem()
	if !c.Same {
		turns = c.prefill(turns)
		if !c.own {
			turns = c.joinResults(turns)
		}
	}
	if n := whole(c, turns, "messages"); n != nil {
		c.system(system)
		translate.SetMember(c.out, "messages", n)
		return
	}
	spreads(c, turns, "message-shape", "turns")
	entries := translate.WriteList(c.Writer, turns, func(m *prompt.Message) []*value.Node { return one(c.message(m)) })
	c.system(system)
	if !c.Same {
		entries = c.firstTurn(entries)
	}
	c.setList(c.out, c.p.Node, "messages", entries)
	if len(entries) == 0 && c.p.Form["messages"] == "empty" && c.own {
		c.out.Set("messages", c.Carry(c.p.Node.Get("messages")))
	}
}

// name says what becomes of a speaker's name. The name of a tool result is
// its tool's, which the call says.
func (c *writer) name(m *prompt.Message) {
	if m.Name == nil {
		return
	}
	c.Drop(m.Name, "message-name", "turns have no speaker's name here", translate.By(c.Trait("message_name").Ref))
}

func (c *writer) message(m *prompt.Message) *value.Node {
	n := &value.Node{Kind: value.Object}
	translate.SetMember(n, "role", c.role(m))
	c.name(m)
	parts := m.Parts
	if !c.own {
		results, rest := translate.Partition(parts, func(p *prompt.Part) bool { return p.Kind == prompt.ToolResultPart })
		parts = append(results, rest...)
	}
	c.setContent(n, m.Node, m.Form["content"], parts, m.Role)
	c.emptyContent(n, m.Node)
	if !c.Same && !hasKey(n, "content") {
		if m.Node != nil {
			c.Drop(m.Node, "empty-content", "a turn without content is refused, and nothing of this one can be sent", translate.By(c.Trait("empty_text").Ref))
		}
		c.DropExt(m.Ext)
		return nil
	}
	if m.Prefill && !c.Same {
		c.trim(m, n)
	}
	c.WriteExt(n, m.Ext)
	return n
}

func (c *writer) role(m *prompt.Message) *value.Node {
	c.MarkAt(m.At)
	if m.Role != prompt.RoleUnknown {
		return value.NewString(string(m.Role))
	}
	if m.RoleNode == nil && !c.own {
		c.Refuse(m.Node, "message-shape", "a turn must say whose it is")
	}
	if m.RoleNode.IsString() && !c.own {
		c.Refuse(m.RoleNode, "message-shape", "there is no role "+m.RoleNode.Str)
		return m.RoleNode.Clone()
	}
	v := c.Carry(m.RoleNode)
	if !c.own && m.RoleNode != nil {
		c.Warn(m.RoleNode, "message-shape", translate.Approximate, "the role is a variable: it must be user or assistant", translate.To(v), translate.Maybe(translate.HoleText(m.RoleNode)))
	}
	return v
}

// trim takes white space off the end of a prefill, which the API refuses.
func (c *writer) trim(m *prompt.Message, n *value.Node) {
	holder, key := n, "content"
	if arr := n.Get("content"); arr != nil && arr.Kind == value.Array && len(arr.Entries) > 0 {
		holder, key = arr.Entries[len(arr.Entries)-1].Value, "text"
	}
	text := holder.Get(key)
	if !text.IsString() {
		return
	}
	if s := strings.TrimRight(text.Str, " \t\r\n"); s != text.Str {
		v := value.NewString(s)
		holder.Set(key, v)
		c.Warn(m.Node, "prefill", translate.Approximate, "a last assistant turn must not end in white space: trimmed", translate.To(v), translate.By(c.Trait("prefill").Ref))
	}
}

// setContent writes content in the source's own shape where there is one; one
// plain text becomes a string otherwise. src is the object that it stood in.
func (c *writer) setContent(n, src *value.Node, form string, parts prompt.List[prompt.Part], role prompt.Role) {
	entries := translate.WriteList(c.Writer, parts, func(p *prompt.Part) []*value.Node { return one(c.part(role, p)) })
	if len(entries) == 0 {
		return
	}
	if text, ok := plain(entries); ok && form != formParts && !blockShape(parts) {
		translate.SetOne(n, "content", text)
		return
	}
	if e := entries[0]; len(entries) == 1 && parts[0].Spread != nil && form != formParts {
		n.Set("content", e.Value)
		return
	}
	c.setList(n, src, "content", entries)
}

// emptyContent puts back content that has nothing in it, such as an empty list.
func (c *writer) emptyContent(n, src *value.Node) {
	if c.Same && !hasKey(n, "content") {
		translate.SetMember(n, "content", c.Carry(member(src, "content")))
	}
}

// blockShape reports whether some part has what only a block can carry.
func blockShape(parts prompt.List[prompt.Part]) bool {
	shaped := false
	parts.Walk(func(p *prompt.Part) { shaped = shaped || p.Kind != prompt.TextPart && p.Kind != prompt.RefusalPart })
	return shaped
}
