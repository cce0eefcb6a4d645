package openairesponses

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// itemOf writes a part of a turn that becomes an item of its own.
func (c *writer) itemOf(m *prompt.Message, p *prompt.Part) *value.Node {
	switch p.Kind {
	case prompt.ToolCallPart:
		if m.Role != prompt.RoleAssistant && m.Role != prompt.RoleUnknown {
			c.Drop(p.Node, "tool-pairing", "only an assistant turn can call tools")
			return nil
		}
		return c.call(p)
	case prompt.ToolResultPart:
		return c.result(p)
	case prompt.ReasoningPart, prompt.OpaquePart:
		if c.Ours(p.At) {
			return c.Carry(p.Node)
		}
		if n := c.customCall(p); n != nil {
			return n
		}
		if p.Kind == prompt.OpaquePart {
			c.Drop(p.Node, p.Feature, c.Target.Dialect.ID+" has no such part")
			return nil
		}
		c.Drop(p.Node, "reasoning-replay", "only thoughts that OpenAI's servers made can be sent back", translate.By(c.Trait("reasoning_replay").Ref))
		return nil
	}
	return c.said(p)
}

// said writes what the assistant said: one text, for the parts of its messages
// must have ids that only the server gives.
func (c *writer) said(p *prompt.Part) *value.Node {
	text := func(s string) *value.Node { return said(value.NewString(s)) }
	if p.Kind == prompt.MediaPart {
		if p.Media.Text != nil {
			return said(c.partText(p))
		}
		return c.NoMedia(p, "an assistant's message holds text only", nil, text)
	}
	c.MarkAt(p.At)
	c.DropCache(p.Cache)
	c.DropExt(p.Ext)
	n := said(c.Carry(p.Text))
	if p.Kind == prompt.RefusalPart {
		t := c.Trait("refusal_part")
		c.Warn(p.Node, "refusal-turn", translate.Approximate, "a refusal becomes plain text: "+t.Note, translate.To(n), translate.By(t.Ref))
	}
	return n
}

func said(text *value.Node) *value.Node {
	n := value.NewObject("role", value.NewString("assistant"))
	n.Set("content", text)
	return n
}

func (c *writer) call(p *prompt.Part) *value.Node {
	t := p.ToolCall
	if t.Name == nil {
		c.Refuse(p.Node, "tool-pairing", "a tool call needs the name of the tool")
		return nil
	}
	c.MarkAt(p.At)
	c.DropCache(p.Cache)
	n := value.NewObject("type", value.NewString("function_call"))
	n.Set("call_id", c.ids.Fit(c.CallID(t), t.ID, "tool-pairing"))
	n.Set("name", c.names.Fit(c.Carry(t.Name), t.Name, "tool-definition"))
	n.Set("arguments", c.ArgsText(t))
	c.WriteExt(n, p.Ext)
	return n
}

func (c *writer) result(p *prompt.Part) *value.Node {
	r := p.ToolResult
	c.MarkAt(p.At)
	c.DropCache(p.Cache)
	id := c.ResultID(r)
	if id == nil {
		c.Refuse(p.Node, "tool-pairing", "no call stands before this result that it could answer", translate.By(c.Trait("tool_call_id").Ref))
		return nil
	}
	n := value.NewObject("type", value.NewString(c.outputType(r)))
	n.Set("call_id", c.ids.Fit(id, r.CallID, "tool-pairing"))
	c.NameByCall(r)
	switch {
	case r.Structured != nil:
		n.Set("output", c.Quoted(r.Structured, "tool-pairing"))
	case !c.list(n, "output", prompt.RoleTool, r.Content):
		n.Set("output", value.NewString("")) // a result that says nothing must still be there
	}
	if c.SaysError(r) {
		c.Drop(r.IsError, "message-shape", "an output cannot say that the tool failed", translate.By(c.Trait("tool_result_error").Ref))
	}
	c.WriteExt(n, p.Ext)
	return n
}
