package translate

import (
	"fmt"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
)

// callIDs pairs tool results with calls. Dialects differ in what they pair by:
// an id, a name, or the order alone; the writer of an id-based dialect needs
// ids for calls that came without.
type callIDs struct {
	call   map[*prompt.ToolCall]string // ids made for calls without one
	result map[*prompt.ToolResult]*prompt.ToolCall
}

// pair matches every result with the call it answers: by id, else the first
// unanswered call of the same name, else the first unanswered one.
func pair(p *prompt.Prompt) *callIDs {
	ids := &callIDs{call: map[*prompt.ToolCall]string{}, result: map[*prompt.ToolResult]*prompt.ToolCall{}}
	var open []*prompt.ToolCall
	n := 0
	p.Messages.Walk(func(m *prompt.Message) {
		m.Parts.Walk(func(part *prompt.Part) {
			if c := part.ToolCall; c != nil {
				n++
				if c.ID == nil {
					ids.call[c] = fmt.Sprintf("call_%d", n)
				}
				open = append(open, c)
			}
			if r := part.ToolResult; r != nil {
				if i := answered(open, r); i >= 0 {
					ids.result[r] = open[i]
					open = append(open[:i:i], open[i+1:]...)
				}
			}
		})
	})
	return ids
}

func answered(open []*prompt.ToolCall, r *prompt.ToolResult) int {
	byName := -1
	for i, c := range open {
		if r.CallID != nil && c.ID != nil {
			if r.CallID.IsString() && c.ID.Is(r.CallID.Str) {
				return i
			}
			continue
		}
		if r.CallID == nil && byName < 0 && (r.Name == nil || c.Name.IsString() && r.Name.Is(c.Name.Str)) {
			byName = i
		}
	}
	return byName
}

// CallID returns the id of a call for a dialect that pairs by id, making one
// where the source had none.
func (w *Writer) CallID(c *prompt.ToolCall) *value.Node {
	if c.ID != nil {
		return w.Carry(c.ID)
	}
	v := value.NewString(w.calls().call[c])
	w.Add(v, "tool-pairing", "this dialect pairs calls and results by id, the source has none")
	return v
}

// ResultID returns the id of the call that a result answers.
func (w *Writer) ResultID(r *prompt.ToolResult) *value.Node {
	if r.CallID != nil {
		return w.Carry(r.CallID)
	}
	if c := w.calls().result[r]; c != nil {
		if c.ID != nil {
			return c.ID.Clone()
		}
		return value.NewString(w.calls().call[c])
	}
	return nil
}

// ResultName returns the name of the tool that a result is from, nil where
// neither the result nor its call says it.
func (w *Writer) ResultName(r *prompt.ToolResult) *value.Node {
	if r.Name != nil {
		return w.Carry(r.Name)
	}
	if c := w.calls().result[r]; c != nil && c.Name != nil {
		return c.Name.Clone()
	}
	return nil
}

// Calls returns the call that a result answers, nil for an orphan.
func (w *Writer) Calls(r *prompt.ToolResult) *prompt.ToolCall { return w.calls().result[r] }

// NameByCall accounts for the name of a result where the target knows results
// by the id of their call alone: the call says the same name, or the name is
// entered as dropped.
func (w *Writer) NameByCall(r *prompt.ToolResult) {
	if r.Name == nil {
		return
	}
	c := w.Calls(r)
	switch {
	case c == nil:
		w.Drop(r.Name, "tool-pairing", "a result names its call only, and no call of this tool stands before it")
	case r.Name.IsString() && c.Name.IsString() && r.Name.Str == c.Name.Str:
		w.Mark(r.Name)
	case !r.Name.IsString() || !c.Name.IsString():
		w.Drop(r.Name, "tool-pairing", "a result has the name of its call here", Maybe(HoleText(r.Name)))
	default:
		w.Drop(r.Name, "tool-pairing", "a result has the name of its call here, which is "+c.Name.Str)
	}
}

func (w *Writer) calls() *callIDs {
	if w.ids == nil {
		w.ids = pair(w.p)
	}
	return w.ids
}
