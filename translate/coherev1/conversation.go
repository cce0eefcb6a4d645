package coherev1

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

var roles = map[string]prompt.Role{
	"user": prompt.RoleUser, "chatbot": prompt.RoleAssistant, "system": prompt.RoleSystem, "tool": prompt.RoleTool,
}

// A conversation reads the turns. Version 1 has no ids: a result repeats the
// call that it answers.
type conversation struct {
	r     *translate.Reader
	calls map[*prompt.Part]*value.Node // the call that a result repeats
}

// turn reads an element of the history.
func (c *conversation) turn(n *value.Node) *prompt.Message {
	m := &prompt.Message{At: prompt.At{Node: n}, RoleNode: n.Get("role")}
	known := []string{"role"}
	if m.RoleNode.IsString() {
		role, ok := roles[strings.ToLower(m.RoleNode.Str)]
		if ok {
			m.Role = role
			m.Marks = append(m.Marks, m.RoleNode)
		} else {
			c.r.Problem(m.RoleNode, "role", "unknown role "+m.RoleNode.Str+"; expected one of USER, CHATBOT, SYSTEM, TOOL")
		}
	}
	if m.Role == prompt.RoleTool {
		known = append(known, "tool_results")
		m.Parts = c.results(n.Get("tool_results"))
	} else {
		if t := n.Get("message"); translate.Textual(t) {
			known = append(known, "message")
			m.Parts = textParts(t)
		}
		known = append(known, "tool_calls")
		m.Parts = append(m.Parts, translate.ReadObjects(n.Get("tool_calls"), c.call)...)
	}
	m.Ext = c.r.Rest(n, "unknown-field", known...)
	return m
}

func (c *conversation) call(n *value.Node) *prompt.Part {
	if n.Get("name") == nil {
		return &prompt.Part{At: prompt.At{Node: n}, Kind: prompt.OpaquePart, Feature: "tool-definition"}
	}
	return &prompt.Part{
		At: prompt.At{Node: n}, Kind: prompt.ToolCallPart, ToolCall: &prompt.ToolCall{Name: n.Get("name"), Args: present(n.Get("parameters"))},
		Ext: c.r.Rest(n, "unknown-field", "name", "parameters"),
	}
}

// results reads what tools gave; the outputs are data of the tool's own.
func (c *conversation) results(n *value.Node) prompt.List[prompt.Part] {
	return translate.ReadObjects(n, func(n *value.Node) *prompt.Part {
		call := n.Get("call")
		if !isObject(call) || present(call.Get("name")) == nil {
			return &prompt.Part{At: prompt.At{Node: n}, Kind: prompt.OpaquePart, Feature: "tool-pairing"}
		}
		p := &prompt.Part{
			At: prompt.At{Node: n}, Kind: prompt.ToolResultPart,
			ToolResult: &prompt.ToolResult{Name: call.Get("name"), Structured: present(n.Get("outputs"))},
			Ext:        c.r.Rest(n, "unknown-field", "call", "outputs"),
		}
		c.calls[p] = call
		return p
	})
}

// A ledger counts the calls that no result has answered yet.
type ledger struct{ open map[string]int }

// link puts the calls that only results tell of before these, in a turn of the
// assistant: other dialects have no result without its call.
func (c *conversation) link(l prompt.List[prompt.Message], open *ledger) prompt.List[prompt.Message] {
	if open.open == nil {
		open.open = map[string]int{}
	}
	var out prompt.List[prompt.Message]
	for _, e := range l {
		if e.Block != nil {
			b := *e.Block
			b.Arms = nil
			for _, a := range e.Block.Arms {
				b.Arms = append(b.Arms, expr.Arm[prompt.List[prompt.Message]]{Tag: a.Tag, Body: c.link(a.Body, open)})
			}
			e.Block = &b
		}
		if m := e.Item; m != nil {
			made := c.missing(m.Parts, open)
			if len(made) > 0 {
				out = append(out, prompt.Entry[prompt.Message]{Item: &prompt.Message{At: prompt.At{Node: m.Node}, Role: prompt.RoleAssistant, Parts: made}})
			}
		}
		out = append(out, e)
	}
	return out
}

// missing returns the calls that results among the parts answer and that no
// turn before made, with the conditions that stand around the results.
func (c *conversation) missing(parts prompt.List[prompt.Part], open *ledger) prompt.List[prompt.Part] {
	var out prompt.List[prompt.Part]
	for _, e := range parts {
		switch {
		case e.Block != nil:
			b := *e.Block
			b.Arms = nil
			some := false
			for _, a := range e.Block.Arms {
				body := c.missing(a.Body, open)
				some = some || len(body) > 0
				b.Arms = append(b.Arms, expr.Arm[prompt.List[prompt.Part]]{Tag: a.Tag, Body: body})
			}
			if some {
				out = append(out, prompt.Entry[prompt.Part]{Block: &b, Span: e.Span})
			}
		case e.Item == nil:
		case e.Item.ToolCall != nil:
			open.open[signature(e.Item.Node)]++
		case c.calls[e.Item] != nil:
			call := c.calls[e.Item]
			if s := signature(call); open.open[s] > 0 {
				open.open[s]--
				e.Item.Marks = append(e.Item.Marks, call.Get("parameters")) // the call says the same
				e.Item.Ext = append(e.Item.Ext, c.r.Rest(call, "unknown-field", "name", "parameters")...)
				continue
			}
			out = append(out, prompt.Entry[prompt.Part]{Item: c.call(call), Span: e.Span})
		}
	}
	return out
}

// signature is what tells one call from another.
func signature(call *value.Node) string {
	s, err := value.NewArray(call.Get("name"), call.Get("parameters")).Canonical()
	if err != nil {
		return call.Get("name").Str // with variables in it, the name alone
	}
	return string(s)
}
