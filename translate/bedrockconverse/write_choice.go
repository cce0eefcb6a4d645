package bedrockconverse

import (
	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// ownExtraChoice writes Claude's own choice back to where it was read.
func (c *writer) ownExtraChoice() {
	c.p.ToolChoice.Walk(func(t *prompt.ToolChoice) {
		if t.Form == formExtra {
			translate.SetPath(c.out, keyExtra+"."+keyChoice, c.Carry(t.Node))
		}
	})
}

// choosesNone reports whether the source forbids calls in every case.
func (c *writer) choosesNone() bool {
	list, flat := c.p.ToolChoice.Flat()
	return flat && len(list) > 0 && list[0].Mode == prompt.ChoiceNone
}

// withhold says "no calls" in the one way there is: without tools.
func (c *writer) withhold() {
	c.p.Tools.Walk(func(t *prompt.Tool) {
		c.Note(t.Node, "tool-choice", translate.Emulated, "not sent: without tools none can be called")
	})
	for i := range c.p.Tools {
		if s := c.p.Tools[i].Spread; s != nil {
			c.Note(s, "tool-choice", translate.Emulated, "not sent: without tools none can be called")
		}
	}
	c.p.ToolChoice.Walk(func(t *prompt.ToolChoice) {
		c.MarkAt(t.At)
		c.Note(t.Node, "tool-choice", translate.Emulated, "there is no choice none here; the tools are not sent", c.by("tool_choice"))
		c.DropExt(t.Ext)
	})
	if s := c.Setting1(prompt.ParamParallelTools); s != nil {
		c.Note(s.Node, s.Feature, translate.Exact, "no tool can be called")
	}
}

func (c *writer) choice(t *prompt.ToolChoice, tools bool) *value.Node {
	if t.Mode == prompt.ChoiceOpaque {
		if c.Ours(t.At) {
			return c.Carry(t.Node)
		}
		c.OpaqueChoice(t)
		return nil
	}
	if !tools {
		c.NothingToChoose(t)
		return nil
	}
	c.MarkAt(t.At)
	c.MarkScalar(t.Node)
	c.DropExt(t.Ext)
	auto := union("auto", &value.Node{Kind: value.Object})
	switch {
	case t.Mode == prompt.ChoiceNone:
		h := c.Trait("tool_history")
		c.Note(t.Node, "tool-choice", translate.Dropped, "there is no choice none, and "+h.Note+": the model may call one", translate.To(auto), translate.By(h.Ref))
		return auto
	case t.Mode == prompt.ChoiceAuto:
		c.Note(t.Node, "tool-choice", translate.Exact, "auto is what holds without a choice too", translate.To(auto))
		return auto
	case t.Mode == prompt.ChoiceAllowed:
		return c.choiceAllowed(t, auto)
	}
	n := union("any", &value.Node{Kind: value.Object})
	if t.Mode == prompt.ChoiceNamed {
		n = union("tool", value.NewObject("name", c.names.Fit(c.Carry(t.Names[0]), t.Names[0], "tool-choice")))
	}
	return c.force(t, n, auto)
}

// force demands a call, where the model can be made to call.
func (c *writer) force(t *prompt.ToolChoice, n, auto *value.Node) *value.Node {
	is, opts, _ := c.Gate("forced_tool")
	switch {
	case is == catalog.No:
		c.Note(t.Node, "tool-choice", translate.Approximate, c.Target.Model.ID+" cannot be made to call a tool; the model may answer without a call", append(opts, translate.To(auto))...)
		return auto
	case c.is("claude") && c.thinks():
		c.Note(t.Node, "tool-choice", translate.Approximate, "a tool call cannot be demanded while thinking is on; the model may answer without a call", translate.To(auto))
		return auto
	}
	return n
}

func (c *writer) choiceAllowed(t *prompt.ToolChoice, auto *value.Node) *value.Node {
	c.MarkAllowed(t.Names)
	n := auto
	if t.Must {
		n = c.force(t, union("any", &value.Node{Kind: value.Object}), auto)
	}
	if c.AllowedTools() != nil {
		c.Warn(t.Node, "tool-choice", translate.Emulated, "only the allowed tools are sent", translate.To(n))
	}
	return n
}

// parallel writes the switch for parallel calls: Claude's own tool choice has
// it, turned round, and then the choice stands there.
func (c *writer) parallel(cfg *value.Node, tools bool) {
	s := c.Setting1(prompt.ParamParallelTools)
	t := c.Trait("parallel_tool_calls")
	switch {
	case s == nil:
		return
	case s.Value.Kind == value.Bool && s.Value.Bool:
		c.Note(s.Node, s.Feature, translate.Exact, "calls in parallel are what holds without the switch")
		return
	case !tools:
		c.Note(s.Node, s.Feature, translate.Exact, "no tool can be called")
		return
	case s.Value.Kind != value.Bool:
		c.Drop(s.Node, s.Feature, "here the switch is turned round, which a variable cannot be", translate.Maybe(translate.HoleText(s.Value)))
		return
	case !c.is("claude"):
		c.Drop(s.Node, s.Feature, "calls in parallel cannot be switched off: "+t.Note, translate.By(t.Ref))
		return
	}
	choice := cfg.Get("toolChoice")
	n := value.NewObject("type", value.NewString("auto"))
	switch key, body := only(choice); {
	case choice == nil && hasKey(cfg, "toolChoice"), choice != nil && choice.Kind != value.Object:
		c.Drop(s.Node, s.Feature, "the tool choice, where this switch stands, depends on a condition")
		return
	case key == "any" || key == "tool":
		n.Set("type", value.NewString(key))
		n.Set("name", body.Get("name"))
	}
	n.Set("disable_parallel_tool_use", value.NewBool(true))
	drop(cfg, "toolChoice")
	translate.SetPath(c.out, keyExtra+"."+keyChoice, n)
	c.MarkAt(s.At)
	c.Note(s.Node, s.Feature, translate.Emulated, "Claude's own tool choice has the switch, turned round", translate.To(n), translate.By(t.Ref))
}

func hasKey(n *value.Node, key string) bool {
	for _, m := range n.Members() {
		if m.Key == key {
			return true
		}
	}
	return false
}

// drop takes an unconditional member out.
func drop(n *value.Node, key string) {
	for i := range n.Entries {
		if n.Entries[i].Key == key && n.Entries[i].Block == nil {
			n.Entries = append(n.Entries[:i:i], n.Entries[i+1:]...)
			return
		}
	}
}
