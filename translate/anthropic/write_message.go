package anthropic

import (
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
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

// whole returns the value of a member that is a variable, in every case that
// has it, rather than a list.
func whole[T any](c *writer, l prompt.List[T], key string) *value.Node {
	v := member(c.p.Node, key)
	if !variable(v) {
		return nil
	}
	spreads(c, l, "message-shape", key)
	return c.Carry(v)
}

func variable(n *value.Node) bool {
	if n == nil || n.Kind != value.Choice {
		return n != nil && n.Kind == value.Hole
	}
	some := false
	for i := range n.Choice.Arms {
		if b := n.Choice.Arms[i].Body; b != nil {
			if !variable(b) {
				return false
			}
			some = true
		}
	}
	return some
}

// member returns the value of a member, a choice where it is conditional.
func member(n *value.Node, key string) *value.Node {
	for _, m := range n.Members() {
		if m.Key == key && !m.Spread {
			return m.Value
		}
	}
	return nil
}

// spreads enters what variables of another vendor's shape bring into a list.
func spreads[T any](c *writer, l prompt.List[T], feature, what string) {
	if c.own {
		return
	}
	for i := range l {
		if s := l[i].Spread; s != nil {
			c.Warn(s, feature, translate.Approximate, "the variable must bring "+what+" of this dialect", translate.Maybe(translate.HoleText(s)))
		}
		if b := l[i].Block; b != nil {
			for j := range b.Arms {
				spreads(c, b.Arms[j].Body, feature, what)
			}
		}
	}
}

// firstTurn puts a user turn before a conversation that does not begin with
// one.
func (c *writer) firstTurn(entries []value.Entry) []value.Entry {
	why := "a conversation begins with a user turn; the source's begins with the assistant's"
	switch {
	case len(entries) == 0 && c.own:
		return entries
	case len(entries) == 0:
		why = "a conversation needs a user turn; beside system text the source has none"
	case entries[0].Value.Get("role").Is("system") && !c.own:
		why = "a conversation begins with a user turn"
	case !entries[0].Value.Get("role").Is("assistant"):
		return entries
	}
	n := value.NewObject("role", value.NewString("user"), "content", value.NewString("Begin."))
	c.Add(n, "consecutive-roles", why, translate.By(c.Trait("first_turn").Ref))
	return append([]value.Entry{{Value: n}}, entries...)
}

// prefill takes a last assistant turn out where the model does not continue
// it: an instruction in the system text asks for the same beginning.
func (c *writer) prefill(turns prompt.List[prompt.Message]) prompt.List[prompt.Message] {
	if len(turns) == 0 || turns[len(turns)-1].Item == nil || !turns[len(turns)-1].Item.Prefill {
		return turns
	}
	m := turns[len(turns)-1].Item
	is, opts, g := c.Gate("prefill")
	switch {
	case is == catalog.No || c.thinks():
		c.name(m)
		c.told = append(c.told, value.Entry{Value: textBlock(c.PrefillText(m, opts...))})
		return turns[:len(turns)-1]
	case is == catalog.Unknown:
		c.Warn(m.Node, "prefill", translate.Approximate, c.Target.Model.ID+" may refuse a last assistant turn: "+g.Note, opts...)
	}
	return turns
}

// continues reports whether a last assistant turn will be continued.
func (c *writer) continues() bool {
	l := c.p.Messages
	if len(l) == 0 || l[len(l)-1].Item == nil || !l[len(l)-1].Item.Prefill {
		return false
	}
	is, _, _ := c.Gate("prefill")
	return is != catalog.No
}

// joinResults puts the results that follow an assistant turn into one user
// turn, at its front, as the API demands; a user turn right behind them joins
// in. Results inside a condition stay in it.
func (c *writer) joinResults(list prompt.List[prompt.Message]) prompt.List[prompt.Message] {
	var out prompt.List[prompt.Message]
	var open *prompt.Message // the turn that takes results
	for _, e := range list {
		m := e.Item
		switch {
		case m != nil && m.Role == prompt.RoleTool:
			if open == nil {
				open = &prompt.Message{At: m.At, Role: prompt.RoleUser, RoleNode: m.RoleNode, Form: map[string]string{"content": formParts}}
				out = append(out, prompt.Entry[prompt.Message]{Item: open, Span: e.Span})
			}
			c.absorb(open, m)
		case e.Block != nil && onlyRole(e, prompt.RoleTool):
			if open == nil {
				open = &prompt.Message{Role: prompt.RoleUser, Form: map[string]string{"content": formParts}}
				out = append(out, prompt.Entry[prompt.Message]{Item: open, Span: e.Span})
			}
			open.Parts = append(open.Parts, translate.FlatMap(c.Writer, prompt.List[prompt.Message]{e}, func(m *prompt.Message) prompt.List[prompt.Part] {
				held := &prompt.Message{}
				c.absorb(held, m)
				return held.Parts
			})...)
		case open != nil && m != nil && m.Role == prompt.RoleUser:
			c.absorb(open, m)
			open = nil
		default:
			open = nil
			if e.Block != nil {
				b := *e.Block
				b.Arms = append([]armOf(nil), b.Arms...)
				for j := range b.Arms {
					b.Arms[j].Body = c.joinResults(b.Arms[j].Body)
				}
				e.Block = &b
			}
			out = append(out, e)
		}
	}
	return out
}

func onlyRole(e prompt.Entry[prompt.Message], role prompt.Role) bool {
	some, all := false, true
	prompt.List[prompt.Message]{e}.Walk(func(m *prompt.Message) { some, all = true, all && m.Role == role })
	return some && all && !hasSpread(e)
}

// absorb moves the parts of m into the turn that holds it.
func (c *writer) absorb(into, m *prompt.Message) {
	c.MarkAt(m.At)
	c.name(m)
	c.DropExt(m.Ext)
	into.Parts = append(into.Parts, m.Parts...)
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
		if len(m.Parts) == 0 {
			c.Drop(m.Node, "empty-content", "a turn without content is refused", translate.By(c.Trait("empty_text").Ref))
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

// setList sets a member to a list. A condition around all of it goes around
// the member, unless the source, an object of this dialect, has it inside.
func (c *writer) setList(n, src *value.Node, key string, entries []value.Entry) {
	if was := src.Get(key); c.Same && was != nil && was.Kind == value.Array {
		n.Set(key, &value.Node{Kind: value.Array, Entries: entries})
		return
	}
	translate.SetList(n, key, entries)
}

// blockShape reports whether some part has what only a block can carry.
func blockShape(parts prompt.List[prompt.Part]) bool {
	shaped := false
	parts.Walk(func(p *prompt.Part) { shaped = shaped || p.Kind != prompt.TextPart && p.Kind != prompt.RefusalPart })
	return shaped
}
