package bedrockconverse

import (
	"strconv"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

const (
	thinkType   = keyExtra + ".thinking.type"
	thinkBudget = keyExtra + ".thinking.budget_tokens"
	effortPath  = "outputConfig.effort"
	novaType    = keyExtra + ".reasoningConfig.type"
	novaEffort  = keyExtra + ".reasoningConfig.maxReasoningEffort"
	ossEffort   = keyExtra + ".reasoning_effort"
	minBudget   = 1024
)

// A wish is what the source asks of reasoning, as far as it is known.
type wish struct {
	mode, budget, effort *prompt.Setting
	off                  bool
	word                 string // the effort wanted; "" where none is said
	tokens               int    // the budget wanted; 0 where none is said
}

// wanted reads the three options that say how much to reason; ok is false
// where there are none, or only the run knows them.
func (c *writer) wanted() (w wish, ok bool) {
	w = wish{mode: c.Setting1(prompt.ParamThinkingMode), budget: c.Setting1(prompt.ParamThinkingBudget), effort: c.Setting1(prompt.ParamEffort)}
	if w.mode != nil && !w.mode.Value.IsString() || w.effort != nil && !w.effort.Value.IsString() || w.budget != nil && w.budget.Value.Kind != value.Number {
		return w, false
	}
	if w.effort != nil {
		w.word = w.effort.Value.Str
		w.off = w.word == "none"
	}
	if w.budget != nil {
		w.tokens = int(number(w.budget.Value))
		w.off = w.off || w.tokens == 0
	}
	if w.mode != nil {
		w.off = w.mode.Value.Is("disabled") || w.off && w.mode.Value.Is("off")
	}
	return w, w.mode != nil || w.budget != nil || w.effort != nil
}

// reasoning says how much to reason in the way of the model's maker. What is
// not settled here is left to the field table.
func (c *writer) reasoning() {
	w, ok := c.wanted()
	switch {
	case !ok:
	case c.is("claude"):
		c.claude(w)
	case c.is("nova2"):
		c.levels(w, novaEffort, "model_nova2")
	case c.is("gpt_oss"):
		c.levels(w, ossEffort, "model_gpt_oss")
	default:
		c.noReasoning(w)
	}
}

// noReasoning is for models whose maker has no way to say it: only a wish for
// none is met.
func (c *writer) noReasoning(w wish) {
	for _, s := range []*prompt.Setting{w.mode, w.budget, w.effort} {
		if s == nil {
			continue
		}
		c.done[s] = true
		if is, opts, _ := c.Gate("effort"); w.off && is != catalog.Yes {
			c.Note(s.Value, s.Feature, translate.Exact, c.Target.Model.ID+" is not told to reason", opts...)
		} else {
			c.Drop(s.Node, s.Feature, "Converse has no switch for the reasoning of "+c.Target.Model.ID, opts...)
		}
	}
}

// levels writes low, medium or high, which is all that Nova and gpt-oss take.
func (c *writer) levels(w wish, path, trait string) {
	word := w.word
	if word == "" && w.tokens != 0 {
		word = translate.EffortForBudget(strconv.Itoa(w.tokens))
	}
	ref := c.by(trait)
	if w.off || word == "none" {
		c.levelsOff(w, path, ref)
		return
	}
	if word == "" {
		word = "medium"
	}
	got := translate.AllowedEffort(word, []string{"low", "medium", "high"})
	v := value.NewString(got)
	if path == novaEffort {
		on := value.NewString("enabled")
		c.set(novaType, on)
		if w.mode == nil {
			c.Add(on, "thinking", "an effort elsewhere implies reasoning; here reasoning is asked for", ref)
		}
	}
	c.set(path, v)
	if w.effort != nil && w.word == got {
		c.Mark(w.effort.Value)
		c.done[w.effort] = true
	}
	for _, s := range []*prompt.Setting{w.effort, w.budget, w.mode} {
		switch {
		case s == nil || c.done[s]:
		case s == w.mode && path == novaEffort && s.Value.Is("enabled"):
			c.Mark(s.Value)
			c.done[s] = true
		default:
			c.say(s, "", v, translate.Approximate, "there are three levels here; "+got+" comes closest", ref)
		}
	}
}

func (c *writer) levelsOff(w wish, path string, ref translate.Option) {
	v := value.NewString("low")
	o, why := translate.Approximate, "reasoning cannot be switched off; the lowest level comes closest"
	to := path
	if path == novaEffort {
		v, o, why, to = value.NewString("disabled"), translate.Exact, "reasoning is switched off", novaType
	}
	c.set(to, v)
	for _, s := range []*prompt.Setting{w.mode, w.budget, w.effort} {
		if s != nil {
			c.say(s, "", v, o, why, ref)
		}
	}
}

// claude says it as Claude's own API does: older models take a budget of
// tokens, newer ones think as they see fit and take an effort.
func (c *writer) claude(w wish) {
	byBudget, budgetOpts, _ := c.Gate("thinking_budget")
	freely, freeOpts, _ := c.Gate("thinking_adaptive")
	effortGate, effortOpts, g := c.Gate("effort")
	if w.off {
		v := value.NewString("disabled")
		c.set(thinkType, v)
		for _, s := range []*prompt.Setting{w.mode, w.budget, w.effort} {
			switch {
			case s == nil:
			case s == w.effort && !w.effort.Value.Is("none") && effortGate != catalog.No: // an effort beside it stays
			default:
				c.say(s, "", v, translate.Exact, "thinking is switched off")
			}
		}
		return
	}
	if w.mode == nil && w.budget == nil && c.own && effortGate != catalog.No {
		return // an effort alone says here what it said there
	}
	if c.forced && w.mode == nil && w.budget == nil {
		if effortGate == catalog.No {
			c.done[w.effort] = true
			c.Drop(w.effort.Value, w.effort.Feature, "thinking cannot be combined with a tool call that is demanded, nor with a prefill", budgetOpts...)
		}
		return
	}
	switch {
	case w.tokens > 0 && byBudget != catalog.No:
		c.enable(w, w.budget.Value.Clone(), w.mode == nil || w.mode.Value.Is("enabled"), budgetOpts)
	case freely == catalog.Yes || freely != catalog.No && byBudget == catalog.No:
		v := value.NewString("adaptive")
		c.set(thinkType, v)
		switch {
		case w.mode == nil && w.budget == nil:
			c.Add(v, "thinking", "an effort elsewhere implies reasoning; here thinking is asked for", freeOpts...)
		case w.mode == nil:
		case w.mode.Value.Is("adaptive"):
			c.Mark(w.mode.Value)
			c.done[w.mode] = true
		default:
			c.say(w.mode, "", v, translate.Approximate, c.Target.Model.ID+" decides by itself how much to think", freeOpts...)
		}
		if w.budget == nil {
			return
		}
		word := translate.AllowedEffort(translate.EffortForBudget(strconv.Itoa(w.tokens)), g.Values)
		switch {
		case w.tokens < 0:
			c.Mark(w.budget.Value)
			c.done[w.budget] = true
		case w.effort == nil && effortGate != catalog.No && word != "" && word != "none":
			c.say(w.budget, effortPath, value.NewString(word), translate.Approximate, c.Target.Model.ID+" takes no budget; this effort comes closest", effortOpts...)
		}
	case byBudget != catalog.No && (w.effort == nil || effortGate == catalog.No || w.mode != nil):
		word := w.word
		if word == "" {
			word = "medium"
		}
		if tokens, ok := translate.BudgetForEffort(word); ok && tokens > 0 {
			c.enable(w, value.NewNumber(strconv.Itoa(tokens)), false, budgetOpts)
		}
	}
}

// enable switches thinking on within a budget. exact is true where the source
// asks for just that.
func (c *writer) enable(w wish, v *value.Node, exact bool, opts []translate.Option) {
	c.set(thinkType, value.NewString("enabled"))
	c.set(thinkBudget, v)
	const why = "this model thinks within a budget of tokens only"
	if w.budget != nil && w.tokens > 0 {
		c.Mark(w.budget.Value)
		c.done[w.budget] = true
		if w.tokens < minBudget {
			n := value.NewNumber(strconv.Itoa(minBudget))
			c.set(thinkBudget, n)
			c.Note(w.budget.Value, w.budget.Feature, translate.Approximate, "a budget is at least "+n.Str+" tokens", append(opts, translate.To(n))...)
		}
	} else if w.budget != nil {
		c.say(w.budget, "", v, translate.Approximate, why, opts...)
	}
	if w.mode != nil {
		if exact || w.mode.Value.Is("enabled") {
			c.Mark(w.mode.Value)
			c.done[w.mode] = true
		} else {
			c.say(w.mode, "", v, translate.Approximate, why, opts...)
		}
	}
	is, _, _ := c.Gate("effort")
	switch {
	case w.effort != nil && is == catalog.No && w.budget == nil:
		c.say(w.effort, "", v, translate.Approximate, "the effort becomes the budget that comes closest", opts...)
	case w.effort == nil && w.budget == nil:
		c.Add(v, "thinking", why, opts...)
	}
}

// say enters what became of a setting, sets the value at path ("" where it
// already stands in the output) and takes the setting off the table's hands.
func (c *writer) say(s *prompt.Setting, path string, v *value.Node, o translate.Outcome, why string, opts ...translate.Option) {
	c.done[s] = true
	if path != "" {
		c.set(path, v)
	}
	c.Note(s.Value, s.Feature, o, why, append(opts, translate.To(v))...)
}

func (c *writer) set(path string, v *value.Node) {
	translate.SetPath(c.out, path, v)
	c.Take(path)
}

// thinks reports whether the written request switches Claude's thinking on, or
// will by an option that the field table writes.
func (c *writer) thinks() bool {
	t := c.out.Get(keyExtra).Get("thinking").Get("type")
	return t.Is("enabled") || t.Is("adaptive")
}

// fitBudget keeps the thinking budget below maxTokens, which counts both.
func (c *writer) fitBudget() {
	think, limit := c.out.Get(keyExtra).Get("thinking"), c.out.Get("inferenceConfig").Get("maxTokens")
	n := think.Get("budget_tokens")
	if n == nil || n.Kind != value.Number || limit == nil || limit.Kind != value.Number || number(n) < number(limit) {
		return
	}
	const why = "the thinking budget must be less than maxTokens"
	mode, budget, effort := c.Setting1(prompt.ParamThinkingMode), c.Setting1(prompt.ParamThinkingBudget), c.Setting1(prompt.ParamEffort)
	if number(limit) <= minBudget {
		v := value.NewString("disabled")
		think.Entries = nil
		think.Set("type", v)
		if budget != nil {
			effort = nil // the budget is its own
		}
		for _, s := range []*prompt.Setting{mode, budget, effort} {
			if s != nil {
				c.Note(s.Value, s.Feature, translate.Approximate, why+", which leaves no room to think: switched off", translate.To(v))
			}
		}
		return
	}
	v := value.NewNumber(strconv.Itoa(max(minBudget, int(number(limit))/2)))
	think.Set("budget_tokens", v)
	for _, s := range []*prompt.Setting{budget, effort, mode} {
		if s != nil {
			c.Note(s.Value, "thinking", translate.Approximate, why+": lowered from "+n.Str, translate.To(v))
			return
		}
	}
}
