package gemini

import (
	"strconv"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// thinking writes the three ways of saying how much a model shall think into
// the one that the target's model takes: a level or a budget, never both.
type thinking struct {
	w   *translate.Writer
	out *value.Node
}

// effort writes a level where the model takes one, a budget otherwise.
func (t *thinking) effort(s *prompt.Setting) bool {
	if t.w.Same || !s.Value.IsString() {
		return false
	}
	word := strings.ToLower(s.Value.Str)
	is, opts, _ := t.w.Gate("effort")
	n, ok := translate.BudgetForEffort(word)
	switch {
	case !ok:
		return false
	case is != catalog.No && word == "none":
		t.level(s, word, "thinking cannot be switched off; the lowest level comes closest")
		return true
	case is != catalog.No:
		t.level(s, word, "there is no such level; the nearest one stands in for "+word)
		return true
	}
	if t.noBudget(s, word == "none", opts) {
		return true
	}
	if t.w.Setting1(prompt.ParamThinkingBudget) != nil {
		t.w.Drop(s.Value, s.Feature, "a level and a budget exclude each other; this model takes the budget", opts...)
		return true
	}
	if n == 0 {
		t.off(s)
		return true
	}
	v := t.setBudget(s, strconv.Itoa(n))
	t.w.Note(s.Value, s.Feature, translate.Approximate, "an effort becomes a budget of thinking tokens", append(opts, translate.To(v))...)
	return true
}

// off switches thinking off by a budget of 0, or takes the smallest budget of
// a model that always thinks.
func (t *thinking) off(s *prompt.Setting) {
	is, opts, g := t.w.Gate("thinking_off")
	if is == catalog.No && len(g.Values) > 0 {
		v := t.setBudget(s, g.Values[0])
		t.w.Note(s.Value, s.Feature, translate.Approximate, t.w.Target.Model.ID+" always thinks: "+g.Note, append(opts, translate.To(v))...)
		return
	}
	v := t.setBudget(s, "0")
	t.w.Note(s.Value, s.Feature, translate.Exact, "a budget of 0 switches thinking off", append(opts, translate.To(v))...)
}

// noBudget handles a model that takes neither level nor budget: it does not
// think, so that "no thinking" is what it does.
func (t *thinking) noBudget(s *prompt.Setting, off bool, opts []translate.Option) bool {
	is, _, g := t.w.Gate("thinking_budget")
	if is != catalog.No {
		return false
	}
	opts = append(opts, translate.By(g.Ref))
	if off {
		t.w.Note(s.Value, s.Feature, translate.Exact, t.w.Target.Model.ID+" does not think", opts...)
	} else {
		t.w.Drop(s.Value, s.Feature, t.w.Target.Model.ID+" takes neither thinkingLevel nor thinkingBudget", opts...)
	}
	return true
}

// budget writes a number of tokens where the model counts in tokens, and the
// nearest level where it has levels.
func (t *thinking) budget(s *prompt.Setting) bool {
	if t.w.Same {
		return false
	}
	is, opts, _ := t.w.Gate("effort")
	switch {
	case is != catalog.No && t.w.Setting1(prompt.ParamEffort) != nil:
		t.w.Drop(s.Value, s.Feature, "a level and a budget exclude each other; the level stays", opts...)
	case is != catalog.Yes || s.Value.Kind != value.Number:
		return false
	case s.Value.Str == "-1":
		t.w.Note(s.Value, s.Feature, translate.Exact, "the model thinks as it sees fit without being told", opts...)
	default:
		t.level(s, translate.EffortForBudget(s.Value.Str), "a budget of thinking tokens becomes the level that comes closest")
	}
	return true
}

// mode writes a switch. On is what thinking models do anyway; how much is said
// by the effort or the budget beside it.
func (t *thinking) mode(s *prompt.Setting) bool {
	w := t.w
	if !s.Value.IsString() {
		return false
	}
	said := w.Setting1(prompt.ParamEffort) != nil || w.Setting1(prompt.ParamThinkingBudget) != nil
	effort, opts, _ := w.Gate("effort")
	budget, _, _ := w.Gate("thinking_budget")
	off := s.Value.Str == "disabled" || s.Value.Str == "off" || s.Value.Str == "none"
	switch {
	case !off && effort == catalog.No && budget == catalog.No:
		w.Drop(s.Value, s.Feature, w.Target.Model.ID+" does not think", opts...)
	case !off:
		w.Note(s.Value, s.Feature, translate.Exact, "the model thinks without being told", opts...)
	case said:
		w.Drop(s.Value, s.Feature, "the effort or budget beside it counts here", opts...)
	case effort != catalog.No:
		t.level(s, "none", "thinking cannot be switched off; the lowest level comes closest")
	case !t.noBudget(s, true, opts):
		t.off(s)
	}
	return true
}

// level writes the level nearest to the wanted one; why is entered where it
// says another thing than the source.
func (t *thinking) level(s *prompt.Setting, want, why string) {
	_, opts, g := t.w.Gate("effort")
	allowed := []string{"minimal", "low", "medium", "high"}
	if len(g.Values) > 0 {
		allowed = nil
		for _, v := range g.Values {
			allowed = append(allowed, strings.ToLower(v))
		}
	}
	got := translate.AllowedEffort(want, allowed)
	v := value.NewString(strings.ToUpper(got))
	translate.SetPath(t.out, t.path(s, "thinkingLevel"), v)
	if s.Param == prompt.ParamEffort && got == want {
		t.w.Mark(s.Value)
		return
	}
	t.w.Note(s.Value, s.Feature, translate.Approximate, why, append(opts, translate.To(v))...)
}

func (t *thinking) setBudget(s *prompt.Setting, n string) *value.Node {
	v := value.NewNumber(n)
	translate.SetPath(t.out, t.path(s, "thinkingBudget"), v)
	return v
}

// path keeps the spelling of the containers that the source has.
func (t *thinking) path(s *prompt.Setting, name string) string {
	if i := strings.LastIndexByte(s.Form, '.'); i >= 0 && !t.w.Foreign() {
		return s.Form[:i+1] + name
	}
	return "generationConfig.thinkingConfig." + name
}
