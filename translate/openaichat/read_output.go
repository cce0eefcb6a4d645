package openaichat

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

func readOutput(r *translate.Reader, n *value.Node) *prompt.Output {
	o := &prompt.Output{At: prompt.At{Node: n}, Kind: prompt.OutputOpaque}
	t := n.Get("type")
	if !t.IsString() {
		return o
	}
	if s := n.Get("schema"); s != nil && n.Get("json_schema") == nil && r.Dialect.Trait("schema_member").Has(t.Str) {
		o.Kind, o.Marks, o.Form = prompt.OutputSchema, []*value.Node{t}, t.Str
		o.Schema, o.Ext = s, r.Rest(n, "unknown-field", "type", "schema")
		return o
	}
	switch t.Str {
	case "text":
		o.Kind, o.Marks, o.Ext = prompt.OutputText, []*value.Node{t}, r.Rest(n, "unknown-field", "type")
	case "json_object":
		o.Kind, o.Marks, o.Ext = prompt.OutputJSON, []*value.Node{t}, r.Rest(n, "unknown-field", "type")
	case "json_schema":
		js := n.Get("json_schema")
		if js == nil || js.Kind != value.Object {
			return o
		}
		o.Kind, o.Marks = prompt.OutputSchema, []*value.Node{t}
		o.Name, o.Description = js.Get("name"), js.Get("description")
		o.Schema, o.Strict = js.Get("schema"), notNull(js.Get("strict"))
		o.Ext = append(r.Rest(n, "unknown-field", "type", "json_schema"), under("/json_schema", r.Rest(js, "unknown-field", "name", "description", "schema", "strict"))...)
		if s := js.Get("strict"); s != nil && o.Strict == nil {
			o.Ext = append(o.Ext, prompt.Ext{At: prompt.At{Node: s}, Dialect: r.Dialect.ID, Key: "/json_schema/strict", Feature: "strict-schema", Value: s})
		}
	}
	return o
}
