package gemini

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// writeParts writes a part of a foreign turn; media of a tool result become
// parts of their own behind it.
func writeParts(w *translate.Writer, role prompt.Role, p *prompt.Part) []*value.Node {
	n := writePart(w, role, p, true)
	if p.Kind != prompt.ToolResultPart {
		return one(n)
	}
	out := one(n)
	p.ToolResult.Content.Walk(func(c *prompt.Part) {
		if c.Kind != prompt.MediaPart {
			return
		}
		v := writePart(w, prompt.RoleUser, c, true)
		if v != nil {
			w.Warn(c.Node, translate.MediaFeature(c.Media.Kind), translate.Emulated, "a function response holds JSON: the media follows it as a part of its own", translate.To(v), translate.By(w.Trait("tool_result_content").Ref))
		}
		out = append(out, one(v)...)
	})
	return out
}

// writePart writes one part; foreign ones are made to fit.
func writePart(w *translate.Writer, role prompt.Role, p *prompt.Part, foreign bool) *value.Node {
	n := &value.Node{Kind: value.Object}
	switch p.Kind {
	case prompt.TextPart:
		if !foreign && p.Form["shape"] == formText {
			return w.Carry(p.Text)
		}
		if foreign && p.Text.Is("") {
			w.MarkAt(p.At)
			w.DropCache(p.Cache)
			w.DropExt(p.Ext)
			w.Drop(p.Text, "empty-content", "a part without text is refused here", translate.By(w.Trait("empty_text").Ref))
			return nil
		}
		n.Set("text", w.Carry(p.Text))
	case prompt.RefusalPart:
		n.Set("text", w.Carry(p.Text))
		w.Warn(p.Node, "refusal-turn", translate.Approximate, "a refusal becomes plain text", translate.To(n), translate.By(w.Trait("refusal_part").Ref))
	case prompt.ReasoningPart:
		if foreign {
			w.Drop(p.Node, "reasoning-replay", "thoughts of another vendor's model cannot be replayed", translate.By(w.Trait("reasoning_replay").Ref))
			return nil
		}
		n.Set("text", w.Carry(p.Reasoning.Text))
		n.Set("thought", value.NewBool(true))
		n.Set(spelled(w, p.Form, "thoughtSignature"), w.Carry(p.Reasoning.Signature))
	case prompt.MediaPart:
		if foreign {
			m := foreignMedia(w, p)
			if m == nil || m.Get("text") != nil {
				return m
			}
			n = m
		} else {
			if n = kinMedia(w, p); n == nil || n.Get("text") != nil {
				return n
			}
		}
	case prompt.ToolCallPart:
		if n = writeCall(w, p, foreign); n == nil {
			return nil
		}
	case prompt.ToolResultPart:
		if n = writeResult(w, p, foreign); n == nil {
			return nil
		}
	default:
		if !w.OursOrKin(p.At, w.Trait("parts").Has(onlyKey(w, p.Node))) {
			w.Drop(p.Node, partFeature(p), w.Target.Dialect.ID+" has no such part")
			return nil
		}
		return w.Carry(p.Node)
	}
	w.MarkAt(p.At)
	w.DropCache(p.Cache)
	w.WriteExt(n, p.Ext)
	return n
}

func writeCall(w *translate.Writer, p *prompt.Part, foreign bool) *value.Node {
	c := p.ToolCall
	if foreign && !takenApart(c) {
		opts := []translate.Option{translate.By(w.Trait("tool_args").Ref)}
		if a := first(c.ArgsNode, c.Args); a != nil && !a.IsString() {
			opts = append(opts, translate.Maybe(translate.HoleText(a)))
		}
		w.Refuse(p.Node, "tool-definition", "arguments are an object here, and this text cannot be taken apart as one", opts...)
		return nil
	}
	call := value.NewObject("id", w.Carry(c.ID), "name", w.Carry(c.Name))
	if foreign {
		call.Set("args", w.ArgsObject(c))
	} else {
		call.Set("args", w.Carry(c.Args))
	}
	return value.NewObject(spelled(w, p.Form, "functionCall"), call)
}

// takenApart reports whether the arguments of a call are an object, or a
// variable that may hold one.
func takenApart(c *prompt.ToolCall) bool {
	if c.Args == nil {
		return c.ArgsNode == nil
	}
	return c.Args.Kind == value.Object || c.Args.Kind == value.Hole
}
