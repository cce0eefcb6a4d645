package value

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
)

// isArmEnd reports whether t ends an arm of a block.
func isArmEnd(t *expr.Tag) bool {
	return t.Kind == expr.TagElseIf || t.Kind == expr.TagElse || t.Kind == expr.TagEnd
}

// isValueTag reports whether t stands for output of its own: not a block, not
// a comment.
func isValueTag(t *expr.Tag) bool {
	switch t.Kind {
	case expr.TagHole, expr.TagInclude, expr.TagRole, expr.TagMedia, expr.TagOther:
		return true
	}
	return false
}

// isSeparator reports whether t prints a comma or nothing, as in
// {{ "," if not loop.last }}. Writers make their own separators.
func isSeparator(t *expr.Tag) bool {
	c, ok := t.Expr.(expr.Cond)
	return ok && t.Kind == expr.TagHole && isComma(c.Then) && isComma(c.Else) && (c.Then != nil || c.Else != nil)
}

func isComma(e expr.Expr) bool {
	if e == nil {
		return true
	}
	l, ok := e.(expr.Lit)
	if !ok || l.Kind != expr.Str {
		return false
	}
	s := strings.TrimSpace(l.Text)
	return s == "" || s == ","
}

// hole returns a Hole for tag at [start, end); without a tag it stands for a
// value that could not be read.
func (p *jsonReader) hole(t *expr.Tag, start, end int) *Node {
	n := p.node(Hole, start)
	n.Span = p.v.Span(start, end)
	n.Tag = t
	if t == nil {
		n.Tag = &expr.Tag{Expr: expr.Opaque{}, Span: n.Span, Start: start, End: end}
	}
	return n
}

// composite returns a Hole for a value that is made of several pieces, such as
// {{ a }}{{ b }} or 0.{{ t }}: nothing but its own language can say it. It
// begins at start and is read on from pos.
func (p *jsonReader) composite(start int) *Node {
	lang := ""
	for p.pos < len(p.s) {
		if t := p.mark(); t != nil {
			if !isValueTag(t) || isSeparator(t) {
				break
			}
			lang = t.Lang
			p.take()
			continue
		}
		if p.lexWord() == "" {
			break
		}
	}
	src := p.s[start:p.pos]
	return p.hole(&expr.Tag{
		Kind: expr.TagHole, Expr: expr.Opaque{Lang: lang, Text: src}, Lang: lang, Src: src,
		Span: p.v.Span(start, p.pos), Start: start, End: p.pos,
	}, start, p.pos)
}

// markedValue reads a value that begins with a tag.
func (p *jsonReader) markedValue() *Node {
	t := p.mark()
	switch {
	case t.Kind == expr.TagIf || t.Kind == expr.TagFor:
		return p.choice()
	case isArmEnd(t):
		return nil
	}
	start := p.pos
	p.take()
	if t.Kind != expr.TagHole {
		// A statement prints nothing, so the value follows; what it does to the
		// value cannot be said but in its own language.
		gap := p.pos
		p.space()
		if m := p.mark(); m != nil && isValueTag(m) && !isSeparator(m) || m == nil && p.pos < len(p.s) && isWordByte(p.s[p.pos]) {
			return p.composite(start)
		}
		if t.Kind != expr.TagOther || p.pos >= len(p.s) || strings.IndexByte(`{["`, p.s[p.pos]) < 0 {
			return p.hole(t, start, gap)
		}
		p.value()
		return p.composite(start)
	}
	if m := p.mark(); m != nil && isValueTag(m) && !isSeparator(m) ||
		m == nil && p.pos < len(p.s) && isWordByte(p.s[p.pos]) && p.s[p.pos] != '/' {
		return p.composite(start)
	}
	return p.hole(t, start, p.pos)
}

// choice reads a block that stands where a value should: one value per arm.
func (p *jsonReader) choice() *Node {
	start := p.pos
	opener := p.take()
	if !p.enter(start) {
		p.depth--
		return p.hole(opener, start, opener.End)
	}
	b := &expr.Block[*Node]{}
	arm := opener
	for {
		body := p.value()
		p.space()
		if p.pos < len(p.s) && p.pos != p.next && p.s[p.pos] == ',' {
			p.pos++
			p.sync()
			p.space()
		}
		b.Arms = append(b.Arms, expr.Arm[*Node]{Tag: *arm, Body: body})
		t := p.mark()
		if t == nil || !isArmEnd(t) {
			p.depth--
			return p.brokenChoice(opener)
		}
		p.take()
		if t.Kind == expr.TagEnd {
			b.Close = *t
			break
		}
		arm = t
	}
	p.depth--
	n := p.node(Choice, start)
	n.Choice = b
	return n
}

// brokenChoice gives up on a block whose arms are no single values: it becomes
// one Hole up to the tag that closes it.
func (p *jsonReader) brokenChoice(opener *expr.Tag) *Node {
	depth := 1
	for i := p.mi; i < len(p.marks); i++ {
		t := &p.marks[i]
		switch t.Kind {
		case expr.TagIf, expr.TagFor:
			depth++
		case expr.TagEnd:
			depth--
		}
		if depth == 0 {
			p.rep.add(CodeUnbalanced, opener.Start, opener.End,
				"this block stands for a value, but %s follows the value in one of its arms; expected one value in each arm: put whole members into the block", quoteAt(p.s, p.pos))
			p.pos = t.End
			p.sync()
			return p.composite(opener.Start)
		}
	}
	p.unclosed(opener, "the end of the text")
	// The rest has been searched once; leave it to the lists around, and do not
	// search it again for the next broken block.
	p.mi = len(p.marks)
	p.pos = max(p.pos, opener.End)
	p.sync()
	return p.hole(opener, opener.Start, opener.End)
}

// block reads a block around elements or members. ok is false where it holds
// none: a separator such as {% if not loop.last %},{% endif %}.
func (p *jsonReader) block(kind Kind, open int) (Entry, bool) {
	start := p.pos
	opener := p.take()
	if !p.enter(start) {
		p.depth--
		return Entry{}, false
	}
	b := &expr.Block[[]Entry]{}
	some := false
	for arm := opener; ; {
		es := p.entries(kind, open, true)
		some = some || len(es) > 0
		b.Arms = append(b.Arms, expr.Arm[[]Entry]{Tag: *arm, Body: es})
		t := p.mark()
		if t == nil {
			if !p.gaveUp {
				p.unclosed(opener, quoteAt(p.s, p.pos))
			}
			break
		}
		p.take()
		if t.Kind == expr.TagEnd {
			b.Close = *t
			break
		}
		arm = t
	}
	p.depth--
	return Entry{Block: b, Span: p.v.Span(start, p.pos)}, some
}

// loose reads a tag that stands between entries, or as the key of a member.
func (p *jsonReader) loose(kind Kind) Entry {
	start := p.pos
	t := p.take()
	h := p.hole(t, start, t.End)
	e := Entry{Value: h, Spread: true, Span: h.Span}
	if kind == Object && t.Kind == expr.TagHole {
		p.space()
		if p.pos < len(p.s) && p.pos != p.next && p.s[p.pos] == ':' {
			e.Value, e.KeyNode, e.KeySpan = nil, h, h.Span
			e.Key = t.Src
			p.member(&e, start)
		}
	}
	return e
}

// unclosed reports a block whose end does not come before what is met.
func (p *jsonReader) unclosed(opener *expr.Tag, met string) {
	p.lost++
	p.rep.add(CodeUnbalanced, opener.Start, opener.End,
		"the block opened at %s is not closed before %s; expected its end tag inside of the same brackets", p.rep.at(opener.Start), met)
}

// stray reports an else or end without opener, unless the opener has been
// reported already.
func (p *jsonReader) stray(t *expr.Tag) {
	if p.lost > 0 {
		if t.Kind == expr.TagEnd {
			p.lost--
		}
		return
	}
	p.rep.add(CodeUnbalanced, t.Start, t.End, "%s belongs to no block that is open here; expected its opening tag inside of the same brackets", quote(p.s[t.Start:min(t.End, len(p.s))]))
}
