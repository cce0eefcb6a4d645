package gemini

import (
	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// A turn is one content: a message, or all the messages that answer the calls
// of one turn.
type turn struct{ messages []*prompt.Message }

func group(l prompt.List[prompt.Message]) prompt.List[turn] {
	var out prompt.List[turn]
	for i := range l {
		e := &l[i]
		switch {
		case e.Block != nil:
			out = append(out, prompt.Entry[turn]{Block: mapBlock(e.Block, group), Span: e.Span})
		case e.Item == nil:
			out = append(out, prompt.Entry[turn]{Spread: e.Spread, Span: e.Span})
		default:
			if last := len(out) - 1; last >= 0 && out[last].Item != nil && e.Item.Role == prompt.RoleTool {
				if t := out[last].Item; t.messages[0].Role == prompt.RoleTool {
					t.messages = append(t.messages, e.Item)
					continue
				}
			}
			out = append(out, item(turn{messages: []*prompt.Message{e.Item}}))
		}
	}
	return out
}

func writeTurns(w *translate.Writer, l prompt.List[prompt.Message]) []value.Entry {
	turns := group(l)
	warnSpreads(w, turns, "message-shape", "the turns that it holds must be contents with role and parts")
	begun := false
	return translate.WriteList(w, turns, func(t *turn) []*value.Node {
		n := writeTurn(w, t)
		if m := t.messages[0]; n != nil && !begun {
			begun = true
			if m.Role == prompt.RoleAssistant && w.Trait("first_turn").Value == "user" {
				opts := []translate.Option{translate.To(n), translate.By(w.Trait("first_turn").Ref)}
				if hidden := translate.FirstSpread(l); hidden != nil { // turns that may come before it
					opts = append(opts, translate.Maybe(translate.HoleText(hidden)))
				}
				w.Warn(m.Node, "consecutive-roles", translate.Approximate, "the first turn should be the user's", opts...)
			}
		}
		return one(n)
	})
}

// warnSpreads says that what a variable brings in must have this dialect's
// shape.
func warnSpreads[T any](w *translate.Writer, l prompt.List[T], feature, must string) {
	for i := range l {
		if s := l[i].Spread; s != nil {
			w.Warn(s, feature, translate.Approximate, must, translate.Maybe(translate.HoleText(s)))
		}
		if b := l[i].Block; b != nil {
			for j := range b.Arms {
				warnSpreads(w, b.Arms[j].Body, feature, must)
			}
		}
	}
}

func writeTurn(w *translate.Writer, t *turn) *value.Node {
	var parts []value.Entry
	first := t.messages[0]
	for _, m := range t.messages {
		w.MarkAt(m.At)
		dropName(w, m)
		w.DropExt(m.Ext)
		warnSpreads(w, m.Parts, "message-shape", "what it holds must be parts")
		parts = append(parts, translate.WriteList(w, m.Parts, func(p *prompt.Part) []*value.Node { return writeParts(w, m.Role, p) })...)
	}
	if len(parts) == 0 {
		for _, m := range t.messages {
			at := m.RoleNode
			if at == nil || len(m.Parts) == 0 {
				at = m.Node
			}
			w.Drop(at, "empty-content", "nothing of this turn is left, and a turn without parts is refused here", translate.By(w.Trait("empty_text").Ref))
		}
		return nil
	}
	n := &value.Node{Kind: value.Object}
	if first.Role == prompt.RoleUnknown && first.RoleNode != nil {
		role := w.Carry(first.RoleNode)
		w.Warn(first.RoleNode, "message-shape", translate.Approximate, "the role is a variable: it must be user or model", translate.To(role), translate.Maybe(translate.HoleText(first.RoleNode)))
		n.Set("role", role)
	} else {
		n.Set("role", value.NewString(roleName(first.Role)))
	}
	translate.SetList(n, "parts", parts)
	if first.Role == prompt.RoleAssistant {
		signCall(w, n)
	}
	return n
}

// signCall puts the signature that the vendor documents for a history of other
// models on the first call of a turn: Gemini 3 refuses a call without one.
func signCall(w *translate.Writer, content *value.Node) {
	is, opts, g := w.Gate("thought_signature")
	if is == catalog.No {
		return
	}
	call := firstCall(content.Get("parts"))
	if call == nil || call.Get("thoughtSignature") != nil {
		return
	}
	t := w.Trait("foreign_signature")
	if t.Value == "" {
		w.Warn(nil, "reasoning-replay", translate.Approximate, g.Note+"; the source has none", append(opts, translate.To(call))...)
		return
	}
	v := value.NewString(t.Value)
	call.Set("thoughtSignature", v)
	w.Add(v, "reasoning-replay", t.Note, append(opts, translate.By(t.Ref))...)
}

func firstCall(parts *value.Node) *value.Node {
	var call *value.Node
	if parts != nil {
		eachEntry(parts.Entries, func(e *value.Entry) {
			if call == nil && e.Value.Get("functionCall") != nil {
				call = e.Value
			}
		})
	}
	return call
}

// dropName names a speaker's name, which no turn has here.
func dropName(w *translate.Writer, m *prompt.Message) {
	if m.Name != nil {
		w.Drop(m.Name, "message-name", "a turn has no name here", translate.By(w.Trait("message_name").Ref))
	}
}
