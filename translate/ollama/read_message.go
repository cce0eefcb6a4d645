package ollama

import (
	"strings"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

var roles = map[string]prompt.Role{
	"system": prompt.RoleSystem, "user": prompt.RoleUser, "assistant": prompt.RoleAssistant, "tool": prompt.RoleTool,
}

// readMessage reads a turn. Its parts stand in the order in which the server
// hands them to the model: thoughts, images, text, calls.
func readMessage(r *translate.Reader, n *value.Node) *prompt.Message {
	m := &prompt.Message{At: prompt.At{Node: n}, Form: map[string]string{}}
	known := []string{"role"}
	readRole(r, m, n.Get("role"))
	text := func(key string, kind prompt.PartKind) prompt.List[prompt.Part] {
		t := n.Get(key)
		if !translate.Textual(t) {
			return nil
		}
		known = append(known, key)
		return translate.ReadOne(t, func(v *value.Node) *prompt.Part { return textPart(v, kind) })
	}
	list := func(key string, f func(*value.Node) *prompt.Part, feature, at string) prompt.List[prompt.Part] {
		known = append(known, key)
		return settled(translate.ReadList(n.Get(key), f), f, feature, at)
	}
	readCalls := func(c *value.Node) *prompt.Part { return readCall(r, c) }
	if m.Role != prompt.RoleTool {
		m.Parts = text("thinking", prompt.ReasoningPart)
		m.Parts = append(m.Parts, list("images", readImage, featureImage, formImages)...)
		if c := n.Get("content"); c.Is("") && len(m.Parts)+entries(n.Get("tool_calls")) > 0 {
			m.Marks = append(m.Marks, c) // the server's own answers have it beside calls: it says nothing
			known = append(known, "content")
		} else {
			m.Parts = append(m.Parts, text("content", prompt.TextPart)...)
		}
		m.Parts = append(m.Parts, list("tool_calls", readCalls, featurePairing, formCalls)...)
	} else {
		known = append(known, "tool_name", "tool_call_id")
		res := &prompt.ToolResult{Name: present(n.Get("tool_name")), CallID: present(n.Get("tool_call_id"))}
		res.Content = append(list("images", readImage, featureImage, formImages), text("content", prompt.TextPart)...)
		m.Parts = prompt.List[prompt.Part]{{Item: &prompt.Part{At: prompt.At{Node: n}, Kind: prompt.ToolResultPart, ToolResult: res}}}
	}
	m.Ext = r.Rest(n, "unknown-field", known...)
	for i := range m.Ext {
		if f, ok := memberFeatures[m.Ext[i].Key]; ok {
			m.Ext[i].Feature = f
		}
	}
	return m
}

// entries counts the elements of a list, 0 where it is none.
func entries(n *value.Node) int {
	if n == nil {
		return 0
	}
	return len(n.Entries)
}

// memberFeatures are members of a turn that have no place in its kind of turn,
// or not in this shape.
var memberFeatures = map[string]string{
	"/content": featureShape, "/thinking": featureReplay, "/tool_calls": featurePairing, "/tool_name": featurePairing, "/tool_call_id": featurePairing,
}

// readRole reads a role, which the server takes in any case.
func readRole(r *translate.Reader, m *prompt.Message, n *value.Node) {
	if n == nil {
		return
	}
	m.RoleNode = n
	if !n.IsString() {
		return
	}
	role, ok := roles[strings.ToLower(n.Str)]
	if !ok {
		r.Problem(n, "role", "unknown role "+n.Str+"; expected one of system, user, assistant, tool")
		return
	}
	m.Role = role
	m.Marks = append(m.Marks, n)
}

func textPart(n *value.Node, kind prompt.PartKind) *prompt.Part {
	p := &prompt.Part{At: prompt.At{Node: n}, Kind: kind}
	if kind == prompt.ReasoningPart {
		p.Reasoning = &prompt.Reasoning{Text: n}
	} else {
		p.Text = n
	}
	return p
}

// settled turns variables among the elements of a list into parts that say
// which list they stood in.
func settled(l prompt.List[prompt.Part], f func(*value.Node) *prompt.Part, feature, at string) prompt.List[prompt.Part] {
	return translate.Settle(l, func(n *value.Node, many bool) *prompt.Part {
		if n.Kind == value.Hole && !many && at == formImages {
			return f(n)
		}
		p := opaque(n, feature, at)
		if many {
			p.Form["many"] = formMany
		}
		return p
	})
}

func opaque(n *value.Node, feature, at string) *prompt.Part {
	return &prompt.Part{At: prompt.At{Node: n}, Kind: prompt.OpaquePart, Feature: feature, Form: map[string]string{"at": at}}
}

// readImage reads an image: its bytes in base64.
func readImage(n *value.Node) *prompt.Part {
	if !translate.Textual(n) {
		return opaque(n, featureImage, formImages)
	}
	p := &prompt.Part{At: prompt.At{Node: n}, Kind: prompt.MediaPart, Media: &prompt.Media{Kind: prompt.Image, Data: n}}
	if t := imageType(n); t != "" {
		p.Media.MIME = value.NewString(t)
	}
	return p
}

// beginnings are what images of the common types begin with, in base64.
var beginnings = []struct{ data, mime string }{
	{"iVBORw0KGgo", "image/png"}, {"/9j/", "image/jpeg"}, {"R0lGOD", "image/gif"}, {"UklGR", "image/webp"},
}

// imageType tells the media type by the first bytes, "" where they tell
// nothing.
func imageType(n *value.Node) string {
	if n.IsString() {
		for _, b := range beginnings {
			if strings.HasPrefix(n.Str, b.data) {
				return b.mime
			}
		}
	}
	return ""
}

func readCall(r *translate.Reader, n *value.Node) *prompt.Part {
	p, args := r.FunctionCall(n)
	if p == nil {
		return opaque(n, "tool-definition", formCalls)
	}
	p.ToolCall.Args = args
	return p
}
