package cohere

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

var roles = map[string]prompt.Role{
	"system": prompt.RoleSystem, "user": prompt.RoleUser, "assistant": prompt.RoleAssistant, "tool": prompt.RoleTool,
}

// readMessage reads a turn. The parts of an assistant's stand in the order in
// which the model made them: thoughts and text, the plan, the calls.
func readMessage(r *translate.Reader, n *value.Node) *prompt.Message {
	m := &prompt.Message{At: prompt.At{Node: n}, Form: map[string]string{}}
	known := []string{"role"}
	take := func(key string) *value.Node {
		known = append(known, key)
		return present(n.Get(key))
	}
	readRole(r, m, n.Get("role"))
	if m.Role == prompt.RoleTool {
		readResult(r, m, n, take)
	} else {
		if readContent(r, m, n.Get("content")) {
			known = append(known, "content")
		}
		if plan := n.Get("tool_plan"); translate.Textual(plan) {
			known = append(known, "tool_plan")
			m.Parts = append(m.Parts, translate.ReadOne(plan, func(t *value.Node) *prompt.Part { return textPart(t, "at", formPlan) })...)
		}
		calls := translate.ReadObjects(take("tool_calls"), func(c *value.Node) *prompt.Part { return readCall(r, c) })
		m.Parts = append(m.Parts, translate.Settle(calls, func(c *value.Node, many bool) *prompt.Part {
			p := opaque(c, featurePairing)
			p.Form = map[string]string{"at": formCalls}
			if many {
				p.Form["many"] = "yes"
			}
			return p
		})...)
	}
	m.Ext = r.Rest(n, "unknown-field", known...)
	for i := range m.Ext {
		if f, ok := memberFeatures[m.Ext[i].Key]; ok {
			m.Ext[i].Feature = f
		}
	}
	return m
}

// memberFeatures are members of a turn that have no neutral form.
var memberFeatures = map[string]string{
	"/citations": "citations", "/content": featureShape, "/tool_plan": featureShape, "/tool_call_id": featurePairing,
}

func readRole(r *translate.Reader, m *prompt.Message, n *value.Node) {
	if n == nil {
		return
	}
	m.RoleNode = n
	role, ok := roles[n.Str]
	switch {
	case n.IsString() && ok:
		m.Role = role
		m.Marks = append(m.Marks, n)
	case n.IsString():
		r.Problem(n, "role", "unknown role "+n.Str+"; expected one of system, user, assistant, tool")
	}
}

// readContent reads text or a list of blocks; false means that it is neither.
func readContent(r *translate.Reader, m *prompt.Message, n *value.Node) bool {
	parts, form := contentParts(r, n)
	if form == "" {
		return n == nil
	}
	m.Parts, m.Form["content"] = parts, form
	return true
}

func contentParts(r *translate.Reader, n *value.Node) (parts prompt.List[prompt.Part], form string) {
	switch {
	case translate.Textual(n):
		return translate.ReadOne(n, func(t *value.Node) *prompt.Part { return textPart(t, "", "") }), formString
	case n != nil && n.Kind == value.Array:
		return translate.ReadList(n, func(b *value.Node) *prompt.Part { return readPart(r, b) }), formParts
	}
	return nil, ""
}

// readResult reads a tool's turn. Documents have keys of the caller's own, so
// a list with some is the result as data.
func readResult(r *translate.Reader, m *prompt.Message, n *value.Node, take func(string) *value.Node) {
	res := &prompt.ToolResult{CallID: take("tool_call_id")}
	content := n.Get("content")
	switch parts, form := contentParts(r, content); {
	case holdsDocument(parts):
		res.Structured = take("content")
	case form != "":
		take("content")
		res.Content, m.Form["content"] = parts, form
	}
	m.Parts = prompt.List[prompt.Part]{item(prompt.Part{At: prompt.At{Node: n}, Kind: prompt.ToolResultPart, ToolResult: res})}
}

func holdsDocument(parts prompt.List[prompt.Part]) bool {
	found := false
	parts.Walk(func(p *prompt.Part) {
		found = found || p.Kind == prompt.OpaquePart && isObject(p.Node.Get("document"))
	})
	return found
}

func textPart(n *value.Node, key, form string) *prompt.Part {
	p := &prompt.Part{At: prompt.At{Node: n}, Kind: prompt.TextPart, Text: n}
	if key != "" {
		p.Form = map[string]string{key: form}
	}
	return p
}

func opaque(n *value.Node, feature string) *prompt.Part {
	return &prompt.Part{At: prompt.At{Node: n}, Kind: prompt.OpaquePart, Feature: feature}
}

// readPart reads a content block. One that lacks what its type needs is kept
// whole.
func readPart(r *translate.Reader, n *value.Node) *prompt.Part {
	if n.Kind != value.Object {
		return textPart(n, "shape", formBare)
	}
	typ := n.Get("type")
	p := &prompt.Part{At: prompt.At{Node: n, Marks: []*value.Node{typ}}}
	switch {
	case typ.Is("text") && present(n.Get("text")) != nil:
		p.Kind, p.Text = prompt.TextPart, n.Get("text")
		p.Ext = r.Rest(n, "unknown-field", "type", "text")
	case typ.Is("thinking") && present(n.Get("thinking")) != nil:
		p.Kind, p.Reasoning = prompt.ReasoningPart, &prompt.Reasoning{Text: n.Get("thinking")}
		p.Ext = r.Rest(n, "unknown-field", "type", "thinking")
	case typ.Is("image_url") && isObject(n.Get("image_url")) && present(n.Get("image_url").Get("url")) != nil:
		readImage(r, p, n)
	case typ.Is("image_url"):
		return opaque(n, "image-input")
	case typ.Is("document"):
		return opaque(n, "citations")
	default:
		return opaque(n, featureShape)
	}
	return p
}

func readImage(r *translate.Reader, p *prompt.Part, n *value.Node) {
	image := n.Get("image_url")
	url := image.Get("url")
	p.Kind, p.Media = prompt.MediaPart, &prompt.Media{Kind: prompt.Image, Detail: present(image.Get("detail"))}
	p.Ext = append(r.Rest(n, "unknown-field", "type", "image_url"), inImage(r.Rest(image, "unknown-field", "url", "detail"))...)
	if mime, data, ok := translate.SplitDataURI(url); ok {
		p.Media.MIME, p.Media.Data = mime, data
		p.Marks = append(p.Marks, url)
		p.Form = map[string]string{"uri": url.Str}
		return
	}
	p.Media.URL = url
}

// inImage moves the extensions of an image to their place in the block.
func inImage(exts []prompt.Ext) []prompt.Ext {
	for i := range exts {
		exts[i].Key = "/image_url" + exts[i].Key
	}
	return exts
}

func readCall(r *translate.Reader, n *value.Node) *prompt.Part {
	p, args := r.FunctionCall(n)
	if p == nil {
		p = opaque(n, "tool-definition")
		p.Form = map[string]string{"at": formCalls}
		return p
	}
	p.ToolCall.Args, p.ToolCall.ArgsNode = translate.ParseArgs(args), args
	return p
}
