package ollama

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// pairs knows which results a reader that pairs by name and order would give to
// another call than the source's ids do.
type pairs struct{ crossed map[*prompt.ToolResult]bool }

// pairUp follows the calls of every name: their results must come in the order
// of the calls.
func pairUp(w *translate.Writer, p *prompt.Prompt) *pairs {
	out := &pairs{}
	var open map[string][]*prompt.ToolCall
	p.Messages.Walk(func(m *prompt.Message) {
		m.Parts.Walk(func(part *prompt.Part) {
			if c := part.ToolCall; c != nil && c.Name.IsString() {
				if open == nil {
					open = map[string][]*prompt.ToolCall{}
				}
				open[c.Name.Str] = append(open[c.Name.Str], c)
			}
			if r := part.ToolResult; r != nil && answer(open, w.Calls(r)) {
				if out.crossed == nil {
					out.crossed = map[*prompt.ToolResult]bool{}
				}
				out.crossed[r] = true
			}
		})
	})
	return out
}

// answer takes a call off the open ones of its name, and reports whether an
// earlier one is still open.
func answer(open map[string][]*prompt.ToolCall, c *prompt.ToolCall) (crossed bool) {
	if c == nil || !c.Name.IsString() {
		return false
	}
	list := open[c.Name.Str]
	if len(list) > 0 && list[0] == c {
		open[c.Name.Str] = list[1:]
		return false
	}
	for i := range list {
		if list[i] == c {
			open[c.Name.Str] = append(list[:i:i], list[i+1:]...)
			return true
		}
	}
	return false
}

// call writes a tool call, which has no id here.
func (c *writer) call(m *prompt.Message, p *prompt.Part) *value.Node {
	if m.Role != prompt.RoleAssistant && m.Role != prompt.RoleUnknown {
		c.Drop(p.Node, featurePairing, "only an assistant turn can call tools")
		return nil
	}
	var args *value.Node
	if p.ToolCall.Name != nil {
		if args = c.ObjectArgs(p.ToolCall); args == nil {
			args = &value.Node{Kind: value.Object}
		}
	}
	n := c.FunctionCall(p, nil, args)
	if n != nil {
		c.id(p.ToolCall.ID, nil)
	}
	return n
}

// id says what becomes of an id of a call or of its result r.
func (c *writer) id(n *value.Node, r *prompt.ToolResult) {
	if n == nil {
		return
	}
	t := c.Trait("tool_call_id")
	switch {
	case r != nil && c.Calls(r) == nil:
		c.Drop(n, featurePairing, "no call stands before this result that it could answer", translate.By(t.Ref))
		return
	case r != nil && c.ids.crossed[r]:
		c.Note(n, featurePairing, translate.Approximate, "results are told apart by the name of the tool and by their order, which is another one than that of the calls", translate.By(t.Ref))
		return
	}
	c.Note(n, featurePairing, translate.Exact, "calls and results have no ids here: they pair by the name of the tool and by their order", translate.By(t.Ref))
}

// result writes a tool's turn, which says what tool it is from.
func (c *writer) result(n *value.Node, m *prompt.Message) {
	m.Parts.Walk(func(p *prompt.Part) {
		r := p.ToolResult
		if r == nil {
			return
		}
		if name := c.ResultName(r); name != nil {
			translate.SetMember(n, "tool_name", name)
		} else {
			c.Warn(p.Node, featurePairing, translate.Approximate, "a result says what tool it is from; neither this one nor a call before it does", translate.To(n))
		}
		c.id(r.CallID, r)
		c.MarkAt(p.At)
		c.DropCache(p.Cache)
		c.DropExt(p.Ext)
		if r.Structured != nil {
			translate.SetMember(n, "content", c.Quoted(r.Structured, featurePairing))
		} else {
			c.content(n, &prompt.Message{At: m.At, Role: prompt.RoleTool}, r.Content)
		}
		if c.SaysError(r) {
			c.Drop(r.IsError, featureShape, "a tool's turn cannot say that the tool failed", translate.By(c.Trait("tool_result_error").Ref))
		}
	})
	if n.Get("content") == nil {
		n.Set("content", value.NewString("")) // a result that says nothing must still be there
	}
}
