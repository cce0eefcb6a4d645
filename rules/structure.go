package rules

import (
	"strings"

	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
)

var _ = register(structure, fact.Structure)

// structure states what stands in an order that some vendor refuses. Where a
// condition, a loop or a variable decides the order, nothing is stated: only
// the run will tell.
func structure(c *collector) {
	p := c.doc.Prompt
	if p == nil {
		return
	}
	msgs, ok := p.Messages.Flat()
	if !ok || len(msgs) == 0 {
		return
	}
	for _, m := range msgs {
		if m.Role == prompt.RoleUnknown {
			return
		}
	}
	c.turns(msgs)
	c.pairing(msgs)
	c.empty(msgs)
	c.prefill(p, msgs[len(msgs)-1])
	c.jsonWord(p, msgs)
}

func (c *collector) structural(code, feature string, m *prompt.Message, message string) {
	span := at(m)
	if span.IsZero() {
		m.Parts.Walk(func(p *prompt.Part) {
			if span.IsZero() && p.Node != nil {
				span = p.Node.Span
			}
		})
	}
	c.add(fact.Fact{Kind: fact.Structure, Code: code, Feature: feature, Vendor: c.vendor, Message: message}, c.firstLine(span))
}

// turns looks at who speaks after whom.
func (c *collector) turns(msgs []*prompt.Message) {
	var last prompt.Role
	started := false
	for i, m := range msgs {
		role := m.Role
		if role == prompt.RoleSystem || role == prompt.RoleDeveloper {
			if started {
				c.structural("mid-conversation-system", "mid-conversation-system", m, "a system turn stands inside the conversation")
			}
			continue
		}
		if !started && role == prompt.RoleAssistant && i < len(msgs)-1 {
			c.structural("first-turn", "consecutive-roles", m, "the conversation does not begin with the user")
		}
		if started && role == last && role != prompt.RoleTool {
			c.structural("consecutive-roles", "consecutive-roles", m, "two turns of the "+string(role)+" follow each other")
		}
		started, last = true, role
	}
}

// pairing looks for calls without results and results without calls.
func (c *collector) pairing(msgs []*prompt.Message) {
	open := map[string]*prompt.Message{}
	var order []string
	known := true
	flush := func() {
		for _, id := range order {
			if m := open[id]; m != nil && known {
				c.structural("tool-pairing-unanswered-call", "tool-pairing", m, "the tool call "+id+" has no result in the next turn")
			}
		}
		open, order = map[string]*prompt.Message{}, nil
	}
	for i, m := range msgs {
		calls, results, other := 0, 0, 0
		m.Parts.Walk(func(p *prompt.Part) {
			switch {
			case p.ToolCall != nil:
				calls++
			case p.ToolResult != nil:
				results++
				c.result(m, p.ToolResult, open, &known)
			default:
				other++
			}
		})
		if results == 0 {
			flush()
		}
		if calls > 0 {
			m.Parts.Walk(func(p *prompt.Part) {
				if p.ToolCall == nil {
					return
				}
				if !p.ToolCall.ID.IsString() {
					known = false
					return
				}
				open[p.ToolCall.ID.Str] = m
				order = append(order, p.ToolCall.ID.Str)
			})
			if i == len(msgs)-1 {
				return // the application answers it next
			}
		}
	}
	flush()
}

func (c *collector) result(m *prompt.Message, r *prompt.ToolResult, open map[string]*prompt.Message, known *bool) {
	if !r.CallID.IsString() {
		*known = *known && r.CallID == nil
		return
	}
	if open[r.CallID.Str] == nil && *known {
		c.structural("tool-pairing-orphan-result", "tool-pairing", m, "no call with the id "+r.CallID.Str+" stands before this result")
	}
	delete(open, r.CallID.Str)
}

// empty looks for turns that say nothing, as far as all of them can be seen.
func (c *collector) empty(msgs []*prompt.Message) {
	for _, m := range msgs {
		if _, seen := m.Parts.Flat(); !seen {
			continue // a list that the program fills, a loop, a condition
		}
		texts, blank, other := 0, 0, 0
		m.Parts.Walk(func(p *prompt.Part) {
			switch {
			case p.Kind == prompt.ToolResultPart:
				other++
			case p.Kind != prompt.TextPart || !p.Text.IsString():
				other++
			case strings.TrimSpace(p.Text.Str) == "":
				blank++
			}
			texts++
		})
		if len(m.Ext) == 0 && other == 0 && (texts == 0 && m.Form["content"] != "" || texts > 0 && blank == texts) {
			c.structural("empty-content", "empty-content", m, "this turn of the "+string(m.Role)+" is empty")
		}
	}
}

func (c *collector) prefill(p *prompt.Prompt, last *prompt.Message) {
	if !last.Prefill || last.RoleNode == nil || last.RoleNode.Span.IsZero() {
		return
	}
	c.structural("prefill", "prefill", last, "the last turn is the assistant's: some models continue it, others refuse it")
	var text *value.Node
	last.Parts.Walk(func(p *prompt.Part) { text = p.Text })
	if text.IsString() && strings.TrimRight(text.Str, " \t\r\n") != text.Str {
		c.structural("prefill-trailing-space", "prefill", last, "the prefill ends in white space, which Anthropic's models refuse")
	}
}

// jsonWord looks for JSON mode without a message that asks for JSON.
func (c *collector) jsonWord(p *prompt.Prompt, msgs []*prompt.Message) {
	var out *prompt.Output
	p.Output.Walk(func(o *prompt.Output) { out = o })
	if out == nil || out.Kind != prompt.OutputJSON || out.Node == nil {
		return
	}
	for _, m := range msgs {
		asked := false
		m.Parts.Walk(func(q *prompt.Part) {
			if q.Text == nil {
				return
			}
			asked = asked || q.Text.Kind != value.String || strings.Contains(strings.ToLower(q.Text.Str), "json")
		})
		if asked {
			return
		}
	}
	c.add(fact.Fact{
		Kind: fact.Structure, Code: "json-word-missing", Feature: "response-format-json-object", Vendor: c.vendor,
		Message: "JSON mode is on, but no message asks for JSON: OpenAI and those who copied it answer 400",
	}, c.place(out.Node))
}
