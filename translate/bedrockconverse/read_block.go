package bedrockconverse

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// opaqueFeatures names the blocks that have no neutral form, or that lack what
// their form needs.
var opaqueFeatures = map[string]string{
	"searchResult": "citations", "citationsContent": "citations", "guardContent": "guardrails", "cachePoint": "cache-control",
	"toolAddition": "tool-definition", "toolRemoval": "tool-definition", "toolUse": "tool-definition", "toolResult": "tool-pairing",
	"image": "image-input", "document": "file-input", "video": "file-input", "audio": "audio-input",
	"reasoningContent": "reasoning-replay",
}

// readers fill a part from the body of a block; false means that the body is
// not of the expected shape, and the block is kept whole.
var readers map[string]func(*translate.Reader, *prompt.Part, *value.Node) bool

func init() {
	readers = map[string]func(*translate.Reader, *prompt.Part, *value.Node) bool{
		"text": readText, "toolUse": readToolUse, "toolResult": readToolResult, "reasoningContent": readReasoning,
		"guardContent": readGuarded, "citationsContent": readCited, "json": readJSON,
		"image": readMedia(prompt.Image), "document": readMedia(prompt.File), "video": readMedia(prompt.Video), "audio": readMedia(prompt.Audio),
	}
}

// readBlock reads a content block: an object whose one member tells its kind.
func readBlock(r *translate.Reader, n *value.Node) *prompt.Part {
	key, body := only(n)
	opaque := &prompt.Part{At: prompt.At{Node: n}, Kind: prompt.OpaquePart, Feature: opaqueFeatures[key]}
	if opaque.Feature == "" {
		opaque.Feature = "message-shape"
	}
	if mark := readPoint(n); mark != nil {
		opaque.Cache = mark
		return opaque
	}
	p := &prompt.Part{At: prompt.At{Node: n}, Form: map[string]string{}}
	if read := readers[key]; read == nil || !read(r, p, body) {
		return opaque
	}
	return p
}

func readText(_ *translate.Reader, p *prompt.Part, n *value.Node) bool {
	p.Kind, p.Text = prompt.TextPart, n
	return n.Kind == value.String || n.Kind == value.Text || n.Kind == value.Hole || n.Kind == value.Choice && texts(n)
}

// texts reports whether every case of a choice is text.
func texts(n *value.Node) bool {
	for i := range n.Choice.Arms {
		switch b := n.Choice.Arms[i].Body; {
		case b == nil || b.Kind == value.String || b.Kind == value.Text || b.Kind == value.Hole:
		case b.Kind == value.Choice && texts(b):
		default:
			return false
		}
	}
	return true
}

// readJSON reads a block of a tool result. Where it does not stand alone it is
// text, as JSON, beside the other blocks.
func readJSON(_ *translate.Reader, p *prompt.Part, n *value.Node) bool {
	p.Kind, p.Text, p.Form["shape"] = prompt.TextPart, translate.QuoteJSON(n), formWhole
	p.Marks = append(p.Marks, n)
	return p.Text != nil
}

func readToolUse(r *translate.Reader, p *prompt.Part, n *value.Node) bool {
	if n.Kind != value.Object || n.Get("type") != nil || n.Open() {
		return false // a call of a tool that the server runs
	}
	p.Kind, p.ToolCall = prompt.ToolCallPart, &prompt.ToolCall{ID: some(n, "toolUseId"), Name: some(n, "name"), Args: some(n, "input")}
	p.Ext = inside("toolUse", r.Rest(n, "unknown-field", "toolUseId", "name", "input"))
	return p.ToolCall.Name != nil && (p.ToolCall.Args == nil || mayBeObject(p.ToolCall.Args))
}

// some returns a member that is there and not null.
func some(n *value.Node, key string) *value.Node {
	if v := n.Get(key); v != nil && v.Kind != value.Null {
		return v
	}
	return nil
}

// inside moves extensions of an inner object to their place in the outer one.
// Those that are null say nothing.
func inside(key string, exts []prompt.Ext) []prompt.Ext {
	var out []prompt.Ext
	for _, x := range exts {
		if x.Value.Kind != value.Null {
			x.Key = value.Pointer("", key) + x.Key
			out = append(out, x)
		}
	}
	return out
}

func readToolResult(r *translate.Reader, p *prompt.Part, n *value.Node) bool {
	if n.Kind != value.Object || n.Open() || n.Get("type") != nil {
		return false
	}
	res := &prompt.ToolResult{CallID: some(n, "toolUseId")}
	p.Kind, p.ToolResult = prompt.ToolResultPart, res
	known := []string{"toolUseId", keyContent}
	if s := n.Get("status"); s.Is("error") || s.Is("success") {
		res.IsError = r.StandFor(value.NewBool(s.Str == "error"), s)
		known = append(known, "status")
	}
	switch c := some(n, keyContent); {
	case c == nil:
	case c.Kind == value.Array && len(c.Entries) == 0:
		p.Marks = append(p.Marks, c)
	default:
		if v := alone(c); v != nil {
			res.Structured = v
			break
		}
		res.Content = translate.ReadObjects(c, func(b *value.Node) *prompt.Part { return readBlock(r, b) })
	}
	p.Ext = inside("toolResult", r.Rest(n, "unknown-field", known...))
	for i := range p.Ext {
		if p.Ext[i].Key == "/toolResult/status" {
			p.Ext[i].Feature = "tool-pairing"
		}
	}
	return true
}

// alone returns the JSON of a result that has nothing beside it.
func alone(content *value.Node) *value.Node {
	if content.Kind != value.Array || len(content.Entries) != 1 || content.Entries[0].Block != nil || content.Entries[0].Spread {
		return nil
	}
	if key, v := only(content.Entries[0].Value); key == "json" && v.Kind != value.Choice {
		return v
	}
	return nil
}

func readReasoning(r *translate.Reader, p *prompt.Part, n *value.Node) bool {
	p.Kind, p.Reasoning = prompt.ReasoningPart, &prompt.Reasoning{}
	switch key, body := only(n); key {
	case "redactedContent":
		p.Reasoning.Redacted = body
		return body.Kind != value.Null
	case "reasoningText":
		p.Reasoning.Text, p.Reasoning.Signature = some(body, "text"), some(body, "signature")
		p.Ext = inside("reasoningContent", inside(key, r.Rest(body, "unknown-field", "text", "signature")))
		return body.Kind == value.Object && !body.Open() && p.Reasoning.Text != nil
	}
	return false
}

// readGuarded reads text or an image that a guardrail is to look at. The model
// sees it all the same.
func readGuarded(r *translate.Reader, p *prompt.Part, n *value.Node) bool {
	key, body := only(n)
	if body == nil || body.Kind != value.Object || body.Open() {
		return false
	}
	p.Form["shape"] = formWhole
	switch key {
	case "text":
		p.Kind, p.Text = prompt.TextPart, some(body, "text")
		p.Ext = inside("guardContent", inside(key, r.Rest(body, "guardrails", "text")))
		return p.Text != nil && p.Text.Kind != value.Choice
	case "image":
		return readMedia(prompt.Image)(r, p, body)
	}
	return false
}

// readCited reads text of an answer with the places that it was taken from.
func readCited(r *translate.Reader, p *prompt.Part, n *value.Node) bool {
	c := n.Get(keyContent)
	if c == nil || c.Kind != value.Array || !c.Literal() {
		return false
	}
	var all []any
	for _, e := range c.Entries {
		key, v := only(e.Value)
		if key != "text" {
			return false
		}
		all, p.Marks = append(all, v), append(p.Marks, v)
	}
	p.Kind, p.Text, p.Form["shape"] = prompt.TextPart, translate.Joined(all...), formWhole
	p.Ext = inside("citationsContent", r.Rest(n, "citations", keyContent))
	return true
}
