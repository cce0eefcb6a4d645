package format

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
)

// message makes the message that says [from, to); media are the blocks around
// it that have media in them. Blank text makes none, unless a marker asks for
// one; keep leaves that to what follows.
func (c *cutter) message(media []*expr.Block[expr.Text], from, to int, who *speaker, keep bool) (*prompt.Message, *value.Node) {
	if who.mute {
		return nil, nil
	}
	start, end := c.trim(from, to)
	if start >= end && (!who.fresh || keep) {
		return nil, nil
	}
	if start >= end {
		start, end = from, from
	}
	parts, content := c.content(media, start, end)
	if !who.fresh && !says(content) {
		return nil, nil
	}
	if who.torn != nil {
		c.problems = append(c.problems, value.Problem{
			Code: CodeMarker, Span: who.torn.Span,
			Message: "what follows this block is said by another role in every case; expected a role marker after it: add one",
		})
		who.torn = nil
	}
	// The same marker may begin a message in every arm of a block, so each gets
	// nodes of its own.
	m := &prompt.Message{Role: who.role, RoleNode: copied(who.roleNode)}
	n := &value.Node{Kind: value.Object}
	n.Set("role", m.RoleNode)
	if who.role != prompt.RoleUnknown && m.RoleNode != nil {
		m.Marks = append(m.Marks, m.RoleNode)
	}
	if who.fresh {
		n.Span, m.Name = who.marker, copied(who.name)
		n.Set("name", m.Name)
		for _, a := range who.attrs {
			a.Value = copied(a.Value)
			n.Entries = append(n.Entries, a)
			m.Ext = append(m.Ext, prompt.Ext{At: prompt.At{Node: a.Value}, Dialect: "prompty", Key: value.Pointer("", a.Key), Feature: "unknown-field", Value: a.Value})
		}
	}
	n.Set("content", content)
	n.Span = n.Span.Cover(content.Span)
	m.Node, m.Parts = n, parts
	if m.Role == prompt.RoleTool {
		res := &prompt.ToolResult{Name: m.Name, Content: parts}
		m.Parts = prompt.List[prompt.Part]{{Item: &prompt.Part{At: m.At, Kind: prompt.ToolResultPart, ToolResult: res}, Span: n.Span}}
		m.Name = nil
	}
	who.fresh = false
	return m, n
}

func copied(n *value.Node) *value.Node {
	if n == nil {
		return nil
	}
	c := *n
	return &c
}

// says reports whether content is more than comments and white space.
func says(n *value.Node) bool {
	if n.Kind != value.Text {
		return true
	}
	for _, s := range n.Text {
		if s.Block != nil || s.Tag != nil && s.Tag.Kind != expr.TagComment || strings.TrimSpace(s.Lit) != "" {
			return true
		}
	}
	return false
}

// trim returns what of [from, to) is said.
func (c *cutter) trim(from, to int) (int, int) {
	if c.Markup && len(c.ends) == 0 {
		return from, to
	}
	if c.Markup || c.Calls {
		s := c.view.Text[from:to]
		return to - len(strings.TrimLeft(s, " \t\r\n")), from + len(strings.TrimRight(s, " \t\r\n"))
	}
	if !c.Exact {
		return trimLines(c.view.Text, from, to)
	}
	if strings.TrimSpace(c.view.Text[from:to]) == "" {
		return to, to
	}
	return from, to
}

// trimLines cuts the line ends on both sides of [from, to), as Prompty's
// conformance vectors have it; blank text becomes nothing.
func trimLines(text string, from, to int) (int, int) {
	if strings.TrimSpace(text[from:to]) == "" {
		return to, to
	}
	for text[from] == '\n' || text[from] == '\r' {
		from++
	}
	for text[to-1] == '\n' || text[to-1] == '\r' {
		to--
	}
	return from, to
}
