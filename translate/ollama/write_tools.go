package ollama

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// writeTools writes the tools. Nothing can be demanded of the model but by what
// it is shown: no tools where none may be called, else those that may be.
func (c *writer) writeTools() {
	list := c.p.Tools
	if c.Foreign() {
		list = c.chosen()
	}
	translate.Variables(c.Writer, list, "tool-definition", "the tools that it holds must have this dialect's shape")
	c.SetAgain(c.out, c.p.Node, "tools", translate.WriteList(c.Writer, list, func(t *prompt.Tool) []*value.Node { return one(c.tool(t)) }))
}

func (c *writer) tool(t *prompt.Tool) *value.Node {
	if t.Kind != prompt.FunctionTool {
		if c.Ours(t.At) {
			return c.Carry(t.Node)
		}
		feature := "builtin-tool"
		if t.Kind == prompt.CustomTool {
			feature = "tool-definition"
		}
		c.Drop(t.Node, feature, translate.NoTool(t))
		return nil
	}
	if s := t.Strict; s != nil && c.Foreign() && !c.Covered(s) {
		switch {
		case s.Kind == value.Bool && !s.Bool:
			c.Note(s, "strict-schema", translate.Exact, "nothing binds a call to its schema here")
		case s.Kind == value.Bool:
			c.Drop(s, "strict-schema", "nothing binds a call to its schema here", translate.By(c.Trait("strict_tools").Ref))
		default:
			c.Drop(s, "strict-schema", "nothing binds a call to its schema here", translate.By(c.Trait("strict_tools").Ref), translate.Maybe(translate.HoleText(s)))
		}
	}
	n := c.Function(t, false)
	if why := malformed(n.Get("function").Get("parameters"), 0); why != "" && c.Foreign() {
		c.Refuse(t.Schema, "schema-keyword", "the server cannot read this schema: "+why, translate.By(c.Trait("schema_tool").Ref))
	}
	return n
}

// chosen returns the tools to send, and says what becomes of the choice.
func (c *writer) chosen() prompt.List[prompt.Tool] {
	list, only := c.OnlyTools()
	choices := translate.First(c.Writer, c.p.ToolChoice, "tool-choice", func(t *prompt.ToolChoice) prompt.At { return t.At })
	none := false
	if items, flat := choices.Flat(); flat && len(items) == 1 {
		none = items[0].Mode == prompt.ChoiceNone
	}
	translate.WriteList(c.Writer, choices, func(t *prompt.ToolChoice) []*value.Node {
		c.choice(t, only, none)
		return nil
	})
	if !none {
		return list
	}
	c.p.Tools.Walk(func(t *prompt.Tool) {
		c.Note(t.Node, "tool-choice", translate.Emulated, "not sent: the tool choice forbids calls")
	})
	return nil
}

func (c *writer) choice(t *prompt.ToolChoice, only, none bool) {
	c.MarkAt(t.At)
	c.DropExt(t.Ext)
	ref := translate.By(c.Trait("tool_choice").Ref)
	switch {
	case t.Mode == prompt.ChoiceOpaque:
		c.NoForm(t.Node, "tool-choice", "this choice has no form here", "a variable tool choice has no form here")
	case t.Mode == prompt.ChoiceAuto:
		c.Settled(t, translate.Exact, "the model is free to call tools, always")
	case none:
		c.Settled(t, translate.Emulated, "calls cannot be forbidden: no tools are sent", ref)
	case t.Mode == prompt.ChoiceAllowed && !t.Must && only:
		c.MarkScalar(t.Node)
		c.Warn(t.Node, "tool-choice", translate.Emulated, "no tool can be named; only the tools that may be called are sent", ref)
	case only:
		c.MarkScalar(t.Node)
		c.Warn(t.Node, "tool-choice", translate.Approximate, "a call cannot be demanded: only the tools that are meant are sent, and the model may answer without one", ref)
	default:
		c.Settled(t, translate.Dropped, "the model cannot be told whether or what to call", ref)
	}
}
