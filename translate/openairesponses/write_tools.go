package openairesponses

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

func (c *writer) tools() {
	entries := translate.WriteList(c.Writer, c.p.Tools, func(t *prompt.Tool) []*value.Node { return one(c.tool(t)) })
	c.SetAgain(c.out, c.p.Node, "tools", entries)
	c.Restore(c.out, c.p.Node, "tools")
}

func (c *writer) tool(t *prompt.Tool) *value.Node {
	switch {
	case t.Kind != prompt.FunctionTool && c.Ours(t.At):
		return c.Carry(t.Node)
	case t.Kind != prompt.FunctionTool:
		if n := c.customTool(t); n != nil {
			return n
		}
		return c.hosted(t)
	case t.Name == nil && c.Foreign():
		c.Refuse(t.Node, "tool-definition", "a tool needs a name")
		return nil
	}
	c.MarkAt(t.At)
	c.DropCache(t.Cache)
	n := value.NewObject("type", value.NewString("function"))
	n.Set("name", c.names.Fit(c.Carry(t.Name), t.Name, "tool-definition"))
	n.Set("description", c.Carry(t.Description))
	strict := t.Strict != nil && t.Strict.Kind == value.Bool && t.Strict.Bool
	n.Set("parameters", c.Schema(t.Schema, "schema_tool", strict))
	if t.Schema == nil && c.Foreign() {
		n.Set("parameters", value.NewNull()) // it must be there, and may say nothing
	}
	if n.Set("strict", c.Carry(t.Strict)); t.Strict == nil {
		c.loose(n)
	}
	c.WriteExt(n, t.Ext)
	return n
}

// loose says that a function is not strict where the source's vendor takes that
// for granted: here a function that says nothing is.
func (c *writer) loose(n *value.Node) {
	if !c.Foreign() || c.FromTrait("strict_default").Value != "false" {
		return
	}
	no := value.NewBool(false)
	n.Set("strict", no)
	t := c.Trait("strict_default")
	c.Add(no, "strict-schema", "functions are strict here unless they say otherwise, and are not at "+c.p.Dialect, translate.By(t.Ref))
}

// hosted writes another vendor's tool as the own one of the same purpose.
func (c *writer) hosted(t *prompt.Tool) *value.Node {
	c.DropCache(t.Cache)
	for _, h := range hosted {
		if h.neutral != t.Builtin || h.made == nil {
			continue
		}
		n := h.made()
		wire := n.Get("type").Str
		why := "becomes " + wire + ", OpenAI's tool of the same purpose" + translate.LeftBehind(t)
		if t.Builtin == "url_context" || t.Builtin == "web_fetch" {
			why = "becomes " + wire + ", which opens pages as well as it searches" + translate.LeftBehind(t)
		}
		if c.sent[wire] {
			c.Note(t.Node, "builtin-tool", translate.Approximate, "becomes one with "+wire+", which is sent already")
			return nil
		}
		c.sent[wire] = true
		c.Note(t.Node, "builtin-tool", translate.Approximate, why, translate.To(n))
		return n
	}
	why := translate.NoTool(t)
	if t.Builtin == "file_search" {
		why = "the files to search lie in a store of the source's vendor"
	}
	feature := "builtin-tool"
	if t.Kind == prompt.CustomTool {
		feature = "tool-definition"
	}
	c.Drop(t.Node, feature, why)
	return nil
}

// choice writes the demand on tool calls.
func (c *writer) choice() {
	list := translate.First(c.Writer, c.p.ToolChoice, "tool-choice", func(t *prompt.ToolChoice) prompt.At { return t.At })
	translate.SetOne(c.out, "tool_choice", translate.WriteList(c.Writer, list, func(t *prompt.ToolChoice) []*value.Node { return one(c.choose(t)) }))
}

func (c *writer) choose(t *prompt.ToolChoice) *value.Node {
	var n *value.Node
	switch t.Mode {
	case prompt.ChoiceAuto, prompt.ChoiceNone, prompt.ChoiceRequired:
		c.MarkAt(t.At)
		c.MarkScalar(t.Node)
		c.DropExt(t.Ext)
		return value.NewString(string(t.Mode))
	case prompt.ChoiceNamed:
		if kind := c.hostedName(t.Names[0]); kind != "" {
			return c.chooseHosted(t, kind)
		}
		n = c.named(t.Names[0])
	case prompt.ChoiceAllowed:
		tools := &value.Node{Kind: value.Array}
		for _, name := range t.Names {
			tools.Append(c.named(name))
		}
		mode := "auto"
		if t.Must {
			mode = "required"
		}
		n = value.NewObject("type", value.NewString("allowed_tools"), "mode", value.NewString(mode), "tools", tools)
	default:
		switch {
		case c.Ours(t.At):
			return c.Carry(t.Node)
		case wrapped(t.Node) != nil:
			name := wrapped(t.Node).Get("name")
			c.Mark(t.Node.Get("type"))
			n := value.NewObject("type", value.NewString("custom"))
			n.Set("name", c.names.Fit(c.Carry(name), name, "tool-choice"))
			return n
		case t.Node.Kind == value.Hole:
			c.Drop(t.Node, "tool-choice", "a variable tool choice has another shape here", translate.Maybe(translate.HoleText(t.Node)))
		default:
			c.Drop(t.Node, "tool-choice", "this choice has no form here")
		}
		return nil
	}
	c.MarkAt(t.At)
	c.WriteExt(n, t.Ext)
	return n
}

func (c *writer) named(name *value.Node) *value.Node {
	n := value.NewObject("type", value.NewString("function"))
	n.Set("name", c.names.Fit(c.Carry(name), name, "tool-choice"))
	return n
}

// hostedName returns the kind of the hosted tool that a choice names, "" where
// it names a function.
func (c *writer) hostedName(name *value.Node) string {
	kind := ""
	c.p.Tools.Walk(func(t *prompt.Tool) {
		if t.Builtin != "" && name.IsString() && t.Name.IsString() && t.Name.Str == name.Str {
			kind = t.Builtin
		}
	})
	return kind
}

// chooseHosted demands a tool that the vendor runs, which is named by its type.
func (c *writer) chooseHosted(t *prompt.ToolChoice, kind string) *value.Node {
	c.DropExt(t.Ext)
	for _, h := range hosted {
		if h.neutral == kind && h.choice != "" && c.sent[h.wire] {
			n := value.NewObject("type", value.NewString(h.choice))
			c.Note(t.Node, "tool-choice", translate.Exact, "a tool that the vendor runs is named by its type", translate.To(n))
			return n
		}
	}
	n := value.NewString("required")
	c.Note(t.Node, "tool-choice", translate.Approximate, "this tool cannot be demanded here; some tool can", translate.To(n))
	return n
}
