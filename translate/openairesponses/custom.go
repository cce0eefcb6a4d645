package openairesponses

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
)

// The chat API of the same vendor has tools that take free text, too. What it
// wraps in an object {type: custom, custom: {…}} lies flat here.

// wrapped returns the inner object of a custom tool, call or choice of the chat
// API, nil for anything else.
func wrapped(n *value.Node) *value.Node {
	body := n.Get("custom")
	if !n.Get("type").Is("custom") || body == nil || body.Kind != value.Object || body.Get("name") == nil {
		return nil
	}
	return body
}

// customTool writes a custom tool of the chat API, nil where t is none.
func (c *writer) customTool(t *prompt.Tool) *value.Node {
	body := wrapped(t.Node)
	if t.Kind != prompt.CustomTool || body == nil {
		return nil
	}
	c.Mark(t.Node.Get("type"))
	n := value.NewObject("type", value.NewString("custom"))
	for _, m := range body.Members() {
		switch {
		case m.Spread:
		case m.Key == "format":
			n.Set("format", c.grammar(m.Value))
		case m.Key == "name":
			n.Set("name", c.names.Fit(c.Carry(m.Value), m.Value, "tool-definition"))
		case m.Key == "description":
			n.Set("description", c.Carry(m.Value))
		}
	}
	return n
}

// grammar writes the format of a custom tool's input.
func (c *writer) grammar(n *value.Node) *value.Node {
	body := n.Get("grammar")
	if !n.Get("type").Is("grammar") || body == nil || body.Kind != value.Object {
		return c.Carry(n)
	}
	c.Mark(n.Get("type"))
	out := value.NewObject("type", value.NewString("grammar"))
	out.Set("definition", c.Carry(body.Get("definition")))
	out.Set("syntax", c.Carry(body.Get("syntax")))
	return out
}

// customCall writes a call of a custom tool of the chat API, nil where p is
// none.
func (c *writer) customCall(p *prompt.Part) *value.Node {
	body, id := wrapped(p.Node), p.Node.Get("id")
	if body == nil || id == nil || body.Get("input") == nil {
		return nil
	}
	c.Mark(p.Node.Get("type"))
	n := value.NewObject("type", value.NewString("custom_tool_call"))
	n.Set("call_id", c.ids.Fit(c.Carry(id), id, "tool-pairing"))
	n.Set("name", c.names.Fit(c.Carry(body.Get("name")), body.Get("name"), "tool-definition"))
	n.Set("input", c.Carry(body.Get("input")))
	if id.IsString() {
		c.custom[id.Str] = true
	}
	return n
}

// outputType is the type of the item that answers a call.
func (c *writer) outputType(r *prompt.ToolResult) string {
	if r.CallID.IsString() && c.custom[r.CallID.Str] {
		return "custom_tool_call_output"
	}
	return "function_call_output"
}
