package gemini

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

var roles = map[string]prompt.Role{
	"user": prompt.RoleUser, "model": prompt.RoleAssistant, "function": prompt.RoleTool, "tool": prompt.RoleTool,
}

// problemShape is the code of a shorthand that SDKs take and the API refuses.
const problemShape = translate.CodeSDKShape

// readSystem reads systemInstruction: a content whose role says nothing.
func readSystem(r *translate.Reader, n *value.Node) prompt.List[prompt.Message] {
	return translate.ReadOne(n, func(n *value.Node) *prompt.Message {
		if n.Kind != value.Object {
			if n.Kind != value.Hole {
				r.Problem(n, problemShape, "systemInstruction is an object with parts: {\"parts\": [{\"text\": …}]}; only SDKs take plain text")
			}
			return textMessage(n, prompt.RoleSystem)
		}
		m := readContent(r, n)
		if m.Form["shape"] == formPart {
			r.Problem(n, problemShape, "systemInstruction is an object with parts")
		}
		m.Role = prompt.RoleSystem
		if m.RoleNode.Is("system") { // any other role but a turn's is left to be named
			m.Marks = append(m.Marks, m.RoleNode)
		}
		return m
	})
}

func textMessage(n *value.Node, role prompt.Role) *prompt.Message {
	return &prompt.Message{
		At: prompt.At{Node: n}, Role: role, Form: map[string]string{"shape": formText},
		Parts: prompt.List[prompt.Part]{item(*textPart(n))},
	}
}

func readContents(r *translate.Reader, form map[string]string, n *value.Node) prompt.List[prompt.Message] {
	if n == nil {
		return nil
	}
	read := func(c *value.Node) *prompt.Message { return readTurn(r, c) }
	switch n.Kind {
	case value.Object, value.String, value.Text:
		form["contents shape"] = formObject
		r.Problem(n, problemShape, "contents is a list of {role, parts}; only SDKs take a single one")
		return translate.ReadOne(n, read)
	case value.Array:
		if len(n.Entries) == 0 {
			form["contents shape"] = formEmpty
		}
	}
	return translate.ReadList(n, read)
}

func readTurn(r *translate.Reader, n *value.Node) *prompt.Message {
	switch n.Kind {
	case value.Object:
		m := readContent(r, n)
		if m.Form["shape"] == formPart {
			r.Problem(n, problemShape, "a content is an object with role and parts; this is a part")
		}
		return m
	case value.String, value.Text:
		r.Problem(n, problemShape, "a content is an object with role and parts")
		return textMessage(n, prompt.RoleUser)
	}
	r.Problem(n, "message", "a content is an object with role and parts")
	return &prompt.Message{At: prompt.At{Node: n}, Form: map[string]string{"shape": formText}, Parts: prompt.List[prompt.Part]{
		item(prompt.Part{At: prompt.At{Node: n}, Kind: prompt.OpaquePart, Feature: "message-shape"}),
	}}
}

// readContent reads a Content object. A part that stands where a content
// belongs is a turn of the user.
func readContent(r *translate.Reader, n *value.Node) *prompt.Message {
	m := &prompt.Message{At: prompt.At{Node: n}, Role: prompt.RoleUser, Form: map[string]string{}}
	o := openObject(r, n, m.Form)
	parts := o.get("parts")
	if parts == nil && o.members["role"].value == nil && len(o.members) > 0 && !n.Open() {
		if p := readPart(r, n); p.Kind != prompt.OpaquePart {
			m.Form["shape"] = formPart
			m.Parts = prompt.List[prompt.Part]{item(*p)}
			return m
		}
	}
	if role := o.get("role"); role != nil {
		readRole(r, m, role)
	} else {
		m.Form["role"] = formAbsent
	}
	m.Parts = readParts(r, m.Form, parts)
	m.Marks = append(m.Marks, blank(n)...)
	if parts != nil && parts.Kind == value.Array && len(parts.Entries) == 0 {
		m.Marks = append(m.Marks, parts)
	}
	m.Ext = o.rest("role", "parts")
	return m
}

func readRole(r *translate.Reader, m *prompt.Message, n *value.Node) {
	m.RoleNode = n
	m.Role = prompt.RoleUnknown
	if !n.IsString() {
		return
	}
	role, ok := roles[n.Str]
	if !ok {
		if n.Str != "system" {
			r.Problem(n, "role", "unknown role "+n.Str+"; expected user or model")
		}
		return
	}
	m.Role = role
	m.Marks = append(m.Marks, n)
	m.Form["role"] = n.Str
}

func readParts(r *translate.Reader, form map[string]string, n *value.Node) prompt.List[prompt.Part] {
	if n == nil {
		return nil
	}
	read := func(p *value.Node) *prompt.Part { return readPart(r, p) }
	switch n.Kind {
	case value.Array:
		if len(n.Entries) == 0 {
			form["parts shape"] = formEmpty
		}
	case value.Object, value.String, value.Text:
		r.Problem(n, problemShape, "parts is a list of objects such as {\"text\": …}")
		form["parts shape"] = formObject
		return prompt.List[prompt.Part]{item(*readPart(r, n))}
	}
	return translate.ReadList(n, read)
}
