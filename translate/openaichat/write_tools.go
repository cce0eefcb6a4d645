package openaichat

import (
	"maps"
	"slices"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// legacy reports whether the target still takes one of the spellings that
// tools came with at first: functions, function_call, role.
func (c *writer) legacy(what string) bool {
	return !c.Foreign() || !c.modern && c.Kin() && c.Trait("legacy").Has(what)
}

// cannotDemand reports whether the prompt demands a call in the old spelling,
// which most who take that have no word for there.
func (c *writer) cannotDemand(p *prompt.Prompt) bool {
	found := false
	p.ToolChoice.Walk(func(t *prompt.ToolChoice) {
		found = found || t.Form == formLegacy && t.Mode == prompt.ChoiceRequired
	})
	return found && !c.Trait("legacy").Has("required")
}

func (c *writer) tools(p *prompt.Prompt) {
	c.modern, c.only = c.cannotDemand(p), c.allowedOnly(p)
	legacy, tools := translate.Partition(p.Tools, func(t *prompt.Tool) bool { return t.Form["tool"] == formLegacy && c.legacy("functions") })
	translate.SetList(c.out, "functions", translate.WriteList(c.Writer, legacy, func(t *prompt.Tool) []*value.Node { return one(c.function(t)) }))
	entries := translate.WriteList(c.Writer, tools, func(t *prompt.Tool) []*value.Node { return one(c.tool(t)) })
	if translate.SetList(c.out, "tools", entries); len(entries) == 0 && p.Form["tools"] == "empty" && c.Same {
		c.out.Set("tools", &value.Node{Kind: value.Array})
		c.Mark(p.Node.Get("tools"))
	}
	key := func(form string) string {
		if form == formLegacy && c.legacy("function_call") && c.legacy("functions") {
			return "function_call"
		}
		return "tool_choice"
	}
	for _, k := range []string{"tool_choice", "function_call"} {
		list := translate.Filter(p.ToolChoice, func(t *prompt.ToolChoice) bool { return key(t.Form) == k })
		list = translate.First(c.Writer, list, "tool-choice", func(t *prompt.ToolChoice) prompt.At { return t.At })
		translate.SetOne(c.out, k, translate.WriteList(c.Writer, list, func(t *prompt.ToolChoice) []*value.Node { return one(c.choice(t, k == "function_call")) }))
	}
}

// allowedOnly returns the names of the tools that may be called where the
// target cannot be told and is sent no others; nil where all are sent.
func (c *writer) allowedOnly(p *prompt.Prompt) map[string]bool {
	list, flat := p.ToolChoice.Flat()
	modes := c.Trait("tool_choice")
	if !c.Foreign() || modes.Has("allowed") || !flat || len(list) != 1 || c.oneOf(list[0]) != nil {
		return nil
	}
	switch list[0].Mode {
	case prompt.ChoiceAllowed:
	case prompt.ChoiceNamed:
		if modes.Has("named") || !modes.Has("required") {
			return nil
		}
	default:
		return nil
	}
	only := map[string]bool{}
	for _, n := range list[0].Names {
		if !n.IsString() {
			return nil
		}
		only[n.Str] = true
	}
	return only
}

func (c *writer) tool(t *prompt.Tool) *value.Node {
	if c.only != nil && t.Name.IsString() && !c.only[t.Name.Str] {
		c.Note(t.Node, "tool-choice", translate.Emulated, "left out: it is not among the tools that may be called")
		return nil
	}
	if t.Kind != prompt.FunctionTool {
		return c.builtin(t)
	}
	if t.Name == nil && c.Foreign() {
		c.Refuse(t.Node, "tool-definition", "a tool needs a name")
		return nil
	}
	n := &value.Node{Kind: value.Object}
	if t.Form["type"] != formAbsent || c.Foreign() {
		n.Set("type", value.NewString("function"))
	}
	n.Set("function", c.function(t))
	if t.Form["tool"] != formLegacy {
		c.WriteExt(n, t.Ext)
	}
	return n
}

// builtin writes a tool that the vendor runs, or one that takes free text.
// Another vendor's tool of the same purpose stands in for what the target does
// not have.
func (c *writer) builtin(t *prompt.Tool) *value.Node {
	if c.OursOrKin(t.At, c.takesKind(t.Node) || c.ownName(t.Builtin) != "" && c.FromTrait("builtin_tools") == c.Trait("builtin_tools")) {
		return c.Carry(t.Node)
	}
	own := c.Trait("builtin_tools")
	name := c.ownName(t.Builtin)
	if name == "" {
		why := "chat completions have no tools that the vendor runs"
		if own.Value != "" || t.Kind == prompt.CustomTool {
			why = translate.NoTool(t)
		}
		c.Drop(t.Node, "builtin-tool", why, translate.By(own.Ref))
		return nil
	}
	n := value.NewObject("type", value.NewString(name))
	c.Note(t.Node, "builtin-tool", translate.Approximate, "this vendor's own tool of the kind "+t.Builtin+" takes its place, with settings of its own", translate.To(n), translate.By(own.Ref))
	return n
}

// ownName is the target's name for a kind of tool that vendors run, "" where it
// has none.
func (c *writer) ownName(kind string) string {
	own := pairs(c.Trait("builtin_tools"))
	for _, name := range slices.Sorted(maps.Keys(own)) {
		if kind != "" && own[name] == kind {
			return name
		}
	}
	return ""
}

// takesKind reports whether the target has tools of the kind that a relative's
// tool, call or choice names as its type.
func (c *writer) takesKind(n *value.Node) bool {
	t := n.Get("type")
	return t.IsString() && t.Str != "function" && c.Trait("tool_kinds").Has(t.Str)
}

func (c *writer) function(t *prompt.Tool) *value.Node {
	c.MarkAt(t.At)
	c.markEmpty(t.Node)
	c.DropCache(t.Cache)
	n := value.NewObject("name", c.Carry(t.Name), "description", c.Carry(t.Description))
	if t.Schema != nil {
		n.Set("parameters", c.Schema(t.Schema, "schema_tool", isTrue(t.Strict)))
	} else if need := c.Trait("tool_parameters"); need.Value == "required" && c.Foreign() {
		v := value.NewObject("type", value.NewString("object"), "properties", &value.Node{Kind: value.Object})
		n.Set("parameters", v)
		c.Add(v, "tool-definition", "a function says what it takes, even nothing", translate.By(need.Ref))
	}
	n.Set("strict", c.strict(t.Strict, "strict_tools"))
	if t.Form["tool"] == formLegacy {
		c.WriteExt(n, t.Ext)
	}
	return n
}

// strict carries the demand that a schema binds, where the target knows it: the
// trait says so.
func (c *writer) strict(n *value.Node, trait string) *value.Node {
	t := c.Trait(trait)
	if n == nil || t.Value != "no" || !c.Foreign() {
		return c.Carry(n)
	}
	if n.Kind == value.Bool && !n.Bool {
		c.Note(n, "strict-schema", translate.Exact, "left out: the schema guides and does not bind, as it is without the word", translate.By(t.Ref))
		return nil
	}
	c.Drop(n, "strict-schema", "the schema guides here and does not bind", translate.By(t.Ref))
	return nil
}

func isTrue(n *value.Node) bool { return n != nil && n.Kind == value.Bool && n.Bool }
