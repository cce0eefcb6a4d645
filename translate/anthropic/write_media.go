package anthropic

import (
	"encoding/base64"
	"strings"
	"unicode/utf8"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// media writes an image or a document, or what the media policy says of what
// the API cannot take.
func (c *writer) media(role prompt.Role, p *prompt.Part) *value.Node {
	m := p.Media
	if c.Same || c.own && !(m.Kind == prompt.File && role == prompt.RoleAssistant && c.Target.Version == version2026) {
		return c.block(p, c.source(p))
	}
	keep := func() *value.Node { return c.block(p, c.source(p)) }
	if why, opts := c.refuses(role, p); why != "" {
		if m.Kind != prompt.Image && m.Kind != prompt.File {
			keep = nil
		}
		return c.NoMedia(p, why, keep, placeholder, opts...)
	}
	if src := c.source(p); src != nil {
		return c.block(p, src)
	}
	return c.NoMedia(p, "neither data, nor a URL, nor text is given", nil, placeholder)
}

func placeholder(s string) *value.Node { return textBlock(value.NewString(s)) }

// refuses says why the API would not take the part, "" where it would.
func (c *writer) refuses(role prompt.Role, p *prompt.Part) (string, []translate.Option) {
	m := p.Media
	by := func(trait string) []translate.Option { return []translate.Option{translate.By(c.Trait(trait).Ref)} }
	mime := mimeOf(m)
	switch {
	case m.Kind == prompt.Audio:
		return "the API takes no audio", by("audio")
	case m.Kind == prompt.Video:
		return "the API takes no video", by("video")
	case role == prompt.RoleAssistant && m.Kind == prompt.File:
		return "API version " + version2026 + " refuses documents in an assistant turn", by("document_roles")
	case role == prompt.RoleSystem:
		return "system text cannot hold media", by("system_parts")
	case role == prompt.RoleAssistant:
		return "an assistant turn cannot hold images", by("image_roles")
	case m.FileID != nil && !c.Ours(p.At):
		return "the id of an upload means nothing to another vendor", nil
	case m.URL.IsString() && !strings.HasPrefix(m.URL.Str, "http://") && !strings.HasPrefix(m.URL.Str, "https://"):
		return "a URL must be one that anybody can fetch over http", by("image_url")
	case m.Kind == prompt.Image && m.Data != nil && mime != "" && !c.Trait("image_types").Has(mime):
		return mime + " is not an image type that the API takes: " + c.Trait("image_types").Value, by("image_types")
	case m.Kind == prompt.File && m.Data != nil && mime != "" && mime != "application/pdf" && decoded(m) == nil:
		return "a document given as data is a PDF or text, this is " + mime, by("pdf")
	}
	return "", nil
}

func mimeOf(m *prompt.Media) string {
	if m.MIME.IsString() {
		return m.MIME.Str
	}
	return translate.MIMEByName(m.Name)
}

// decoded returns the text of a text document given as base64, nil otherwise.
func decoded(m *prompt.Media) *value.Node {
	mime := mimeOf(m)
	if !m.Data.IsString() || !strings.HasPrefix(mime, "text/") && mime != "application/json" {
		return nil
	}
	b, err := base64.StdEncoding.DecodeString(m.Data.Str)
	if err != nil || !utf8.Valid(b) {
		return nil
	}
	return value.NewString(string(b))
}

// source writes where the media come from; nil where nothing says it.
func (c *writer) source(p *prompt.Part) *value.Node {
	m := p.Media
	n := &value.Node{Kind: value.Object}
	kind := func(s string) { n.Set("type", value.NewString(s)) }
	switch {
	case m.Text != nil && p.Form["source"] == "content" && c.own:
		kind("content")
		translate.SetMember(n, "content", c.Carry(m.Text))
	case m.Text != nil:
		kind("text")
		c.textType(n, m)
		translate.SetMember(n, "data", c.Carry(m.Text))
	case m.FileID != nil:
		kind("file")
		translate.SetMember(n, "file_id", c.Carry(m.FileID))
	case m.URL != nil:
		return c.urlSource(p)
	case m.Data == nil:
		return nil
	case !c.own && m.Kind == prompt.File && decoded(m) != nil:
		kind("text")
		n.Set("media_type", value.NewString("text/plain"))
		n.Set("data", decoded(m))
		c.Mark(m.Data, m.MIME)
		c.MarkAt(p.At)
		c.Warn(p.Node, "file-input", translate.Approximate, "a "+mimeOf(m)+" document is sent as plain text", translate.To(n))
	default:
		kind("base64")
		c.mediaType(n, m)
		translate.SetMember(n, "data", c.Carry(m.Data))
	}
	return n
}

// textType writes the type of a text document, which can only be plain.
func (c *writer) textType(n *value.Node, m *prompt.Media) {
	if c.own {
		translate.SetMember(n, "media_type", c.Carry(m.MIME))
		return
	}
	n.Set("media_type", value.NewString("text/plain"))
	if m.MIME != nil && !m.MIME.Is("text/plain") {
		c.Note(m.MIME, "file-input", translate.Approximate, "text documents are text/plain here", translate.To(n))
	} else {
		c.Mark(m.MIME)
	}
}

func (c *writer) mediaType(n *value.Node, m *prompt.Media) {
	if m.MIME != nil || c.own {
		translate.SetMember(n, "media_type", c.Carry(m.MIME))
		return
	}
	mime := mimeOf(m)
	if mime == "" {
		mime = "image/png"
		if m.Kind == prompt.File {
			mime = "application/pdf"
		}
	}
	v := value.NewString(mime)
	n.Set("media_type", v)
	c.Add(v, translate.MediaFeature(m.Kind), "the media type must be given; the source has none")
}

// urlSource writes a URL.
func (c *writer) urlSource(p *prompt.Part) *value.Node {
	m := p.Media
	n := value.NewObject("type", value.NewString("url"))
	v := c.Carry(m.URL)
	translate.SetMember(n, "url", v)
	if c.own {
		return n
	}
	if m.URL.Kind == value.Hole {
		c.Warn(m.URL, translate.MediaFeature(m.Kind), translate.Approximate, "the variable must hold a URL to fetch: a data: URI is refused here", translate.To(v), translate.Maybe(translate.HoleText(m.URL)))
	}
	if m.MIME != nil {
		c.Note(m.MIME, translate.MediaFeature(m.Kind), translate.Exact, "the server finds out the type of what it fetches")
	}
	return n
}

// block puts a source into the block of its kind.
func (c *writer) block(p *prompt.Part, src *value.Node) *value.Node {
	m := p.Media
	if src == nil {
		return nil
	}
	kind := "image"
	if m.Kind != prompt.Image {
		kind = "document"
	}
	n := value.NewObject("type", value.NewString(kind), "source", src)
	c.MarkAt(p.At)
	if kind == "document" {
		translate.SetMember(n, "title", c.Carry(m.Name))
	} else if m.Name != nil {
		c.Note(m.Name, "image-input", translate.Approximate, "an image has no name here")
	}
	if m.Detail != nil {
		c.Note(m.Detail, "image-input", translate.Approximate, "the resolution of an image cannot be chosen here")
	}
	return n
}
