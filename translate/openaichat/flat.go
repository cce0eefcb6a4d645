package openaichat

import (
	"strings"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// Some of the family write parts flat: the member that is named as the type
// holds the URL, the data or the thoughts themselves, where the others have an
// object (trait part_form: flat).

// readFlat reads a part of that shape, nil for any other.
func readFlat(r *translate.Reader, n, t *value.Node) *prompt.Part {
	body := n.Get(t.Str)
	p := &prompt.Part{At: prompt.At{Node: n, Marks: []*value.Node{t}}, Kind: prompt.MediaPart}
	known := []string{"type", t.Str}
	switch {
	case t.Str == "thinking":
		return readThinking(r, n, t, body)
	case t.Str == "reference":
		return &prompt.Part{At: prompt.At{Node: n}, Kind: prompt.OpaquePart, Feature: "citations"}
	case t.Str == "file" && n.Get("file_id") != nil:
		p.Media = &prompt.Media{Kind: prompt.File, FileID: n.Get("file_id")}
		known = append(known, "file_id")
	case !isText(body):
		return nil
	case t.Str == "image_url":
		p.Media = &prompt.Media{Kind: prompt.Image}
		setURL(p, body)
	case t.Str == "document_url":
		p.Media = &prompt.Media{Kind: prompt.File, Name: n.Get("document_name")}
		setURL(p, body)
		known = append(known, "document_name")
	case t.Str == "input_audio" && body.IsString():
		p.Media = &prompt.Media{Kind: prompt.Audio}
		if setURL(p, body); p.Media.URL != nil && !strings.Contains(body.Str, "://") {
			p.Media.Data, p.Media.URL = body, nil // bare base64
		}
	default:
		return nil
	}
	if p.Form == nil {
		p.Form = map[string]string{}
	}
	p.Form["shape"] = formFlat
	p.Ext = r.Rest(n, "unknown-field", known...)
	return p
}

func isText(n *value.Node) bool {
	return n != nil && (n.Kind == value.String || n.Kind == value.Text || n.Kind == value.Hole)
}

// readThinking reads thoughts that stand among the parts. Those that are more
// than one text, references among them, stay as they are.
func readThinking(r *translate.Reader, n, t, body *value.Node) *prompt.Part {
	p := &prompt.Part{At: prompt.At{Node: n}, Kind: prompt.OpaquePart, Feature: "reasoning-replay"}
	if body == nil || body.Kind != value.Array || len(body.Entries) != 1 {
		return p
	}
	item := body.Entries[0].Value
	text := item.Get("text")
	if !item.Get("type").Is("text") || text == nil || len(item.Entries) != 2 {
		return p
	}
	p.Kind, p.Feature = prompt.ReasoningPart, ""
	p.Reasoning = &prompt.Reasoning{Text: text, Signature: n.Get("signature")}
	p.Marks = []*value.Node{t, item.Get("type")}
	p.Ext = r.Rest(n, "reasoning-replay", "type", "thinking", "signature")
	for i := range p.Ext {
		if p.Ext[i].Key == "/closed" {
			p.Ext[i].Idle = "it counts only where thoughts are a prefix"
		}
	}
	return p
}

// thinkingParts reports whether thoughts are parts of the content here.
func (c *writer) thinkingParts() bool { return c.Trait("reasoning_form").Value == "part" }

func (c *writer) thinkingPart(r *prompt.Reasoning) *value.Node {
	text := value.NewObject("type", value.NewString("text"), "text", c.Carry(r.Text))
	n := value.NewObject("type", value.NewString("thinking"), "thinking", value.NewArray(text))
	switch {
	case r.Signature == nil:
	case c.Foreign():
		c.Drop(r.Signature, "reasoning-replay", "no vendor takes another's signature")
	default:
		n.Set("signature", c.Carry(r.Signature))
	}
	return n
}

// flatMedia writes media the flat way, nil where the target has objects.
func (c *writer) flatMedia(p *prompt.Part) *value.Node {
	if c.Trait("part_form").Value != formFlat || !c.Foreign() && p.Form["shape"] != formFlat {
		return nil
	}
	m := p.Media
	place := func(fallback string) *value.Node {
		switch {
		case m.URL != nil:
			return c.Carry(m.URL)
		case m.Data == nil:
			return nil
		}
		return c.dataURI(p, fallback)
	}
	switch {
	case m.Kind == prompt.Image && p.Form["shape"] == formFlat:
		return flatObject("image_url", place("image/png"))
	case m.Kind == prompt.Audio && m.Data != nil && p.Form["uri"] == "":
		c.Mark(m.MIME) // the server sees what sound it is
		return flatObject("input_audio", c.Carry(m.Data))
	case m.Kind == prompt.Audio:
		return flatObject("input_audio", place("audio/wav"))
	case m.Kind == prompt.File && m.FileID != nil:
		return value.NewObject("type", value.NewString("file"), "file_id", c.Carry(m.FileID))
	case m.Kind == prompt.File:
		n := flatObject("document_url", place("application/pdf"))
		if n != nil && m.Name != nil {
			n.Set("document_name", c.Carry(m.Name))
		}
		return n
	}
	return nil
}

func flatObject(kind string, v *value.Node) *value.Node {
	if v == nil {
		return nil
	}
	return value.NewObject("type", value.NewString(kind), kind, v)
}
