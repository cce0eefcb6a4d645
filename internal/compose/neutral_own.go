package compose

import "github.com/promptglot/promptglot/internal/prompt"

// own notes the dialect of the pieces of p that only this dialect takes: tools
// that the vendor runs, uploads, signed thoughts, and whatever has no neutral
// form. It returns p with copies of the pieces.
func own(p *prompt.Prompt, dialect string) *prompt.Prompt {
	if dialect == "" {
		return p
	}
	note := func(at *prompt.At, bound bool) {
		if bound && at.Of == "" {
			at.Of = dialect
		}
	}
	var part func(p *prompt.Part)
	part = func(p *prompt.Part) {
		note(&p.At, boundPart(p))
		if r := p.ToolResult; r != nil {
			c := *r
			c.Content = mapList(r.Content, part)
			p.ToolResult = &c
		}
	}
	out := *p
	out.Messages = mapList(p.Messages, func(m *prompt.Message) { m.Parts = mapList(m.Parts, part) })
	out.Tools = mapList(p.Tools, func(t *prompt.Tool) { note(&t.At, t.Kind != prompt.FunctionTool) })
	out.ToolChoice = mapList(p.ToolChoice, func(t *prompt.ToolChoice) { note(&t.At, t.Mode == prompt.ChoiceOpaque) })
	out.Output = mapList(p.Output, func(o *prompt.Output) { note(&o.At, o.Kind == prompt.OutputOpaque) })
	return &out
}

// boundPart reports whether no other dialect can take a part as it stands.
func boundPart(p *prompt.Part) bool {
	switch p.Kind {
	case prompt.OpaquePart:
		return true
	case prompt.MediaPart:
		return p.Media.FileID != nil
	case prompt.ReasoningPart:
		return p.Reasoning.Signature != nil || p.Reasoning.Redacted != nil
	}
	return false
}
