package openaichat

import (
	"slices"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

func (c *writer) message(m *prompt.Message) []*value.Node {
	if m.Role == prompt.RoleUnknown && m.RoleNode.IsString() && c.Foreign() {
		c.Refuse(m.Node, "message-shape", "no vendor knows the role "+m.RoleNode.Str)
		return nil
	}
	if m.Role == prompt.RoleUnknown && m.RoleNode == nil && c.Foreign() {
		c.Refuse(m.Node, "message-shape", "a turn says who speaks, this one does not")
		return nil
	}
	if m.Role == prompt.RoleTool {
		return c.results(m, m.Parts)
	}
	if out, done := c.prefill(m); done {
		return out
	}
	// Vendors that put tool results into the user's turn get them taken out:
	// here every result is a message of its own, before the rest of the turn.
	results, rest := translate.Partition(m.Parts, func(p *prompt.Part) bool { return p.Kind == prompt.ToolResultPart })
	out := c.results(m, results)
	if len(results) > 0 && len(rest) == 0 {
		c.MarkAt(m.At)
		c.WriteExt(&value.Node{Kind: value.Object}, m.Ext)
		return out
	}
	if isObject(m.Node) && len(m.Node.Entries) == 0 {
		c.Mark(m.Node) // there is nothing in it that could be carried
	}
	n := &value.Node{Kind: value.Object}
	if m.RoleNode != nil || m.Role != prompt.RoleUnknown {
		n.Set("role", c.role(m))
	}
	calls, body := translate.Partition(rest, func(p *prompt.Part) bool {
		return p.Kind == prompt.ToolCallPart || p.Form["at"] == "tool_calls"
	})
	refusals, body := translate.Partition(body, func(p *prompt.Part) bool {
		return p.Kind == prompt.RefusalPart && p.Form["at"] == "message" && c.takesRefusal()
	})
	thoughts, body := translate.Partition(body, func(p *prompt.Part) bool { return p.Kind == prompt.ReasoningPart && !c.thinkingParts() })
	c.setContent(n, m, body, len(calls)+len(refusals)+len(thoughts) > 0)
	refusals.Walk(func(p *prompt.Part) { n.Set("refusal", c.Carry(p.Text)) })
	c.setCalls(n, m, calls)
	if c.Foreign() && !says(n) {
		// What the turn held has entries of its own; a turn without content is
		// no valid message.
		if m.RoleNode != nil {
			c.Drop(m.RoleNode, "empty-content", "nothing of this turn is left")
		}
		thoughts.Walk(func(p *prompt.Part) {
			if !c.Covered(p.Node) {
				c.Drop(p.Node, "reasoning-replay", "thoughts alone are no turn, and nothing else of this one is left")
			}
		})
		c.DropExt(m.Ext)
		thoughts.Walk(c.dropThought)
		return out
	}
	c.setThoughts(n, m, thoughts)
	c.thoughtsWithCalls(n)
	c.setName(n, m)
	c.WriteExt(n, m.Ext)
	c.markContinued(m, n)
	return append(out, n)
}

// says reports whether a written turn says anything: in some case at least,
// where that depends on a condition.
func says(n *value.Node) bool {
	for _, key := range []string{"content", "tool_calls", "function_call", "refusal"} {
		if n.Get(key) != nil {
			return true
		}
	}
	return hasBlock(n)
}

// hasBlock reports whether some member stands in a condition.
func hasBlock(n *value.Node) bool {
	for i := range n.Entries {
		if n.Entries[i].Block != nil {
			return true
		}
	}
	return false
}

func (c *writer) role(m *prompt.Message) *value.Node {
	c.MarkAt(m.At)
	if m.Role == prompt.RoleUnknown && m.RoleNode != nil {
		v := c.Carry(m.RoleNode)
		if c.Foreign() && !(c.Kin() && c.rolesOfSource()) {
			c.Warn(m.RoleNode, "message-shape", translate.Approximate, "the role is a variable: it must be one that "+c.Target.Dialect.ID+" has", translate.To(v), translate.Maybe(translate.HoleText(m.RoleNode)))
		}
		return v
	}
	if t := c.Trait("developer_role"); m.Role == prompt.RoleDeveloper && t.Value == "no" && c.Foreign() {
		v := value.NewString("system")
		c.Warn(m.RoleNode, "role-developer", translate.Exact, "developer text is system text here", translate.To(v), translate.By(t.Ref))
		return v
	}
	return value.NewString(string(m.Role))
}

// rolesOfSource reports whether the target has every role that the source's
// dialect has: a variable role is then as good here as there.
func (c *writer) rolesOfSource() bool {
	for _, r := range c.SourceRoles() {
		if !slices.Contains(c.Target.Dialect.Roles, r) {
			return false
		}
	}
	return true
}

func (c *writer) setName(n *value.Node, m *prompt.Message) {
	if m.Name == nil {
		return
	}
	if t := c.Trait("message_name"); t.Value == "no" && c.Foreign() {
		c.Drop(m.Name, "message-name", "turns have no speaker's name here", translate.By(t.Ref))
		return
	}
	n.Set("name", c.Carry(m.Name))
}

// setThoughts sends thoughts back in the member that the dialect has for them.
// Nobody here takes another vendor's signature.
func (c *writer) setThoughts(n *value.Node, m *prompt.Message, l prompt.List[prompt.Part]) {
	member := c.thoughtMember(m)
	kept := translate.FlatMap(c.Writer, l, func(p *prompt.Part) prompt.List[value.Node] {
		r := p.Reasoning
		if member == "" || r.Text == nil || c.Foreign() && m.Role != prompt.RoleAssistant {
			c.dropThought(p)
			return nil
		}
		c.MarkAt(p.At)
		c.DropCache(p.Cache)
		c.DropExt(p.Ext)
		if r.Signature != nil {
			c.Drop(r.Signature, "reasoning-replay", "thoughts carry no signature here", translate.By(c.Trait("reasoning_replay").Ref))
		}
		return prompt.List[value.Node]{{Item: c.Carry(r.Text)}}
	})
	switch {
	case len(kept) == 0:
	case single(kept):
		translate.SetOne(n, member, translate.WriteList(c.Writer, kept, one))
	default:
		n.Set(member, c.oneText(kept, nil))
	}
}

func (c *writer) dropThought(p *prompt.Part) {
	c.Drop(p.Node, "reasoning-replay", "chat completions take no reasoning back", translate.By(c.Trait("reasoning_replay").Ref))
}
