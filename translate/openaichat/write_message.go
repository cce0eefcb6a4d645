package openaichat

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

func writeMessage(w *translate.Writer, m *prompt.Message) []*value.Node {
	if m.Role == prompt.RoleUnknown && m.RoleNode.IsString() && w.Foreign() {
		w.Refuse(m.Node, "message-shape", "no vendor knows the role "+m.RoleNode.Str)
		return nil
	}
	if m.Role == prompt.RoleTool {
		return writeResults(w, m, m.Parts)
	}
	if m.Prefill && !w.Same && w.Foreign() {
		return []*value.Node{w.PrefillMessage(m, "system")}
	}
	// Vendors that put tool results into the user's turn get them taken out:
	// here every result is a message of its own, before the rest of the turn.
	results, rest := translate.Partition(m.Parts, func(p *prompt.Part) bool { return p.Kind == prompt.ToolResultPart })
	out := writeResults(w, m, results)
	if len(results) > 0 && len(rest) == 0 {
		w.MarkAt(m.At)
		w.WriteExt(&value.Node{Kind: value.Object}, m.Ext)
		return out
	}
	n := &value.Node{Kind: value.Object}
	if m.RoleNode != nil || m.Role != prompt.RoleUnknown {
		n.Set("role", writeRole(w, m))
	}
	calls, body := translate.Partition(rest, func(p *prompt.Part) bool {
		return p.Kind == prompt.ToolCallPart || p.Form["at"] == "tool_calls"
	})
	refusals, body := translate.Partition(body, func(p *prompt.Part) bool {
		return p.Kind == prompt.RefusalPart && p.Form["at"] == "message"
	})
	setContent(w, n, m, body, len(calls)+len(refusals) > 0)
	refusals.Walk(func(p *prompt.Part) { n.Set("refusal", w.Carry(p.Text)) })
	if m.Name != nil {
		n.Set("name", w.Carry(m.Name))
	}
	entries := translate.WriteList(w, calls, func(p *prompt.Part) []*value.Node { return one(writeCall(w, n, p)) })
	if len(entries) > 0 {
		translate.SetList(n, "tool_calls", entries)
	} else if m.Form["tool_calls"] == "empty" {
		n.Set("tool_calls", &value.Node{Kind: value.Array})
		w.Mark(m.Node.Get("tool_calls"))
	}
	w.WriteExt(n, m.Ext)
	if w.Foreign() && n.Get("content") == nil && !hasBlock(n) && n.Get("tool_calls") == nil && n.Get("refusal") == nil {
		// What the turn held has entries of its own; a turn without content is
		// no valid message.
		if m.RoleNode != nil {
			w.Drop(m.RoleNode, "empty-content", "nothing of this turn is left")
		}
		return out
	}
	return append(out, n)
}

// hasBlock reports whether some member stands in a condition.
func hasBlock(n *value.Node) bool {
	for i := range n.Entries {
		if n.Entries[i].Block != nil {
			return true
		}
	}
	return false
}

func writeRole(w *translate.Writer, m *prompt.Message) *value.Node {
	w.MarkAt(m.At)
	if m.Role == prompt.RoleUnknown && m.RoleNode != nil {
		v := w.Carry(m.RoleNode)
		if w.Foreign() {
			w.Warn(m.RoleNode, "message-shape", translate.Approximate, "the role is a variable: it must be one that "+w.Target.Dialect.ID+" has", translate.To(v), translate.Maybe(translate.HoleText(m.RoleNode)))
		}
		return v
	}
	return value.NewString(string(m.Role))
}

// setContent writes the content in the source's own shape where there is one:
// text, parts, null or absent; one text part becomes plain text otherwise.
func setContent(w *translate.Writer, n *value.Node, m *prompt.Message, parts prompt.List[prompt.Part], more bool) {
	form := m.Form["content"]
	if len(parts) == 0 {
		switch {
		case w.Foreign(): // what the turn held is named elsewhere
		case form == formNull:
			n.Set("content", value.NewNull())
		case form == formParts:
			n.Set("content", &value.Node{Kind: value.Array})
			w.Mark(m.Node.Get("content"))
		case form != formAbsent && !more:
			n.Set("content", value.NewString(""))
			w.Mark(m.Node.Get("content"))
		}
		return
	}
	if p := parts[0].Item; len(parts) == 1 && p != nil && p.Kind == prompt.TextPart && form != formParts && len(p.Ext) == 0 {
		w.MarkAt(p.At)
		w.DropCache(p.Cache)
		n.Set("content", w.Carry(p.Text))
		return
	}
	if form == formString && len(parts) == 1 && parts[0].Block != nil {
		translate.SetOne(n, "content", translate.WriteList(w, parts, func(p *prompt.Part) []*value.Node { return one(w.Carry(p.Text)) }))
		return
	}
	if s := parts[0].Spread; len(parts) == 1 && s != nil {
		n.Set("content", w.Carry(s))
		return
	}
	written := translate.WriteList(w, parts, func(p *prompt.Part) []*value.Node { return one(writePart(w, m.Role, p)) })
	translate.SetList(n, "content", written)
}

func writePart(w *translate.Writer, role prompt.Role, p *prompt.Part) *value.Node {
	n := &value.Node{Kind: value.Object}
	text := func(s string) *value.Node {
		return value.NewObject("type", value.NewString("text"), "text", value.NewString(s))
	}
	switch p.Kind {
	case prompt.TextPart:
		if p.Form["shape"] == "bare" {
			return w.Carry(p.Text)
		}
		n.Set("type", value.NewString("text"))
		n.Set("text", w.Carry(p.Text))
	case prompt.RefusalPart:
		if role != prompt.RoleAssistant && role != prompt.RoleUnknown {
			w.Drop(p.Node, "refusal-turn", "only an assistant turn can hold a refusal")
			return nil
		}
		n.Set("type", value.NewString("refusal"))
		n.Set("refusal", w.Carry(p.Text))
	case prompt.MediaPart:
		if role != prompt.RoleUser && role != prompt.RoleUnknown && w.Foreign() {
			return w.NoMedia(p, "only a user turn can hold media", nil, text)
		}
		if n = writeMedia(w, p, text); n == nil || n.Get("type").Is("text") {
			return n
		}
	case prompt.ReasoningPart:
		w.Drop(p.Node, "reasoning-replay", "chat completions take no reasoning back", translate.By(w.Trait("reasoning_replay").Ref))
		return nil
	default:
		if !w.Ours(p.At) {
			w.Drop(p.Node, p.Feature, w.Target.Dialect.ID+" has no such part")
			return nil
		}
		return w.Carry(p.Node)
	}
	w.MarkAt(p.At)
	w.DropCache(p.Cache)
	w.WriteExt(n, p.Ext)
	return n
}

func writeMedia(w *translate.Writer, p *prompt.Part, text func(string) *value.Node) *value.Node {
	m := p.Media
	body := &value.Node{Kind: value.Object}
	wrap := func(kind string) *value.Node {
		return value.NewObject("type", value.NewString(kind), kind, body)
	}
	uri := func(fallback string) *value.Node {
		if s, ok := p.Form["uri"]; ok {
			w.MarkAt(p.At)
			return value.NewString(s)
		}
		return w.DataURI(m, fallback)
	}
	switch {
	case m.Text != nil:
		v := value.NewObject("type", value.NewString("text"), "text", w.Refit("", m.Text, ""))
		w.MarkAt(p.At)
		w.Warn(p.Node, "file-input", translate.Emulated, "a plain-text document becomes a text part", translate.To(v))
		return v
	case m.FileID != nil && !w.Ours(p.At):
		return w.NoMedia(p, "the id of an upload means nothing to another vendor", nil, text)
	case m.Kind == prompt.Image && m.URL != nil:
		body.Set("url", w.Carry(m.URL))
	case m.Kind == prompt.Image && m.Data != nil:
		body.Set("url", uri("image/png"))
	case m.Kind == prompt.Audio && m.Data != nil:
		format := audioFormat(m.MIME)
		if format == nil {
			return w.NoMedia(p, "audio must be wav or mp3", nil, text, translate.By(w.Trait("audio_formats").Ref))
		}
		body.Set("data", w.Carry(m.Data))
		w.Mark(m.MIME)
		body.Set("format", format)
		return wrap("input_audio")
	case m.Kind == prompt.File && m.FileID != nil:
		body.Set("file_id", w.Carry(m.FileID))
		body.Set("filename", w.Carry(m.Name))
		return wrap("file")
	case m.Kind == prompt.File && m.Data != nil:
		if !w.Foreign() && p.Form["uri"] == "" {
			body.Set("file_data", w.Carry(m.Data))
		} else {
			body.Set("file_data", uri("application/pdf"))
		}
		if m.Name != nil {
			body.Set("filename", w.Carry(m.Name))
		} else if w.Foreign() {
			name := value.NewString("document.pdf")
			body.Set("filename", name)
			w.Add(name, "file-input", "a file given as data needs a name")
		}
		return wrap("file")
	default:
		if !w.Foreign() {
			return w.Carry(p.Node)
		}
		return w.NoMedia(p, "chat completions take "+string(m.Kind)+" only as data", nil, text)
	}
	if m.Detail != nil {
		body.Set("detail", w.Carry(m.Detail))
	}
	return wrap("image_url")
}

func audioFormat(mime *value.Node) *value.Node {
	if mime == nil {
		return nil
	}
	if mime.Kind != value.String {
		return mime.Clone()
	}
	switch mime.Str {
	case "audio/wav", "audio/x-wav", "audio/wave":
		return value.NewString("wav")
	case "audio/mpeg", "audio/mp3":
		return value.NewString("mp3")
	}
	return nil
}
