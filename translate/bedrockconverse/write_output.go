package bedrockconverse

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
	if c.Same {
		c.setOutput(translate.WriteList(c.Writer, list, func(o *prompt.Output) []*value.Node { return one(c.Carry(o.Node)) }))
		return
	}
	list = translate.First(c.Writer, list, "response-schema", func(o *prompt.Output) prompt.At { return o.At })
	format, told := translate.Partition(list, func(o *prompt.Output) bool { return !c.tells(o) })
	c.setOutput(translate.WriteList(c.Writer, format, func(o *prompt.Output) []*value.Node { return one(c.textFormat(o)) }))
	c.told = append(c.told, translate.WriteList(c.Writer, told, func(o *prompt.Output) []*value.Node { return one(c.tell(o)) })...)
}

// setOutput sets textFormat to what is written for each case.
func (c *writer) setOutput(entries []value.Entry) {
	if len(entries) == 0 {
		return
	}
	to := c.out.Get("outputConfig")
	if to == nil {
		to = &value.Node{Kind: value.Object}
		c.out.Set("outputConfig", to)
	}
	translate.SetOne(to, "textFormat", entries)
}

// tells reports whether the contract can only be asked for in words.
func (c *writer) tells(o *prompt.Output) bool {
	if o.Kind == prompt.OutputSchema {
		is, _, _ := c.Gate("structured_output")
		return is == catalog.No || o.Schema == nil
	}
	return o.Kind == prompt.OutputJSON
}

func (c *writer) textFormat(o *prompt.Output) *value.Node {
	feature := c.OutputFeature(o)
	switch {
	case c.Ours(o.At) && o.Node != nil:
		return c.Carry(o.Node)
	case o.Kind == prompt.OutputText:
		c.MarkAt(o.At)
		c.DropExt(o.Ext)
		c.Note(o.Node, feature, translate.Exact, "text is what the API answers anyway")
		return nil
	case o.Kind == prompt.OutputSchema:
		return c.schema(o, feature)
	}
	c.NoForm(o.Node, feature, "this form of output has no equivalent here", "a variable output format has another shape here")
	return nil
}

// schema writes a schema as the text that the API wants.
func (c *writer) schema(o *prompt.Output, feature string) *value.Node {
	c.MarkAt(o.At)
	c.DropExt(o.Ext)
	text := translate.QuoteJSON(c.Schema(o.Schema, "schema_output", true))
	if text == nil {
		c.Refuse(o.Schema, feature, "a schema is JSON text here, and text cannot hold conditions that stand around members")
		return nil
	}
	if text.Kind == value.Text {
		c.Warn(o.Schema, feature, translate.Approximate, "the schema becomes JSON text: values filled in must be JSON-escaped", translate.To(text), translate.Maybe("the values filled in"))
	}
	def := value.NewObject("name", c.Carry(o.Name), "description", c.Carry(o.Description), "schema", text)
	n := value.NewObject("type", value.NewString("json_schema"), "structure", union("jsonSchema", def))
	c.SchemaBinds(o, n)
	c.doubt(first(o.Node, o.Schema), n, feature, "a schema")
	return n
}

// tell asks for the form of the answer in words.
func (c *writer) tell(o *prompt.Output) *value.Node {
	why, opts := "there is no JSON without a schema here", []translate.Option{c.by("output")}
	if o.Schema != nil {
		_, opts, _ = c.Gate("structured_output")
		why = c.Target.Model.ID + " takes no schema for its answer"
	}
	if text := c.AskForJSON(o, c.OutputFeature(o), why, opts...); text != nil {
		return union("text", text)
	}
	return nil
}
