package value

import (
	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/source"
)

// What an entry list has just passed: it decides which commas are right.
const (
	atStart = iota
	atComma
	atEntry
	atTag // next to a tag every comma is right: nobody knows what the tag brings
)

// entries reads the elements or members up to the closing bracket, which it
// consumes, or in an arm up to the tag that ends the arm, which it does not.
func (p *jsonReader) entries(kind Kind, open int, inArm bool) []Entry {
	base := len(p.stack)
	keys := keySet{}
	prev := atStart
	if inArm {
		prev = atTag
	}
loop:
	for {
		p.space()
		if p.pos >= len(p.s) {
			if !inArm && !p.gaveUp {
				p.gaveUp = true
				p.rep.add(CodeUnterminated, open, open+1, "this %c is never closed; expected %c before the end of the text", p.s[open], closer(kind))
			}
			break
		}
		if t := p.mark(); t != nil && (kind == Object || t.Kind != expr.TagHole || isSeparator(t)) {
			switch {
			case isArmEnd(t):
				if inArm {
					break loop
				}
				p.stray(t)
				p.take()
			case isSeparator(t):
				p.take()
			case t.Kind == expr.TagIf || t.Kind == expr.TagFor:
				if e, ok := p.block(kind, open); ok {
					p.stack = append(p.stack, e)
				}
			default:
				p.stack = append(p.stack, p.loose(kind))
			}
			prev = atTag
			continue
		}
		c := p.s[p.pos]
		switch c {
		case ',':
			if prev == atStart || prev == atComma {
				p.rep.add(CodeSyntax, p.pos, p.pos+1, "nothing stands before this comma; expected %s: remove the comma", entryName(kind))
			}
			p.pos++
			p.sync()
			prev = atComma
			continue
		case '}', ']':
			if inArm {
				break loop // block reports it
			}
			if p.closes(c, kind, open) {
				break loop
			}
			continue
		}
		if prev == atEntry {
			p.rep.add(CodeSyntax, p.pos, p.pos+1, "a comma is missing; expected ',' or '%c' before %s", closer(kind), quoteAt(p.s, p.pos))
		}
		start := p.pos
		e, ok := p.entry(kind)
		if !ok {
			if p.pos == start {
				p.rep.add(CodeSyntax, p.pos, p.pos+1, "unexpected %s; expected %s or '%c'", quoteAt(p.s, p.pos), entryName(kind), closer(kind))
				p.pos++
				p.sync()
			}
			prev = atTag
			continue
		}
		if kind == Object && !e.Spread {
			if first, dup := keys.add(p.stack[base:], &e); dup {
				p.rep.duplicate(e.Key, e.KeySpan, first)
			}
		}
		p.stack = append(p.stack, e)
		prev = atEntry
		if e.Value != nil && (e.Value.Kind == Hole || e.Value.Kind == Choice) {
			prev = atTag
		}
	}
	es := append([]Entry(nil), p.stack[base:]...)
	clear(p.stack[base:])
	p.stack = p.stack[:base]
	return es
}

// closes handles a closing bracket and reports whether it ends the list of
// kind. One of the wrong sort ends the list too, and is left for the outer
// container where one of that sort is open.
func (p *jsonReader) closes(c byte, kind Kind, open int) bool {
	if c == closer(kind) {
		p.pos++
		p.sync()
		return true
	}
	p.rep.add(CodeSyntax, p.pos, p.pos+1, "'%c' does not close the '%c' at %s; expected '%c'", c, p.s[open], p.rep.at(open), closer(kind))
	other := Object
	if kind == Object {
		other = Array
	}
	if p.open[other-Array] == 0 {
		p.pos++
		p.sync()
	}
	return true
}

// entry reads an element or a member.
func (p *jsonReader) entry(kind Kind) (Entry, bool) {
	start := p.pos
	if kind == Array {
		v := p.value()
		if v == nil {
			return Entry{}, false
		}
		return Entry{Value: v, Span: v.Span}, true
	}
	var e Entry
	switch c := p.s[p.pos]; {
	case c == '"' || c == '\'':
		lit := p.lexString()
		e.Key = lit.text
		e.KeySpan = p.v.Span(start, p.pos)
		if lit.pieces != nil {
			e.KeyNode, e.Spread = p.stringNode(start, lit), true
		}
	case isWordByte(c):
		w := p.lexWord()
		e.Key = w
		e.KeySpan = p.v.Span(start, p.pos)
		if p.space(); p.pos == p.next || p.pos >= len(p.s) || p.s[p.pos] != ':' {
			p.rep.add(CodeLiteral, start, start+len(w), "unexpected %s; expected %s", quote(w), entryName(kind))
			return e, false
		}
		p.rep.add(CodeSyntax, start, start+len(w), "the key %s has no quotes; expected %s", quote(w), quote(w))
	default:
		return e, false
	}
	p.member(&e, start)
	return e, true
}

// member reads the colon and the value behind a key.
func (p *jsonReader) member(e *Entry, start int) {
	p.space()
	if p.pos < len(p.s) && p.s[p.pos] == ':' && p.pos != p.next {
		p.pos++
		p.sync()
		e.Value = p.value()
		if e.Value == nil {
			p.rep.add(CodeSyntax, p.pos, p.pos, "key %s has no value; expected a value after ':'", quote(e.Key))
		}
	} else {
		p.rep.add(CodeSyntax, p.pos, p.pos, "expected ':' and a value after the key %s", quote(e.Key))
	}
	end := p.pos
	if e.Value == nil {
		// Readers may rely on a value; one that cannot be read is unknown.
		e.Value = p.hole(nil, end, end)
	}
	e.Span = p.v.Span(start, end).Cover(e.Value.Span)
}

// keySet finds duplicate keys: by comparing in small objects, by a map in
// large ones.
type keySet struct{ m map[string]source.Span }

const keySetSmall = 32

func (k *keySet) add(es []Entry, e *Entry) (first source.Span, dup bool) {
	if k.m == nil {
		if len(es) < keySetSmall {
			for i := range es {
				if x := &es[i]; x.Key == e.Key && x.Block == nil && !x.Spread {
					return x.KeySpan, true
				}
			}
			return first, false
		}
		k.m = make(map[string]source.Span, 2*keySetSmall)
		for i := range es {
			if x := &es[i]; x.Block == nil && !x.Spread {
				if _, ok := k.m[x.Key]; !ok {
					k.m[x.Key] = x.KeySpan
				}
			}
		}
	}
	if first, dup = k.m[e.Key]; !dup {
		k.m[e.Key] = e.KeySpan
	}
	return first, dup
}
