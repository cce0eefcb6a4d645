package mistral

import (
	"slices"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// systemFirst returns p with the system turns at the beginning that stand where
// the server takes none: after an assistant's turn or a tool's result, and at
// the end. What stands in a condition stays: nobody knows what is before it.
// p itself is shared between targets and stays as it is.
func systemFirst(w *translate.Writer, p *prompt.Prompt) *prompt.Prompt {
	var moved, rest prompt.List[prompt.Message]
	lead := 0
	for lead < len(p.Messages) && isSystem(p.Messages[lead].Item) {
		lead++
	}
	for i := lead; i < len(p.Messages); i++ {
		m := p.Messages[i].Item
		if !isSystem(m) || len(rest) == 0 || takesSystem(rest[len(rest)-1].Item) && !onlySystem(p.Messages[i:]) {
			rest = append(rest, p.Messages[i])
			continue
		}
		t := w.Trait("mid_system")
		w.Warn(m.Node, "mid-conversation-system", translate.Approximate, "a system turn follows a user's turn or none here, and is never the last: it moves to the beginning", translate.By(t.Ref))
		moved = append(moved, p.Messages[i])
	}
	if len(moved) == 0 {
		return p
	}
	out := *p
	out.Messages = slices.Concat(p.Messages[:lead], moved, rest)
	return &out
}

func isSystem(m *prompt.Message) bool {
	return m != nil && (m.Role == prompt.RoleSystem || m.Role == prompt.RoleDeveloper)
}

// takesSystem reports whether a system turn may follow m. A block, whose last
// turn the run decides on, is given the benefit of the doubt.
func takesSystem(m *prompt.Message) bool {
	if m == nil || isSystem(m) {
		return true
	}
	if m.Role != prompt.RoleUser {
		return m.Role == prompt.RoleUnknown
	}
	results, others := translate.Partition(m.Parts, func(q *prompt.Part) bool { return q.Kind == prompt.ToolResultPart })
	return len(results) == 0 || len(others) > 0 // results alone become tool turns
}

func onlySystem(l prompt.List[prompt.Message]) bool {
	return !slices.ContainsFunc(l, func(e prompt.Entry[prompt.Message]) bool { return !isSystem(e.Item) })
}

// bridge puts an assistant's turn between a tool's result and a user's turn
// that follows it.
func bridge(w *translate.Writer, list *value.Node) {
	if list == nil || list.Kind != value.Array {
		return
	}
	t := w.Trait("tool_then_user")
	for i := 1; i < len(list.Entries); i++ {
		before, after := list.Entries[i-1].Value, list.Entries[i].Value
		if !before.Get("role").Is("tool") || !after.Get("role").Is("user") {
			continue
		}
		v := value.NewObject("role", value.NewString("assistant"), "content", value.NewString("OK."))
		list.Entries = slices.Insert(list.Entries, i, value.Entry{Value: v})
		w.Add(v, "consecutive-roles", "a user's turn may not follow a tool's result: an assistant's turn stands between them", translate.By(t.Ref))
		i++
	}
}

// begin gives a conversation that is system text alone the user's turn that it
// must end with.
func begin(w *translate.Writer, list *value.Node) {
	if list == nil || list.Kind != value.Array || len(list.Entries) == 0 || slices.ContainsFunc(list.Entries, func(e value.Entry) bool { return !e.Value.Get("role").Is("system") }) {
		return
	}
	v := value.NewObject("role", value.NewString("user"), "content", value.NewString("Begin."))
	list.Append(v)
	w.Add(v, "consecutive-roles", "a conversation needs a user turn; beside system text the source has none", translate.By(w.Trait("last_turn").Ref))
}
