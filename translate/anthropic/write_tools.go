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
	translate.SetMember(n, "name", c.names.fit(c.Carry(t.Name), t.Name, "tool-definition"))
	if t.Name == nil && !c.own {
		c.Refuse(t.Node, "tool-definition", "a tool must have a name")
	}
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
	if typ := schema.Get("type"); typ.IsString() && typ.Str != "object" && !c.Same {
		c.Refuse(t.Schema, "schema-keyword", "the input of a tool is an object, this schema is for "+typ.Str)
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
		if c.names.used[b.name] {
			c.Note(t.Node, "builtin-tool", translate.Approximate, "becomes one with the tool "+b.name+" that is sent already: names are unique")
			return nil
		}
		c.names.used[b.name] = true
		n := value.NewObject("type", value.NewString(b.wire), "name", value.NewString(b.name))
		c.Note(t.Node, "builtin-tool", translate.Approximate, "becomes "+b.wire+", another tool of the same purpose; options and results differ", translate.To(n))
		return n
	}
	c.Drop(t.Node, "builtin-tool", translate.NoTool(t))
	return nil
}
