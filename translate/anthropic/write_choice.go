package anthropic

import (
	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

func (c *writer) choice(t *prompt.ToolChoice, tools bool) *value.Node {
	if t.Mode == prompt.ChoiceOpaque {
		if c.Ours(t.At) {
			return c.Carry(t.Node)
		}
		c.OpaqueChoice(t)
		return nil
	}
	if !tools && !c.Same {
		c.NothingToChoose(t)
		return nil
	}
	c.MarkAt(t.At)
	c.MarkScalar(t.Node)
	n := value.NewObject("type", value.NewString(choiceWord(t)))
	switch {
	case t.Mode == prompt.ChoiceNamed:
		translate.SetMember(n, "name", c.names.Fit(c.Carry(t.Names[0]), t.Names[0], "tool-choice"))
	case t.Mode == prompt.ChoiceAllowed:
		c.MarkAllowed(t.Names)
		o, why := translate.Emulated, "only the allowed tools are sent"
		if c.AllowedTools() == nil {
			o, why = translate.Approximate, "all tools are sent: which ones are allowed is known at run time only"
		}
		c.Warn(t.Node, "tool-choice", o, why, translate.To(n))
	}
	if !c.Same && (n.Get("type").Is("any") || n.Get("type").Is("tool")) {
		if why, opts := c.cannotForce(); why != "" {
			n = value.NewObject("type", value.NewString("auto"))
			opts = append(opts, translate.To(n))
			c.Note(t.Node, "tool-choice", translate.Approximate, why+"; the model may answer without a call", opts...)
			if t.Mode == prompt.ChoiceNamed && !c.Covered(t.Names[0]) {
				c.Note(t.Names[0], "tool-choice", translate.Dropped, why+", this one neither", opts...)
			}
		}
	}
	if t.Mode == prompt.ChoiceAuto && !c.own {
		c.Note(t.Node, "tool-choice", translate.Exact, "auto is what holds without a choice too", translate.To(n))
	}
	c.WriteExt(n, t.Ext)
	return n
}

func choiceWord(t *prompt.ToolChoice) string {
	switch t.Mode {
	case prompt.ChoiceNone:
		return "none"
	case prompt.ChoiceRequired:
		return "any"
	case prompt.ChoiceNamed:
		return "tool"
	}
	if t.Must {
		return "any"
	}
	return "auto"
}

// cannotForce says why a call cannot be demanded, "" where it can.
func (c *writer) cannotForce() (why string, opts []translate.Option) {
	if is, opts, _ := c.Gate("forced_tool"); is == catalog.No {
		return c.Target.Model.ID + " cannot be made to call a tool", opts
	}
	if c.thinks() {
		return "a tool call cannot be demanded while thinking is on", nil
	}
	return "", nil
}

// parallel writes the switch for parallel calls into tool_choice, turned round.
func (c *writer) parallel(tools bool) {
	s := c.Setting1(prompt.ParamParallelTools)
	if s == nil {
		return
	}
	choice := c.out.Get("tool_choice")
	switch on := s.Value.Kind == value.Bool && s.Value.Bool; {
	case s.Value.Kind != value.Bool:
		c.Drop(s.Node, s.Feature, "here the switch is turned round, which a variable cannot be", translate.Maybe(translate.HoleText(s.Value)))
		return
	case on && !c.own:
		c.Note(s.Node, s.Feature, translate.Exact, "calls in parallel are the default")
		return
	case !tools && !c.Same, choice.Get("type").Is("none") && !c.own:
		c.Note(s.Node, s.Feature, translate.Exact, "no tool can be called")
		return
	case choice == nil && hasKey(c.out, "tool_choice"):
		c.Drop(s.Node, s.Feature, "the tool choice, where this switch stands, depends on a condition")
		return
	case choice == nil:
		choice = value.NewObject("type", value.NewString("auto"))
		c.out.Set("tool_choice", choice)
		c.Add(choice, "tool-choice", "the switch for parallel calls stands in tool_choice; auto is the default")
	}
	c.Mark(s.Value)
	c.MarkAt(s.At)
	c.Mark(s.Node)
	choice.Set("disable_parallel_tool_use", value.NewBool(!s.Value.Bool))
}
