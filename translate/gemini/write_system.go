package gemini

import (
	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// lateInstructions finds the system turns that stand after another turn.
func lateInstructions(l prompt.List[prompt.Message]) map[*prompt.Message]bool {
	late, begun := map[*prompt.Message]bool{}, false
	for i := range l {
		sub := l[i : i+1]
		begun = begun || l[i].Spread != nil
		sub.Walk(func(m *prompt.Message) {
			if isSystem(m) && begun {
				late[m] = true
			}
			begun = begun || !isSystem(m)
		})
	}
	return late
}

// An instruction is a part of a system turn, and the turn it is of.
type instruction struct {
	message *prompt.Message
	part    *prompt.Part
	first   bool // of its message
}

// instructions spreads system turns out into their parts; conditions around
// turns and around parts become conditions around parts.
func instructions(l prompt.List[prompt.Message]) prompt.List[instruction] {
	var out prompt.List[instruction]
	for i := range l {
		switch e := &l[i]; {
		case e.Block != nil:
			out = append(out, prompt.Entry[instruction]{Block: mapBlock(e.Block, instructions)})
		case e.Item != nil:
			first := true
			out = append(out, partsOf(e.Item, e.Item.Parts, &first)...)
			if first { // no parts at all
				out = append(out, item(instruction{message: e.Item, first: true}))
			}
		}
	}
	return out
}

func partsOf(m *prompt.Message, l prompt.List[prompt.Part], first *bool) prompt.List[instruction] {
	var out prompt.List[instruction]
	for i := range l {
		switch e := &l[i]; {
		case e.Block != nil:
			out = append(out, prompt.Entry[instruction]{Block: mapBlock(e.Block, func(b prompt.List[prompt.Part]) prompt.List[instruction] {
				return partsOf(m, b, first)
			})})
		case e.Item != nil:
			out = append(out, item(instruction{message: m, part: e.Item, first: *first}))
			*first = false
		case e.Spread != nil:
			// A variable that holds the text.
			out = append(out, item(instruction{message: m, part: textPart(e.Spread), first: *first}))
			*first = false
		}
	}
	return out
}

func mapBlock[A, B any](b *expr.Block[A], f func(A) B) *expr.Block[B] {
	out := &expr.Block[B]{Close: b.Close, Whole: b.Whole}
	for _, a := range b.Arms {
		out.Arms = append(out.Arms, expr.Arm[B]{Tag: a.Tag, Body: f(a.Body)})
	}
	return out
}

// writeInstructions writes the text parts of systemInstruction.
func writeInstructions(w *translate.Writer, l prompt.List[prompt.Message], late map[*prompt.Message]bool) []value.Entry {
	written := map[*prompt.Message]bool{}
	out := translate.WriteList(w, instructions(l), func(i *instruction) []*value.Node {
		m := i.message
		if i.first {
			w.MarkAt(m.At)
			dropName(w, m)
			w.DropExt(m.Ext)
		}
		if i.part == nil {
			return nil
		}
		if i.part.Kind != prompt.TextPart {
			w.Drop(i.part.Node, partFeature(i.part), "systemInstruction holds text only", translate.By(w.Trait("system_parts").Ref))
			return nil
		}
		v := writePart(w, prompt.RoleSystem, i.part, true)
		written[m] = written[m] || v != nil
		if v != nil && i.first && late[m] {
			w.Warn(m.Node, "mid-conversation-system", translate.Approximate, "an instruction inside the conversation moves to its beginning", translate.To(v), translate.By(w.Trait("mid_system").Ref))
		}
		return one(v)
	})
	l.Walk(func(m *prompt.Message) {
		if !written[m] && m.RoleNode != nil {
			w.Drop(m.RoleNode, "empty-content", "nothing of this instruction is left")
		}
	})
	return out
}

func partFeature(p *prompt.Part) string {
	switch p.Kind {
	case prompt.MediaPart:
		return translate.MediaFeature(p.Media.Kind)
	case prompt.ReasoningPart:
		return "reasoning-replay"
	case prompt.RefusalPart:
		return "refusal-turn"
	case prompt.ToolCallPart, prompt.ToolResultPart:
		return "tool-pairing"
	}
	if p.Feature != "" {
		return p.Feature
	}
	return "message-shape"
}
