package chattemplate

import (
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/prompt"
)

// textPart appends the text between two offsets to a message.
func (p *parser) textPart(m *prompt.Message, from, to int) {
	if from >= to {
		return
	}
	n := p.f.slice(p.r, from, to)
	m.Parts = append(m.Parts, prompt.Entry[prompt.Part]{Item: &prompt.Part{At: prompt.At{Node: n}, Kind: prompt.TextPart, Text: n}, Span: n.Span})
}

func (p *parser) part(m *prompt.Message, part *prompt.Part) {
	m.Parts = append(m.Parts, prompt.Entry[prompt.Part]{Item: part, Span: part.Span()})
}

// start reads the system text that stands before all turns.
func (p *parser) start() {
	to := p.nextOpening(p.pos)
	if to == len(p.f.text) || to == p.pos {
		return
	}
	end := to
	if c := p.t.SystemFrame.Close; strings.HasSuffix(p.f.text[p.pos:to], c) {
		end -= len(c)
	}
	m := &prompt.Message{At: prompt.At{Node: p.f.slice(p.r, p.pos, end)}, Role: prompt.RoleSystem}
	p.textPart(m, p.pos, end)
	p.add(m)
	p.pos, p.closed = to, true
}

// systemText reads a system turn: the text, and the definitions of tools.
func (p *parser) systemText(m *prompt.Message, from, to int) {
	end := to
	defer func() {
		if len(m.Parts) > 0 || from == to {
			p.add(m)
		}
	}()
	if d := p.t.Tools; d != nil && d.Place == "system" {
		if at := strings.Index(p.f.text[from:to], d.Open); at >= 0 && d.Open != "" {
			if tools, next, ok := p.readTools(from+at, to); ok && next == to {
				p.p.Tools = append(p.p.Tools, tools...)
				end = from + at
				if g := "\n\n"; strings.HasSuffix(p.f.text[from:end], g) {
					end -= len(g)
				}
			}
		}
	}
	if o := p.t.SystemFrame.Open; p.t.System == "turn" && strings.HasPrefix(p.f.text[from:end], o) {
		from += len(o)
	} else if p.t.System == "turn" && o != "" {
		m.Form[formBare] = "yes"
	}
	p.textPart(m, from, end)
}

// userText reads a user turn: what the template puts in front of the first
// one's text is taken out again.
func (p *parser) userText(m *prompt.Message, from, to int) {
	if d := p.t.Tools; d != nil && d.Place == "first-user" && strings.HasPrefix(p.f.text[from:to], d.Open) {
		if tools, next, ok := p.readTools(from, to); ok {
			p.p.Tools = append(p.p.Tools, tools...)
			from = next
		}
	}
	if f := p.t.SystemFrame; p.t.System != "turn" && distinct(f.Open) && strings.HasPrefix(p.f.text[from:to], f.Open) {
		at := from + len(f.Open)
		if k := strings.Index(p.f.text[at:to], f.Close); k >= 0 {
			s := &prompt.Message{At: prompt.At{Node: p.f.slice(p.r, at, at+k)}, Role: prompt.RoleSystem}
			p.textPart(s, at, at+k)
			p.add(s)
			from = at + k + len(f.Close)
		}
	}
	p.textPart(m, from, to)
}

// answer reads a turn of the model: thoughts, text, calls.
func (p *parser) answer(m *prompt.Message, from, to int) {
	if th := p.t.Thoughts; th != nil && !th.Own && strings.HasPrefix(p.f.text[from:to], th.Open) {
		at := from + len(th.Open)
		if k := strings.Index(p.f.text[at:to], th.Close); k >= 0 {
			p.reasoning(m, at, at+k)
			from = at + k + len(th.Close)
		}
	}
	d := p.t.Tools
	if d == nil || d.Calls.Instead {
		p.textPart(m, from, to)
		return
	}
	lead := d.Calls.Lead
	begin := head(d.Calls.Open, d.Calls.Item)
	at := strings.Index(p.f.text[from:to], begin)
	if at < 0 {
		p.textPart(m, from, to)
		return
	}
	at += from
	calls, next, ok := p.readCalls(at, to)
	if !ok || next != to {
		p.textPart(m, from, to)
		return
	}
	end := at
	if end > from && strings.HasSuffix(p.f.text[from:end], lead) {
		end -= len(lead)
	}
	p.textPart(m, from, end)
	for _, c := range calls {
		p.part(m, c)
	}
}

func (p *parser) reasoning(m *prompt.Message, from, to int) {
	n := p.f.slice(p.r, from, to)
	p.part(m, &prompt.Part{At: prompt.At{Node: n}, Kind: prompt.ReasoningPart, Reasoning: &prompt.Reasoning{Text: n}})
}

// ownThoughts reads thoughts that are a turn of their own: they begin the turn
// that follows, of the same role.
func (p *parser) ownThoughts() {
	from := p.pos
	to, next, ok := p.end(p.t.Thoughts.Close)
	p.pos, p.closed = next, ok
	m := &prompt.Message{At: prompt.At{Node: p.f.slice(p.r, from, to)}, Role: prompt.RoleAssistant}
	p.reasoning(m, from, to)
	p.add(m)
}

// ownCalls reads calls that stand in place of a turn.
func (p *parser) ownCalls() {
	c := &p.t.Tools.Calls
	from := p.pos - len(head(c.Open, c.Item))
	calls, next, ok := p.readCalls(from, len(p.f.text))
	if !ok {
		p.pos = from
		p.stray()
		return
	}
	m := &prompt.Message{At: prompt.At{Node: p.f.slice(p.r, from, next)}, Role: prompt.RoleAssistant}
	if n := len(p.out); n > 0 && p.out[n-1].Item != nil && p.out[n-1].Item.Role == prompt.RoleAssistant {
		m = p.out[n-1].Item // thoughts and text before the calls are of the same turn
	} else {
		p.add(m)
	}
	for _, call := range calls {
		p.part(m, call)
	}
	p.pos, p.closed = next, true
}

// preface passes over the fixed first turn; its effort is an option.
func (p *parser) preface(f *catalog.Preface) {
	for _, tools := range []string{f.Tools, ""} {
		c, next, ok := p.match(strings.ReplaceAll(f.Text, "$tools", tools), p.pos, len(p.f.text))
		if !ok || len(p.f.text[c["effort"].from:c["effort"].to]) > 20 {
			continue
		}
		n := p.f.slice(p.r, c["effort"].from, c["effort"].to)
		p.p.Settings = append(p.p.Settings, prompt.Setting{
			At: prompt.At{Node: n}, Param: prompt.ParamEffort, Feature: "reasoning-effort", Value: n, Form: string(prompt.ParamEffort),
		})
		if tools != "" {
			p.p.Form[formPreface] = prefaceTools
		}
		p.pos = next
		return
	}
}
