package anthropic

import (
	"strconv"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

const (
	thinkType   = "thinking.type"
	thinkBudget = "thinking.budget_tokens"
	effortPath  = "output_config.effort"
	minBudget   = 1024
)

// thinking decides how the source's wish for reasoning is said. Older models
// take a budget of tokens, newer ones think as they see fit (adaptive) and
// take an effort; what is not settled here is left to the field table.
func (c *writer) thinking() {
	mode, budget, effort := c.Setting1(prompt.ParamThinkingMode), c.Setting1(prompt.ParamThinkingBudget), c.Setting1(prompt.ParamEffort)
	switch {
	case mode != nil && !mode.Value.IsString(), budget != nil && budget.Value.Kind != value.Number:
	case mode != nil && mode.Value.Str == "adaptive":
		c.adaptive(mode, effort)
	case mode != nil && mode.Value.Str != "enabled":
	case mode != nil || budget != nil:
		c.enabled(mode, budget, effort)
	case effort != nil && effort.Value.IsString():
		c.effortAlone(effort)
	}
}

// enabled says "think", with or without a budget.
func (c *writer) enabled(mode, budget, effort *prompt.Setting) {
	byBudget, budgetOpts, _ := c.Gate("thinking_budget")
	freely, freeOpts, _ := c.Gate("thinking_adaptive")
	tokens := 0.0
	if budget != nil {
		tokens = number(budget.Value)
	}
	switch {
	case mode == nil && tokens == 0:
		c.say(budget, thinkType, value.NewString("disabled"), translate.Exact, "a budget of 0 switches thinking off")
	case byBudget != catalog.No && tokens > 0:
		if mode == nil {
			c.set(thinkType, value.NewString("enabled"))
		}
	case freely != catalog.No && (byBudget == catalog.No || freely == catalog.Yes):
		v := value.NewString("adaptive")
		if mode != nil {
			c.say(mode, thinkType, v, translate.Approximate, c.Target.Model.ID+" decides by itself how much to think", freeOpts...)
		} else {
			c.set(thinkType, v)
		}
		c.budgetAsEffort(budget, effort)
	case byBudget != catalog.No:
		c.inventBudget(mode, budget, effort, budgetOpts)
	}
}

// budgetAsEffort carries a budget to a model that takes none.
func (c *writer) budgetAsEffort(budget, effort *prompt.Setting) {
	if budget == nil {
		return
	}
	is, opts, g := c.Gate("effort")
	word := translate.AllowedEffort(translate.EffortForBudget(budget.Value.Str), g.Values)
	switch {
	case number(budget.Value) < 0:
		c.done[budget] = true
		c.Mark(budget.Value) // "as much as you see fit" is what adaptive says
	case effort == nil && is != catalog.No && word != "" && word != "none":
		c.say(budget, effortPath, value.NewString(word), translate.Approximate, c.Target.Model.ID+" takes no budget; this effort comes closest", opts...)
	}
}

// inventBudget gives a budget to a model that cannot think without one.
func (c *writer) inventBudget(mode, budget, effort *prompt.Setting, opts []translate.Option) {
	word := "medium"
	if effort != nil && effort.Value.IsString() {
		word = effort.Value.Str
	}
	tokens, ok := translate.BudgetForEffort(word)
	if !ok || tokens == 0 {
		return
	}
	v := value.NewNumber(strconv.Itoa(tokens))
	c.set(thinkType, value.NewString("enabled"))
	c.set(thinkBudget, v)
	const why = "this model thinks within a budget of tokens only"
	switch {
	case mode != nil && mode.Value.Str == "enabled":
		c.Mark(mode.Value)
		c.done[mode] = true
	case mode != nil:
		c.say(mode, "", v, translate.Approximate, why, opts...)
	}
	switch {
	case budget != nil:
		c.say(budget, "", v, translate.Approximate, why, opts...)
	case effort == nil && mode.Value.Str == "enabled":
		c.Add(v, "thinking", why, opts...)
	}
	if is, _, _ := c.Gate("effort"); effort != nil && is == catalog.No {
		c.say(effort, "", v, translate.Approximate, "the effort becomes the budget that comes closest", opts...)
	}
}

func (c *writer) adaptive(mode, effort *prompt.Setting) {
	freely, _, _ := c.Gate("thinking_adaptive")
	byBudget, opts, _ := c.Gate("thinking_budget")
	if freely == catalog.No && byBudget != catalog.No {
		c.inventBudget(mode, nil, effort, opts)
	}
}

// effortAlone reads an effort as other vendors mean it: how much to reason,
// with reasoning understood.
func (c *writer) effortAlone(effort *prompt.Setting) {
	word := effort.Value.Str
	is, _, _ := c.Gate("effort")
	freely, freeOpts, _ := c.Gate("thinking_adaptive")
	byBudget, opts, _ := c.Gate("thinking_budget")
	switch {
	case c.own && is != catalog.No:
	case word == "none":
		c.say(effort, thinkType, value.NewString("disabled"), translate.Exact, "no effort is thinking that is switched off")
	case is != catalog.No:
		if freely == catalog.Yes && !c.forced {
			v := value.NewString("adaptive")
			c.set(thinkType, v)
			c.Add(v, "thinking", "an effort elsewhere implies reasoning; here thinking is asked for", freeOpts...)
		}
	case byBudget == catalog.No:
	case c.forced:
		c.done[effort] = true
		c.Drop(effort.Value, effort.Feature, "thinking cannot be combined with a tool call that is demanded, nor with a prefill", opts...)
	default:
		c.inventBudget(nil, nil, effort, opts)
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

func (c *writer) set(path string, v *value.Node) { translate.SetPath(c.out, path, v) }

// thinks reports whether the written request switches thinking on.
func (c *writer) thinks() bool {
	t := c.out.Get("thinking").Get("type")
	return t.Is("enabled") || t.Is("adaptive")
}

// fitBudget keeps the thinking budget below max_tokens, which counts both.
func (c *writer) fitBudget() {
	think, limit := c.out.Get("thinking"), c.out.Get("max_tokens")
	n := think.Get("budget_tokens")
	if n == nil || n.Kind != value.Number || limit == nil || limit.Kind != value.Number || number(n) < number(limit) {
		return
	}
	const why = "the thinking budget must be less than max_tokens"
	at := c.budgetSource()
	if number(limit) <= minBudget {
		think.Entries = nil
		v := value.NewString("disabled")
		think.Set("type", v)
		for i := range c.p.Settings {
			if s := &c.p.Settings[i]; s.Value == at || s.Feature == "thinking" && s.Param != prompt.ParamIncludeThoughts {
				c.Note(s.Value, "thinking", translate.Approximate, why+", which leaves no room to think: switched off", translate.To(v))
			}
		}
		return
	}
	v := value.NewNumber(strconv.Itoa(max(minBudget, int(number(limit))/2)))
	think.Set("budget_tokens", v)
	c.Note(at, "thinking", translate.Approximate, why+": lowered from "+n.Str, translate.To(v))
}

// budgetSource is the node of the source that asked for the budget.
func (c *writer) budgetSource() *value.Node {
	for _, p := range []prompt.Param{prompt.ParamThinkingBudget, prompt.ParamEffort, prompt.ParamThinkingMode} {
		if s := c.Setting1(p); s != nil {
			return s.Value
		}
	}
	return nil
}
