package translate

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
)

// SplitResults makes turns of their own, of the role tool, of tool results that
// other vendors put into the user's turn; each stands before the rest of the
// turn that it was in. behind makes the turns that are to follow the results of
// a turn, for what cannot stand in them; nil makes none.
func (w *Writer) SplitResults(l prompt.List[prompt.Message], behind func(results prompt.List[prompt.Part]) prompt.List[prompt.Message]) prompt.List[prompt.Message] {
	if behind == nil {
		behind = func(prompt.List[prompt.Part]) prompt.List[prompt.Message] { return nil }
	}
	return FlatMap(w, l, func(m *prompt.Message) prompt.List[prompt.Message] { return w.splitResults(m, behind) })
}

func (w *Writer) splitResults(m *prompt.Message, behind func(prompt.List[prompt.Part]) prompt.List[prompt.Message]) prompt.List[prompt.Message] {
	results, rest := Partition(m.Parts, func(p *prompt.Part) bool { return p.Kind == prompt.ToolResultPart })
	refused := m.Role == prompt.RoleUnknown && m.RoleNode.IsString()
	if len(results) == 0 || refused {
		return prompt.List[prompt.Message]{{Item: m}}
	}
	if m.Role == prompt.RoleTool && len(rest) == 0 && len(results) == 1 {
		return append(prompt.List[prompt.Message]{{Item: m}}, behind(results)...)
	}
	out := FlatMap(w, results, func(p *prompt.Part) prompt.List[prompt.Message] {
		turn := &prompt.Message{At: prompt.At{Node: p.Node}, Role: prompt.RoleTool, Parts: prompt.List[prompt.Part]{{Item: p}}}
		return prompt.List[prompt.Message]{{Item: turn}}
	})
	out = append(out, behind(results)...)
	if len(rest) == 0 {
		w.MarkAt(m.At)
		w.DropExt(m.Ext)
		if m.Role == prompt.RoleUnknown && m.RoleNode != nil {
			w.Note(m.RoleNode, "tool-pairing", Approximate, "a tool's result is a turn of the role tool here", Maybe(HoleText(m.RoleNode)))
		}
		return out
	}
	left := *m
	left.Parts = rest
	if left.Role == prompt.RoleTool {
		left.Role = prompt.RoleUser
	}
	return append(out, prompt.Entry[prompt.Message]{Item: &left})
}

// SaysError reports whether a result says that the tool failed, or may say so. One
// that says that it did not says what a target without the switch takes it for.
func (w *Writer) SaysError(r *prompt.ToolResult) bool {
	if r.IsError == nil {
		return false
	}
	if r.IsError.Kind == value.Bool && !r.IsError.Bool {
		w.Note(r.IsError, "message-shape", Exact, "left out: a result is taken for one of a tool that did not fail")
		return false
	}
	return true
}
