package openairesponses

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// output writes the contract on the answer into text.format.
func (c *writer) output() {
	list := c.p.Output
	if c.Foreign() {
		list = translate.First(c.Writer, list, "response-schema", func(o *prompt.Output) prompt.At { return o.At })
	}
	entries := translate.WriteList(c.Writer, list, func(o *prompt.Output) []*value.Node { return one(c.format(o)) })
	if len(entries) == 0 {
		return
	}
	text := &value.Node{Kind: value.Object}
	translate.SetOne(text, "format", entries)
	c.out.Set("text", text)
}

func (c *writer) format(o *prompt.Output) *value.Node {
	var n *value.Node
	switch o.Kind {
	case prompt.OutputText:
		n = value.NewObject("type", value.NewString("text"))
	case prompt.OutputJSON:
		n = value.NewObject("type", value.NewString("json_object"))
	case prompt.OutputSchema:
		n = c.schema(o)
	default:
		if !c.Ours(o.At) {
			c.NoForm(o.Node, c.OutputFeature(o), "this form of output has no equivalent here", "a variable output format has another shape here")
			return nil
		}
		return c.Carry(o.Node)
	}
	c.MarkAt(o.At)
	c.WriteExt(n, o.Ext)
	return n
}

func (c *writer) schema(o *prompt.Output) *value.Node {
	n := value.NewObject("type", value.NewString("json_schema"))
	n.Set("name", c.Carry(o.Name))
	n.Set("description", c.Carry(o.Description))
	if o.Name == nil && c.Foreign() {
		name := value.NewString("response")
		n.Set("name", name)
		c.Add(name, "response-format-json-schema", "a schema needs a name here")
	}
	strict := o.Strict != nil && o.Strict.Kind == value.Bool && o.Strict.Bool
	schema := c.Schema(o.Schema, "schema_output", strict)
	if schema == nil && c.Foreign() {
		schema = &value.Node{Kind: value.Object}
		c.Add(schema, "response-format-json-schema", "there must be a schema here; this one takes anything")
	}
	n.Set("schema", schema)
	n.Set("strict", c.Carry(o.Strict))
	if o.Strict != nil || !c.Foreign() || c.sisters() {
		return n
	}
	if translate.StrictReady(schema) {
		yes := value.NewBool(true)
		n.Set("strict", yes)
		c.Add(yes, "strict-schema", "the source's vendor holds every answer to the schema; here that needs strict")
	} else {
		c.Warn(o.Node, "strict-schema", translate.Approximate, "the schema guides the answer but does not bind it: strict mode needs every property required and additionalProperties false", append(translate.ByHoles(schema), translate.To(n))...)
	}
	return n
}
