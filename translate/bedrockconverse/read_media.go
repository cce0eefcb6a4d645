package bedrockconverse

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// formats are the words that blocks have for media types. Where two types share
// a word, or two words a type, the first line counts.
var formats = map[prompt.MediaKind][]struct{ word, mime string }{
	prompt.Image: {{"png", "image/png"}, {"jpeg", "image/jpeg"}, {"gif", "image/gif"}, {"webp", "image/webp"}, {"jpeg", "image/jpg"}},
	prompt.File: {
		{"pdf", "application/pdf"}, {"txt", "text/plain"}, {"md", "text/markdown"}, {"csv", "text/csv"}, {"html", "text/html"},
		{"doc", "application/msword"}, {"docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
		{"xls", "application/vnd.ms-excel"}, {"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
	},
	prompt.Video: {
		{"mp4", "video/mp4"}, {"mov", "video/quicktime"}, {"webm", "video/webm"}, {"mkv", "video/x-matroska"}, {"flv", "video/x-flv"},
		{"mpeg", "video/mpeg"}, {"mpg", "video/mpg"}, {"wmv", "video/x-ms-wmv"}, {"three_gp", "video/3gpp"},
	},
	prompt.Audio: {
		{"mp3", "audio/mpeg"}, {"mp3", "audio/mp3"}, {"wav", "audio/wav"}, {"wav", "audio/x-wav"}, {"flac", "audio/flac"}, {"ogg", "audio/ogg"},
		{"opus", "audio/opus"}, {"aac", "audio/aac"}, {"mp4", "audio/mp4"}, {"webm", "audio/webm"}, {"m4a", "audio/x-m4a"},
		{"mka", "audio/x-matroska"}, {"pcm", "audio/pcm"}, {"x-aac", "audio/x-aac"}, {"mpga", "audio/mpga"},
		{"mpeg", "audio/x-mpeg"}, {"mkv", "audio/mkv"},
	},
}

func mimeOf(kind prompt.MediaKind, word string) string {
	for _, f := range formats[kind] {
		if f.word == word {
			return f.mime
		}
	}
	return ""
}

func formatOf(kind prompt.MediaKind, mime string) string {
	for _, f := range formats[kind] {
		if f.mime == mime {
			return f.word
		}
	}
	return ""
}

// keys are the block kinds of media.
var keys = map[prompt.MediaKind]string{prompt.Image: "image", prompt.File: "document", prompt.Video: "video", prompt.Audio: "audio"}

// readMedia returns the reader of a block of media. An object of S3 is to
// another vendor what an upload is: an address that only its own can read.
func readMedia(kind prompt.MediaKind) func(*translate.Reader, *prompt.Part, *value.Node) bool {
	return func(r *translate.Reader, p *prompt.Part, n *value.Node) bool {
		m := &prompt.Media{Kind: kind}
		p.Kind, p.Media = prompt.MediaPart, m
		if n.Kind != value.Object || n.Open() {
			return false
		}
		known := []string{"source", "format"}
		if kind == prompt.File {
			m.Name, known = some(n, "name"), append(known, "name")
		}
		switch f := some(n, "format"); {
		case f == nil:
		case f.IsString() && mimeOf(kind, f.Str) != "":
			m.MIME = r.StandFor(value.NewString(mimeOf(kind, f.Str)), f)
		case f.Kind == value.Hole && kind == prompt.Image: // the words are those of the type
			m.MIME = r.StandFor(translate.Joined("image/", f), f)
		default:
			return false
		}
		exts := r.Rest(n, "unknown-field", known...)
		key, src := only(n.Get("source"))
		switch key {
		case "bytes":
			m.Data = src
		case "s3Location":
			m.FileID = some(src, "uri")
			exts = append(exts, inside("source", inside(key, r.Rest(src, "file-input", "uri")))...)
		case "text":
			m.Text = src
		case keyContent:
			if src.Kind == value.Array && len(src.Entries) == 1 && src.Entries[0].Block == nil && keyOf(src.Entries[0].Value) == "text" {
				m.Text = src.Entries[0].Value.Get("text")
			}
		}
		for i := range exts {
			if f, ok := mediaExt[exts[i].Key]; ok {
				exts[i].Feature = f
			}
		}
		p.Form["shape"] = formWhole
		p.Ext = inside(keys[kind], exts)
		return m.Places() == 1 && first(m.Data, m.FileID, m.Text).Kind != value.Null
	}
}

// mediaExt names members that only this dialect has.
var mediaExt = map[string]string{"/context": "file-input", "/citations": "citations", "/error": "message-shape"}

func first(ns ...*value.Node) *value.Node {
	for _, n := range ns {
		if n != nil {
			return n
		}
	}
	return nil
}
