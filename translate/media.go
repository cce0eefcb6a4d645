package translate

import (
	"path"
	"strings"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
)

// SplitDataURI takes a data: URI that is written out apart. ok is false for
// anything else.
func SplitDataURI(n *value.Node) (mime, data *value.Node, ok bool) {
	if !n.IsString() || !strings.HasPrefix(n.Str, "data:") {
		return nil, nil, false
	}
	head, body, found := strings.Cut(n.Str[len("data:"):], ",")
	if !found || !strings.HasSuffix(head, ";base64") {
		return nil, nil, false
	}
	head, _, _ = strings.Cut(strings.TrimSuffix(head, ";base64"), ";")
	return value.NewString(head), value.NewString(body), true
}

// DataURI puts media data and type together as a data: URI and marks both as
// carried. The type defaults to fallback.
func (w *Writer) DataURI(m *prompt.Media, fallback string) *value.Node {
	w.Mark(m.MIME)
	if m.MIME != nil && m.MIME.Kind != value.String {
		w.Mark(m.Data)
		return Joined("data:", m.MIME, ";base64,", m.Data)
	}
	if m.MIME != nil {
		fallback = m.MIME.Str
	}
	return w.Refit("data:"+fallback+";base64,", m.Data, "")
}

// MIMEByName guesses a media type from the ending of a file name or URL; ""
// where the ending says nothing.
func MIMEByName(n *value.Node) string {
	if !n.IsString() {
		return ""
	}
	name, _, _ := strings.Cut(n.Str, "?")
	return mimeByEnding[strings.ToLower(path.Ext(name))]
}

var mimeByEnding = map[string]string{
	".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif",
	".webp": "image/webp", ".heic": "image/heic", ".heif": "image/heif", ".bmp": "image/bmp",
	".pdf": "application/pdf", ".txt": "text/plain", ".md": "text/markdown", ".csv": "text/csv",
	".html": "text/html", ".json": "application/json",
	".wav": "audio/wav", ".mp3": "audio/mpeg", ".ogg": "audio/ogg", ".flac": "audio/flac",
	".mp4": "video/mp4", ".mov": "video/quicktime", ".webm": "video/webm",
}

// MediaFeature returns the feature id of a kind of media.
func MediaFeature(k prompt.MediaKind) string {
	switch k {
	case prompt.Image:
		return "image-input"
	case prompt.Audio:
		return "audio-input"
	}
	return "file-input"
}

// ByAddress makes a loss that follows from where media lie a possible one, where
// only the run will tell: an address of which the scheme is not written out may
// be one of any kind, or hold the data themselves.
func ByAddress(n *value.Node) []Option {
	switch {
	case !unknown(n):
		return nil
	case n.Kind == value.Text && len(n.Text) > 0 && strings.Contains(n.Text[0].Lit, ":"):
		return nil
	}
	return []Option{Maybe(unknownText(n))}
}

// NoMedia handles a part that the target has no form for, by the writer's
// media policy: refused, or a text that names what stood there. keep is
// the closest form the dialect can write, nil where there is none.
func (w *Writer) NoMedia(p *prompt.Part, why string, keep func() *value.Node, text func(string) *value.Node, opts ...Option) *value.Node {
	feature := MediaFeature(p.Media.Kind)
	switch {
	case w.Media == MediaKeep && keep != nil:
		if v := keep(); v != nil {
			w.Warn(p.Node, feature, Approximate, why+"; kept as it stands", append(opts, To(v))...)
			return v
		}
	case w.Media == MediaPlaceholder:
		v := text("[" + string(p.Media.Kind) + " omitted]")
		w.Drop(p.Node, feature, why+"; a placeholder stands in its place", append(opts, To(v))...)
		return v
	}
	w.Refuse(p.Node, feature, why, opts...)
	return nil
}
