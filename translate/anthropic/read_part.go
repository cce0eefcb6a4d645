package anthropic

import (
	"strings"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// opaqueFeatures names the blocks that only this vendor's servers make or take.
var opaqueFeatures = map[string]string{
	"search_result": "citations", "server_tool_use": "builtin-tool", "container_upload": "builtin-tool",
	"tool_reference": "builtin-tool", "browser_state": "builtin-tool", "mcp_tool_use": "builtin-tool",
	"image": "image-input", "document": "file-input", "thinking": "reasoning-replay", "redacted_thinking": "reasoning-replay",
	"tool_use": "tool-definition", "tool_result": "tool-pairing",
}

func opaqueFeature(t *value.Node) string {
	if !t.IsString() {
		return "message-shape"
	}
	if f, ok := opaqueFeatures[t.Str]; ok {
		return f
	}
	if strings.HasSuffix(t.Str, "_tool_result") {
		return "builtin-tool"
	}
	return "message-shape"
}

// readPart reads a content block. A block that lacks what its type needs is
// kept whole.
func readPart(r *translate.Reader, n *value.Node) *prompt.Part {
	if n.Kind == value.String || n.Kind == value.Text {
		p := textPart(n)
		p.Form = map[string]string{"shape": "bare"}
		return p
	}
	t := n.Get("type")
	opaque := &prompt.Part{At: prompt.At{Node: n}, Kind: prompt.OpaquePart, Feature: opaqueFeature(t)}
	if !t.IsString() || readers[t.Str] == nil {
		return opaque
	}
	f := membersOf(r, n)
	f.seen = append(f.seen, "type")
	p := &prompt.Part{At: prompt.At{Node: n, Marks: []*value.Node{t}}}
	if !readers[t.Str](p, f) {
		return opaque
	}
	p.Cache = cacheMark(f)
	p.Ext = append(p.Ext, f.rest()...)
	return p
}

// readers fill a part from a block of each type; false means that the block is
// not of the expected shape.
var readers map[string]func(*prompt.Part, *members) bool

func init() {
	readers = map[string]func(*prompt.Part, *members) bool{
		"text": readText, "image": readImage, "document": readDocument, "thinking": readThinking,
		"redacted_thinking": readRedacted, "tool_use": readToolUse, "tool_result": readToolResult,
	}
}

func readText(p *prompt.Part, f *members) bool {
	p.Kind, p.Text = prompt.TextPart, f.get("text")
	return p.Text != nil
}

func readThinking(p *prompt.Part, f *members) bool {
	p.Kind, p.Reasoning = prompt.ReasoningPart, &prompt.Reasoning{Text: f.get("thinking"), Signature: f.get("signature")}
	return p.Reasoning.Text != nil
}

func readRedacted(p *prompt.Part, f *members) bool {
	p.Kind, p.Reasoning = prompt.ReasoningPart, &prompt.Reasoning{Redacted: f.get("data")}
	return p.Reasoning.Redacted != nil
}

func readToolUse(p *prompt.Part, f *members) bool {
	p.Kind, p.ToolCall = prompt.ToolCallPart, &prompt.ToolCall{ID: f.get("id"), Name: f.get("name"), Args: f.get("input")}
	return p.ToolCall.Name != nil
}

func readToolResult(p *prompt.Part, f *members) bool {
	res := &prompt.ToolResult{CallID: f.get("tool_use_id"), IsError: f.get("is_error")}
	p.Kind, p.ToolResult, p.Form = prompt.ToolResultPart, res, map[string]string{"content": formAbsent}
	if c := f.get("content"); c != nil {
		res.Content = readContent(f.r, p.Form, c)
	}
	return true
}

// readSource reads what image and document blocks share. inner is the source.
func readSource(p *prompt.Part, inner *members) bool {
	m := p.Media
	t := inner.get("type")
	if !t.IsString() {
		return false
	}
	switch t.Str {
	case "base64":
		m.Data, m.MIME = inner.get("data"), inner.get("media_type")
	case "url":
		m.URL = inner.get("url")
	case "file":
		m.FileID = inner.get("file_id")
	case "text":
		m.Text, m.MIME = inner.get("data"), inner.get("media_type")
	case "content":
		// Given as blocks, the content has no neutral form.
		if c := inner.get("content"); c != nil && c.Kind != value.Array && c.Kind != value.Choice {
			m.Text, p.Form = c, map[string]string{"source": "content"}
		}
	}
	if m.Data == nil && m.URL == nil && m.FileID == nil && m.Text == nil {
		return false
	}
	p.Marks = append(p.Marks, t)
	p.Ext = append(p.Ext, under("/source", inner.rest())...)
	return true
}

func readImage(p *prompt.Part, f *members) bool {
	src := f.object("source")
	p.Kind, p.Media = prompt.MediaPart, &prompt.Media{Kind: prompt.Image}
	return src != nil && readSource(p, membersOf(f.r, src)) && p.Media.Text == nil
}

func readDocument(p *prompt.Part, f *members) bool {
	src := f.object("source")
	p.Kind, p.Media = prompt.MediaPart, &prompt.Media{Kind: prompt.File, Name: f.get("title")}
	return src != nil && readSource(p, membersOf(f.r, src))
}
