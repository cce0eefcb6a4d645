package semantickernel

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates/format"
)

// config reads the members of a configuration.
func (r *reader) config(root *value.Node) {
	for _, m := range root.Members() {
		switch m.Key {
		case "name":
			r.Title = text(m.Value)
		case "description":
			r.About = text(m.Value)
		case "template_format":
			r.format = m.Value
		case "input_variables":
			r.inputs(m.Value)
		case "input": // schema 1 of old: input.parameters
			r.inputs(m.Value.Get("parameters"))
		case "execution_settings":
			r.services(m.Value)
		case "completion": // of old: the settings of the only service
			r.settings(m.Value)
		}
	}
}

// inputs reads the declared variables.
func (r *reader) inputs(n *value.Node) {
	if n == nil || n.Kind == value.Null {
		return
	}
	if n.Kind != value.Array {
		r.Wrong(n, "input_variables is no list; expected `- name: …` entries")
		return
	}
	for i := range n.Entries {
		v := n.Entries[i].Value
		name := v.Get("name")
		if !name.IsString() {
			if v != nil {
				r.Wrong(v, "this variable has no name; expected `- name: …`")
			}
			continue
		}
		in := prompt.Input{
			At: prompt.At{Node: v}, Name: name.Str, Kind: "string", Description: text(v.Get("description")),
			Required: isTrue(v.Get("is_required")), Default: v.Get("default"), Sample: v.Get("sample"),
		}
		if in.Default == nil {
			in.Default = v.Get("defaultValue")
		}
		if s := v.Get("json_schema"); s != nil && s.Kind == value.Object {
			in.Schema = s
		}
		r.Inputs = append(r.Inputs, in)
	}
}

// services reads execution_settings: settings by service. Those of the default
// service are the prompt's, or the only ones; the others are kept by name.
func (r *reader) services(n *value.Node) {
	if n.Kind != value.Object {
		if n.Kind != value.Null {
			r.Wrong(n, "execution_settings is no mapping; expected the settings of services by name, such as default")
		}
		return
	}
	own := n.Get("default")
	if own == nil {
		for _, m := range n.Members() {
			if m.Value.Kind == value.Object {
				own = m.Value
				break
			}
		}
	}
	r.settings(own)
	for _, m := range n.Members() {
		if m.Value == own {
			continue
		}
		r.Tree.Set("execution_settings", n)
		r.Ext = append(r.Ext, prompt.Ext{
			At: prompt.At{Node: m.Value}, Dialect: "semantic-kernel", Key: value.Pointer("/execution_settings", m.Key), Feature: "unknown-field", Value: m.Value,
			Idle: "it is for the service " + m.Key,
		})
		if id := m.Value.Get("model_id"); id.IsString() {
			r.Vendor = append(r.Vendor, format.Word{Path: "execution_settings." + m.Key + ".model_id", Node: id})
		}
	}
}

// own are the members of settings that Semantic Kernel itself reads.
var own = map[string]bool{"model_id": true, "service_id": true, "function_choice_behavior": true, "extension_data": true, "ai_model_id": true}

// settings reads the settings of one service: the words of a vendor, which are
// OpenAI's unless a connector has others.
func (r *reader) settings(n *value.Node) {
	if n == nil || n.Kind != value.Object {
		return
	}
	params := &value.Node{Kind: value.Object, Span: n.Span}
	for _, m := range n.Members() {
		switch {
		case m.Key == "model_id" || m.Key == "ai_model_id":
			if m.Value.IsString() && m.Value.Str != "" {
				r.Model = m.Value
				r.Tree.Set("model_id", m.Value)
			}
		case m.Key == "function_choice_behavior" && m.Value.Get("type").Is("auto"):
			// The kernel sends the functions that it names, and the model is free:
			// as it is at every vendor unasked.
			r.Keep(m.Key, m.Value)
		case m.Key == "function_choice_behavior":
			r.Tree.Set(m.Key, m.Value)
			r.choice(m.Value)
		case m.Key == "stop_sequences": // the kernel's word for OpenAI's stop
			if len(m.Value.Entries) > 0 || m.Value.Kind != value.Array {
				params.Set("stop", m.Value)
			}
		case !own[m.Key]:
			params.Set(m.Key, m.Value)
		}
	}
	if len(params.Entries) > 0 {
		r.Params, r.Words = params, "openai-chat"
		r.Tree.Set("settings", params)
	}
}

// choice reads function_choice_behavior. The functions are the program's.
func (r *reader) choice(n *value.Node) {
	kind := n.Get("type")
	r.Ext = append(r.Ext, prompt.Ext{
		At: prompt.At{Node: n, Marks: []*value.Node{kind}}, Dialect: "semantic-kernel", Key: "/function_choice_behavior", Feature: "tool-choice", Value: n,
	})
}

func isTrue(n *value.Node) bool { return n != nil && n.Kind == value.Bool && n.Bool }

// text returns literal text, "" for anything else.
func text(n *value.Node) string {
	if n.IsString() {
		return n.Str
	}
	return ""
}
