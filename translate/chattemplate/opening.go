package chattemplate

import (
	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/translate"
)

// opening writes system text and tools where the template has them.
func (w *writer) opening(system prompt.List[turn], tools expr.Text, rest prompt.List[turn]) {
	place := ""
	if w.t.Tools != nil {
		place = w.t.Tools.Place
	}
	if place == "turn" {
		w.b.add(tools)
	}
	if w.t.System == "turn" {
		w.systemTurns(system, tools, place)
		if place != "first-user" && place != "last-user" {
			return
		}
	}
	var front text
	if w.t.System != "turn" {
		w.inFront(&front, system)
	}
	if place == "last-user" {
		// The definitions are no part of the turn's text: they stand before it.
		w.prefix(rest, place, front.segs, tools)
		return
	}
	if place == "first-user" {
		var both text
		both.add(tools)
		both.add(front.segs)
		front = both
	}
	if w.t.System == "start" {
		w.b.add(front.segs)
		return
	}
	w.prefix(rest, w.t.System, front.segs, nil)
}

// systemTurns writes each system turn, the tools with the first.
func (w *writer) systemTurns(system prompt.List[turn], tools expr.Text, place string) {
	extra := w.extra(tools, place)
	if len(extra) > 0 {
		f := w.t.Turns["system"]
		w.b.lit(f.Open)
		var body text
		if len(system) > 0 {
			body.lit(w.t.SystemFrame.Open)
			w.joined(&body, system)
			body.lit(w.t.SystemFrame.Close)
			body.lit(w.glue())
		}
		body.add(extra)
		w.b.add(body.segs)
		w.b.lit(f.Close)
		return
	}
	w.list(system, false)
}

// extra is what stands in the system turn besides its text.
func (w *writer) extra(tools expr.Text, place string) expr.Text {
	var t text
	if place == "system" {
		t.add(tools)
	}
	if out := w.outputText; len(out) > 0 {
		if !t.empty() {
			t.lit("\n\n")
		}
		t.add(out)
	}
	return t.segs
}

func (w *writer) glue() string {
	if w.t.Tools != nil && w.t.Tools.Glue != nil {
		return *w.t.Tools.Glue
	}
	return "\n\n"
}

// inFront writes the system text with what stands around it in another turn.
func (w *writer) inFront(to *text, system prompt.List[turn]) {
	if len(system) == 0 {
		return
	}
	to.lit(w.t.SystemFrame.Open)
	w.joined(to, system)
	to.lit(w.t.SystemFrame.Close)
}

// joined writes the texts of system turns with empty lines between them.
func (w *writer) joined(to *text, l prompt.List[turn]) {
	old := w.b
	w.b = to
	defer func() { w.b = old }()
	for i := range l {
		if i > 0 {
			to.lit("\n\n")
		}
		if t := l[i].Item; t != nil {
			w.head(t)
			w.texts(t, t.parts)
			continue
		}
		w.block(l[i].Block, func(body prompt.List[turn]) { w.joined(w.b, body) })
	}
}

// prefix keeps front for the first or last user turn of rest, and before for in
// front of that turn. Without a certain one both stand in a turn of their own.
func (w *writer) prefix(rest prompt.List[turn], place string, front, before expr.Text) {
	if len(front)+len(before) == 0 {
		return
	}
	at := -1
	for i := range rest {
		if t := rest[i].Item; t != nil && t.role == prompt.RoleUser && (place == "last-user" || at < 0) {
			at = i
		}
	}
	first := at == 0 || place == "last-user"
	if at < 0 || !first {
		w.b.add(before)
		if len(front) > 0 {
			w.ownTurn(prompt.RoleUser, front)
		}
		return
	}
	w.before = before
	w.pendingAt, w.pending = rest[at].Item, front
	if front == nil {
		w.pending = expr.Text{}
	}
}

// block writes a condition or loop whose arms f writes.
func (w *writer) block(b *expr.Block[prompt.List[turn]], f func(prompt.List[turn])) {
	out := &expr.Block[expr.Text]{Close: b.Close}
	for i := range b.Arms {
		a := &b.Arms[i]
		old := w.b
		w.b = &text{}
		if a.Tag.Kind == expr.TagFor {
			f(a.Body)
		} else {
			w.When(translate.CondText(a.Tag), func() { f(a.Body) })
		}
		out.Arms = append(out.Arms, expr.Arm[expr.Text]{Tag: a.Tag, Body: w.b.segs})
		w.b = old
	}
	w.b.block(out)
}
