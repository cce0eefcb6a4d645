package openaichat

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// results writes every tool result as a message of its own.
func (c *writer) results(m *prompt.Message, parts prompt.List[prompt.Part]) []*value.Node {
	var out []*value.Node
	parts.Walk(func(p *prompt.Part) {
		r := p.ToolResult
		if r == nil {
			return
		}
		if r.CallID.IsString() && c.lost[r.CallID.Str] {
			c.Drop(p.Node, "tool-pairing", "the call that it answers has no form here")
			return
		}
		c.MarkAt(p.At)
		c.DropCache(p.Cache)
		n := &value.Node{Kind: value.Object}
		if m.Form["role"] == "function" && c.legacy("role") && (r.Name != nil || !c.Foreign()) {
			n.Set("role", value.NewString("function"))
			n.Set("name", c.Carry(r.Name))
		} else {
			n.Set("role", value.NewString("tool"))
			var id *value.Node // its own dialect gets back what it had, even nothing
			if r.CallID != nil || c.Foreign() {
				id = c.fitID(c.ResultID(r), r.CallID)
			}
			if id == nil && c.Foreign() {
				c.Refuse(p.Node, "tool-pairing", "no call stands before this result that it could answer")
				return
			}
			n.Set("tool_call_id", id)
			c.resultName(n, r)
		}
		media := c.setResult(n, m, r)
		if c.SaysError(r) {
			c.Note(r.IsError, "message-shape", translate.Dropped, "a tool message cannot say that the tool failed", translate.By(c.Trait("tool_result_error").Ref))
		}
		if m.Role == prompt.RoleTool {
			c.MarkAt(m.At)
			c.WriteExt(n, m.Ext)
		}
		c.WriteExt(n, p.Ext)
		out = append(out, n)
		if media != nil {
			out = append(out, media)
		}
	})
	return out
}

// resultName writes the name of the tool that a result is from, where results
// have one; elsewhere the call has it.
func (c *writer) resultName(n *value.Node, r *prompt.ToolResult) {
	if c.Foreign() && c.Trait("tool_result_name").Value == "no" {
		c.NameByCall(r)
		return
	}
	n.Set("name", c.Carry(r.Name))
}

// setResult writes the content of a result. Media that cannot stand in a tool
// message follows in a user message of its own, which is returned.
func (c *writer) setResult(n *value.Node, m *prompt.Message, r *prompt.ToolResult) *value.Node {
	if r.Structured != nil {
		n.Set("content", c.Quoted(r.Structured, "tool-pairing"))
		return nil
	}
	media, text := translate.Partition(r.Content, func(p *prompt.Part) bool {
		return p.Kind == prompt.MediaPart && !c.inResult(p.Media)
	})
	form := m.Form["content"]
	if m.Role != prompt.RoleTool {
		form = ""
	}
	c.setContent(n, &prompt.Message{Role: prompt.RoleTool, At: m.At, Form: map[string]string{"content": form}}, text, false)
	if n.Get("content") == nil && c.Foreign() && !hasBlock(n) {
		n.Set("content", value.NewString("")) // a result that says nothing must still be there
	}
	if len(media) == 0 {
		return nil
	}
	follow := value.NewObject("role", value.NewString("user"))
	translate.SetList(follow, "content", translate.WriteList(c.Writer, media, func(p *prompt.Part) []*value.Node {
		v := c.part(prompt.RoleUser, p)
		if v != nil {
			c.Warn(p.Node, translate.MediaFeature(p.Media.Kind), translate.Emulated, "a tool message holds text only: the media follows in a user message", translate.To(v))
		}
		return one(v)
	}))
	if len(follow.Entries) == 1 {
		return nil // the media was refused
	}
	return follow
}

// inResult reports whether a tool's result may hold the media itself.
func (c *writer) inResult(m *prompt.Media) bool {
	return !c.Foreign() || m.Kind == prompt.Image && c.Trait("tool_result_content").Has("image") && c.listRole(prompt.RoleTool)
}
