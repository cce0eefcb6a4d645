package anthropic

import (
	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

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
		case open != nil && m != nil && m.Role == prompt.RoleUser && saysText(m):
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

// saysText reports whether a turn has text that will be sent for sure; one
// that may vanish as a whole stays a turn of its own.
func saysText(m *prompt.Message) bool {
	some := false
	m.Parts.Walk(func(p *prompt.Part) { some = some || p.Kind == prompt.TextPart && !blank(p.Text) })
	return some
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
