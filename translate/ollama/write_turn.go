package ollama

import (
	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// foreignTurn writes a turn of another dialect: one text, with images, thoughts
// and calls beside it. It returns nil where nothing of the turn is left.
func (c *writer) foreignTurn(n *value.Node, m *prompt.Message) *value.Node {
	calls, parts := translate.Partition(m.Parts, func(p *prompt.Part) bool { return p.Kind == prompt.ToolCallPart })
	thoughts, parts := translate.Partition(parts, func(p *prompt.Part) bool { return p.Kind == prompt.ReasoningPart })
	c.content(n, m, parts)
	if text, joined := translate.OneText(c.Writer, thoughts, func(p *prompt.Part) *value.Node { return c.thought(m, p) }); text != nil {
		n.Set("thinking", text)
		if joined {
			c.Warn(m.Node, featureReplay, translate.Approximate, "thoughts are one text here, each on a new line", translate.To(text))
		}
	}
	translate.SetList(n, "tool_calls", translate.WriteList(c.Writer, calls, func(p *prompt.Part) []*value.Node { return one(c.call(m, p)) }))
	content := n.Get("content")
	switch {
	case content == nil && n.Get("images") == nil && n.Get("thinking") == nil && n.Get("tool_calls") == nil:
		// What the turn held has entries of its own.
		if m.RoleNode != nil {
			c.Drop(m.RoleNode, "empty-content", "nothing of this turn is left")
		}
		return nil
	case content == nil:
		n.Set("content", value.NewString(""))
	case m.Prefill:
		t := c.Trait("prefill")
		c.Warn(m.Node, "prefill", translate.Approximate, t.Note, translate.To(content), translate.Maybe("model"), translate.By(t.Ref))
	}
	return n
}

// content writes text and images. Images stand before the text of their turn.
func (c *writer) content(n *value.Node, m *prompt.Message, parts prompt.List[prompt.Part]) {
	translate.Variables(c.Writer, parts, featureShape, "what it holds must be text")
	images, rest := translate.Partition(parts, func(p *prompt.Part) bool { return c.image(p) })
	text, joined := translate.OneText(c.Writer, rest, c.text)
	if text != nil {
		n.Set("content", text)
	}
	if joined {
		at := m.Node.Get("content")
		if at == nil {
			at = m.Node
		}
		c.Warn(at, featureShape, translate.Approximate, "the content of a turn is one text here: its parts follow one another, each on a new line", translate.To(text))
	}
	behind := behindText(parts)
	translate.SetList(n, "images", translate.WriteList(c.Writer, images, func(p *prompt.Part) []*value.Node {
		c.MarkAt(p.At)
		c.DropCache(p.Cache)
		c.DropExt(p.Ext)
		c.Implied(p.Media.MIME, featureImage, "the bytes of an image say what type it is")
		for _, hint := range []*value.Node{p.Media.Detail, p.Media.Name} {
			if hint != nil {
				c.Drop(hint, featureImage, "an image is nothing but its bytes here")
			}
		}
		v := c.Carry(p.Media.Data)
		if behind[p] {
			t := c.Trait("image_place")
			c.Warn(p.Node, featureImage, translate.Approximate, t.Note, translate.To(v), translate.By(t.Ref))
		}
		return one(v)
	}))
}

// image reports whether a part can stand in images.
func (c *writer) image(p *prompt.Part) bool {
	if p.Kind != prompt.MediaPart || p.Media.Kind != prompt.Image || p.Media.Data == nil {
		return false
	}
	is, _, _ := c.Gate("vision")
	return is != catalog.No
}

// behindText finds the images that some text of the turn stands before.
func behindText(parts prompt.List[prompt.Part]) map[*prompt.Part]bool {
	var out map[*prompt.Part]bool
	text := false
	parts.Walk(func(p *prompt.Part) {
		if text && p.Kind == prompt.MediaPart {
			if out == nil {
				out = map[*prompt.Part]bool{}
			}
			out[p] = true
		}
		text = text || p.Kind == prompt.TextPart
	})
	return out
}

// text writes a part as text, nil where there is none to write.
func (c *writer) text(p *prompt.Part) *value.Node {
	var v *value.Node
	switch p.Kind {
	case prompt.TextPart:
		v = c.Carry(p.Text)
	case prompt.RefusalPart:
		v = c.Carry(p.Text)
		c.Warn(p.Node, "refusal-turn", translate.Approximate, "a refusal is plain text here", translate.To(v))
	case prompt.MediaPart:
		if v = c.noImage(p); v == nil {
			return nil
		}
	default:
		c.Drop(p.Node, p.Feature, c.Target.Dialect.ID+" has no such part")
		return nil
	}
	c.MarkAt(p.At)
	c.DropCache(p.Cache)
	c.DropExt(p.Ext)
	return v
}

// noImage deals with media that cannot be sent: all but the bytes of images.
func (c *writer) noImage(p *prompt.Part) *value.Node {
	m := p.Media
	ref := translate.By(c.Trait("image_base64").Ref)
	switch {
	case m.Text != nil:
		v := c.Refit("", m.Text, "")
		c.Implied(m.MIME, "file-input", "a text is plain text here")
		if m.Name != nil {
			c.Drop(m.Name, "file-input", "text has no title")
		}
		c.Warn(p.Node, "file-input", translate.Emulated, "a plain-text document becomes text of the turn", translate.To(v))
		return v
	case m.Kind != prompt.Image:
		return c.NoMedia(p, "there is no input of the kind "+string(m.Kind)+" here", nil, value.NewString)
	case m.URL != nil:
		return c.NoMedia(p, "the server fetches nothing: an image must be there as data", nil, value.NewString, append(translate.ByAddress(m.URL), ref)...)
	case m.FileID != nil:
		return c.NoMedia(p, "the id of an upload means nothing to another vendor", nil, value.NewString)
	case m.Data == nil:
		return c.NoMedia(p, "the source says neither data nor place of the image", nil, value.NewString)
	}
	_, opts, _ := c.Gate("vision")
	return c.NoMedia(p, c.Target.Model.ID+" takes no images", nil, value.NewString, opts...)
}

// thought writes reasoning as text, without the proof that other vendors want
// back with it.
func (c *writer) thought(m *prompt.Message, p *prompt.Part) *value.Node {
	r, ref := p.Reasoning, translate.By(c.Trait("reasoning_replay").Ref)
	if r.Text == nil || m.Role != prompt.RoleAssistant && m.Role != prompt.RoleUnknown {
		c.Drop(p.Node, featureReplay, "only thoughts that are text, in an assistant turn, can be sent back", ref)
		return nil
	}
	for _, n := range []*value.Node{r.Signature, r.Redacted} {
		if n != nil {
			c.Drop(n, featureReplay, "thoughts are sent back as text alone", ref)
		}
	}
	c.MarkAt(p.At)
	c.DropCache(p.Cache)
	c.DropExt(p.Ext)
	return c.Carry(r.Text)
}
