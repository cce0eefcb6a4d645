package bedrockconverse

import (
	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

const toolConfig = "toolConfig"

// tools writes the list of tools and the choice among them.
func (c *writer) tools() {
	cfg := &value.Node{Kind: value.Object}
	src := c.p.Node.Get(toolConfig)
	list := c.p.Tools
	if c.Same {
		c.setList(cfg, src, "tools", c.writeTools(list))
		translate.SetOne(cfg, "toolChoice", translate.WriteList(c.Writer, c.p.ToolChoice, func(t *prompt.ToolChoice) []*value.Node {
			if t.Form == formExtra {
				return nil
			}
			return one(c.Carry(t.Node))
		}))
		c.ownExtraChoice()
		c.attach(cfg)
		return
	}
	if c.choosesNone() && !c.talks {
		c.withhold()
		return
	}
	if only := c.AllowedTools(); only != nil {
		c.p.Tools.Walk(func(t *prompt.Tool) {
			if !only(t) {
				c.Note(t.Node, "tool-choice", translate.Emulated, "not sent: the tool choice allows only other tools")
			}
		})
		list = translate.Filter(list, only)
	}
	entries := c.writeTools(list)
	entries = append(entries, c.stubs(entries)...)
	translate.SetList(cfg, "tools", entries)
	choices := translate.First(c.Writer, c.p.ToolChoice, "tool-choice", func(t *prompt.ToolChoice) prompt.At { return t.At })
	translate.SetOne(cfg, "toolChoice", translate.WriteList(c.Writer, choices, func(t *prompt.ToolChoice) []*value.Node {
		return one(c.choice(t, len(entries) > 0))
	}))
	c.parallel(cfg, len(entries) > 0)
	c.attach(cfg)
}

// attach puts the written members into toolConfig, in which the field table may
// have written others.
func (c *writer) attach(cfg *value.Node) {
	if len(cfg.Entries) == 0 {
		return
	}
	if have := c.out.Get(toolConfig); have != nil && have.Kind == value.Object {
		have.Entries = append(have.Entries, cfg.Entries...)
		return
	}
	if len(cfg.Entries) == 1 && cfg.Entries[0].Block != nil && !c.Same {
		c.out.Entries = append(c.out.Entries, around(cfg.Entries[0])) // no toolConfig without tools
		return
	}
	c.out.Set(toolConfig, cfg)
}

// around puts toolConfig into the condition that stands around its one member.
func around(e value.Entry) value.Entry {
	b := mapBlock(e.Block, func(es []value.Entry) []value.Entry {
		if len(es) == 0 {
			return nil
		}
		return []value.Entry{{Key: toolConfig, Value: &value.Node{Kind: value.Object, Entries: es}}}
	})
	return value.Entry{Block: b}
}

func (c *writer) writeTools(l prompt.List[prompt.Tool]) []value.Entry {
	c.toolSpreads(l)
	return translate.WriteList(c.Writer, l, func(t *prompt.Tool) []*value.Node {
		n := c.tool(t)
		if n == nil {
			c.DropCache(t.Cache)
			return nil
		}
		return append(one(n), c.point(t.Cache)...)
	})
}

func (c *writer) toolSpreads(l prompt.List[prompt.Tool]) {
	for i := range l {
		if s := l[i].Spread; s != nil && !c.own {
			c.Warn(s, "tool-definition", translate.Approximate, "the variable must bring tools of this dialect", translate.Maybe(translate.HoleText(s)))
		}
		if b := l[i].Block; b != nil {
			for j := range b.Arms {
				c.toolSpreads(b.Arms[j].Body)
			}
		}
	}
}

func (c *writer) tool(t *prompt.Tool) *value.Node {
	switch {
	case t.Builtin != "" && !c.Same && !c.is("nova"):
		return c.builtin(t)
	case c.Ours(t.At) && t.Builtin != "" && t.Node.Get("name") != nil:
		return union("systemTool", c.Carry(t.Node))
	case c.Ours(t.At) && t.Node != nil:
		return c.Carry(t.Node)
	case t.Kind == prompt.BuiltinTool:
		return c.builtin(t)
	case t.Kind != prompt.FunctionTool:
		c.Drop(t.Node, "tool-definition", translate.NoTool(t), c.by("tool_kinds"))
		return nil
	}
	c.MarkAt(t.At)
	c.DropExt(t.Ext)
	n := &value.Node{Kind: value.Object}
	n.Set("name", c.names.Fit(c.Carry(t.Name), t.Name, "tool-definition"))
	if t.Name == nil {
		c.Refuse(t.Node, "tool-definition", "a tool must have a name")
	}
	if blank(t.Description) {
		c.Note(t.Description, "tool-definition", translate.Exact, "left out: an empty description says nothing and is refused")
	} else {
		n.Set("description", c.Carry(t.Description))
	}
	strict := t.Strict != nil && t.Strict.Kind == value.Bool && t.Strict.Bool
	if is, opts, _ := c.Gate("structured_output"); strict && is == catalog.No {
		c.Drop(t.Strict, "strict-schema", c.Target.Model.ID+" does not bind tool input to a schema", opts...)
		strict = false
	} else {
		v := c.Carry(t.Strict)
		n.Set("strict", v)
		if strict {
			c.doubt(t.Strict, v, "strict-schema", "strict")
		}
	}
	n.Set("inputSchema", union("json", c.inputSchema(t, strict)))
	return union("toolSpec", n)
}

// doubt warns of models of which sources disagree whether they take a schema.
func (c *writer) doubt(n, out *value.Node, feature, what string) {
	if t := c.Trait("schema_doubted"); c.matches("schema_doubted") {
		c.Warn(n, feature, translate.Approximate, c.Target.Model.ID+" may refuse "+what+": "+t.Note, translate.To(out), translate.By(t.Ref), translate.Maybe("the model's schema support"))
	}
}

// inputSchema writes the schema of a tool's input, which must be there and say
// that it is an object.
func (c *writer) inputSchema(t *prompt.Tool, strict bool) *value.Node {
	schema := c.Schema(t.Schema, "schema_tool", strict)
	switch {
	case schema == nil:
		schema = value.NewObject("type", value.NewString("object"))
		c.Add(schema, "tool-definition", "a tool needs an inputSchema; this one takes anything")
	case schema.Kind == value.Object && !schema.Open() && schema.Get("type") == nil:
		typ := value.NewString("object")
		schema.Set("type", typ)
		c.Add(typ, "schema-keyword", "the schema of a tool's input must say that it is an object")
	}
	if typ := schema.Get("type"); typ.IsString() && typ.Str != "object" {
		c.Refuse(t.Schema, "schema-keyword", "the input of a tool is an object, this schema is for "+typ.Str)
	}
	return schema
}

// builtin writes another vendor's server tool as Nova's of the same purpose.
func (c *writer) builtin(t *prompt.Tool) *value.Node {
	for _, b := range builtins {
		if b.neutral != t.Builtin {
			continue
		}
		if !c.is("nova") {
			c.Drop(t.Node, "builtin-tool", b.name+" is for Amazon Nova only", c.by("model_nova2"))
			return nil
		}
		if !c.names.Take(b.name) {
			c.Note(t.Node, "builtin-tool", translate.Approximate, "becomes one with the tool "+b.name+" that is sent already: names are unique")
			return nil
		}
		n := union("systemTool", value.NewObject("name", value.NewString(b.name)))
		c.Note(t.Node, "builtin-tool", translate.Approximate, "becomes "+b.name+", another tool of the same purpose, whose results differ"+translate.LeftBehind(t), translate.To(n))
		return n
	}
	c.Drop(t.Node, "builtin-tool", translate.NoTool(t))
	return nil
}

// stubs declares tools for calls in the conversation where none are declared:
// the API refuses such a conversation otherwise.
func (c *writer) stubs(entries []value.Entry) []value.Entry {
	if len(entries) > 0 || !c.talks || c.own {
		return nil
	}
	seen := map[string]bool{}
	var out []value.Entry
	stub := func(name *value.Node) {
		n := union("toolSpec", value.NewObject("name", name, "inputSchema", union("json", value.NewObject("type", value.NewString("object")))))
		t := c.Trait("tool_history")
		c.Add(n, "tool-definition", t.Note+"; the model may call it", translate.By(t.Ref))
		out = append(out, value.Entry{Value: n})
	}
	for _, call := range c.called {
		if !call.Name.IsString() || seen[call.Name.Str] {
			continue
		}
		seen[call.Name.Str] = true
		stub(c.names.Known(call.Name))
	}
	if len(out) == 0 {
		stub(value.NewString("tool"))
	}
	return out
}
