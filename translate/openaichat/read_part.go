package openaichat

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

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
	if r.Dialect.Trait("part_form").Value == formFlat {
		if q := readFlat(r, n, t); q != nil {
			return q
		}
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
	case t.Str == "audio_url" && body.Kind == value.Object && r.Dialect.Trait("audio").Has("url"):
		p.Kind, p.Media = prompt.MediaPart, &prompt.Media{Kind: prompt.Audio}
		setURL(p, body.Get("url"))
		p.Ext = under("/audio_url", r.Rest(body, "unknown-field", "url"))
	case t.Str == "video_url" && body.Kind == value.Object && r.Dialect.Trait("video").Has("url"):
		p.Kind, p.Media = prompt.MediaPart, &prompt.Media{Kind: prompt.Video}
		setURL(p, body.Get("url"))
		p.Ext = under("/video_url", r.Rest(body, "unknown-field", "url"))
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
