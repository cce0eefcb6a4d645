package gemini

import (
	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

func isSystem(m *prompt.Message) bool {
	return m.Role == prompt.RoleSystem || m.Role == prompt.RoleDeveloper
}

// writeOwnMessages writes messages that were read from this dialect back in
// the shapes that they had.
func writeOwnMessages(w *translate.Writer, out *value.Node, p *prompt.Prompt) {
	write := func(m *prompt.Message) []*value.Node { return one(writeOwn(w, m)) }
	system, turns := translate.Partition(p.Messages, isSystem)
	translate.SetOne(out, spelled(w, p.Form, "systemInstruction"), translate.WriteList(w, system, write))
	entries := translate.WriteList(w, turns, write)
	switch key := spelled(w, p.Form, "contents"); p.Form["contents shape"] {
	case formObject:
		translate.SetOne(out, key, entries)
	case formEmpty:
		out.Set(key, &value.Node{Kind: value.Array})
		w.Mark(p.Node.Get(key))
	default:
		translate.SetList(out, key, entries)
	}
}

func writeOwn(w *translate.Writer, m *prompt.Message) *value.Node {
	w.MarkAt(m.At)
	parts := translate.WriteList(w, m.Parts, func(p *prompt.Part) []*value.Node { return one(writePart(w, m.Role, p, false)) })
	if shape := m.Form["shape"]; (shape == formText || shape == formPart) && len(parts) == 1 && parts[0].Block == nil {
		return parts[0].Value
	}
	n := &value.Node{Kind: value.Object}
	n.Set("role", ownRole(w, m))
	switch {
	case m.Form["parts shape"] == formEmpty && len(parts) == 0:
		n.Set("parts", &value.Node{Kind: value.Array})
		w.Mark(m.Node.Get("parts"))
	case m.Form["parts shape"] == formObject && len(parts) == 1:
		n.Set("parts", parts[0].Value)
	default:
		translate.SetList(n, "parts", parts)
	}
	w.WriteExt(n, m.Ext)
	return n
}

func ownRole(w *translate.Writer, m *prompt.Message) *value.Node {
	switch {
	case m.Form["role"] == formAbsent:
		return nil
	case m.RoleNode != nil:
		return w.Carry(m.RoleNode)
	case m.Role == prompt.RoleSystem:
		return nil
	}
	return value.NewString(roleName(m.Role))
}

func roleName(r prompt.Role) string {
	if r == prompt.RoleAssistant {
		return "model"
	}
	return "user"
}

// writeForeignMessages puts all instructions into systemInstruction and the
// turns into contents.
func writeForeignMessages(w *translate.Writer, out *value.Node, p *prompt.Prompt) {
	late := lateInstructions(p.Messages)
	system, turns := translate.Partition(p.Messages, isSystem)
	prefill, turns := translate.Partition(turns, func(m *prompt.Message) bool { return m.Prefill })
	entries := writeInstructions(w, system, late)
	prefill.Walk(func(m *prompt.Message) {
		dropName(w, m)
		entries = append(entries, value.Entry{Value: value.NewObject("text", w.PrefillText(m))})
	})
	contents := firstTurn(w, writeTurns(w, turns))
	if len(contents) == 0 && len(entries) > 0 && !p.Open {
		// The API refuses a request without contents.
		contents = wrapped("parts", entries, "user")
		system.Walk(func(m *prompt.Message) {
			w.Warn(m.Node, "system-param", translate.Emulated, "a request needs a turn and this one has none: the instruction becomes the user's turn")
		})
		entries = nil
	}
	translate.SetOne(out, "systemInstruction", wrapped("parts", entries, ""))
	translate.SetList(out, "contents", contents)
}

// wrapped makes an object with the list under key, and with the role where
// one is given. A condition around the whole list goes around the object.
func wrapped(key string, entries []value.Entry, role string) []value.Entry {
	if len(entries) == 0 {
		return nil
	}
	if b := entries[0].Block; len(entries) == 1 && b != nil && !b.IsLoop() {
		c := &expr.Block[[]value.Entry]{Close: b.Close, Whole: b.Whole}
		for _, a := range b.Arms {
			c.Arms = append(c.Arms, expr.Arm[[]value.Entry]{Tag: a.Tag, Body: wrapped(key, a.Body, role)})
		}
		return []value.Entry{{Block: c}}
	}
	n := &value.Node{Kind: value.Object}
	if role != "" {
		n.Set("role", value.NewString(role))
	}
	n.Set(key, &value.Node{Kind: value.Array, Entries: entries})
	return []value.Entry{{Value: n}}
}
