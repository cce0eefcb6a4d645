package openairesponses

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// readPart reads a part of a message's content, or of a tool's output. One that
// lacks what its type needs is kept whole.
func readPart(r *translate.Reader, n *value.Node) *prompt.Part {
	if n.Kind == value.String || n.Kind == value.Text {
		return textPart(n)
	}
	t := n.Get("type")
	whole := opaque(n, "message-shape")
	if !t.IsString() {
		return &whole
	}
	p := &prompt.Part{At: prompt.At{Node: n, Marks: []*value.Node{t}}}
	f := membersOf(r, n, "type")
	ok := false
	switch t.Str {
	case "input_text", "output_text", "text":
		p.Kind, p.Text = prompt.TextPart, f.get("text")
		ok = p.Text != nil
	case "refusal":
		p.Kind, p.Text = prompt.RefusalPart, f.get("refusal")
		ok = p.Text != nil
	case "input_image":
		whole.Feature = "image-input"
		p.Media = &prompt.Media{Kind: prompt.Image, FileID: f.get("file_id"), Detail: f.get("detail")}
		place(p, f.get("image_url"))
		ok = true
	case "input_file":
		whole.Feature = "file-input"
		p.Media = &prompt.Media{Kind: prompt.File, FileID: f.get("file_id"), Name: f.get("filename")}
		place(p, f.get("file_data"))
		if p.Media.URL != nil { // bare base64, not a data: URI
			p.Media.Data, p.Media.URL = p.Media.URL, nil
		}
		if url := f.get("file_url"); url != nil {
			p.Media.URL = url
		}
		ok = true
	case "input_audio":
		whole.Feature = "audio-input"
		ok = readAudio(p, f)
	}
	if p.Media != nil {
		p.Kind = prompt.MediaPart
		ok = ok && p.Media.Places() == 1 // no vendor takes two
	}
	if !ok {
		return &whole
	}
	p.Cache = cacheMark(f)
	p.Ext = append(p.Ext, f.rest()...)
	return p
}

// place sets the media's place: a data: URI is taken apart, anything else is a
// URL.
func place(p *prompt.Part, n *value.Node) {
	if n == nil {
		return
	}
	if mime, data, ok := translate.SplitDataURI(n); ok {
		p.Media.MIME, p.Media.Data = mime, data
		p.Marks = append(p.Marks, n)
		return
	}
	p.Media.URL = n
}

// readAudio reads {input_audio: {data, format}}, which the API announces and
// servers that speak its language take.
func readAudio(p *prompt.Part, f *members) bool {
	body := f.get("input_audio")
	if body == nil || body.Kind != value.Object {
		return false
	}
	b := membersOf(f.r, body)
	p.Media = &prompt.Media{Kind: prompt.Audio, Data: b.get("data"), MIME: b.get("format")}
	if m := p.Media.MIME; m.IsString() {
		p.Media.MIME = value.NewString("audio/" + m.Str)
		p.Marks = append(p.Marks, m)
	}
	p.Ext = under("/input_audio", b.rest())
	return true
}

// cacheMark takes an explicit breakpoint out of the members; a form that is not
// known stays an extension.
func cacheMark(f *members) *prompt.CacheMark {
	n := f.n.Get("prompt_cache_breakpoint")
	mode := n.Get("mode")
	if !mode.Is("explicit") || len(n.Entries) != 1 {
		return nil
	}
	f.seen = append(f.seen, "prompt_cache_breakpoint")
	return &prompt.CacheMark{At: prompt.At{Node: n, Marks: []*value.Node{mode}}}
}
