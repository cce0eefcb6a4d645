package openaichat

import (
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// mediaRole reports whether a turn of the role may hold media of the kind.
func (c *writer) mediaRole(role prompt.Role, k prompt.MediaKind) bool {
	switch {
	case !c.Foreign(), role == prompt.RoleUser, role == prompt.RoleUnknown:
		return true
	case k == prompt.Image:
		return c.Trait("image_roles").Has(string(role))
	}
	return false
}

// media writes a media part by what the target's table says of its kind.
func (c *writer) media(p *prompt.Part) *value.Node {
	m := p.Media
	if m.Text != nil {
		v := value.NewObject("type", value.NewString("text"), "text", c.Refit("", m.Text, ""))
		c.MarkAt(p.At)
		c.Warn(p.Node, "file-input", translate.Emulated, "a plain-text document becomes a text part", translate.To(v))
		return v
	}
	if m.FileID != nil && !c.Ours(p.At) {
		return c.NoMedia(p, "the id of an upload means nothing to another vendor", nil, textObject)
	}
	if why, opts := c.noMedia(m); why != "" && c.Foreign() {
		return c.NoMedia(p, why, nil, textObject, opts...)
	}
	if v := c.flatMedia(p); v != nil {
		return v
	}
	switch {
	case m.Kind == prompt.Image && m.URL != nil:
		return c.urlPart("image_url", p, c.Carry(m.URL))
	case m.Kind == prompt.Image && m.Data != nil:
		return c.urlPart("image_url", p, c.dataURI(p, "image/png"))
	case m.Kind == prompt.Video && m.URL != nil:
		return c.urlPart("video_url", p, c.Carry(m.URL))
	case m.Kind == prompt.Video && m.Data != nil:
		return c.urlPart("video_url", p, c.dataURI(p, "video/mp4"))
	case m.Kind == prompt.Audio && m.URL != nil:
		return c.urlPart("audio_url", p, c.Carry(m.URL))
	case m.Kind == prompt.Audio && m.Data != nil:
		return c.audio(p)
	case m.Kind == prompt.File && (m.FileID != nil || m.Data != nil):
		return c.file(p)
	case !c.Foreign():
		return c.Carry(p.Node)
	}
	return c.NoMedia(p, "the source says neither data nor place of the media", nil, textObject)
}

// noMedia says why the target takes no media of this kind in this form, ""
// where it does.
func (c *writer) noMedia(m *prompt.Media) (string, []translate.Option) {
	d := c.Target.Dialect
	how, form := "as data", "base64"
	switch {
	case m.URL != nil:
		how, form = "by URL", "url"
	case m.FileID != nil:
		how, form = "by id", "file-id"
	}
	var t catalog.Fact
	switch m.Kind {
	case prompt.Image:
		if is, opts, _ := c.Gate("vision"); is == catalog.No {
			return c.Target.Model.ID + " takes no images", opts
		}
		if t = d.Trait("image_base64"); m.URL != nil {
			t = d.Trait("image_url")
		}
		if t.Value != "" && t.Value != "no" {
			return "", nil
		}
	case prompt.Audio:
		if t = d.Trait("audio"); form == "base64" && t.Has("base64") && c.audioFormat(m.MIME) == nil && !(t.Has("url") && m.MIME != nil) {
			f := d.Trait("audio_formats")
			return "audio must be " + strings.Join(f.List(), " or "), []translate.Option{translate.By(f.Ref)}
		}
	case prompt.Video:
		t = d.Trait("video")
		if form == "base64" && t.Has("url") {
			return "", nil // a data: URI is a URL
		}
	default:
		t = d.Trait("pdf")
	}
	if t.Has(form) {
		return "", nil
	}
	return d.ID + " takes no " + string(m.Kind) + " " + how, append(translate.ByAddress(m.URL), translate.By(t.Ref))
}

// urlPart writes a part that names its media by URL or data: URI.
func (c *writer) urlPart(kind string, p *prompt.Part, url *value.Node) *value.Node {
	body := value.NewObject("url", url)
	switch d, t := p.Media.Detail, c.Trait("image_detail"); {
	case d == nil:
	case t.Value == "no" && c.Foreign():
		c.Drop(d, "image-input", "images have no resolution hint here", translate.By(t.Ref))
	case d.IsString() && !t.Has(d.Str) && c.Foreign():
		c.Drop(d, "image-input", "an image's resolution hint is "+strings.Join(t.List(), ", ")+" here", translate.By(t.Ref))
	default:
		body.Set("detail", c.Carry(d))
	}
	return value.NewObject("type", value.NewString(kind), kind, body)
}

func (c *writer) dataURI(p *prompt.Part, fallback string) *value.Node {
	if s, ok := p.Form["uri"]; ok {
		c.MarkAt(p.At)
		return value.NewString(s)
	}
	return c.DataURI(p.Media, fallback)
}

func (c *writer) audio(p *prompt.Part) *value.Node {
	m := p.Media
	format := c.audioFormat(m.MIME)
	if format == nil && c.Foreign() || p.Form["uri"] != "" && !c.Foreign() {
		return c.urlPart("audio_url", p, c.dataURI(p, "audio/wav"))
	}
	c.Mark(m.MIME)
	return value.NewObject("type", value.NewString("input_audio"), "input_audio", value.NewObject("data", c.Carry(m.Data), "format", format))
}

func (c *writer) file(p *prompt.Part) *value.Node {
	m, body := p.Media, &value.Node{Kind: value.Object}
	switch {
	case m.FileID != nil:
		body.Set("file_id", c.Carry(m.FileID))
	case !c.Foreign() && p.Form["uri"] == "":
		body.Set("file_data", c.Carry(m.Data))
	default:
		body.Set("file_data", c.dataURI(p, "application/pdf"))
	}
	if m.Name != nil {
		body.Set("filename", c.Carry(m.Name))
	} else if c.Foreign() && m.FileID == nil {
		name := value.NewString("document.pdf")
		body.Set("filename", name)
		c.Add(name, "file-input", "a file given as data needs a name")
	}
	return value.NewObject("type", value.NewString("file"), "file", body)
}

// audioFormat returns the target's word for a media type of sound, nil where
// it does not take that.
func (c *writer) audioFormat(mime *value.Node) *value.Node {
	if mime == nil {
		return nil
	}
	if mime.Kind != value.String {
		return mime.Clone()
	}
	word, ok := strings.CutPrefix(mime.Str, "audio/")
	if !c.Foreign() && ok {
		return value.NewString(word)
	}
	switch word {
	case "x-wav", "wave":
		word = "wav"
	case "mpeg":
		word = "mp3"
	}
	if !ok || !c.Trait("audio_formats").Has(word) {
		return nil
	}
	return value.NewString(word)
}
