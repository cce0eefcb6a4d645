package cohere

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// call writes a tool call.
func (c *writer) call(m *prompt.Message, p *prompt.Part) *value.Node {
	if p.Kind == prompt.OpaquePart {
		return c.Carry(p.Node)
	}
	if c.Foreign() && m.Role != prompt.RoleAssistant && m.Role != prompt.RoleUnknown {
		c.Drop(p.Node, featurePairing, "only an assistant turn can call tools")
		return nil
	}
	var id, args *value.Node
	if call := p.ToolCall; call.Name != nil || !c.Foreign() {
		if call.ID != nil || c.Foreign() {
			id = c.CallID(call)
		}
		if call.Args != nil || call.ArgsNode != nil || c.Foreign() {
			args = c.ArgsText(call)
		}
	}
	return c.FunctionCall(p, id, args)
}

// mediaBehind makes a turn of the user of the media that results hold: a tool's
// turn has text and documents only.
func (c *writer) mediaBehind(results prompt.List[prompt.Part]) prompt.List[prompt.Message] {
	media := translate.FlatMap(c.Writer, results, func(p *prompt.Part) prompt.List[prompt.Part] {
		return translate.Filter(p.ToolResult.Content, isMedia)
	})
	if len(media) == 0 {
		return nil
	}
	if c.moved == nil {
		c.moved = map[*prompt.Part]bool{}
	}
	media.Walk(func(p *prompt.Part) { c.moved[p] = true })
	return prompt.List[prompt.Message]{item(prompt.Message{Role: prompt.RoleUser, Parts: media})}
}

func isMedia(p *prompt.Part) bool { return p.Kind == prompt.MediaPart && p.Media.Text == nil }

// result writes a turn of role tool.
func (c *writer) result(m *prompt.Message) *value.Node {
	n := value.NewObject("role", value.NewString("tool"))
	orphan := false
	m.Parts.Walk(func(p *prompt.Part) {
		r := p.ToolResult
		if r == nil {
			return
		}
		if r.CallID != nil || c.Foreign() {
			id := c.ResultID(r)
			if orphan = c.orphan(r, id); orphan {
				c.Refuse(p.Node, featurePairing, "no call stands before this result that it could answer")
				return
			}
			translate.SetMember(n, "tool_call_id", id)
			c.NameByCall(r)
		}
		c.MarkAt(p.At)
		c.DropCache(p.Cache)
		c.resultContent(n, m, r)
		if c.SaysError(r) {
			c.Drop(r.IsError, featureShape, "a tool turn cannot say that the tool failed", translate.By(c.Trait("tool_result_error").Ref))
		}
		c.WriteExt(n, p.Ext)
	})
	c.MarkAt(m.At)
	c.WriteExt(n, m.Ext)
	c.Restore(n, m.Node, "role", "tool_call_id", "content")
	if orphan {
		return nil
	}
	return n
}

// orphan reports whether a result of another dialect answers no call, which the
// API refuses. What a variable brings into the conversation may hold the call.
func (c *writer) orphan(r *prompt.ToolResult, id *value.Node) bool {
	if !c.Foreign() || id != nil && (!id.IsString() || c.Calls(r) != nil) {
		return false
	}
	_, flat := c.p.Messages.Flat()
	return id == nil || flat
}

// resultContent writes the content of a result, without the media, which follow
// it.
func (c *writer) resultContent(n *value.Node, m *prompt.Message, r *prompt.ToolResult) {
	switch {
	case r.Structured != nil && !c.Foreign():
		translate.SetMember(n, "content", c.Carry(r.Structured))
	case r.Structured != nil:
		translate.SetMember(n, "content", c.Quoted(r.Structured, featurePairing))
	case !c.Foreign():
		c.ownBody(n, m, r.Content)
	default:
		_, rest := translate.Partition(r.Content, isMedia)
		c.foreignBody(n, &prompt.Message{Role: prompt.RoleTool, At: m.At}, rest)
		if n.Get("content") == nil {
			n.Set("content", value.NewString("")) // a result that says nothing must still be there
		}
	}
}
