package gemini

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// writeResult writes a functionResponse. It names its function, by the call
// that it answers where the result itself does not.
func writeResult(w *translate.Writer, p *prompt.Part, foreign bool) *value.Node {
	r := p.ToolResult
	f := &value.Node{Kind: value.Object}
	if r.CallID != nil {
		f.Set("id", w.Carry(r.CallID))
	}
	if !foreign {
		f.Set("name", w.Carry(r.Name))
		f.Set("response", ownResponse(w, p))
		return value.NewObject(spelled(w, p.Form, "functionResponse"), f)
	}
	name := w.ResultName(r)
	if name == nil {
		w.Refuse(p.Node, "tool-pairing", "a function response names its function: neither the result nor a call before it says the name")
		return nil
	}
	f.Set("name", name)
	f.Set("response", response(w, p))
	return value.NewObject("functionResponse", f)
}

func ownResponse(w *translate.Writer, p *prompt.Part) *value.Node {
	key := p.Form["response"]
	if key == "" {
		return w.Carry(p.ToolResult.Structured)
	}
	n := &value.Node{Kind: value.Object}
	p.ToolResult.Content.Walk(func(c *prompt.Part) { n.Set(key, w.Carry(c.Text)) })
	return n
}

// response makes the response object. Text that is a JSON object is that
// object; other text stands under the key that the API documents for a
// function's output, or for its error, which changes nothing of what is said.
func response(w *translate.Writer, p *prompt.Part) *value.Node {
	r := p.ToolResult
	key := resultKey(w, r)
	if s := r.Structured; s != nil {
		if s.Kind == value.Object && key == keyOutput || s.Kind == value.Hole {
			return w.Carry(s)
		}
		return value.NewObject(key, w.Carry(s))
	}
	texts, rest := translate.Partition(r.Content, func(c *prompt.Part) bool { return c.Kind == prompt.TextPart })
	rest.Walk(func(c *prompt.Part) {
		if c.Kind != prompt.MediaPart {
			w.Drop(c.Node, partFeature(c), "a function response holds JSON only", translate.By(w.Trait("tool_result_content").Ref))
		}
	})
	items, flat := texts.Flat()
	switch {
	case flat && len(items) == 0:
		return &value.Node{Kind: value.Object}
	case flat && len(items) == 1:
		text := resultText(w, items[0])
		if obj := jsonObject(w, items[0].Text); obj != nil && key == keyOutput {
			if (obj.Get(keyOutput) != nil || obj.Get(keyError) != nil) && len(obj.Entries) > 1 {
				w.Warn(items[0].Text, "tool-pairing", translate.Approximate, "the keys output and error have a meaning of their own here: what stands beside them may not reach the model", translate.To(obj), translate.Maybe("how the API reads the response"))
			}
			return obj
		}
		return value.NewObject(key, text)
	}
	list := &value.Node{Kind: value.Array, Entries: translate.WriteList(w, texts, func(c *prompt.Part) []*value.Node { return one(resultText(w, c)) })}
	w.Warn(p.Node, "tool-pairing", translate.Emulated, "several texts of one result become a list", translate.To(list))
	return value.NewObject(key, list)
}

func resultText(w *translate.Writer, c *prompt.Part) *value.Node {
	w.MarkAt(c.At)
	w.DropCache(c.Cache)
	w.DropExt(c.Ext)
	return w.Carry(c.Text)
}

// resultKey says under which key the text of a result stands.
func resultKey(w *translate.Writer, r *prompt.ToolResult) string {
	e := r.IsError
	switch {
	case e == nil:
	case e.Kind != value.Bool:
		w.Drop(e, "tool-pairing", "whether the function failed is said by a key, which cannot be a variable", translate.Maybe(translate.HoleText(e)))
	case e.Bool:
		w.Mark(e)
		return keyError
	default:
		w.Mark(e)
	}
	return keyOutput
}

// jsonObject returns literal text that is a JSON object as one.
func jsonObject(w *translate.Writer, n *value.Node) *value.Node {
	if !n.IsString() || n.Str == "" {
		return nil
	}
	return w.ParseArgs(n)
}
