package chattemplate

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// texts writes the parts of a turn that are text, a line break between them.
func (w *writer) texts(t *turn, l prompt.List[prompt.Part]) {
	if len(l) == 1 && l[0].Spread != nil && l[0].Many && l[0].Spread.Kind == value.Hole {
		w.content(l[0].Spread) // a variable that holds the whole text
		return
	}
	w.lines(l, w.part)
}

// lines writes each part with f; those that come to something have a line break
// between them.
func (w *writer) lines(l prompt.List[prompt.Part], f func(*prompt.Part)) {
	some := false
	pieces(w, l, func(p *prompt.Part) {
		var one text
		w.into(&one, func() { f(p) })
		if one.empty() {
			return
		}
		if some {
			w.b.lit("\n")
		}
		some = true
		w.b.add(one.segs)
	})
}

func (w *writer) part(p *prompt.Part) {
	text := func(s string) *value.Node { return value.NewString(s) }
	switch p.Kind {
	case prompt.TextPart, prompt.RefusalPart:
		w.MarkAt(p.At)
		w.content(p.Text)
		if p.Kind == prompt.RefusalPart {
			w.Warn(p.Node, "refusal-turn", translate.Approximate, "a refusal is text like any other here", w.by())
		}
	case prompt.MediaPart:
		if p.Media.Text != nil {
			w.MarkAt(p.At)
			w.content(p.Media.Text)
			w.Warn(p.Node, "file-input", translate.Emulated, "a plain-text document becomes text of the turn")
			break
		}
		if n := w.NoMedia(p, "raw text holds no media", nil, text); n != nil {
			w.b.node(n)
		}
		return
	case prompt.ReasoningPart:
		w.Drop(p.Node, "reasoning-replay", "thoughts stand in the model's turns only", w.by())
		return
	case prompt.ToolCallPart:
		w.Drop(p.Node, "tool-pairing", "calls stand in the model's turns only", w.by())
		return
	default:
		if p.Of == ID || p.Of == "" && w.p.Dialect == ID {
			w.b.node(w.Carry(p.Node)) // text that was not understood
			break
		}
		w.Drop(p.Node, p.Feature, "raw text has no such part")
		return
	}
	w.DropCache(p.Cache)
	w.DropExt(p.Ext)
}

// content writes text of the source, trimmed where the template does that, and
// names special tokens in it.
func (w *writer) content(n *value.Node) {
	if n == nil {
		return
	}
	v := w.Carry(n)
	if w.t.Trim && v.Kind == value.String && strings.TrimSpace(v.Str) != v.Str {
		v.Str = strings.TrimSpace(v.Str)
		w.Warn(n, "message-shape", translate.Approximate, w.t.ID+" takes the white space around a text off", w.by())
	}
	w.inspect(n)
	w.b.node(v)
}

// inspect names special tokens in a text: the model cannot tell them from those
// of the template, so who wrote the text can end its turn and begin another.
func (w *writer) inspect(n *value.Node) {
	holes := false
	found := ""
	t := expr.Text{{Lit: n.Str}}
	if n.Kind != value.String {
		t = translate.AsText(n)
	}
	t.Walk(func(s *expr.Seg) {
		holes = holes || s.Tag != nil && s.Tag.Kind == expr.TagHole
		for _, tok := range w.t.Tokens {
			if found == "" && strings.Contains(s.Lit, tok) {
				found = tok
			}
		}
	})
	if found != "" {
		w.Warn(n, "special-token", translate.Approximate, "the text holds "+found+", which the model reads as its own token: it can end the turn or begin another", w.by())
	}
	if holes && !w.warned {
		w.warned = true
		w.Warn(n, "special-token", translate.Approximate, "what is filled in must not hold special tokens such as "+w.t.Tokens[0]+": nothing escapes them in raw text", translate.Maybe(translate.HoleText(n)), w.by())
	}
}
