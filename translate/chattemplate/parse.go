package chattemplate

import (
	"cmp"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/translate"
)

// maxNesting bounds conditions within conditions.
const maxNesting = 100

// An opening is what a piece of the conversation begins with, and who reads it.
type opening struct {
	text string
	read func(p *parser)
	next int // where it occurs next, as far as that was looked for; -1 not yet
}

// A parser reads a text back into turns. It never fails: what is no turn is
// kept as it stands. Time is linear in the text.
type parser struct {
	r      *translate.Reader
	p      *prompt.Prompt
	t      *catalog.ChatTemplate
	f      *flat
	depth  int
	pos    int
	opens  []opening
	out    prompt.List[prompt.Message]
	closed bool // the last turn is
	after  bool // results came last, which an answer may follow without opening
	strays bool // something is no turn
	fuel   int  // bytes that may still be looked through in vain
}

func newParser(r *translate.Reader, p *prompt.Prompt, t *catalog.ChatTemplate, f *flat) *parser {
	ps := &parser{r: r, p: p, t: t, f: f, fuel: 8*len(f.text) + 4096}
	add := func(text string, read func(*parser)) {
		if distinct(text) {
			ps.opens = append(ps.opens, opening{text, read, -1})
		}
	}
	for _, role := range []prompt.Role{prompt.RoleUser, prompt.RoleAssistant, prompt.RoleSystem} {
		if f, ok := t.Turns[string(role)]; ok {
			add(f.Open, func(p *parser) { p.turn(role, f) })
		}
	}
	if th := t.Thoughts; th != nil && th.Own {
		add(th.Open, (*parser).ownThoughts)
	}
	if d := t.Tools; d != nil {
		if d.Calls.Instead {
			add(head(d.Calls.Open, d.Calls.Item), (*parser).ownCalls)
			if d.Calls.Preamble != nil {
				add(d.Calls.Preamble.Open, func(p *parser) { p.turn(prompt.RoleAssistant, *d.Calls.Preamble) })
			}
		}
		add(head(d.Results.Open, d.Results.Item), (*parser).results)
		if d.Place == "turn" || d.Place == "last-user" {
			add(d.Open, (*parser).tools)
		}
	}
	add(t.Generate, (*parser).generate)
	// The longest that fits is meant: an answer rather than its beginning.
	slices.SortStableFunc(ps.opens, func(a, b opening) int { return cmp.Compare(len(b.text), len(a.text)) })
	return ps
}

// head is what a list of items begins with: its opening, and the item up to its
// first piece.
func head(open, item string) string {
	before, _, _ := strings.Cut(item, "$")
	return open + before
}

// all reads the whole text.
func (p *parser) all() prompt.List[prompt.Message] {
	if p.skip(p.t.BOS) && p.t.System == "start" || p.pos == 0 && p.t.System == "start" {
		p.start()
	}
	if f := p.t.Preface; f != nil {
		p.preface(f)
	}
	p.run()
	if n := len(p.out); n > 0 && !p.closed && p.out[n-1].Item != nil && p.out[n-1].Item.Role == prompt.RoleAssistant {
		p.out[n-1].Item.Prefill = p.out[n-1].Item.Form["open"] == "yes"
	}
	return p.out
}

func (p *parser) run() {
	for p.pos < len(p.f.text) {
		p.closed = false
		if s := p.f.at(p.pos); s != nil && s.Block != nil && p.block(s) {
			p.pos++
			continue
		}
		if o := p.opening(p.pos); o != nil {
			p.pos += len(o.text)
			o.read(p)
			continue
		}
		if f := p.t.Turns["assistant"]; p.after || !distinct(f.Open) && !p.first() {
			if strings.HasPrefix(p.f.text[p.pos:], f.Open) && !p.after {
				p.pos += len(f.Open)
			}
			p.after = false
			p.turn(prompt.RoleAssistant, f)
			continue
		}
		p.stray()
	}
}

// answeredLast reports whether the model spoke last. Where nothing begins an
// answer, a text that ends with the user's turn asks for one.
func (p *parser) answeredLast() bool {
	n := len(p.out)
	return n > 0 && p.out[n-1].Item != nil && p.out[n-1].Item.Role == prompt.RoleAssistant
}

func (p *parser) first() bool { return len(p.out) == 0 }

func (p *parser) skip(s string) bool {
	if s == "" || !strings.HasPrefix(p.f.text[p.pos:], s) {
		return false
	}
	p.pos += len(s)
	return true
}

func (p *parser) opening(at int) *opening {
	for i := range p.opens {
		if strings.HasPrefix(p.f.text[at:], p.opens[i].text) {
			return &p.opens[i]
		}
	}
	return nil
}

// nextOpening returns where the next turn begins at or after an offset.
func (p *parser) nextOpening(from int) int {
	best := len(p.f.text)
	for i := range p.opens {
		o := &p.opens[i]
		if o.next < from {
			o.next = len(p.f.text)
			if k := strings.Index(p.f.text[from:], o.text); k >= 0 {
				o.next = from + k
			}
		}
		best = min(best, o.next)
	}
	return best
}

// boundary reports whether a turn may end before an offset.
func (p *parser) boundary(at int) bool {
	if at >= len(p.f.text) || p.opening(at) != nil || !distinct(p.t.Turns["assistant"].Open) {
		return true
	}
	s := p.f.at(at)
	return s != nil && s.Block != nil
}

// end finds where a turn that begins here ends: the closing that a turn or the
// end of the text follows. ok is false where there is none.
func (p *parser) end(closing string) (content, next int, ok bool) {
	if closing == "" {
		at := p.nextOpening(p.pos)
		return at, at, true
	}
	for from := p.pos; ; {
		k := strings.Index(p.f.text[from:], closing)
		if k < 0 {
			return len(p.f.text), len(p.f.text), false
		}
		at := from + k
		if p.boundary(at + len(closing)) {
			return at, at + len(closing), true
		}
		from = at + 1
	}
}

// turn reads a turn whose opening was read.
func (p *parser) turn(role prompt.Role, f catalog.Frame) {
	from := p.pos
	to, next, ok := p.end(f.Close)
	p.pos, p.closed = next, ok
	m := &prompt.Message{At: prompt.At{Node: p.f.slice(p.r, from, to)}, Role: role, Form: map[string]string{}}
	if !ok || f.Close == "" && next == len(p.f.text) {
		m.Form["open"] = "yes"
		p.closed = false
	}
	switch role {
	case prompt.RoleAssistant:
		if from == to && (!ok || next == len(p.f.text) && f.Close == "") {
			return // the beginning of an answer, no turn
		}
		p.answer(m, from, to)
	case prompt.RoleSystem:
		p.systemText(m, from, to)
		return
	default:
		p.userText(m, from, to)
	}
	p.add(m)
}

func (p *parser) add(m *prompt.Message) {
	p.out = append(p.out, prompt.Entry[prompt.Message]{Item: m, Span: m.Span()})
}

// generate is the beginning of the answer. Anything but the end of the text
// after it means that it was something else.
func (p *parser) generate() {
	if p.pos < len(p.f.text) {
		p.turn(prompt.RoleAssistant, p.t.Turns["assistant"])
	}
}

// block reads a condition or loop around whole turns.
func (p *parser) block(s *expr.Seg) bool {
	if p.depth >= maxNesting {
		return false
	}
	out := &expr.Block[prompt.List[prompt.Message]]{Close: s.Block.Close}
	for i := range s.Block.Arms {
		a := &s.Block.Arms[i]
		inner := newParser(p.r, p.p, p.t, flattenText(p.f.node, a.Body))
		inner.depth = p.depth + 1
		inner.run()
		if inner.strays || !inner.closed && len(inner.out) > 0 {
			return false
		}
		out.Arms = append(out.Arms, expr.Arm[prompt.List[prompt.Message]]{Tag: a.Tag, Body: inner.out})
	}
	p.out = append(p.out, prompt.Entry[prompt.Message]{Block: out, Span: s.Span})
	p.closed = true
	return true
}

// stray keeps text that is no turn as a part of this dialect.
func (p *parser) stray() {
	from := p.pos
	p.pos = max(p.nextOpening(from+1), from+1)
	p.strays, p.closed = true, true
	n := p.f.slice(p.r, from, p.pos)
	p.add(&prompt.Message{At: prompt.At{Node: n}, Role: prompt.RoleUser, Parts: prompt.List[prompt.Part]{{
		Item: &prompt.Part{At: prompt.At{Node: n}, Kind: prompt.OpaquePart, Feature: "special-token"}, Span: n.Span,
	}}})
}
