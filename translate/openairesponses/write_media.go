package openairesponses

import (
	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// media writes an image or a document; other media have no form here.
func (c *writer) media(p *prompt.Part) *value.Node {
	m := p.Media
	text := func(s string) *value.Node { return textObject(value.NewString(s)) }
	if m.Text != nil {
		return textObject(c.partText(p))
	}
	switch {
	case m.FileID != nil && !c.Ours(p.At) && !c.sisters():
		return c.NoMedia(p, "the id of an upload means nothing to another vendor", nil, text)
	case m.Kind == prompt.Audio:
		t := c.Trait("audio")
		return c.NoMedia(p, "there is no sound as input here", nil, text, translate.By(t.Ref))
	case m.Kind == prompt.Image:
		if is, opts, _ := c.Gate("vision"); is == catalog.No {
			return c.NoMedia(p, c.Target.Model.ID+" takes no images", nil, text, opts...)
		}
		return c.image(p, text)
	case m.Kind == prompt.File:
		return c.file(p, text)
	}
	return c.NoMedia(p, "there is no "+string(m.Kind)+" as input here", nil, text, translate.By(c.Trait("video").Ref))
}

// partText writes a document that is plain text as the text that it is.
func (c *writer) partText(p *prompt.Part) *value.Node {
	m, v := p.Media, c.Refit("", p.Media.Text, "")
	c.MarkAt(p.At)
	c.Mark(m.MIME)
	c.DropCache(p.Cache)
	c.DropExt(p.Ext)
	c.Warn(p.Node, "file-input", translate.Emulated, "a plain-text document becomes text", translate.To(v))
	if m.Name != nil {
		c.Drop(m.Name, "file-input", "text has no name")
	}
	return v
}

// details are the resolution hints that an image part may have.
var details = map[string]bool{"low": true, "high": true, "auto": true, "original": true}

func (c *writer) image(p *prompt.Part, text func(string) *value.Node) *value.Node {
	m, n := p.Media, value.NewObject("type", value.NewString("input_image"))
	switch {
	case m.FileID != nil:
		n.Set("file_id", c.Carry(m.FileID))
	case m.URL != nil:
		n.Set("image_url", c.Carry(m.URL))
		c.typeBesideURL(m)
	case m.Data != nil:
		n.Set("image_url", c.DataURI(m, "image/png"))
	default:
		return c.NoMedia(p, "the source says neither data nor place of the image", nil, text)
	}
	switch d := m.Detail; {
	case d == nil:
		n.Set("detail", c.invented("auto", "image-input", "an image must say its detail; auto is the default"))
	case d.IsString() && !details[d.Str]:
		c.Drop(d, "image-input", "an image has no detail "+d.Str+" here; auto is the default")
		n.Set("detail", value.NewString("auto"))
	default:
		n.Set("detail", c.Carry(d))
	}
	return n
}

func (c *writer) file(p *prompt.Part, text func(string) *value.Node) *value.Node {
	m, n := p.Media, value.NewObject("type", value.NewString("input_file"))
	switch {
	case m.FileID != nil:
		n.Set("file_id", c.Carry(m.FileID))
	case m.URL != nil:
		n.Set("file_url", c.Carry(m.URL))
		c.typeBesideURL(m)
	case m.Data != nil:
		n.Set("file_data", c.DataURI(m, "application/pdf"))
		if m.Name == nil {
			n.Set("filename", c.invented("document.pdf", "file-input", "a file given as data needs a name"))
		}
	default:
		return c.NoMedia(p, "the source says neither data nor place of the file", nil, text)
	}
	n.Set("filename", c.Carry(m.Name))
	return n
}

// invented returns a text that the source does not have and the API demands.
func (c *writer) invented(text, feature, why string) *value.Node {
	v := value.NewString(text)
	c.Add(v, feature, why)
	return v
}

// typeBesideURL enters a media type that stands beside a URL.
func (c *writer) typeBesideURL(m *prompt.Media) {
	if m.MIME != nil {
		c.Note(m.MIME, translate.MediaFeature(m.Kind), translate.Exact, "left out: the server that the URL names tells the type")
	}
}
