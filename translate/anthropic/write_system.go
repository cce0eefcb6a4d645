package anthropic

import (
	"slices"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

func isSystem(m *prompt.Message) bool {
	return m.Role == prompt.RoleSystem || m.Role == prompt.RoleDeveloper
}

// splitSystem divides the conversation into the text for the top-level system
// member, in the order of the source, and the turns that stay. What is moved
// over other turns is entered.
func (c *writer) splitSystem() (system, turns prompt.List[prompt.Message]) {
	list := c.p.Messages
	if c.Same {
		return translate.Partition(list, func(m *prompt.Message) bool { return m.Form["at"] == formTop })
	}
	n := 0
	for n < len(list) && leads(list[n]) {
		n++
	}
	stays := c.midSystem(list[n:])
	moved, turns := translate.Partition(list[n:], func(m *prompt.Message) bool { return isSystem(m) && !stays[m] })
	return append(slices.Clip(list[:n]), moved...), turns
}

// leads reports whether an entry holds system turns only.
func leads(e prompt.Entry[prompt.Message]) bool {
	if e.Spread != nil {
		return false
	}
	some, all := false, true
	prompt.List[prompt.Message]{e}.Walk(func(m *prompt.Message) { some, all = true, all && isSystem(m) })
	return some && all && !hasSpread(e)
}

func hasSpread(e prompt.Entry[prompt.Message]) bool {
	if e.Block == nil {
		return e.Spread != nil
	}
	return slices.ContainsFunc(e.Block.Arms, func(a armOf) bool { return slices.ContainsFunc(a.Body, hasSpread) })
}

// midSystem returns the system turns of a conversation that may stay where
// they are, and enters the others as moved.
func (c *writer) midSystem(list prompt.List[prompt.Message]) map[*prompt.Message]bool {
	stays := map[*prompt.Message]bool{}
	is, opts, g := c.Gate("mid_system")
	afterUser := false
	list.Walk(func(m *prompt.Message) {
		if !isSystem(m) {
			afterUser = m.Role == prompt.RoleUser || m.Role == prompt.RoleTool
			return
		}
		why := "system text inside the conversation moves to its front"
		switch {
		case c.own && is != catalog.No && m.Form["at"] != formTop,
			is == catalog.Yes && c.Target.Version == version2026 && afterUser && m.Role == prompt.RoleSystem:
			stays[m] = true
			return
		case is == catalog.Yes && c.Target.Version == version2026 && !afterUser:
			why += ": here it must follow a user turn"
			opts := []translate.Option{translate.By(c.Trait("mid_system").Ref)}
			c.Warn(m.Node, "mid-conversation-system", translate.Approximate, why, opts...)
			return
		case g.Note != "":
			why += ": " + g.Note
		}
		c.Warn(m.Node, "mid-conversation-system", translate.Approximate, why, opts...)
	})
	return stays
}

// system writes the top-level system text: a string where it is one plain
// text, else blocks.
func (c *writer) system(list prompt.List[prompt.Message]) {
	if c.Same {
		translate.SetOne(c.out, "system", translate.WriteList(c.Writer, list, func(m *prompt.Message) []*value.Node {
			if len(m.Parts) == 0 {
				c.Mark(m.Node)
			}
			entries := translate.WriteList(c.Writer, m.Parts, func(p *prompt.Part) []*value.Node { return one(c.part(m.Role, p)) })
			if text, ok := plain(entries); ok && m.Form["content"] != formParts && len(text) == 1 {
				return one(text[0].Value)
			}
			return one(&value.Node{Kind: value.Array, Entries: entries})
		}))
		return
	}
	asParts := false
	parts := translate.FlatMap(c.Writer, list, func(m *prompt.Message) prompt.List[prompt.Part] {
		asParts = asParts || c.own && m.Form["content"] == formParts
		c.MarkAt(m.At)
		c.name(m)
		if len(m.Parts) == 0 {
			c.Note(m.Node, "empty-content", translate.Exact, "a system turn without text says nothing")
		}
		if m.Role == prompt.RoleDeveloper {
			c.Warn(m.RoleNode, "role-developer", translate.Exact, "developer text is system text here", translate.By(c.Trait("developer_role").Ref))
		}
		if c.own {
			for i := range m.Ext {
				c.Drop(m.Ext[i].Value, m.Ext[i].Feature, "the top-level system text has no such member")
			}
		} else {
			c.DropExt(m.Ext)
		}
		return m.Parts
	})
	entries := translate.WriteList(c.Writer, parts, func(p *prompt.Part) []*value.Node { return one(c.part(prompt.RoleSystem, p)) })
	entries = append(entries, c.told...)
	if text, ok := plain(entries); ok && !asParts {
		translate.SetOne(c.out, "system", text)
		return
	}
	translate.SetList(c.out, "system", entries)
}

// plain returns the texts of blocks where in every case there is at most one,
// without cache mark or citations.
func plain(entries []value.Entry) ([]value.Entry, bool) {
	if len(entries) > 1 {
		return nil, false
	}
	var out []value.Entry
	for _, e := range entries {
		switch {
		case e.Spread || e.Block != nil && e.Block.IsLoop():
			return nil, false
		case e.Block != nil:
			b := &blockOf{Close: e.Block.Close}
			for _, a := range e.Block.Arms {
				body, ok := plain(a.Body)
				if !ok {
					return nil, false
				}
				b.Arms = append(b.Arms, entryArm{Tag: a.Tag, Body: body})
			}
			out = append(out, value.Entry{Block: b})
		case e.Value.Kind != value.Object || len(e.Value.Entries) != 2 || e.Value.Get("text") == nil:
			return nil, false
		default:
			out = append(out, value.Entry{Value: e.Value.Get("text")})
		}
	}
	return out, true
}
