package bedrockconverse

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// toolUse writes a call. Its input is an object: text that is none cannot be
// sent.
func (c *writer) toolUse(p *prompt.Part) *value.Node {
	call := p.ToolCall
	c.talks = true
	c.called = append(c.called, call)
	n := &value.Node{Kind: value.Object}
	n.Set("toolUseId", c.ids.Fit(c.CallID(call), call.ID, "tool-pairing"))
	n.Set("name", c.names.Fit(c.Carry(call.Name), call.Name, "tool-definition"))
	if call.Name == nil {
		c.Refuse(p.Node, "tool-definition", "a call must name its tool")
	}
	args, ref := c.ArgsObject(call), c.by("tool_args")
	switch text := call.ArgsNode; {
	case args != nil:
	case text.Kind == value.Hole:
		args = c.Carry(text)
		c.Warn(text, "tool-definition", translate.Approximate, "the arguments must be an object here, not its text", translate.To(args), ref, translate.Maybe(translate.HoleText(text)))
	case text.Kind == value.String:
		c.Refuse(text, "tool-definition", "the arguments are no JSON object, which is all that can be sent", ref)
	default:
		args = c.Carry(text)
		c.Warn(text, "tool-definition", translate.Refused, "the arguments are text with variables; here they must be an object", ref, translate.To(args), translate.Maybe("the values filled in"))
	}
	n.Set("input", args)
	return union("toolUse", n)
}

// toolResult writes the answer to a call.
func (c *writer) toolResult(p *prompt.Part) *value.Node {
	r := p.ToolResult
	c.talks = true
	n := &value.Node{Kind: value.Object}
	if id := c.ResultID(r); id != nil {
		n.Set("toolUseId", c.ids.Fit(id, r.CallID, "tool-pairing"))
		c.NameByCall(r)
	} else {
		c.Refuse(p.Node, "tool-pairing", "a result must say which call it answers; no call precedes this one", c.by("tool_call_id"))
	}
	n.Set(keyContent, c.resultContent(r))
	c.status(n, r.IsError)
	return union("toolResult", n)
}

func (c *writer) resultContent(r *prompt.ToolResult) *value.Node {
	list := &value.Node{Kind: value.Array}
	switch s := r.Structured; {
	case s != nil && s.Kind != value.Object && s.Kind != value.Hole && s.Kind != value.Choice:
		v := c.Quoted(s, "tool-pairing") // Claude and Nova take an object under json
		if v != nil {
			list.Append(union("text", v))
		}
		return list
	case s != nil:
		list.Append(union("json", c.Carry(s)))
		return list
	}
	list.Entries = translate.WriteList(c.Writer, r.Content, func(p *prompt.Part) []*value.Node {
		if p.Kind == prompt.TextPart && p.Text.Is("") {
			c.MarkAt(p.At)
			c.Mark(p.Text) // no content says the same
			c.DropCache(p.Cache)
			c.DropExt(p.Ext)
			return nil
		}
		return c.resultBlock(p)
	})
	return list
}

// resultBlock writes what stands in a result; cache points go behind it only.
func (c *writer) resultBlock(p *prompt.Part) []*value.Node {
	n := c.part(prompt.RoleTool, p)
	if n != nil && p.Cache != nil {
		c.Drop(p.Cache.Node, "cache-control", "a cache point cannot stand in a result")
	}
	return one(n)
}

// status writes whether a tool failed.
func (c *writer) status(n, e *value.Node) {
	switch {
	case e == nil:
	case e.Kind != value.Bool:
		c.Drop(e, "tool-pairing", "whether the tool failed is said by a word, which cannot be a variable", translate.Maybe(translate.HoleText(e)))
	default:
		word := "success"
		if e.Bool {
			word = "error"
		}
		c.Mark(e)
		v := value.NewString(word)
		n.Set("status", v)
		if e.Bool && !c.is("claude") && !c.is("nova") {
			t := c.Trait("tool_result_error")
			c.Warn(e, "tool-pairing", translate.Approximate, c.Target.Model.ID+" may not read the status: "+t.Note, translate.To(v), translate.By(t.Ref))
		}
	}
}
