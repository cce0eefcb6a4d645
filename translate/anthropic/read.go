package anthropic

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// Read implements translate.Dialect. The system text becomes a leading system
// message; its Form says that it stood at the top.
func (Dialect) Read(r *translate.Reader, tree *value.Node) *prompt.Prompt {
	p := &prompt.Prompt{Form: map[string]string{}}
	for _, m := range tree.Members() {
		v := m.Value
		switch m.Key {
		case "model":
			if v.Kind != value.Null {
				p.Model = &prompt.Setting{At: prompt.At{Node: v}, Param: prompt.ParamModel, Feature: "model-name", Value: v, Form: m.Key}
			} else {
				keep(r, p, m, "model-name")
			}
		case "system":
			p.Messages = append(translate.ReadOne(v, func(n *value.Node) *prompt.Message { return readSystem(r, n) }), p.Messages...)
		case "messages":
			list := translate.ReadObjects(v, func(n *value.Node) *prompt.Message { return readMessage(r, n) })
			translate.MarkPrefill(list)
			p.Messages = append(p.Messages, list...)
			p.Form["messages"] = emptyForm(v)
		case "tools":
			p.Tools = translate.ReadObjects(v, func(n *value.Node) *prompt.Tool { return readTool(r, n) })
			p.Form["tools"] = emptyForm(v)
		case "tool_choice":
			p.ToolChoice = translate.ReadOne(v, func(n *value.Node) *prompt.ToolChoice { return readChoice(r, p, n, v == n) })
		case "output_format":
			p.Output = append(p.Output, translate.ReadOne(v, func(n *value.Node) *prompt.Output { return readOutput(r, n, formLegacy) })...)
		case "output_config":
			readOutputConfig(r, p, v)
		}
		switch m.Key {
		case "system", "messages", "tools", "tool_choice", "output_format":
			if v.Kind == value.Null {
				keep(r, p, m, "unknown-field")
			}
		}
	}
	r.Fields(p, tree)
	return p
}

// keep remembers a structural member that says nothing (null).
func keep(r *translate.Reader, p *prompt.Prompt, m value.Member, feature string) {
	p.Ext = append(p.Ext, prompt.Ext{At: prompt.At{Node: m.Value}, Dialect: r.Dialect.ID, Key: value.Pointer("", m.Key), Feature: feature, Value: m.Value})
}

func readOutputConfig(r *translate.Reader, p *prompt.Prompt, n *value.Node) {
	if n.Kind != value.Object {
		return // the field table keeps it
	}
	for _, m := range n.Members() {
		if m.Key != "format" || m.Spread {
			continue
		}
		if m.Value.Kind == value.Null {
			p.Ext = append(p.Ext, prompt.Ext{At: prompt.At{Node: m.Value}, Dialect: r.Dialect.ID, Key: "/output_config/format", Feature: "response-schema", Value: m.Value})
			continue
		}
		p.Output = append(p.Output, translate.ReadOne(m.Value, func(v *value.Node) *prompt.Output { return readOutput(r, v, formFormat) })...)
	}
}

func emptyForm(n *value.Node) string {
	if n.Kind == value.Array && len(n.Entries) == 0 {
		return "empty"
	}
	return ""
}

func readSystem(r *translate.Reader, n *value.Node) *prompt.Message {
	m := &prompt.Message{At: prompt.At{Node: n}, Role: prompt.RoleSystem, Form: map[string]string{"at": formTop}}
	m.Parts = readContent(r, m.Form, n)
	return m
}

var roles = map[string]prompt.Role{
	"user": prompt.RoleUser, "assistant": prompt.RoleAssistant, "system": prompt.RoleSystem,
}

func readMessage(r *translate.Reader, n *value.Node) *prompt.Message {
	m := &prompt.Message{At: prompt.At{Node: n}, Form: map[string]string{"content": formAbsent}}
	if n.Kind != value.Object {
		r.Problem(n, "message", "a message is an object with role and content")
		m.Ext = append(m.Ext, prompt.Ext{At: m.At, Dialect: r.Dialect.ID, Feature: "unknown-field", Value: n})
		return m
	}
	f := membersOf(r, n)
	if role := f.get("role"); role != nil {
		m.RoleNode = role
		known, ok := roles[role.Str]
		switch {
		case role.IsString() && ok:
			m.Role, m.Marks = known, append(m.Marks, role)
		case role.IsString():
			r.Problem(role, "role", "unknown role "+role.Str+"; expected user, assistant or system")
		}
	}
	if c := f.get("content"); c != nil {
		m.Parts = readContent(r, m.Form, c)
	}
	m.Ext = f.rest()
	return m
}

// readContent reads text or a list of blocks.
func readContent(r *translate.Reader, form map[string]string, n *value.Node) prompt.List[prompt.Part] {
	form["content"] = formString
	switch n.Kind {
	case value.Array:
		form["content"] = formParts
		return translate.ReadList(n, func(b *value.Node) *prompt.Part { return readPart(r, b) })
	case value.Choice:
		if !allText(n) {
			form["content"] = formParts
			return translate.ReadList(n, func(b *value.Node) *prompt.Part { return readPart(r, b) })
		}
		return translate.ReadOne(n, textPart)
	}
	return prompt.List[prompt.Part]{item(*textPart(n))}
}

// allText reports whether every case of a choice is text.
func allText(n *value.Node) bool {
	for i := range n.Choice.Arms {
		switch b := n.Choice.Arms[i].Body; {
		case b == nil:
		case b.Kind == value.Array, b.Kind == value.Choice && !allText(b):
			return false
		}
	}
	return true
}

func textPart(n *value.Node) *prompt.Part {
	return &prompt.Part{At: prompt.At{Node: n}, Kind: prompt.TextPart, Text: n}
}
