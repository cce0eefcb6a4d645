package cohere

import (
	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// writeTools writes tools, the switch that binds them all, and the choice.
func (c *writer) writeTools(out *value.Node) {
	list, only := c.p.Tools, false
	if c.Foreign() {
		list, only = c.OnlyTools()
	}
	strict := c.strict(list)
	translate.Variables(c.Writer, list, "tool-definition", "the tools that it holds must have this dialect's shape")
	entries := translate.WriteList(c.Writer, list, func(t *prompt.Tool) []*value.Node { return one(c.tool(t, strict != nil)) })
	c.SetAgain(out, c.p.Node, "tools", entries)
	if len(entries) > 0 {
		translate.SetMember(out, "strict_tools", strict)
	}
	choices := c.p.ToolChoice
	if !c.Same {
		choices = translate.First(c.Writer, choices, "tool-choice", func(t *prompt.ToolChoice) prompt.At { return t.At })
	}
	translate.SetOne(out, "tool_choice", translate.WriteList(c.Writer, choices, func(t *prompt.ToolChoice) []*value.Node {
		return one(c.choice(t, len(entries) > 0, only))
	}))
}

// strict returns what strict_tools is to be, nil where it is not to be sent.
// It binds all tools or none, and each of them must require something.
func (c *writer) strict(list prompt.List[prompt.Tool]) *value.Node {
	var asked, loose []*prompt.Tool
	needs := true
	list.Walk(func(t *prompt.Tool) {
		switch {
		case t.Kind != prompt.FunctionTool:
		case t.Strict == nil || t.Strict.Kind == value.Bool && !t.Strict.Bool:
			loose = append(loose, t)
		default:
			asked = append(asked, t)
			needs = needs && requires(t.Schema)
		}
	})
	if !c.Foreign() {
		if c.p.Form["strict_tools"] == formTools && len(asked)+len(loose) > 0 {
			return c.Carry(append(asked, loose...)[0].Strict)
		}
		return nil
	}
	for _, t := range loose {
		c.Mark(t.Strict) // no tool is bound without the switch
	}
	ref := translate.By(c.Trait("strict_tools").Ref)
	why := ""
	switch {
	case len(asked) == 0:
		return nil
	case len(loose) > 0:
		why = "strict_tools binds all tools or none, and not all of these ask for it"
	case !needs:
		why = "strict_tools takes tools only that require a parameter"
	}
	for _, t := range asked {
		if why != "" {
			c.Drop(t.Strict, "strict-schema", why, ref)
		} else if t.Strict.Kind != value.Bool && t != asked[0] {
			c.Note(t.Strict, "strict-schema", translate.Approximate, "strict_tools binds all tools or none: the first tool's word counts for all", ref, translate.Maybe(translate.HoleText(t.Strict)))
		} else {
			c.Mark(t.Strict)
		}
	}
	if why != "" {
		return nil
	}
	return asked[0].Strict.Clone()
}

// requires reports whether a schema requires some property, as far as is known.
func requires(schema *value.Node) bool {
	if schema == nil || schema.Kind != value.Object {
		return schema != nil
	}
	list := schema.Get("required")
	return schema.Open() || list != nil && (list.Kind != value.Array || len(list.Entries) > 0)
}

func (c *writer) tool(t *prompt.Tool, strict bool) *value.Node {
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
	return c.Function(t, strict)
}

// choice writes the demand on tool calls. A single tool cannot be named: it is
// the only one sent then.
func (c *writer) choice(t *prompt.ToolChoice, tools, only bool) *value.Node {
	if c.Ours(t.At) {
		return c.Carry(t.Node)
	}
	if t.Mode == prompt.ChoiceOpaque {
		c.OpaqueChoice(t)
		return nil
	}
	c.MarkAt(t.At)
	c.DropExt(t.Ext)
	var v *value.Node
	switch {
	case t.Mode == prompt.ChoiceAuto:
		c.Settled(t, translate.Exact, "the model is free to call tools where nothing is said")
		return nil
	case !tools:
		c.NothingToChoose(t)
		return nil
	case t.Mode == prompt.ChoiceNone:
		v = value.NewString("NONE")
	case translate.Demands(t):
		v = value.NewString("REQUIRED")
	}
	if is, opts, _ := c.Gate("forced_tool"); v != nil && is == catalog.No {
		c.Settled(t, translate.Approximate, c.Target.Model.ID+" does not take tool_choice; the model may do otherwise", opts...)
		return nil
	}
	opts := []translate.Option{translate.To(v), translate.By(c.Trait("tool_choice").Ref)}
	switch {
	case len(t.Names) == 0:
		c.MarkScalar(t.Node)
	case only:
		c.MarkScalar(t.Node)
		c.Warn(t.Node, "tool-choice", translate.Emulated, "no tool can be named; only the tools that may be called are sent", opts...)
	default:
		c.Settled(t, translate.Approximate, "no tool can be named, and which of the tools are meant cannot be seen here: all are sent", opts...)
	}
	return v
}
