package bedrockconverse

import (
	"slices"

	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

func isSystem(m *prompt.Message) bool {
	return m.Role == prompt.RoleSystem || m.Role == prompt.RoleDeveloper
}

// conversation writes system text and turns.
func (c *writer) conversation() {
	if c.Same {
		system, turns := translate.Partition(c.p.Messages, func(m *prompt.Message) bool { return m.Form["at"] == formTop })
		translate.SetOne(c.out, "system", translate.WriteList(c.Writer, system, func(m *prompt.Message) []*value.Node { return one(c.ownSystem(m)) }))
		entries := translate.WriteList(c.Writer, turns, func(m *prompt.Message) []*value.Node { return one(c.ownMessage(m)) })
		c.setList(c.out, c.p.Node, "messages", entries)
		return
	}
	stays := c.midSystem()
	system, turns := translate.Partition(c.p.Messages, func(m *prompt.Message) bool { return isSystem(m) && !stays[m] })
	turns = c.prefill(turns)
	muted, turns := translate.Partition(turns, func(m *prompt.Message) bool { return !c.says(m) })
	c.mute(muted)
	list := c.alternate(turns)
	c.spreads(list)
	entries := translate.WriteList(c.Writer, list, func(t *turn) []*value.Node { return one(c.turn(t)) })
	c.system(system)
	translate.SetList(c.out, "messages", c.firstTurn(entries))
}

// spreads says what a variable that brings turns must hold.
func (c *writer) spreads(l prompt.List[turn]) {
	for i := range l {
		if s := l[i].Spread; s != nil && !c.own {
			c.Warn(s, "message-shape", translate.Approximate, "the variable must bring turns of this dialect, which alternate", translate.Maybe(translate.HoleText(s)))
		}
		if b := l[i].Block; b != nil {
			for j := range b.Arms {
				c.spreads(b.Arms[j].Body)
			}
		}
	}
}

// ownSystem and ownMessage write back what was read.
func (c *writer) ownSystem(m *prompt.Message) *value.Node {
	c.MarkAt(m.At)
	entries := c.ownBlocks(m.Parts)
	if len(entries) == 1 && entries[0].Spread && m.Node != nil && m.Node.Kind != value.Array {
		return entries[0].Value
	}
	return &value.Node{Kind: value.Array, Entries: entries}
}

func (c *writer) ownMessage(m *prompt.Message) *value.Node {
	c.MarkAt(m.At)
	n := &value.Node{Kind: value.Object}
	translate.SetMember(n, "role", c.Carry(m.RoleNode))
	c.setList(n, m.Node, keyContent, c.ownBlocks(m.Parts))
	c.WriteExt(n, m.Ext)
	return n
}

func (c *writer) ownBlocks(l prompt.List[prompt.Part]) []value.Entry {
	return translate.WriteList(c.Writer, l, func(p *prompt.Part) []*value.Node { return c.block(prompt.RoleUnknown, p) })
}

// setList sets a member to a list. A condition around all of it goes around
// the member, unless the source, an object of this dialect, has it inside.
func (c *writer) setList(n, src *value.Node, key string, entries []value.Entry) {
	was := src.Get(key)
	switch {
	case c.Same && was != nil && was.Kind == value.Array:
		if len(entries) == 0 {
			c.Mark(was)
		}
		n.Set(key, &value.Node{Kind: value.Array, Entries: entries})
	case c.Same && len(entries) == 0 && was != nil && was.Kind != value.Null:
		n.Set(key, c.Carry(was))
	default:
		translate.SetList(n, key, entries)
	}
}

// midSystem returns the system turns inside the conversation that may stay
// where they are, and enters the others as moved.
func (c *writer) midSystem() map[*prompt.Message]bool {
	stays := map[*prompt.Message]bool{}
	is, opts, g := c.Gate("mid_system")
	begun, afterUser := false, false
	c.p.Messages.Walk(func(m *prompt.Message) {
		switch {
		case !isSystem(m) && !c.says(m): // is not written
		case !isSystem(m):
			begun, afterUser = true, speaker(m) == prompt.RoleUser
		case m.Form["at"] == formTop || !begun:
		case c.own && is != catalog.No, is == catalog.Yes && afterUser && m.Role == prompt.RoleSystem:
			stays[m] = true
		default:
			why := "system text inside the conversation moves to its front"
			if is == catalog.Yes {
				why += ": here it must follow a user turn"
				c.Warn(m.Node, "mid-conversation-system", translate.Approximate, why, append(slices.Clone(opts), c.by("mid_system"))...)
				return
			} else if g.Note != "" {
				why += ": " + g.Note
			}
			c.Warn(m.Node, "mid-conversation-system", translate.Approximate, why, opts...)
		}
	})
	return stays
}

// system writes the blocks of the system text.
func (c *writer) system(list prompt.List[prompt.Message]) {
	parts := translate.FlatMap(c.Writer, list, func(m *prompt.Message) prompt.List[prompt.Part] {
		c.MarkAt(m.At)
		c.name(m)
		if len(m.Parts) == 0 && m.Node != nil {
			c.Note(m.Node, "empty-content", translate.Exact, "a system turn without text says nothing")
		}
		if m.Role == prompt.RoleDeveloper {
			c.Warn(m.RoleNode, "role-developer", translate.Exact, "developer text is system text here", c.by("developer_role"))
		}
		for i := range m.Ext {
			if c.own && m.Ext[i].Value.Kind != value.Null {
				c.Drop(m.Ext[i].Value, m.Ext[i].Feature, "the top-level system text has no such member")
			}
		}
		if !c.own {
			c.DropExt(m.Ext)
		}
		return m.Parts
	})
	entries := translate.WriteList(c.Writer, parts, func(p *prompt.Part) []*value.Node { return c.block(prompt.RoleSystem, p) })
	translate.SetList(c.out, "system", append(entries, c.told...))
}

// name says what becomes of a speaker's name.
func (c *writer) name(m *prompt.Message) {
	if m.Name != nil {
		c.Drop(m.Name, "message-name", "turns have no speaker's name here", c.by("message_name"))
	}
}

// turn writes one message. A turn of which nothing can be sent is left out.
func (c *writer) turn(t *turn) *value.Node {
	n := &value.Node{Kind: value.Object}
	translate.SetMember(n, "role", c.role(t.first))
	var joined []*prompt.Message
	last := t.first
	blocks := translate.WriteList(c.Writer, t.parts, func(p *piece) []*value.Node {
		if !p.first {
			return c.block(t.role, p.part)
		}
		m := p.message
		c.MarkAt(m.At)
		c.name(m)
		if c.own {
			c.WriteExt(n, m.Ext)
		} else {
			c.DropExt(m.Ext)
		}
		// What is said after results is said in their turn: that is how it is meant.
		if p.joined && m.Role != prompt.RoleTool && last.Role != prompt.RoleTool && m.Node != nil {
			joined = append(joined, m)
		}
		last = m
		return nil
	})
	if len(blocks) == 0 {
		c.silent(t.first)
		for _, m := range joined {
			c.silent(m)
		}
		return nil
	}
	for _, m := range joined {
		c.Warn(m.Node, "consecutive-roles", translate.Approximate, "turns must alternate: this one becomes a part of the turn before it", translate.To(n), c.by("alternation"))
	}
	blocks = c.besideDocuments(blocks)
	if last.Prefill {
		c.trim(last, blocks)
	}
	translate.SetList(n, keyContent, blocks)
	return n
}

func (c *writer) role(m *prompt.Message) *value.Node {
	c.MarkAt(m.At)
	switch {
	case m.Role != prompt.RoleUnknown:
		return value.NewString(string(speaker(m)))
	case m.RoleNode == nil && !c.own:
		c.Refuse(m.Node, "message-shape", "a turn must say whose it is")
	case m.RoleNode.IsString() && !c.own:
		c.Refuse(m.RoleNode, "message-shape", "there is no role "+m.RoleNode.Str)
		return m.RoleNode.Clone()
	}
	v := c.Carry(m.RoleNode)
	if !c.own && m.RoleNode != nil {
		c.Warn(m.RoleNode, "message-shape", translate.Approximate, "the role is a variable: it must be user or assistant", translate.To(v), translate.Maybe(translate.HoleText(m.RoleNode)))
	}
	return v
}

// silent enters a turn of which nothing is left.
func (c *writer) silent(m *prompt.Message) {
	at := m.RoleNode
	if at == nil || len(m.Parts) == 0 {
		at = m.Node
	}
	c.Drop(at, "empty-content", "nothing of this turn is left, and a turn without content is refused", c.by("empty_text"))
}

// says reports whether something of a message may be sent. Messages that say
// nothing must go before turns are joined, or two of one role would meet.
func (c *writer) says(m *prompt.Message) bool {
	if isSystem(m) || c.own {
		return true
	}
	some := false
	for i := range m.Parts {
		p := m.Parts[i].Item
		switch {
		case p == nil:
			some = true
		case p.Kind == prompt.TextPart || p.Kind == prompt.RefusalPart:
			some = some || !blank(p.Text)
		case p.Kind == prompt.ReasoningPart:
			some = some || c.signed(p)
		case p.Kind == prompt.OpaquePart:
			some = some || c.Ours(p.At)
		default:
			some = true
		}
	}
	return some
}

// mute enters the messages that says tells to say nothing.
func (c *writer) mute(l prompt.List[prompt.Message]) {
	translate.WriteList(c.Writer, l, func(m *prompt.Message) []*value.Node {
		c.name(m)
		c.DropExt(m.Ext)
		translate.WriteList(c.Writer, m.Parts, func(p *prompt.Part) []*value.Node { return c.block(speaker(m), p) })
		c.silent(m)
		return nil
	})
}

// trim takes white space off the end of a prefill, which the API refuses.
func (c *writer) trim(m *prompt.Message, blocks []value.Entry) {
	holder := blocks[len(blocks)-1].Value
	text := holder.Get("text")
	if !text.IsString() {
		return
	}
	if s := strings.TrimRight(text.Str, " \t\r\n"); s != text.Str {
		v := value.NewString(s)
		holder.Set("text", v)
		c.Warn(m.Node, "prefill", translate.Approximate, "a last assistant turn must not end in white space: trimmed", translate.To(v), c.by("prefill"))
	}
}
