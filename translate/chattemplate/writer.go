package chattemplate

import (
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// A writer writes one prompt as text.
type writer struct {
	*translate.Writer
	p *prompt.Prompt
	t *catalog.ChatTemplate
	b *text

	// pending goes in front of the text of the user turn pendingAt, and before
	// in front of the turn itself.
	pending    expr.Text
	pendingAt  *turn
	before     expr.Text
	outputText expr.Text              // the form of the answer, in the system turn
	ids        map[string]*value.Node // ids that were made, by the source's or by the call
	answered   bool                   // what follows continues an answer after results
	warned     bool                   // that values filled in may hold tokens
	// lastAsk is the number of the top entry of the last question; thoughts
	// before it are not sent back.
	lastAsk int
}

func newWriter(w *translate.Writer, p *prompt.Prompt, t *catalog.ChatTemplate) *writer {
	return &writer{Writer: w, p: p, t: t, b: &text{}, ids: map[string]*value.Node{}}
}

func (w *writer) by() translate.Option { return translate.By(w.t.Ref) }

// A turn is what one frame encloses: several for a message that holds both
// results and a question.
type turn struct {
	role  prompt.Role // RoleTool for results
	m     *prompt.Message
	parts prompt.List[prompt.Part]
	first bool // of its message: what belongs to the message is named with it
}

func (w *writer) render() expr.Text {
	w.MarkAt(w.p.At)
	w.choice()
	turns := translate.FlatMap(w.Writer, w.p.Messages, w.turns)
	system, rest := leading(turns)
	w.lastAsk = -1
	for i := range rest {
		if it := rest[i].Item; it == nil || it.role == prompt.RoleUser {
			w.lastAsk = i
		}
	}
	w.b.lit(w.t.BOS)
	tools := w.tools()
	w.preface(len(tools) > 0)
	w.output()
	w.opening(system, tools, rest)
	w.list(rest, true)
	w.generate(rest)
	return w.b.segs
}

// turns splits a message.
func (w *writer) turns(m *prompt.Message) prompt.List[turn] {
	results, rest := translate.Partition(m.Parts, func(p *prompt.Part) bool { return p.Kind == prompt.ToolResultPart })
	var out prompt.List[turn]
	add := func(role prompt.Role, parts prompt.List[prompt.Part]) {
		out = append(out, prompt.Entry[turn]{Item: &turn{role: role, m: m, parts: parts, first: len(out) == 0}})
	}
	if len(results) > 0 {
		add(prompt.RoleTool, results)
	}
	role := m.Role
	if role == prompt.RoleDeveloper {
		role = prompt.RoleSystem
	}
	if len(rest) > 0 || len(results) == 0 {
		add(role, rest)
	}
	return out
}

// leading splits off the system turns that the conversation begins with.
func leading(l prompt.List[turn]) (system, rest prompt.List[turn]) {
	n := 0
	for n < len(l) && allSystem(l[n:n+1]) {
		n++
	}
	return l[:n], l[n:]
}

func allSystem(l prompt.List[turn]) bool {
	for i := range l {
		switch {
		case l[i].Item != nil:
			if l[i].Item.role != prompt.RoleSystem {
				return false
			}
		case l[i].Block != nil && !l[i].Block.IsLoop():
			for _, a := range l[i].Block.Arms {
				if !allSystem(a.Body) {
					return false
				}
			}
		default:
			return false
		}
	}
	return true
}

// preface writes the fixed first turn.
func (w *writer) preface(tools bool) {
	f := w.t.Preface
	if f == nil {
		return
	}
	pieces := map[string]expr.Text{"effort": literal(f.Effort)}
	if s := w.Setting1(prompt.ParamEffort); s != nil {
		pieces["effort"] = w.effort(s, f)
	}
	if tools || w.p.Form[formPreface] == prefaceTools {
		pieces["tools"] = literal(f.Tools)
	}
	w.b.fill(f.Text, pieces)
	if w.p.Dialect != ID {
		w.Add(nil, "system-param", "a first turn that every prompt of "+w.t.ID+" begins with; "+w.t.Note, w.by())
	}
}

func (w *writer) effort(s *prompt.Setting, f *catalog.Preface) expr.Text {
	if s.Value.Kind != value.String {
		w.MarkAt(s.At)
		return translate.AsText(w.Carry(s.Value))
	}
	word := translate.AllowedEffort(s.Value.Str, f.Efforts)
	if word == "" {
		word = f.Effort
	}
	if word == s.Value.Str {
		w.Mark(s.Value)
	} else {
		w.Note(s.Value, s.Feature, translate.Approximate, "the efforts of "+w.t.ID+" are "+strings.Join(f.Efforts, ", ")+"; "+word+" comes closest", w.by())
	}
	return literal(word)
}

// ownTurn writes text in a turn of its own.
func (w *writer) ownTurn(role prompt.Role, content expr.Text) {
	f := w.t.Turns[string(role)]
	w.b.lit(f.Open)
	w.b.add(content)
	w.b.lit(f.Close)
}

// generate begins the answer, unless the last turn is to be continued.
func (w *writer) generate(rest prompt.List[turn]) {
	if w.p.Form[formEnd] == endClosed || w.answered {
		return
	}
	if n := len(rest); n > 0 && rest[n-1].Item != nil && rest[n-1].Item.m.Prefill {
		return
	}
	w.b.lit(w.t.Generate)
}
