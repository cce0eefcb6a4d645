package openairesponses

import (
	"fmt"
	"strconv"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// include writes the words of `include` back where they came from. Each is a
// setting; together they are the list.
func (c *writer) include(s *prompt.Setting) bool {
	if c.Foreign() {
		return false
	}
	c.want(c.Carry(s.Node))
	return true
}

// want adds a word to `include`.
func (c *writer) want(word *value.Node) {
	list := c.out.Get("include")
	if list == nil {
		list = &value.Node{Kind: value.Array}
		c.out.Set("include", list)
	}
	list.Append(word)
}

// logprobs writes the switch for log probabilities, which is a word of
// `include` here.
func (c *writer) logprobs(s *prompt.Setting) bool {
	is, opts, _ := c.Gate("logprobs")
	switch {
	case c.Same:
		c.want(c.Carry(s.Node))
	case s.Value.Kind == value.Bool && !s.Value.Bool:
		c.Note(s.Node, s.Feature, translate.Exact, "left out: the value switches the option off")
	case is == catalog.No:
		c.Drop(s.Node, s.Feature, c.Target.Model.ID+" gives no log probabilities", opts...)
	case s.Value.Kind == value.Bool:
		c.Mark(s.Node)
		c.MarkAt(s.At)
		c.want(value.NewString(wantLogprobs))
	case s.Value.Kind == value.Hole:
		c.Drop(s.Node, s.Feature, "here a word in include asks for log probabilities, which a variable cannot be", translate.Maybe(translate.HoleText(s.Value)))
	default:
		c.Drop(s.Node, s.Feature, "here a word in include asks for log probabilities, which this cannot become")
	}
	return true
}

// webSearch writes chat's switch for searching the web as the tool for it.
func (c *writer) webSearch(s *prompt.Setting) bool {
	if !c.Foreign() || s.Value.Kind != value.Object || c.sent["web_search"] || c.out.Get("tools") == nil && hasKey(c.out, "tools") {
		return false
	}
	tool := value.NewObject("type", value.NewString("web_search"))
	if size := s.Value.Get("search_context_size"); size != nil && size.Kind != value.Null {
		tool.Set("search_context_size", c.Carry(size))
	}
	c.sent["web_search"] = true
	tools := c.out.Get("tools")
	switch {
	case tools == nil:
		c.out.Set("tools", value.NewArray(tool))
	case tools.Kind == value.Array:
		tools.Append(tool)
	default:
		return false
	}
	c.Note(s.Node, s.Feature, translate.Approximate, "becomes the tool web_search, which the model uses when it sees fit; where the user is does not come along", translate.To(tool))
	return true
}

// hasKey reports whether some member, under a condition or not, has the key.
func hasKey(n *value.Node, key string) bool {
	for _, m := range n.Members() {
		if m.Key == key {
			return true
		}
	}
	return false
}

// limit lowers an output limit that the model cannot reach.
func (c *writer) limit() {
	n, most := c.out.Get("max_output_tokens"), c.Target.Model.MaxOutput
	s := c.Setting1(prompt.ParamMaxTokens)
	if n == nil || n.Kind != value.Number || most == nil || s == nil {
		return
	}
	if x, err := strconv.ParseFloat(n.Str, 64); err != nil || x <= float64(*most) {
		return
	}
	v := value.NewNumber(strconv.Itoa(*most))
	c.out.Set("max_output_tokens", v)
	opts := []translate.Option{translate.To(v), translate.By(c.Target.Model.LimitsRef)}
	if c.ModelIsHole() {
		opts = append(opts, translate.Maybe("model"))
	}
	c.Note(s.Value, s.Feature, translate.Approximate, fmt.Sprintf("%s writes at most %d tokens", c.Target.Model.ID, *most), opts...)
}

// showThoughts maps the wish to see thoughts to one for their summary.
func (c *writer) showThoughts(s *prompt.Setting) bool {
	if !c.Foreign() || s.Value.Kind != value.Bool || c.Setting1("reasoning_summary") != nil {
		return false
	}
	if !s.Value.Bool {
		c.Note(s.Node, s.Feature, translate.Exact, "left out: nothing of the thoughts is shown unasked")
		return true
	}
	is, opts, _ := c.Gate("effort")
	if is == catalog.No {
		c.Drop(s.Node, s.Feature, c.Target.Model.ID+" does not reason", opts...)
		return true
	}
	v := value.NewString("auto")
	translate.SetPath(c.out, "reasoning.summary", v)
	c.Note(s.Node, s.Feature, translate.Approximate, "a summary of the thoughts is shown, never they themselves", translate.To(v))
	return true
}

// thinkingMode maps a thinking switch to an effort: off is "none"; on is what
// reasoning models do anyway.
func (c *writer) thinkingMode(s *prompt.Setting) bool {
	if c.Setting1(prompt.ParamEffort) != nil || !s.Value.IsString() {
		return false
	}
	if s.Value.Str != "disabled" {
		c.Note(s.Node, s.Feature, translate.Approximate, "reasoning models think as they see fit; other models cannot")
		return true
	}
	c.effort(s, "none", "thinking that is switched off is effort none")
	return true
}

// thinkingBudget maps a budget of tokens to the effort that comes closest.
func (c *writer) thinkingBudget(s *prompt.Setting) bool {
	if c.Setting1(prompt.ParamEffort) != nil || s.Value.Kind != value.Number {
		return false
	}
	c.effort(s, translate.EffortForBudget(s.Value.Str), "a budget of tokens becomes the effort that comes closest")
	return true
}

func (c *writer) effort(s *prompt.Setting, effort, why string) {
	is, opts, g := c.Gate("effort")
	if is == catalog.No {
		c.Drop(s.Node, s.Feature, c.Target.Model.ID+" takes no reasoning effort", opts...)
		return
	}
	if effort = translate.AllowedEffort(effort, g.Values); effort == "" {
		c.Drop(s.Node, s.Feature, c.Target.Model.ID+" has no such effort", opts...)
		return
	}
	outcome := translate.Approximate
	if effort == "none" {
		outcome = translate.Emulated // no thinking is no thinking
	}
	v := value.NewString(effort)
	c.Note(s.Node, s.Feature, outcome, why, translate.To(v))
	translate.SetPath(c.out, "reasoning.effort", v)
}
