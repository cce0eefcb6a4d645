package anthropic

import (
	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

func (c *writer) tools() {
	if only := c.AllowedTools(); only != nil {
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

func (c *writer) tool(t *prompt.Tool) *value.Node {
	switch {
	case t.Kind != prompt.FunctionTool && c.Ours(t.At):
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
	translate.SetMember(n, "name", c.names.Fit(c.Carry(t.Name), t.Name, "tool-definition"))
	if t.Name == nil && !c.own {
		c.Refuse(t.Node, "tool-definition", "a tool must have a name")
	}
	translate.SetMember(n, "description", c.Carry(t.Description))
	strict := t.Strict != nil && t.Strict.Kind == value.Bool && t.Strict.Bool
	if why, opts := c.unbound(t, strict); why != "" {
		c.Drop(t.Strict, "strict-schema", why, opts...)
		strict = false
	} else {
		translate.SetMember(n, "strict", c.Carry(t.Strict))
	}
	c.inputSchema(n, t, strict)
	c.setCache(n, t.Cache)
	c.WriteExt(n, t.Ext)
	return n
}

// unbound says why a strict tool cannot be strict here, "" where it can: the
// model binds none, or the strict tools before it have used up what a request
// may have.
func (c *writer) unbound(t *prompt.Tool, strict bool) (string, []translate.Option) {
	if !strict || c.Same {
		return "", nil
	}
	if is, opts, _ := c.Gate("structured_output"); is == catalog.No {
		return c.Target.Model.ID + " does not bind tool input to a schema", opts
	}
	_, why, opts := c.Binds(t.Schema)
	return why, opts
}

// inputSchema writes the schema of a tool's input, which must be there.
func (c *writer) inputSchema(n *value.Node, t *prompt.Tool, strict bool) {
	schema := c.Schema(t.Schema, "schema_tool", strict)
	if schema == nil {
		if !c.Same {
			schema = value.NewObject("type", value.NewString("object"))
			c.Add(schema, "tool-definition", "a tool needs an input_schema; this one takes anything")
		}
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
		if !c.names.Take(b.name) {
			c.Note(t.Node, "builtin-tool", translate.Approximate, "becomes one with the tool "+b.name+" that is sent already: names are unique")
			return nil
		}
		n := value.NewObject("type", value.NewString(b.wire), "name", value.NewString(b.name))
		c.Note(t.Node, "builtin-tool", translate.Approximate, "becomes "+b.wire+", another tool of the same purpose, whose results differ"+translate.LeftBehind(t), translate.To(n))
		return n
	}
	c.Drop(t.Node, "builtin-tool", translate.NoTool(t))
	return nil
}
