package anthropic

import (
	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// output writes the contract on the answer. A schema has a field where the
// model takes one; what has none becomes an instruction in the system text.
func (c *writer) output() {
	list := c.p.Output
	if !c.Same {
		list = first(list, func(o *prompt.Output) {
			c.Drop(o.Node, c.OutputFeature(o), "an answer has one form; another one stands before this")
		})
	}
	format, told := translate.Partition(list, func(o *prompt.Output) bool { return !c.tellsOutput(o) })
	for _, form := range []string{formFormat, formLegacy} {
		list := translate.Filter(format, func(o *prompt.Output) bool { return c.outputForm(o) == form })
		holder := &value.Node{Kind: value.Object}
		translate.SetOne(holder, "v", translate.WriteList(c.Writer, list, func(o *prompt.Output) []*value.Node { return one(c.format(o)) }))
		if len(holder.Entries) > 0 {
			c.setFormat(form, holder)
		}
	}
	c.told = append(c.told, translate.WriteList(c.Writer, told, func(o *prompt.Output) []*value.Node { return one(c.tellOutput(o)) })...)
}

// setFormat moves the written member to its place; conditions stay around it.
func (c *writer) setFormat(form string, holder *value.Node) {
	to, key := c.out, form
	if form == formFormat {
		key = "format"
		if to = c.out.Get("output_config"); to == nil {
			to = &value.Node{Kind: value.Object}
			c.out.Set("output_config", to)
		}
	}
	to.Entries = append(to.Entries, rekey(holder.Entries, key)...)
}

func rekey(es []value.Entry, key string) []value.Entry {
	for i := range es {
		if es[i].Block == nil {
			es[i].Key = key
			continue
		}
		for j := range es[i].Block.Arms {
			rekey(es[i].Block.Arms[j].Body, key)
		}
	}
	return es
}

func (c *writer) outputForm(o *prompt.Output) string {
	if c.own && o.Form == formLegacy {
		return formLegacy
	}
	return formFormat
}

// tellsOutput reports whether the contract can only be asked for in words.
func (c *writer) tellsOutput(o *prompt.Output) bool {
	if c.Same {
		return false
	}
	if o.Kind == prompt.OutputSchema {
		is, _, _ := c.Gate("structured_output")
		return is == catalog.No || o.Schema == nil && !c.own
	}
	return o.Kind == prompt.OutputJSON
}

func (c *writer) format(o *prompt.Output) *value.Node {
	feature := c.OutputFeature(o)
	switch o.Kind {
	case prompt.OutputText:
		c.MarkAt(o.At)
		c.DropExt(o.Ext)
		c.Note(o.Node, c.OutputFeature(o), translate.Exact, "text is what the API answers anyway")
		return nil
	case prompt.OutputSchema:
		c.MarkAt(o.At)
		schema := c.Schema(o.Schema, "schema_output", true)
		c.Titles(o, schema, feature)
		n := value.NewObject("type", value.NewString("json_schema"))
		translate.SetMember(n, "schema", schema)
		c.SchemaBinds(o, n)
		c.WriteExt(n, o.Ext)
		return n
	}
	if c.Ours(o.At) {
		return c.Carry(o.Node)
	}
	c.NoForm(o.Node, feature, "this form of output has no equivalent here", "a variable output format has another shape here")
	return nil
}

// tellOutput asks for the form of the answer in words.
func (c *writer) tellOutput(o *prompt.Output) *value.Node {
	why, opts := "there is no JSON without a schema here", []translate.Option{translate.By(c.Trait("output").Ref)}
	if o.Schema != nil {
		_, opts, _ = c.Gate("structured_output")
		why = c.Target.Model.ID + " takes no schema for its answer"
	}
	if text := c.AskForJSON(o, c.OutputFeature(o), why, opts...); text != nil {
		return textBlock(text)
	}
	return nil
}

func textBlock(text *value.Node) *value.Node {
	return value.NewObject("type", value.NewString("text"), "text", text)
}
