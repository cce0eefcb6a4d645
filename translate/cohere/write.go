package cohere

import (
	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// A writer writes one request.
type writer struct {
	*translate.Writer
	p    *prompt.Prompt
	out  *value.Node
	told []value.Entry // system turns that stand in for what the API cannot say
	// moved are media that stood in a tool's result.
	moved map[*prompt.Part]bool
}

// Write implements translate.Dialect.
func (Dialect) Write(w *translate.Writer, p *prompt.Prompt) *value.Node {
	c := &writer{Writer: w, p: p, out: &value.Node{Kind: value.Object}}
	w.MarkAt(p.At)
	w.SetModel(c.out, "model")
	// What the answer must be like may have to be said in words, and the
	// conversation is where words go: it is written behind tools and documents,
	// which rule the field out.
	holder := &value.Node{Kind: value.Object}
	c.writeTools(holder)
	t := &thinking{w: w, out: holder}
	w.Settings(holder, map[prompt.Param]func(*prompt.Setting) bool{
		prompt.ParamThinkingMode:   t.mode,
		prompt.ParamThinkingBudget: t.budget,
		prompt.ParamEffort:         t.effort,
		prompt.ParamParallelTools:  c.parallel,
	})
	t.needType()
	c.writeOutput(holder)
	c.writeMessages()
	c.out.Entries = append(c.out.Entries, holder.Entries...)
	if !w.Same {
		w.JSONWord(c.out.Get("messages"), c.out.Get("response_format"), "response-format-json-object")
		w.Defaults()
	}
	w.WriteExt(c.out, p.Ext)
	w.Restore(c.out, p.Node, "model", "messages", "tools", "tool_choice", "response_format")
	return c.out
}

func (c *writer) parallel(s *prompt.Setting) bool {
	return c.Foreign() && c.NoParallelSwitch(s)
}

// writeOutput writes the contract on the answer. The field excludes tools and
// documents; beside them, and for models that take no schema, an instruction
// asks for the same.
func (c *writer) writeOutput(out *value.Node) {
	list := c.p.Output
	if !c.Same {
		list = translate.First(c.Writer, list, featureSchema, func(o *prompt.Output) prompt.At { return o.At })
	}
	why, opts := c.noFormat(out)
	if why == "" {
		translate.SetOne(out, "response_format", translate.WriteList(c.Writer, list, func(o *prompt.Output) []*value.Node { return one(c.output(o)) }))
		return
	}
	c.told = translate.WriteList(c.Writer, list, func(o *prompt.Output) []*value.Node {
		switch o.Kind {
		case prompt.OutputText:
			c.Note(o.Node, c.OutputFeature(o), translate.Exact, "text is what the API answers anyway")
			return nil
		case prompt.OutputOpaque:
			return one(c.output(o))
		}
		text := c.AskForJSON(o, c.OutputFeature(o), why, opts...)
		if text == nil {
			return nil
		}
		return one(turn("system", text))
	})
}

// noFormat says why response_format cannot be sent, "" where it can.
func (c *writer) noFormat(out *value.Node) (why string, opts []translate.Option) {
	if !c.Foreign() {
		return "", nil
	}
	for _, key := range []string{"tools", "documents"} {
		if out.Get(key) != nil {
			return "response_format cannot stand beside " + key, []translate.Option{translate.By(c.Trait("output").Ref)}
		}
	}
	if is, opts, _ := c.Gate("structured_output"); is == catalog.No {
		return c.Target.Model.ID + " takes no form for its answer", opts
	}
	return "", nil
}

func (c *writer) output(o *prompt.Output) *value.Node {
	w := c.Writer
	w.MarkAt(o.At)
	n := &value.Node{Kind: value.Object}
	switch o.Kind {
	case prompt.OutputText:
		n.Set("type", value.NewString("text"))
	case prompt.OutputJSON:
		n.Set("type", value.NewString("json_object"))
	case prompt.OutputSchema:
		n.Set("type", value.NewString("json_object"))
		if w.Ours(o.At) && o.Form != "" {
			translate.SetMember(n, o.Form, w.Carry(o.Schema))
			break
		}
		schema := w.Schema(o.Schema, "schema_output", true)
		translate.SetMember(n, "json_schema", schema)
		if w.Foreign() {
			w.Titles(o, schema, w.OutputFeature(o))
			w.SchemaBinds(o, n)
		}
	default:
		if !w.Ours(o.At) {
			c.NoForm(o.Node, w.OutputFeature(o), "this form of output has no equivalent here", "a variable output format has another shape here")
			return nil
		}
		return w.Carry(o.Node)
	}
	w.WriteExt(n, o.Ext)
	return n
}

func turn(role string, content *value.Node) *value.Node {
	return value.NewObject("role", value.NewString(role), "content", content)
}
