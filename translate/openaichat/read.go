package openaichat

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

var roles = map[string]prompt.Role{
	"system": prompt.RoleSystem, "developer": prompt.RoleDeveloper, "user": prompt.RoleUser,
	"assistant": prompt.RoleAssistant, "tool": prompt.RoleTool, "function": prompt.RoleTool,
}

func readMessage(r *translate.Reader, n *value.Node) *prompt.Message {
	m := &prompt.Message{At: prompt.At{Node: n}, Form: map[string]string{"content": formAbsent}}
	if n.Kind != value.Object {
		r.Problem(n, "message", "a message is an object with role and content")
		m.Ext = append(m.Ext, prompt.Ext{At: m.At, Dialect: r.Dialect.ID, Feature: "unknown-field", Value: n})
		return m
	}
	var refusal, calls, legacy *value.Node
	var callID *value.Node
	known := []string{"role", "name"}
	for _, f := range n.Members() {
		switch f.Key {
		case "role":
			readRole(r, m, f.Value)
		case "content":
			if f.Value.Kind == value.Choice && !textual(f.Value) {
				continue // of changing shape: kept as it is
			}
			m.Parts = append(m.Parts, readContent(r, m.Form, f.Value)...)
			known = append(known, f.Key)
		case "name":
			if f.Value.Kind != value.Null {
				m.Name = f.Value
			}
		case "refusal":
			refusal, known = f.Value, append(known, f.Key)
		case "tool_calls":
			calls, known = f.Value, append(known, f.Key)
		case "function_call":
			if f.Value.Kind == value.Choice {
				continue
			}
			legacy, known = f.Value, append(known, f.Key)
		case "tool_call_id":
			callID, known = f.Value, append(known, f.Key)
		}
	}
	m.Ext = r.Rest(n, "unknown-field", known...)
	for i := range m.Ext {
		if f, ok := extFeatures[m.Ext[i].Key]; ok {
			m.Ext[i].Feature = f
		}
	}
	if refusal != nil && refusal.Kind != value.Null {
		m.Parts = append(m.Parts, item(prompt.Part{At: prompt.At{Node: refusal}, Kind: prompt.RefusalPart, Text: refusal, Form: map[string]string{"at": "message"}}))
	}
	if calls != nil {
		if calls.Kind == value.Array && len(calls.Entries) == 0 {
			m.Form["tool_calls"] = "empty"
		}
		m.Parts = append(m.Parts, translate.ReadObjects(calls, func(c *value.Node) *prompt.Part { return readCall(r, c) })...)
	}
	if legacy != nil && legacy.Kind != value.Null {
		m.Parts = append(m.Parts, item(readCallBody(r, legacy, legacy, formLegacy)))
	}
	if m.Role == prompt.RoleTool {
		res := &prompt.ToolResult{CallID: callID, Content: m.Parts}
		if m.Form["role"] == "function" {
			res.Name, m.Name = m.Name, nil
		}
		m.Parts = prompt.List[prompt.Part]{item(prompt.Part{At: prompt.At{Node: n}, Kind: prompt.ToolResultPart, ToolResult: res})}
	} else if callID != nil {
		m.Ext = append(m.Ext, prompt.Ext{At: prompt.At{Node: callID}, Dialect: r.Dialect.ID, Key: "/tool_call_id", Feature: "tool-pairing", Value: callID})
	}
	return m
}

// extFeatures are members of a message that are kept as they are.
var extFeatures = map[string]string{
	"/audio": "audio-input", "/content": "message-shape", "/function_call": "functions-legacy",
}

// textual reports whether every arm of a choice is text.
func textual(n *value.Node) bool {
	for i := range n.Choice.Arms {
		switch b := n.Choice.Arms[i].Body; {
		case b == nil, b.Kind == value.String, b.Kind == value.Text, b.Kind == value.Hole:
		case b.Kind == value.Choice && textual(b):
		default:
			return false
		}
	}
	return true
}

func item[T any](v T) prompt.Entry[T] { return prompt.Entry[T]{Item: &v} }

func readRole(r *translate.Reader, m *prompt.Message, n *value.Node) {
	m.RoleNode = n
	if !n.IsString() {
		return
	}
	role, ok := roles[n.Str]
	if !ok {
		r.Problem(n, "role", "unknown role "+n.Str+"; expected one of developer, system, user, assistant, tool")
		return
	}
	m.Role = role
	m.Marks = append(m.Marks, n)
	if n.Str == "function" {
		m.Form["role"] = "function"
	}
}

func readContent(r *translate.Reader, form map[string]string, n *value.Node) prompt.List[prompt.Part] {
	switch n.Kind {
	case value.Null:
		form["content"] = formNull
		return nil
	case value.Array:
		form["content"] = formParts
		return translate.ReadList(n, func(p *value.Node) *prompt.Part { return readPart(r, p) })
	case value.Choice:
		form["content"] = formString
		return translate.ReadOne(n, func(v *value.Node) *prompt.Part { return textPart(v) })
	}
	form["content"] = formString
	return prompt.List[prompt.Part]{item(*textPart(n))}
}

func textPart(n *value.Node) *prompt.Part {
	return &prompt.Part{At: prompt.At{Node: n}, Kind: prompt.TextPart, Text: n}
}

func readPart(r *translate.Reader, n *value.Node) *prompt.Part {
	p := &prompt.Part{At: prompt.At{Node: n}, Kind: prompt.OpaquePart, Feature: "message-shape"}
	if n.Kind == value.String || n.Kind == value.Text {
		p.Kind, p.Text, p.Form = prompt.TextPart, n, map[string]string{"shape": "bare"}
		return p
	}
	t := n.Get("type")
	if !t.IsString() {
		return p
	}
	body := n.Get(t.Str)
	rest := func() []prompt.Ext {
		ext := r.Rest(n, "unknown-field", "type", t.Str)
		for i := range ext {
			if ext[i].Key == "/prompt_cache_breakpoint" {
				ext[i].Feature = "cache-control"
			}
		}
		return ext
	}
	switch {
	case body == nil:
		return p
	case t.Str == "text":
		p.Kind, p.Text = prompt.TextPart, body
	case t.Str == "refusal":
		p.Kind, p.Text = prompt.RefusalPart, body
	case t.Str == "image_url" && body.Kind == value.Object:
		p.Kind, p.Media = prompt.MediaPart, &prompt.Media{Kind: prompt.Image, Detail: body.Get("detail")}
		setURL(p, body.Get("url"))
		p.Ext = under("/image_url", r.Rest(body, "unknown-field", "url", "detail"))
	case t.Str == "input_audio" && body.Kind == value.Object:
		p.Kind, p.Media = prompt.MediaPart, &prompt.Media{Kind: prompt.Audio, Data: body.Get("data")}
		if f := body.Get("format"); f.IsString() {
			p.Media.MIME = value.NewString("audio/" + f.Str)
			p.Marks = append(p.Marks, f)
		} else {
			p.Media.MIME = f
		}
		p.Ext = under("/input_audio", r.Rest(body, "unknown-field", "data", "format"))
	case t.Str == "file" && body.Kind == value.Object:
		p.Kind, p.Media = prompt.MediaPart, &prompt.Media{Kind: prompt.File, FileID: body.Get("file_id"), Name: body.Get("filename")}
		setURL(p, body.Get("file_data"))
		if p.Media.URL != nil { // bare base64, not a data: URI
			p.Media.Data, p.Media.URL = p.Media.URL, nil
		}
		p.Ext = under("/file", r.Rest(body, "unknown-field", "file_id", "filename", "file_data"))
	default:
		return p
	}
	if p.Media.Places() > 1 { // no vendor takes two: keep the part as it is
		return &prompt.Part{At: prompt.At{Node: n}, Kind: prompt.OpaquePart, Feature: translate.MediaFeature(p.Media.Kind)}
	}
	p.Marks = append(p.Marks, t)
	p.Ext = append(p.Ext, rest()...)
	p.Feature = ""
	return p
}

func under(pointer string, exts []prompt.Ext) []prompt.Ext {
	for i := range exts {
		exts[i].Key = pointer + exts[i].Key
	}
	return exts
}

// setURL sets the media's place: a data: URI is taken apart, anything else is
// a URL.
func setURL(p *prompt.Part, n *value.Node) {
	if n == nil {
		return
	}
	if mime, data, ok := translate.SplitDataURI(n); ok {
		p.Media.MIME, p.Media.Data = mime, data
		p.Marks = append(p.Marks, n)
		p.Form = map[string]string{"uri": n.Str}
		return
	}
	p.Media.URL = n
}

func readCall(r *translate.Reader, n *value.Node) *prompt.Part {
	t := n.Get("type")
	switch {
	case n.Kind != value.Object, t != nil && !t.Is("function"), !isObject(n.Get("function")):
		return &prompt.Part{At: prompt.At{Node: n}, Kind: prompt.OpaquePart, Feature: "tool-definition", Form: map[string]string{"at": "tool_calls"}}
	}
	p := readCallBody(r, n, n.Get("function"), "")
	p.ToolCall.ID = n.Get("id")
	if t != nil {
		p.Marks = append(p.Marks, t)
	} else {
		p.Form = map[string]string{"type": formAbsent}
	}
	p.Ext = append(p.Ext, r.Rest(n, "unknown-field", "id", "type", "function")...)
	return &p
}

func isObject(n *value.Node) bool { return n != nil && n.Kind == value.Object }

func readCallBody(r *translate.Reader, at, fn *value.Node, form string) prompt.Part {
	p := prompt.Part{At: prompt.At{Node: at}, Kind: prompt.ToolCallPart, ToolCall: &prompt.ToolCall{}}
	if form != "" {
		p.Form = map[string]string{"call": form}
	}
	if fn == nil || fn.Kind != value.Object {
		r.Problem(at, "tool-call", "a tool call has a function with name and arguments")
		return p
	}
	p.ToolCall.Name, p.ToolCall.ArgsNode = fn.Get("name"), fn.Get("arguments")
	p.ToolCall.Args = translate.ParseArgs(p.ToolCall.ArgsNode)
	p.Ext = under("/function", r.Rest(fn, "unknown-field", "name", "arguments"))
	if form == formLegacy {
		p.Ext = r.Rest(fn, "unknown-field", "name", "arguments")
	}
	return p
}
