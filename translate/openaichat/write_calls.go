package openaichat

import (
	"strconv"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// setCalls writes the tool calls of a turn.
func (c *writer) setCalls(n *value.Node, m *prompt.Message, calls prompt.List[prompt.Part]) {
	place := 0
	entries := translate.WriteList(c.Writer, calls, func(p *prompt.Part) []*value.Node {
		v := c.call(n, p)
		if t := c.Trait("tool_call_index"); v != nil && t.Value == "required" && c.Foreign() && v.Get("index") == nil {
			at := value.NewNumber(strconv.Itoa(place))
			v.Set("index", at)
			c.Add(at, "tool-pairing", "calls carry their position here", translate.By(t.Ref))
		}
		place++
		return one(v)
	})
	if len(entries) > 0 {
		translate.SetList(n, "tool_calls", entries)
	} else if m.Form["tool_calls"] == "empty" {
		n.Set("tool_calls", &value.Node{Kind: value.Array})
		c.Mark(m.Node.Get("tool_calls"))
	}
}

// loseCalls finds the calls that will not be written.
func (c *writer) loseCalls(p *prompt.Prompt) {
	if !c.Foreign() {
		return
	}
	p.Messages.Walk(func(m *prompt.Message) {
		m.Parts.Walk(func(q *prompt.Part) {
			if id := q.Node.Get("id"); q.Kind == prompt.OpaquePart && q.Form["at"] == "tool_calls" && id.IsString() && !c.takesCall(q) {
				if c.lost == nil {
					c.lost = map[string]bool{}
				}
				c.lost[id.Str] = true
			}
		})
	})
}

// takesCall reports whether the target takes a call that is none of a function.
func (c *writer) takesCall(p *prompt.Part) bool { return c.OursOrKin(p.At, c.takesKind(p.Node)) }

// call writes a tool call; a legacy function_call goes into the message
// itself.
func (c *writer) call(msg *value.Node, p *prompt.Part) *value.Node {
	if role := msg.Get("role"); c.Foreign() && role.IsString() && role.Str != "assistant" {
		c.Drop(p.Node, "tool-pairing", "only an assistant turn can call tools")
		return nil
	}
	if p.Kind == prompt.OpaquePart {
		if !c.takesCall(p) {
			c.Drop(p.Node, p.Feature, c.Target.Dialect.ID+" has no such tool call")
			return nil
		}
		return c.Carry(p.Node)
	}
	call := p.ToolCall
	if call.Name == nil && c.Foreign() {
		c.Refuse(p.Node, "tool-pairing", "a tool call needs the name of the tool")
		return nil
	}
	fn := value.NewObject("name", c.Carry(call.Name))
	switch {
	case p.Form["arguments"] == formObject && !c.Foreign():
		fn.Set("arguments", c.Carry(call.Args))
	case call.Args != nil, call.ArgsNode != nil, c.Foreign():
		fn.Set("arguments", c.ArgsText(call))
	}
	c.MarkAt(p.At)
	c.markEmpty(p.Node)
	c.DropCache(p.Cache)
	if p.Form["call"] == formLegacy && c.legacy("function_call") {
		c.WriteExt(fn, p.Ext)
		msg.Set("function_call", fn)
		return nil
	}
	n := value.NewObject("id", c.callID(call))
	if p.Form["type"] != formAbsent || c.Foreign() {
		n.Set("type", value.NewString("function"))
	}
	n.Set("function", fn)
	c.WriteExt(n, p.Ext)
	return n
}

// markEmpty enters an object without members, and the function in it, as
// carried: there is nothing below that could be.
func (c *writer) markEmpty(n *value.Node) {
	for _, o := range []*value.Node{n, n.Get("function")} {
		if isObject(o) && len(o.Entries) == 0 {
			c.Mark(o)
		}
	}
}

// callID is the id of a call; one that has none gets it only on its way to
// another dialect.
func (c *writer) callID(call *prompt.ToolCall) *value.Node {
	if call.ID == nil && !c.Foreign() {
		return nil
	}
	return c.fitID(c.CallID(call), call.ID)
}
