package gemini

import (
	"strings"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

func textPart(n *value.Node) *prompt.Part {
	return &prompt.Part{At: prompt.At{Node: n}, Kind: prompt.TextPart, Text: n, Form: map[string]string{"shape": formText}}
}

// A part is known by its one data member; what stands beside it (thought
// signatures, video metadata) is kept as extensions.
func readPart(r *translate.Reader, n *value.Node) *prompt.Part {
	p := &prompt.Part{At: prompt.At{Node: n}, Kind: prompt.OpaquePart, Feature: "message-shape", Form: map[string]string{}}
	switch n.Kind {
	case value.String, value.Text:
		return textPart(n)
	case value.Object:
	default:
		return p
	}
	o := openObject(r, n, p.Form)
	object := func(name string) bool {
		m := o.members[name].value
		return m != nil && m.Kind == value.Object
	}
	switch {
	case o.members["text"].value != nil:
		readText(p, o)
	case object("inlineData"):
		readInline(p, o)
	case object("fileData"):
		readFile(p, o)
	case object("functionCall"):
		readCall(p, o)
	case object("functionResponse"):
		readResponse(p, o)
	default:
		for _, k := range []string{"executableCode", "codeExecutionResult", "toolCall", "toolResponse"} {
			if o.members[k].value != nil {
				p.Feature = "builtin-tool"
			}
		}
		if len(o.members) == 1 && o.members["thoughtSignature"].value != nil {
			p.Feature = "reasoning-replay"
		}
		return p
	}
	p.Feature = ""
	return p
}

func readText(p *prompt.Part, o object) {
	text, thought := o.get("text"), o.members["thought"].value
	if thought == nil || thought.Kind != value.Bool || !thought.Bool {
		p.Kind, p.Text = prompt.TextPart, text
		p.Ext = o.rest("text")
		return
	}
	p.Kind = prompt.ReasoningPart
	p.Reasoning = &prompt.Reasoning{Text: text, Signature: o.get("thoughtSignature")}
	p.Marks = append(p.Marks, o.get("thought"))
	p.Ext = o.rest("text", "thought", "thoughtSignature")
}

func readInline(p *prompt.Part, o object) {
	b := openObject(o.reader, o.get("inlineData"), p.Form)
	p.Kind = prompt.MediaPart
	p.Media = &prompt.Media{Data: b.get("data"), MIME: b.get("mimeType"), Name: b.get("displayName")}
	p.Media.Kind = mediaKind(p.Media.MIME, "")
	p.Marks = append(p.Marks, blank(b.node)...)
	p.Ext = append(under(o.key("inlineData"), b.rest("data", "mimeType", "displayName")), o.rest("inlineData")...)
}

func readFile(p *prompt.Part, o object) {
	b := openObject(o.reader, o.get("fileData"), p.Form)
	uri := b.get("fileUri")
	p.Form["media"] = "fileData"
	p.Kind = prompt.MediaPart
	p.Media = &prompt.Media{MIME: b.get("mimeType"), Name: b.get("displayName")}
	p.Media.Kind = mediaKind(p.Media.MIME, guessMIME(uri))
	if uri.IsString() && isUpload(uri.Str) {
		p.Media.FileID = uri
	} else {
		p.Media.URL = uri
	}
	p.Marks = append(p.Marks, blank(b.node)...)
	p.Ext = append(under(o.key("fileData"), b.rest("fileUri", "mimeType", "displayName")), o.rest("fileData")...)
}

// isUpload reports whether a URI names something that only Google can read:
// an upload of the Files API or an object of Cloud Storage.
func isUpload(uri string) bool {
	return strings.HasPrefix(uri, "gs://") || strings.HasPrefix(uri, "https://generativelanguage.googleapis.com/") || strings.HasPrefix(uri, "files/")
}

func isYouTube(uri string) bool {
	host, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(uri, "https://"), "www."), "/")
	return host == "youtube.com" || host == "youtu.be"
}

func guessMIME(uri *value.Node) string {
	if uri.IsString() && isYouTube(uri.Str) {
		return "video/mp4"
	}
	return translate.MIMEByName(uri)
}

// mediaKind tells the kind by the media type, or by a guess where the source
// has none.
func mediaKind(mime *value.Node, guess string) prompt.MediaKind {
	t := guess
	if mime.IsString() {
		t = mime.Str
	}
	major, _, _ := strings.Cut(t, "/")
	switch major {
	case "image":
		return prompt.Image
	case "audio":
		return prompt.Audio
	case "video":
		return prompt.Video
	}
	if t == "" && mime != nil {
		return prompt.Image // a variable type: images are what templates are filled with
	}
	return prompt.File
}

func readCall(p *prompt.Part, o object) {
	c := openObject(o.reader, o.get("functionCall"), p.Form)
	p.Kind = prompt.ToolCallPart
	p.ToolCall = &prompt.ToolCall{ID: c.get("id"), Name: c.get("name"), Args: c.get("args")}
	p.Marks = append(p.Marks, blank(c.node)...)
	p.Ext = append(under(o.key("functionCall"), c.rest("id", "name", "args")), o.rest("functionCall")...)
}

// Keys of a response that the API gives a meaning: the function's output, and
// what went wrong. Any other object is the output as a whole.
const (
	keyOutput = "output"
	keyError  = "error"
)

func readResponse(p *prompt.Part, o object) {
	f := openObject(o.reader, o.get("functionResponse"), p.Form)
	p.Kind = prompt.ToolResultPart
	res := &prompt.ToolResult{CallID: f.get("id"), Name: f.get("name")}
	p.ToolResult = res
	body := f.get("response")
	if key, text := plainResponse(body); text != nil {
		p.Form["response"] = key
		res.Content = prompt.List[prompt.Part]{item(*textPart(text))}
		if key == keyError {
			res.IsError = value.NewBool(true)
		}
	} else {
		res.Structured = body
	}
	p.Marks = append(p.Marks, blank(f.node)...)
	p.Ext = append(under(o.key("functionResponse"), f.rest("id", "name", "response")), o.rest("functionResponse")...)
}

// plainResponse returns the text of {"output": text} and {"error": text}.
func plainResponse(n *value.Node) (key string, text *value.Node) {
	if n == nil || n.Kind != value.Object || len(n.Entries) != 1 || n.Open() || n.Entries[0].Block != nil {
		return "", nil
	}
	e := n.Entries[0]
	if (e.Key == keyOutput || e.Key == keyError) && (e.Value.Kind == value.String || e.Value.Kind == value.Text) {
		return e.Key, e.Value
	}
	return "", nil
}
