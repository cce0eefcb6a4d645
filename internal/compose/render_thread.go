package compose

import (
	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
)

// threads names the variables that hold a conversation.
func threads(inputs []prompt.Input) map[string]bool {
	out := map[string]bool{}
	for i := range inputs {
		if inputs[i].Kind == "thread" {
			out[inputs[i].Name] = true
		}
	}
	return out
}

// expandThreads writes a conversation that stands among the messages as a loop
// over its turns: no vendor takes the list as it is, for each has its own words
// for a turn. A turn has role and content; what is not the assistant's is the
// user's.
func expandThreads(l prompt.List[prompt.Message], names map[string]bool) prompt.List[prompt.Message] {
	if len(names) == 0 {
		return l
	}
	out := make(prompt.List[prompt.Message], 0, len(l))
	for _, e := range l {
		switch {
		case e.Block != nil:
			b := &expr.Block[prompt.List[prompt.Message]]{Close: e.Block.Close}
			for _, a := range e.Block.Arms {
				b.Arms = append(b.Arms, expr.Arm[prompt.List[prompt.Message]]{Tag: a.Tag, Body: expandThreads(a.Body, names)})
			}
			e.Block = b
		case e.Spread != nil && names[variable(e.Spread)]:
			e = threadLoop(e.Spread)
		}
		out = append(out, e)
	}
	return out
}

// variable returns the name where n is a plain variable.
func variable(n *value.Node) string {
	if n == nil || n.Kind != value.Hole || n.Tag == nil {
		return ""
	}
	p, ok := n.Tag.Expr.(expr.Path)
	if !ok || len(p.Steps) != 1 {
		return ""
	}
	return p.Steps[0].Name
}

func threadLoop(n *value.Node) prompt.Entry[prompt.Message] {
	const turn = "turn"
	field := func(name string) expr.Expr { return expr.Path{Steps: []expr.Step{{Name: turn}, {Name: name}}} }
	say := func(role prompt.Role) prompt.List[prompt.Message] {
		text := &value.Node{Kind: value.Text, Text: expr.Text{{Tag: &expr.Tag{Kind: expr.TagHole, Expr: field("content"), Raw: true}}}}
		part := &prompt.Part{Kind: prompt.TextPart, Text: text}
		return prompt.List[prompt.Message]{{Item: &prompt.Message{
			At: prompt.At{Marks: []*value.Node{n}}, Role: role, Parts: prompt.List[prompt.Part]{{Item: part}},
		}}}
	}
	byRole := &expr.Block[prompt.List[prompt.Message]]{
		Arms: []expr.Arm[prompt.List[prompt.Message]]{
			{Tag: expr.Tag{Kind: expr.TagIf, Expr: expr.Compare{Op: "==", L: field("role"), R: expr.Lit{Text: "assistant"}}}, Body: say(prompt.RoleAssistant)},
			{Tag: expr.Tag{Kind: expr.TagElse}, Body: say(prompt.RoleUser)},
		},
		Close: expr.Tag{Kind: expr.TagEnd},
	}
	return prompt.Entry[prompt.Message]{Span: n.Span, Block: &expr.Block[prompt.List[prompt.Message]]{
		Arms: []expr.Arm[prompt.List[prompt.Message]]{{
			Tag:  expr.Tag{Kind: expr.TagFor, Expr: n.Tag.Expr, Vars: []string{turn}},
			Body: prompt.List[prompt.Message]{{Block: byRole}},
		}},
		Close: expr.Tag{Kind: expr.TagEnd},
	}}
}
