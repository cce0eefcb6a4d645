package compose

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
)

// texts lists the places of text in a prompt, in document order of its parts:
// messages first, then the descriptions of tools.
func texts(p *prompt.Prompt) []Text {
	var out []Text
	add := func(role prompt.Role, n *value.Node) { out = appendTexts(out, role, n) }
	p.Messages.Walk(func(m *prompt.Message) {
		m.Parts.Walk(func(part *prompt.Part) { partTexts(m.Role, part, add) })
	})
	p.Tools.Walk(func(t *prompt.Tool) { add("", t.Description) })
	return out
}

func partTexts(role prompt.Role, part *prompt.Part, add func(prompt.Role, *value.Node)) {
	switch part.Kind {
	case prompt.TextPart, prompt.RefusalPart:
		add(role, part.Text)
	case prompt.ReasoningPart:
		add(role, part.Reasoning.Text)
	case prompt.MediaPart:
		add(role, part.Media.Text)
	case prompt.ToolResultPart:
		part.ToolResult.Content.Walk(func(p *prompt.Part) { partTexts(role, p, add) })
	}
}

func appendTexts(out []Text, role prompt.Role, n *value.Node) []Text {
	switch {
	case n == nil:
	case n.Kind == value.Choice:
		for i := range n.Choice.Arms {
			out = appendTexts(out, role, n.Choice.Arms[i].Body)
		}
	case (n.Kind == value.String || n.Kind == value.Text) && n.View != nil:
		out = append(out, Text{Role: role, Node: n, View: n.View})
	}
	return out
}
