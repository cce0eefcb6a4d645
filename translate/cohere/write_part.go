package cohere

import (
	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

func textBlock(text *value.Node) *value.Node {
	return value.NewObject("type", value.NewString("text"), "text", text)
}

func textOf(s string) *value.Node { return textBlock(value.NewString(s)) }

// part writes a content block.
func (c *writer) part(m *prompt.Message, p *prompt.Part) *value.Node {
	var n *value.Node
	switch p.Kind {
	case prompt.TextPart, prompt.RefusalPart:
		if p.Form["shape"] == formBare && c.Ours(p.At) {
			return c.Carry(p.Text)
		}
		n = textBlock(c.Carry(p.Text))
		if p.Kind == prompt.RefusalPart {
			c.Warn(p.Node, "refusal-turn", translate.Approximate, "a refusal is plain text here", translate.To(n))
		}
	case prompt.ReasoningPart:
		n = c.reasoning(m, p)
	case prompt.MediaPart:
		n = c.media(m, p)
	default:
		if c.Ours(p.At) {
			return c.Carry(p.Node)
		}
		c.Drop(p.Node, p.Feature, c.Target.Dialect.ID+" has no such part")
		return nil
	}
	if n == nil {
		return nil
	}
	c.MarkAt(p.At)
	c.DropCache(p.Cache)
	c.WriteExt(n, p.Ext)
	return n
}

// reasoning writes thoughts as text, without the proof that other vendors want
// back with them.
func (c *writer) reasoning(m *prompt.Message, p *prompt.Part) *value.Node {
	r, ref := p.Reasoning, translate.By(c.Trait("reasoning_replay").Ref)
	if r.Text == nil || c.Foreign() && m.Role != prompt.RoleAssistant && m.Role != prompt.RoleUnknown {
		c.Drop(p.Node, featureThinking, "only thoughts that are text, in an assistant turn, can be sent back", ref)
		return nil
	}
	for _, n := range []*value.Node{r.Signature, r.Redacted} {
		if n != nil {
			c.Drop(n, featureThinking, "thoughts are sent back as text alone", ref)
		}
	}
	return value.NewObject("type", value.NewString("thinking"), "thinking", c.Carry(r.Text))
}

// media writes an image; nothing else has a form here.
func (c *writer) media(m *prompt.Message, p *prompt.Part) *value.Node {
	d := p.Media
	vision, opts, _ := c.Gate("vision")
	switch {
	case d.Text != nil:
		n := textBlock(c.Refit("", d.Text, ""))
		c.Implied(d.MIME, "file-input", "a text is plain text here")
		if d.Name != nil {
			c.Drop(d.Name, "file-input", "a text block has no title")
		}
		c.Warn(p.Node, "file-input", translate.Emulated, "a plain-text document becomes a text block", translate.To(n))
		return n
	case d.FileID != nil:
		return c.NoMedia(p, "the id of an upload means nothing to another vendor", nil, textOf)
	case d.Kind != prompt.Image || d.URL == nil && d.Data == nil:
		return c.NoMedia(p, "there is no input of the kind "+string(d.Kind)+" here", nil, textOf, translate.By(c.Trait("pdf").Ref))
	case vision == catalog.No && !c.Same:
		return c.NoMedia(p, c.Target.Model.ID+" takes no images", nil, textOf, opts...)
	case c.Foreign() && m.Role != prompt.RoleUser && m.Role != prompt.RoleUnknown:
		return c.NoMedia(p, "only a user turn can hold media", nil, textOf)
	}
	image := &value.Node{Kind: value.Object}
	switch uri, own := p.Form["uri"]; {
	case own && c.Ours(p.At):
		image.Set("url", value.NewString(uri))
	case d.URL != nil:
		translate.SetMember(image, "url", c.Carry(d.URL))
		c.Implied(d.MIME, "image-input", "whoever serves the image says what type it is")
	default:
		image.Set("url", c.DataURI(d, "image/png"))
		if d.MIME == nil {
			c.Add(image.Get("url"), "image-input", "the media type is not known: taken for image/png")
		}
	}
	if d.Detail != nil {
		translate.SetMember(image, "detail", c.detail(d.Detail))
	}
	if d.Name != nil {
		c.Drop(d.Name, "image-input", "an image has no name here")
	}
	n := value.NewObject("type", value.NewString("image_url"), "image_url", image)
	if c.moved[p] {
		c.Warn(p.Node, "image-input", translate.Emulated, "a tool's turn holds no media: it follows in a turn of the user", translate.To(n))
	}
	return n
}

// detail carries a resolution hint, which has three words here.
func (c *writer) detail(n *value.Node) *value.Node {
	if c.Foreign() && n.IsString() && n.Str != "auto" && n.Str != "low" && n.Str != "high" {
		c.Drop(n, "image-input", "the resolution of an image is auto, low or high here, not "+n.Str)
		return nil
	}
	return c.Carry(n)
}
