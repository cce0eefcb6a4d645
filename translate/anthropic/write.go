package anthropic

import (
	"slices"
	"strconv"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// A writer writes one request.
type writer struct {
	*translate.Writer
	p      *prompt.Prompt
	out    *value.Node
	own    bool               // the prompt is of this dialect
	forced bool               // what the source demands rules thinking out: a tool call, a prefill
	told   []value.Entry      // instructions that stand in for what the API cannot say: blocks of the system text
	ids    *translate.Renamer // of tool calls
	names  *translate.Renamer // of tools
	cached int                // cache marks written
	done   map[*prompt.Setting]bool
}

// Write implements translate.Dialect.
func (Dialect) Write(w *translate.Writer, p *prompt.Prompt) *value.Node {
	c := &writer{
		Writer: w, p: p, own: !w.Foreign(), out: &value.Node{Kind: value.Object}, done: map[*prompt.Setting]bool{},
		ids:   translate.NewRenamer(w, "tool_call_id_pattern", "call"),
		names: translate.NewRenamer(w, "tool_name_pattern", "tool"),
	}
	w.MarkAt(p.At)
	w.SetModel(c.out, "model")
	p.ToolChoice.Walk(func(t *prompt.ToolChoice) {
		c.forced = c.forced || translate.Demands(t)
	})
	c.forced = c.forced || c.continues()
	if !w.Same {
		c.thinking()
	}
	w.Settings(c.out, map[prompt.Param]func(*prompt.Setting) bool{
		prompt.ParamThinkingMode:   func(s *prompt.Setting) bool { return c.done[s] },
		prompt.ParamThinkingBudget: func(s *prompt.Setting) bool { return c.done[s] },
		prompt.ParamEffort:         func(s *prompt.Setting) bool { return c.done[s] },
		prompt.ParamStop:           c.stop,
		prompt.ParamTopP:           c.topP,
		prompt.ParamTemperature:    c.whileThinking,
		prompt.ParamTopK:           c.whileThinking,
		prompt.ParamParallelTools:  func(*prompt.Setting) bool { return true },
	})
	c.tools()
	c.output()
	c.conversation()
	if !w.Same {
		c.maxTokens()
		w.Defaults()
	}
	w.WriteExt(c.out, p.Ext)
	translate.Arrange(c.out, order)
	return c.out
}

// order is how the vendor's own examples order a request.
var order = []string{"model", "max_tokens", "system", "messages", "tools", "tool_choice"}

// stop leaves out sequences of white space only, which the API refuses.
func (c *writer) stop(s *prompt.Setting) bool {
	if c.Same {
		return false
	}
	const why = "a stop sequence of white space only is refused"
	ref := translate.By(c.Trait("stop_blank").Ref)
	switch {
	case blank(s.Value):
		c.Drop(s.Value, s.Feature, why, ref)
		return true
	case s.Value.Kind != value.Array || !slices.ContainsFunc(s.Value.Entries, func(e value.Entry) bool { return blank(e.Value) }):
		return false
	}
	list := &value.Node{Kind: value.Array}
	for _, e := range s.Value.Entries {
		if blank(e.Value) {
			c.Drop(e.Value, s.Feature, why, ref)
			continue
		}
		if e.Value != nil {
			e.Value = c.Carry(e.Value)
		}
		list.Entries = append(list.Entries, e)
	}
	if len(list.Entries) > 0 {
		translate.SetPath(c.out, "stop_sequences", list)
	}
	return true
}

// topP leaves top_p out beside a temperature where the model takes one of them.
func (c *writer) topP(s *prompt.Setting) bool {
	if c.whileThinking(s) {
		return true
	}
	_, has := c.Target.Dialect.Field(string(s.Param), c.Target.Version)
	if c.Same || c.Setting1(prompt.ParamTemperature) == nil || !has {
		return false
	}
	is, opts, _ := c.Gate("top_p_with_temperature")
	if is != catalog.No {
		return false
	}
	c.Drop(s.Node, s.Feature, c.Target.Model.ID+" takes temperature or top_p, not both", opts...)
	return true
}

// whileThinking leaves sampling options out beside thinking, which takes only
// the defaults and a top_p close to them.
func (c *writer) whileThinking(s *prompt.Setting) bool {
	_, has := c.Target.Dialect.Field(string(s.Param), c.Target.Version)
	mode := c.Setting1(prompt.ParamThinkingMode)
	thinks := c.thinks() || mode != nil && !c.done[mode] && (mode.Value.Is("enabled") || mode.Value.Is("adaptive"))
	if c.Same || !has || !thinks {
		return false
	}
	if x := number(s.Value); s.Value.Kind == value.Number {
		if s.Param == prompt.ParamTemperature && x == 1 || s.Param == prompt.ParamTopP && x >= 0.95 && x <= 1 {
			return false
		}
	}
	c.Drop(s.Node, s.Feature, "sampling cannot be set while thinking is on")
	return true
}

// fallbackMaxTokens is written where neither the source nor the catalogue has
// a limit: every model of the vendor can write that much.
const fallbackMaxTokens = 4096

// maxTokens writes the limit that the API demands and keeps it above the
// thinking budget and below what the model can write.
func (c *writer) maxTokens() {
	limit := c.Target.Model.MaxOutput
	has := hasKey(c.out, "max_tokens")
	ref := translate.By(c.Target.Model.Ref)
	size, why := fallbackMaxTokens, "max_tokens is required; the output limit of "+c.Target.Model.ID+" is not known"
	if limit != nil {
		size, why = *limit, "max_tokens is required; this is the most that "+c.Target.Model.ID+" can write"
	}
	if !c.Same && c.out.Otherwise("max_tokens", func() *value.Node {
		v := value.NewNumber(strconv.Itoa(size))
		c.Add(v, "max-tokens-required", why+"; for the case in which the source sets none", ref)
		return v
	}) {
		c.fitBudget()
		return
	}
	switch n := c.out.Get("max_tokens"); {
	case !has && c.own && c.p.Open: // what is spread may hold it
	case !has:
		v := value.NewNumber(strconv.Itoa(size))
		c.out.Set("max_tokens", v)
		c.Add(v, "max-tokens-required", why, ref)
	case n != nil && n.Kind == value.Number && limit != nil && number(n) > float64(*limit):
		v := value.NewNumber(strconv.Itoa(*limit))
		c.out.Set("max_tokens", v)
		if s := c.Setting1(prompt.ParamMaxTokens); s != nil {
			_, opts, _ := c.Gate("max_output")
			c.Note(s.Value, s.Feature, translate.Approximate, c.Target.Model.ID+" writes at most "+v.Str+" tokens", append(opts, translate.To(v), ref)...)
		}
	}
	c.fitBudget()
}

func number(n *value.Node) float64 {
	x, err := strconv.ParseFloat(n.Str, 64)
	if err != nil {
		return 0
	}
	return x
}
