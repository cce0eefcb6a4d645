package ollama

import (
	"slices"
	"strconv"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// think writes the ways of saying how much a model shall think as the member
// think: a level where the model takes one, else a switch. A model that can
// think does so where nothing is said, and one that cannot answers "think" with
// an error: so the switch is written only to switch off.
type think struct {
	w   *translate.Writer
	out *value.Node
}

const alone = "a model that can think does so without being told, and another one refuses the switch"

// own carries the member of a request of this dialect.
func (t *think) own(s *prompt.Setting) bool {
	if t.w.Foreign() || s.Form != formThink {
		return false
	}
	translate.SetMember(t.out, formThink, t.w.Carry(s.Node))
	return true
}

func (t *think) mode(s *prompt.Setting) bool {
	switch {
	case t.own(s):
	case !s.Value.IsString():
		return false
	case s.Value.Str != "disabled":
		t.on(s, translate.Exact, alone)
	case t.levels() != nil:
		t.level(s, "low", "thinking cannot be switched off; the lowest level comes closest")
	default:
		t.off(s, "")
	}
	return true
}

func (t *think) effort(s *prompt.Setting) bool {
	if t.own(s) {
		return true
	}
	mode := t.w.Setting1(prompt.ParamThinkingMode)
	tokens, known := translate.BudgetForEffort(s.Value.Str)
	levels := t.levels()
	switch {
	case !s.Value.IsString() || !known:
		return false
	case mode != nil && mode.Value.Is("disabled"):
		t.w.Drop(s.Value, s.Feature, "thinking is switched off beside it")
	case levels != nil && tokens == 0:
		t.level(s, "low", "thinking cannot be switched off; the lowest level comes closest")
	case levels != nil:
		t.level(s, translate.AllowedEffort(s.Value.Str, levels), "there is no such level; the nearest one stands in for it")
	case tokens == 0:
		t.off(s, "no effort is thinking that is switched off")
	default:
		t.on(s, translate.Approximate, t.w.Trait("think_levels").Note+"; "+alone)
	}
	return true
}

func (t *think) budget(s *prompt.Setting) bool {
	n, err := strconv.ParseFloat(s.Value.Str, 64)
	levels := t.levels()
	switch {
	case s.Value.Kind != value.Number || err != nil:
		return false
	case t.w.Setting1(prompt.ParamEffort) != nil:
		t.w.Drop(s.Value, s.Feature, "the effort beside it counts here")
	case n == 0 && levels == nil:
		t.off(s, "a budget of 0 is thinking that is switched off")
	case n < 0:
		t.on(s, translate.Exact, alone)
	case levels != nil:
		t.level(s, translate.AllowedEffort(translate.EffortForBudget(s.Value.Str), levels), "a budget of tokens becomes the level that comes closest")
	default:
		t.on(s, translate.Approximate, "thinking has no budget here; "+alone)
	}
	return true
}

// levels returns the levels that the target's model takes, nil for none.
func (t *think) levels() []string {
	is, _, g := t.w.Gate("effort")
	if is != catalog.Yes {
		return nil
	}
	return slices.DeleteFunc([]string{"low", "medium", "high"}, func(s string) bool {
		return len(g.Values) > 0 && !slices.Contains(g.Values, s)
	})
}

// on leaves the member out for a wish to think.
func (t *think) on(s *prompt.Setting, o translate.Outcome, why string) {
	effort, opts, _ := t.w.Gate("effort")
	budget, _, _ := t.w.Gate("thinking_budget")
	if effort == catalog.No && budget == catalog.No {
		t.w.Drop(s.Value, s.Feature, t.w.Target.Model.ID+" does not think", opts...)
		return
	}
	t.w.Note(s.Value, s.Feature, o, why, translate.By(t.w.Trait("think_levels").Ref))
}

func (t *think) off(s *prompt.Setting, why string) {
	v := value.NewBool(false)
	t.out.Set(formThink, v)
	if why == "" {
		t.w.Mark(s.Value)
		return
	}
	t.w.Note(s.Value, s.Feature, translate.Exact, why, translate.To(v))
}

// level writes a level; why is entered where it is not the source's own word.
func (t *think) level(s *prompt.Setting, word, why string) {
	if word == "" {
		t.on(s, translate.Approximate, alone)
		return
	}
	v := value.NewString(word)
	t.out.Set(formThink, v)
	if s.Param == prompt.ParamEffort && s.Value.Str == word {
		t.w.Mark(s.Value)
		return
	}
	_, opts, _ := t.w.Gate("effort")
	t.w.Note(s.Value, s.Feature, translate.Approximate, why, append(opts, translate.To(v))...)
}
