package openaichat

import (
	"slices"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

func (c *writer) output(o *prompt.Output) *value.Node {
	c.MarkAt(o.At)
	kinds := c.Trait("output")
	var n *value.Node
	switch o.Kind {
	case prompt.OutputText:
		n = value.NewObject("type", value.NewString("text"))
	case prompt.OutputJSON:
		if c.Foreign() && !kinds.Has("json") {
			c.Drop(o.Node, "response-format-json-object", "there is no JSON mode here", translate.By(kinds.Ref))
			return nil
		}
		n = value.NewObject("type", value.NewString("json_object"))
	case prompt.OutputSchema:
		if o.Form != "" && c.Same {
			n = value.NewObject("type", value.NewString(o.Form), "schema", c.Carry(o.Schema))
			break
		}
		if why, opts := c.noSchema(); why != "" && !c.Same {
			return c.jsonOnly(o, why, opts)
		}
		if need := c.Trait("output_schema"); o.Schema == nil && need.Value == "required" && c.Foreign() {
			return c.jsonOnly(o, "the source gives no schema, which is required here", []translate.Option{translate.By(need.Ref)})
		}
		n = value.NewObject("type", value.NewString("json_schema"), "json_schema", c.jsonSchema(o))
	default:
		if !c.Ours(o.At) {
			c.NoForm(o.Node, c.OutputFeature(o), "this form of output has no equivalent here", "a variable output format has another shape here")
			return nil
		}
		return c.Carry(o.Node)
	}
	c.WriteExt(n, o.Ext)
	return n
}

// noSchema says why answers cannot be bound to a schema, "" where they can.
func (c *writer) noSchema() (string, []translate.Option) {
	if t := c.Trait("output"); !t.Has("schema") {
		return "answers cannot be bound to a schema here", []translate.Option{translate.By(t.Ref)}
	}
	if is, opts, _ := c.Gate("structured_output"); is == catalog.No {
		return c.Target.Model.ID + " cannot be bound to a schema", opts
	}
	return "", nil
}

// jsonOnly weakens a schema to JSON mode and asks for the schema in words; it is
// dropped where there is no JSON mode either.
func (c *writer) jsonOnly(o *prompt.Output, why string, opts []translate.Option) *value.Node {
	if !c.Trait("output").Has("json") {
		c.Drop(o.Node, "response-format-json-schema", why, opts...)
		return nil
	}
	n := value.NewObject("type", value.NewString("json_object"))
	to := n
	why += ": JSON mode takes its place"
	if m := c.askForJSON(o); m != nil {
		why, to = why+", and an instruction asks for the schema", m
	}
	c.Note(o.Node, "response-format-json-schema", translate.Approximate, why, append(opts, translate.To(to))...)
	return n
}

// askForJSON adds an instruction that says which JSON is wanted, after the
// instructions that are there. It returns nil where the schema is no text or
// depends on a condition.
func (c *writer) askForJSON(o *prompt.Output) *value.Node {
	list := c.out.Get("messages")
	if !c.single || o.Schema == nil || list == nil || list.Kind != value.Array {
		return nil
	}
	schema := translate.QuoteJSON(o.Schema)
	if schema == nil {
		return nil
	}
	m := value.NewObject("role", value.NewString("system"), "content", translate.Joined("Answer with one JSON object that follows this JSON Schema: ", schema))
	at := 0
	for at < len(list.Entries) && isInstruction(list.Entries[at].Value) {
		at++
	}
	list.Entries = slices.Insert(list.Entries, at, value.Entry{Value: m})
	return m
}

func isInstruction(m *value.Node) bool {
	role := m.Get("role")
	return role.Is("system") || role.Is("developer")
}

func (c *writer) jsonSchema(o *prompt.Output) *value.Node {
	js := value.NewObject("name", c.Carry(o.Name), "description", c.Carry(o.Description))
	if o.Name == nil && (c.Foreign() || o.Form != "") {
		name := value.NewString("response")
		js.Set("name", name)
		c.Add(name, "response-format-json-schema", "a schema needs a name here")
	}
	schema := c.Schema(o.Schema, "schema_output", isTrue(o.Strict))
	js.Set("schema", schema)
	js.Set("strict", c.strict(o.Strict, "strict_output"))
	if binds := c.Trait("strict_output").Value; o.Strict != nil || !c.Foreign() || c.Kin() || binds == "no" || binds == "always" {
		return js
	}
	yes := value.NewBool(true)
	if translate.StrictReady(schema) {
		js.Set("strict", yes)
		c.Add(yes, "strict-schema", "the source's vendor holds every answer to the schema; here that needs strict")
	} else {
		c.Warn(o.Node, "strict-schema", translate.Approximate, "the schema guides the answer but does not bind it: strict mode needs every property required and additionalProperties false", append(translate.ByHoles(schema), translate.To(js))...)
	}
	return js
}
