package anthropic

import (
	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

func (c *writer) tools() {
	if only := c.allowed(); only != nil {
		c.p.Tools.Walk(func(t *prompt.Tool) {
			if !only(t) {
				c.Note(t.Node, "tool-choice", translate.Emulated, "not sent: the tool choice allows only other tools")
			}
		})
		c.writeTools(translate.Filter(c.p.Tools, only))
	} else {
		c.writeTools(c.p.Tools)
	}
	has := hasKey(c.out, "tools")
	list := first(c.p.ToolChoice, func(t *prompt.ToolChoice) {
		c.Drop(t.Node, "tool-choice", "a request makes one choice; another one stands before this")
	})
	entries := translate.WriteList(c.Writer, list, func(t *prompt.ToolChoice) []*value.Node { return one(c.choice(t, has)) })
	translate.SetOne(c.out, "tool_choice", entries)
	c.parallel(has)
}

// first returns the list up to its first unconditional item and gives the
// items behind it to over.
func first[T any](l prompt.List[T], over func(*T)) prompt.List[T] {
	for i := range l {
		if l[i].Item != nil {
			l[i+1:].Walk(over)
			return l[:i+1]
		}
	}
	return l
}

func (c *writer) writeTools(list prompt.List[prompt.Tool]) {
	if n := whole(c, list, "tools"); n != nil {
		translate.SetMember(c.out, "tools", n)
		return
	}
	spreads(c, list, "tool-definition", "tools")
	entries := translate.WriteList(c.Writer, list, func(t *prompt.Tool) []*value.Node { return one(c.tool(t)) })
	c.setList(c.out, c.p.Node, "tools", entries)
	if len(entries) == 0 && c.p.Form["tools"] == "empty" && c.own {
		c.out.Set("tools", c.Carry(c.p.Node.Get("tools")))
	}
}

// allowed returns what tells the tools that the tool choice allows; nil where
// all are allowed.
func (c *writer) allowed() func(*prompt.Tool) bool {
	list, flat := c.p.ToolChoice.Flat()
	if !flat || len(list) != 1 || list[0].Mode != prompt.ChoiceAllowed {
		return nil
	}
	ok := map[string]bool{}
	for _, n := range list[0].Names {
		if !n.IsString() {
			return nil
		}
		ok[n.Str] = true
	}
	return func(t *prompt.Tool) bool {
		return t.Kind == prompt.FunctionTool && (!t.Name.IsString() || ok[t.Name.Str])
	}
}

func (c *writer) tool(t *prompt.Tool) *value.Node {
	switch {
	case t.Kind != prompt.FunctionTool && c.own:
		return c.Carry(t.Node)
	case t.Kind == prompt.BuiltinTool:
		return c.builtin(t)
	case t.Kind != prompt.FunctionTool:
		c.Drop(t.Node, "tool-definition", "the input of a tool is an object here, never free text", translate.By(c.Trait("tool_kinds").Ref))
		return nil
	}
	c.MarkAt(t.At)
	n := &value.Node{Kind: value.Object}
	if t.Form["type"] == "custom" && c.own {
		n.Set("type", value.NewString("custom"))
	}
	translate.SetMember(n, "name", c.names.fit(c.Carry(t.Name), t.Name, "tool-definition"))
	translate.SetMember(n, "description", c.Carry(t.Description))
	strict := t.Strict != nil && t.Strict.Kind == value.Bool && t.Strict.Bool
	if is, opts, _ := c.Gate("structured_output"); strict && !c.Same && is == catalog.No {
		c.Drop(t.Strict, "strict-schema", c.Target.Model.ID+" does not bind tool input to a schema", opts...)
		strict = false
	} else {
		translate.SetMember(n, "strict", c.Carry(t.Strict))
	}
	c.inputSchema(n, t, strict)
	c.setCache(n, t.Cache)
	c.WriteExt(n, t.Ext)
	return n
}

// inputSchema writes the schema of a tool's input, which must be there and say
// that it is an object.
func (c *writer) inputSchema(n *value.Node, t *prompt.Tool, strict bool) {
	schema := c.Schema(t.Schema, "schema_tool", strict)
	if schema == nil {
		if !c.Same {
			schema = value.NewObject("type", value.NewString("object"))
			c.Add(schema, "tool-definition", "a tool needs an input_schema; this one takes anything")
		}
	} else if schema.Kind == value.Object && !c.Same && !schema.Open() && schema.Get("type") == nil {
		typ := value.NewString("object")
		schema.Set("type", typ)
		c.Add(typ, "schema-keyword", "the schema of a tool's input must say that it is an object")
	}
	translate.SetMember(n, "input_schema", schema)
}

// builtin writes another vendor's server tool as the own one of the same
// purpose. Options never match, so the entry covers the whole definition.
func (c *writer) builtin(t *prompt.Tool) *value.Node {
	for _, b := range builtins {
		if b.neutral != t.Builtin || b.wire == "" {
			continue
		}
		n := value.NewObject("type", value.NewString(b.wire), "name", value.NewString(b.name))
		c.Note(t.Node, "builtin-tool", translate.Approximate, "becomes "+b.wire+", another tool of the same purpose; options and results differ", translate.To(n))
		return n
	}
	c.Drop(t.Node, "builtin-tool", "no tool here does the same")
	return nil
}

func (c *writer) choice(t *prompt.ToolChoice, tools bool) *value.Node {
	if t.Mode == prompt.ChoiceOpaque {
		switch {
		case c.own:
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
		translate.SetMember(n, "name", c.names.fit(c.Carry(t.Names[0]), t.Names[0], "tool-choice"))
	case t.Mode == prompt.ChoiceAllowed:
		c.Mark(t.Names...)
		o, why := translate.Emulated, "only the allowed tools are sent"
		if c.allowed() == nil {
			o, why = translate.Approximate, "all tools are sent: which ones are allowed is known at run time only"
		}
		c.Warn(t.Node, "tool-choice", o, why, translate.To(n))
	}
	if !c.Same && (n.Get("type").Is("any") || n.Get("type").Is("tool")) {
		if why, opts := c.cannotForce(); why != "" {
			n = value.NewObject("type", value.NewString("auto"))
			c.Note(t.Node, "tool-choice", translate.Approximate, why+"; the model may answer without a call", append(opts, translate.To(n))...)
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

func hasKey(n *value.Node, key string) bool {
	for _, m := range n.Members() {
		if m.Key == key {
			return true
		}
	}
	return false
}
