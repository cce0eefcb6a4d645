package openaichat

import (
	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// Write implements translate.Dialect.
func (d Dialect) Write(w *translate.Writer, p *prompt.Prompt) *value.Node {
	out := &value.Node{Kind: value.Object}
	w.MarkAt(p.At)
	w.SetModel(out, "model")
	msgs := translate.WriteList(w, p.Messages, func(m *prompt.Message) []*value.Node { return writeMessage(w, m) })
	translate.SetList(out, "messages", msgs)
	if len(msgs) == 0 && len(p.Messages) > 0 && w.Foreign() {
		w.Refuse(p.Node, "empty-content", "nothing of the conversation is left to send")
	}
	if len(msgs) == 0 && p.Form["messages"] == "empty" {
		out.Set("messages", w.Carry(p.Node.Get("messages")))
	}
	writeTools(w, p, out)
	translate.SetOne(out, outputKey, translate.WriteList(w, p.Output, func(o *prompt.Output) []*value.Node { return one(writeOutput(w, o)) }))
	w.Settings(out, map[prompt.Param]func(*prompt.Setting) bool{
		prompt.ParamThinkingMode:   func(s *prompt.Setting) bool { return thinkingMode(w, out, s) },
		prompt.ParamThinkingBudget: func(s *prompt.Setting) bool { return thinkingBudget(w, out, s) },
	})
	if !w.Same {
		jsonWord(w, out)
		w.Defaults()
	}
	w.WriteExt(out, p.Ext)
	return out
}

const outputKey = "response_format"

func one(n *value.Node) []*value.Node {
	if n == nil {
		return nil
	}
	return []*value.Node{n}
}

// thinkingMode maps a thinking switch to an effort: off is "none"; on is what
// reasoning models do anyway.
func thinkingMode(w *translate.Writer, out *value.Node, s *prompt.Setting) bool {
	if w.Setting1(prompt.ParamEffort) != nil || !s.Value.IsString() {
		return false
	}
	if s.Value.Str != "disabled" {
		w.Note(s.Value, s.Feature, translate.Approximate, "reasoning models think as they see fit; other models cannot")
		return true
	}
	setEffort(w, out, s, "none", "thinking that is switched off is effort none")
	return true
}

// thinkingBudget maps a budget of tokens to the effort that comes closest.
func thinkingBudget(w *translate.Writer, out *value.Node, s *prompt.Setting) bool {
	if w.Setting1(prompt.ParamEffort) != nil || s.Value.Kind != value.Number {
		return false
	}
	effort := translate.EffortForBudget(s.Value.Str)
	setEffort(w, out, s, effort, "a budget of tokens becomes the effort that comes closest")
	return true
}

func setEffort(w *translate.Writer, out *value.Node, s *prompt.Setting, effort, why string) {
	is, opts, g := w.Gate("effort")
	if is == catalog.No {
		w.Drop(s.Value, s.Feature, w.Target.Model.ID+" takes no reasoning effort", opts...)
		return
	}
	if effort = translate.AllowedEffort(effort, g.Values); effort == "" {
		w.Drop(s.Value, s.Feature, w.Target.Model.ID+" has no such effort", opts...)
		return
	}
	v := value.NewString(effort)
	w.Note(s.Value, s.Feature, translate.Approximate, why, translate.To(v))
	out.Set("reasoning_effort", v)
}

// jsonWord says that JSON mode needs a message that asks for JSON, when the
// target has that rule and no message does.
func jsonWord(w *translate.Writer, out *value.Node) {
	rf := out.Get(outputKey)
	if !rf.Get("type").Is("json_object") || translate.Mentions(out.Get("messages"), "json") {
		return
	}
	w.Warn(nil, "response-format-json-object", translate.Approximate, "json_object needs a message that asks for JSON, none does", translate.To(rf), translate.By(w.Trait("json_word").Ref))
}
