package anthropic

import (
	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

func (c *writer) choice(t *prompt.ToolChoice, tools bool) *value.Node {
	if t.Mode == prompt.ChoiceOpaque {
		switch {
		case c.Ours(t.At):
			return c.Carry(t.Node)
		case t.Node.Kind == value.Hole:
			c.Drop(t.Node, "tool-choice", "a variable tool choice has another shape here", translate.Maybe(translate.HoleText(t.Node)))
		default:
			c.Drop(t.Node, "tool-choice", "this choice has no form here")
		}
		return nil
	}
	if !tools && !c.Same {
		return c.choiceWithoutTools(t)
	}
	c.MarkAt(t.At)
	c.MarkScalar(t.Node)
	n := value.NewObject("type", value.NewString(choiceWord(t)))
	switch {
	case t.Mode == prompt.ChoiceNamed:
		translate.SetMember(n, "name", c.names.Fit(c.Carry(t.Names[0]), t.Names[0], "tool-choice"))
	case t.Mode == prompt.ChoiceAllowed:
		c.markAllowed(t.Names)
		o, why := translate.Emulated, "only the allowed tools are sent"
		if c.allowed() == nil {
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

// markAllowed enters the names of tools that are sent as carried; a name that
// no tool has says nothing here.
func (c *writer) markAllowed(names []*value.Node) {
	sent := map[string]bool{}
	c.p.Tools.Walk(func(t *prompt.Tool) {
		if t.Name.IsString() {
			sent[t.Name.Str] = true
		}
	})
	for _, n := range names {
		switch {
		case !n.IsString():
			c.Note(n, "tool-choice", translate.Approximate, "all tools are sent: which ones are allowed is known at run time only", translate.Maybe(translate.HoleText(n)))
		case !sent[n.Str]:
			c.Drop(n, "tool-choice", "no tool has this name")
		default:
			c.Mark(n)
		}
	}
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

// choiceWithoutTools deals with a choice that has nothing to choose from: the
// API refuses it.
func (c *writer) choiceWithoutTools(t *prompt.ToolChoice) *value.Node {
	if t.Mode == prompt.ChoiceAuto || t.Mode == prompt.ChoiceNone {
		c.Note(t.Node, "tool-choice", translate.Exact, "without tools there is no choice to make")
	} else {
		c.Drop(t.Node, "tool-choice", "no tool is left that could be called")
	}
	return nil
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
