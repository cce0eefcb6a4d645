package chattemplate

import (
	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/translate"
)

// assistant writes turns of the model: thoughts, text, calls.
func (w *writer) assistant(l prompt.List[turn], recent bool) {
	var thoughts, said text
	var calls []prompt.List[prompt.Part]
	prefill := false
	for i := range l {
		t := l[i].Item
		thinks, rest := translate.Partition(t.parts, func(p *prompt.Part) bool { return p.Kind == prompt.ReasoningPart })
		asks, rest := translate.Partition(rest, func(p *prompt.Part) bool { return p.Kind == prompt.ToolCallPart })
		w.head(t)
		w.into(&thoughts, func() { w.thoughts(thinks, recent, len(asks) > 0) })
		w.into(&said, func() {
			if i > 0 && !said.empty() {
				w.another(l, i)
			}
			w.texts(t, rest)
		})
		if len(asks) > 0 {
			calls = append(calls, asks)
		}
		prefill = prefill || t.m.Prefill
	}
	f := w.t.Turns["assistant"]
	inline := !thoughts.empty()
	if inline && w.t.Thoughts.Own {
		w.b.add(thoughts.segs)
		inline = false
	}
	if len(calls) > 0 && w.t.Tools != nil && w.t.Tools.Calls.Instead {
		w.instead(said, calls, f)
		return
	}
	if !w.answered {
		w.b.lit(f.Open)
	}
	w.answered = false
	if inline {
		w.b.add(thoughts.segs)
	}
	w.b.add(said.segs)
	for _, asks := range calls {
		if w.t.Tools != nil && !said.empty() {
			w.b.lit(w.t.Tools.Calls.Lead)
		}
		w.calls(asks)
	}
	if !prefill {
		w.b.lit(f.Close)
	}
}

// instead writes text beside calls in a turn of its own, and the calls in place
// of one.
func (w *writer) instead(said text, calls []prompt.List[prompt.Part], f catalog.Frame) {
	if !said.empty() {
		if p := w.t.Tools.Calls.Preamble; p != nil {
			f = *p
		}
		w.b.lit(f.Open)
		w.b.add(said.segs)
		w.b.lit(f.Close)
	}
	for _, asks := range calls {
		w.calls(asks)
	}
	w.answered = false
}

// into runs f with another text to write to.
func (w *writer) into(t *text, f func()) {
	old := w.b
	w.b = t
	f()
	w.b = old
}

// thoughts writes reasoning where the template sends it back: after the last
// question, or with the calls that it led to.
func (w *writer) thoughts(l prompt.List[prompt.Part], recent, asks bool) {
	f := w.t.Thoughts
	kept := f != nil && recent && (asks || !f.CallsOnly)
	pieces(w, l, func(p *prompt.Part) {
		w.MarkAt(p.At)
		w.DropCache(p.Cache)
		w.DropExt(p.Ext)
		r := p.Reasoning
		switch {
		case f == nil:
			w.Drop(p.Node, "reasoning-replay", w.t.ID+" does not take thoughts back", w.by())
			return
		case !kept:
			w.Drop(p.Node, "reasoning-replay", w.t.ID+" does not take the thoughts of earlier answers back", w.by())
			return
		}
		if r.Signature != nil {
			w.Drop(r.Signature, "reasoning-replay", "raw text holds no proof of thoughts")
		}
		if r.Redacted != nil {
			w.Drop(r.Redacted, "reasoning-replay", "encrypted thoughts cannot be read by another model")
		}
		if r.Text != nil {
			w.b.lit(f.Open)
			w.content(r.Text)
			w.b.lit(f.Close)
		}
	})
}

// pieces calls f for each item, conditions around what f writes.
func pieces[T any](w *writer, l prompt.List[T], f func(*T)) {
	for i := range l {
		switch e := &l[i]; {
		case e.Item != nil:
			f(e.Item)
		case e.Block != nil:
			out := &expr.Block[expr.Text]{Close: e.Block.Close}
			for j := range e.Block.Arms {
				a := &e.Block.Arms[j]
				var body text
				write := func() { w.into(&body, func() { pieces(w, a.Body, f) }) }
				if a.Tag.Kind == expr.TagFor {
					write()
				} else {
					w.When(translate.CondText(a.Tag), write)
				}
				out.Arms = append(out.Arms, expr.Arm[expr.Text]{Tag: a.Tag, Body: body.segs})
			}
			w.b.block(out)
		case e.Spread != nil:
			w.spread(e.Spread)
		}
	}
}
