package openaichat

import (
	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// Models that think unless they are told not to (trait default_thinking_mode:
// enabled) take less while they do: fewer choices of tools
// (thinking_tool_choice), options without effect (thinking_ignores), thoughts
// with every call that is sent back (reasoning_with_calls: required).

// settleThinking decides whether the model will think. A demand for a call that
// a thinking model does not take switches thinking off, where the source says
// nothing of it.
func (c *writer) settleThinking(p *prompt.Prompt) {
	if c.Same || c.Trait("default_thinking_mode").Value != "enabled" {
		return
	}
	mode, effort := c.Setting1(prompt.ParamThinkingMode), c.Setting1(prompt.ParamEffort)
	switch {
	case mode != nil && mode.Value.Is("disabled"), mode == nil && effort != nil && effort.Value.Is("none"):
		return
	}
	c.thinks = true
	if mode != nil || effort != nil || c.Setting1(prompt.ParamThinkingBudget) != nil {
		return
	}
	limited := c.Trait("thinking_tool_choice")
	p.ToolChoice.Walk(func(t *prompt.ToolChoice) {
		demands := translate.Demands(t)
		f, ok := c.Target.Dialect.Field(string(prompt.ParamThinkingMode), c.Target.Version)
		if !demands || limited.Value == "" || !ok || !c.thinks {
			return
		}
		c.thinks = false
		off := value.NewString("disabled")
		translate.SetPath(c.out, f.Path, off)
		c.Take(f.Path)
		c.Add(off, "thinking", "a call can be demanded only of a model that does not think", translate.By(limited.Ref))
	})
}

// choiceModes are the choices of tools that the request can ask for.
func (c *writer) choiceModes() catalog.Fact {
	if t := c.Trait("thinking_tool_choice"); c.thinks && t.Value != "" {
		return t
	}
	return c.Trait("tool_choice")
}

// saysThinking names what a thinking model makes of the written request, and
// that it thinks where the source's vendor leaves that to the request.
func (c *writer) saysThinking() {
	if !c.thinks {
		return
	}
	d, ignored := c.Target.Dialect, c.Trait("thinking_ignores")
	for _, name := range ignored.List() {
		s := c.Setting1(prompt.Param(name))
		if s == nil {
			continue
		}
		f, ok := d.Field(name, c.Target.Version)
		if !ok || f.Read || c.out.Get(f.Path) == nil {
			continue
		}
		c.Warn(s.Node, s.Feature, translate.Approximate, f.Path+" is taken but has no effect while the model thinks, as it does unless thinking is disabled", translate.To(c.out.Get(f.Path)), translate.Maybe("model"), translate.By(ignored.Ref))
	}
	t := c.Trait("default_thinking_mode")
	if c.Foreign() && c.FromTrait("default_thinking_mode").Value != t.Value && c.Setting1(prompt.ParamThinkingMode) == nil && c.Setting1(prompt.ParamEffort) == nil && c.Setting1(prompt.ParamThinkingBudget) == nil {
		c.Warn(nil, "thinking", translate.Approximate, "left unset, thinking is on here: it takes time and tokens of the output", translate.Maybe("model"), translate.By(t.Ref))
	}
}

// thoughtMember is the member that takes a turn's thoughts back: the first that
// the dialect has, or the one that its own request used.
func (c *writer) thoughtMember(m *prompt.Message) string {
	if own := m.Form["thoughts"]; own != "" && !c.Foreign() {
		return own
	}
	if l := c.Trait("reasoning_member").List(); len(l) > 0 {
		return l[0]
	}
	return ""
}

// thoughtsWithCalls gives a turn that calls tools the thoughts that a thinking
// model must find with them, where the source has none.
func (c *writer) thoughtsWithCalls(n *value.Node) {
	t := c.Trait("reasoning_with_calls")
	member := c.Trait("reasoning_member").Value
	if !c.thinks || !c.Foreign() || t.Value != "required" || n.Get("tool_calls") == nil || n.Get(member) != nil {
		return
	}
	v := value.NewString("")
	n.Set(member, v)
	c.Add(v, "reasoning-replay", "calls without the thoughts before them are refused while the model thinks", translate.By(t.Ref))
}
