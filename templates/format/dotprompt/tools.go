package dotprompt

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
)

// RegisteredTool is the kind of a tool of which the file has the name only: the
// program has registered the rest.
const RegisteredTool = "registered"

// tools reads the names of tools, and the definitions of toolDefs.
func (r *reader) tools(key string, n *value.Node) {
	if n.Kind != value.Array {
		if n.Kind != value.Null {
			r.Wrong(n, key+" is no list; expected `- name` entries")
		}
		return
	}
	sent := r.Tree.Get("tools")
	if sent == nil {
		sent = &value.Node{Kind: value.Array, Span: n.Span}
		r.Tree.Set("tools", sent)
	}
	for i := range n.Entries {
		v := n.Entries[i].Value
		var t *prompt.Tool
		switch {
		case v.IsString():
			t = &prompt.Tool{At: prompt.At{Node: v}, Kind: prompt.BuiltinTool, Builtin: RegisteredTool, Name: v}
		case v != nil && v.Kind == value.Object && v.Get("name") != nil:
			t = r.definition(v)
		case v != nil:
			r.Wrong(v, "this tool is neither a name nor a definition; expected `- name` or name, description and inputSchema")
			continue
		default:
			continue
		}
		r.Tools = append(r.Tools, prompt.Entry[prompt.Tool]{Item: t, Span: v.Span})
		sent.Entries = append(sent.Entries, value.Entry{Value: t.Node, Span: v.Span})
	}
}

// definition reads a tool whose schemas stand in the file.
func (r *reader) definition(n *value.Node) *prompt.Tool {
	sent := &value.Node{Kind: value.Object, Span: n.Span}
	t := &prompt.Tool{At: prompt.At{Node: sent}, Kind: prompt.FunctionTool, Name: n.Get("name"), Description: n.Get("description")}
	sent.Set("name", t.Name)
	sent.Set("description", t.Description)
	if in := n.Get("inputSchema"); in != nil {
		t.Schema = r.schema("/toolDefs/inputSchema", in)
		sent.Set("inputSchema", t.Schema)
	}
	for _, m := range n.Members() {
		switch m.Key {
		case "name", "description", "inputSchema":
			continue
		}
		// outputSchema, and whatever else a program declares: no vendor's
		// function has it.
		sent.Set(m.Key, m.Value)
		t.Ext = append(t.Ext, prompt.Ext{At: prompt.At{Node: m.Value}, Dialect: ID, Key: value.Pointer("", m.Key), Feature: "unknown-field", Value: m.Value})
	}
	return t
}
