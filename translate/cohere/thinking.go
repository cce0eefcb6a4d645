package cohere

import (
	"strconv"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

const (
	pathType   = "thinking.type"
	pathBudget = "thinking.token_budget"
)

// thinking writes the ways of saying how much a model shall think as a switch
// and a budget of tokens. Its methods handle prompts of other dialects; they
// return false to leave an option to the field table.
type thinking struct {
	w   *translate.Writer
	out *value.Node
}

// able reports whether the target's model can think at all, as far as is known.
func (t *thinking) able() (ok bool, opts []translate.Option) {
	is, opts, _ := t.w.Gate("thinking_budget")
	return is != catalog.No, opts
}

// mode is left to the table where it says "think"; "do not think" is what other
// models do anyway.
func (t *thinking) mode(s *prompt.Setting) bool {
	ok, opts := t.able()
	if ok || !t.w.Foreign() || !s.Value.Is("disabled") {
		return false
	}
	t.w.Note(s.Value, s.Feature, translate.Exact, t.w.Target.Model.ID+" does not think", opts...)
	return true
}

// budget writes the ends of the scale as the switch: 0 is off, a negative
// number "as much as you see fit".
func (t *thinking) budget(s *prompt.Setting) bool {
	n, err := strconv.ParseFloat(s.Value.Str, 64)
	if !t.w.Foreign() || s.Value.Kind != value.Number || err != nil || n > 0 {
		return false
	}
	if n < 0 {
		t.w.Note(s.Value, s.Feature, translate.Exact, "the model thinks as it sees fit where there is no budget")
		return true
	}
	return t.off(s, "a budget of 0 is thinking that is switched off")
}

// effort writes a level as the budget that comes closest.
func (t *thinking) effort(s *prompt.Setting) bool {
	if !t.w.Foreign() || !s.Value.IsString() {
		return false
	}
	tokens, known := translate.BudgetForEffort(s.Value.Str)
	mode := t.w.Setting1(prompt.ParamThinkingMode)
	ok, opts := t.able()
	switch {
	case !known:
		return false
	case tokens == 0:
		return t.off(s, "no effort is thinking that is switched off")
	case !ok:
		t.w.Drop(s.Value, s.Feature, t.w.Target.Model.ID+" does not think", opts...)
	case t.w.Setting1(prompt.ParamThinkingBudget) != nil:
		t.w.Drop(s.Value, s.Feature, "the budget beside it counts here")
	case mode != nil && mode.Value.Is("disabled"):
		t.w.Drop(s.Value, s.Feature, "thinking is switched off beside it")
	default:
		v := value.NewNumber(strconv.Itoa(tokens))
		translate.SetPath(t.out, pathBudget, v)
		t.w.Note(s.Value, s.Feature, translate.Approximate, "an effort becomes the budget of thinking tokens that comes closest", append(opts, translate.To(v))...)
	}
	return true
}

// off switches thinking off.
func (t *thinking) off(s *prompt.Setting, why string) bool {
	ok, opts := t.able()
	if !ok {
		t.w.Note(s.Value, s.Feature, translate.Exact, t.w.Target.Model.ID+" does not think", opts...)
		return true
	}
	v := t.out.Get("thinking").Get("type")
	if v == nil {
		v = value.NewString("disabled")
		translate.SetPath(t.out, pathType, v)
		t.w.Take(pathType)
	}
	t.w.Note(s.Value, s.Feature, translate.Exact, why, append(opts, translate.To(v))...)
	return true
}

// needType adds the switch that a budget cannot stand without.
func (t *thinking) needType() {
	n := t.out.Get("thinking")
	if !t.w.Foreign() || n.Get("token_budget") == nil || n.Get("type") != nil {
		return
	}
	v := value.NewString("enabled")
	n.Set("type", v)
	t.w.Add(v, "thinking", "thinking needs a type beside its budget")
}
