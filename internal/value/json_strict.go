package value

import (
	"strings"

	"github.com/promptglot/promptglot/internal/source"
)

// strictReader reads what RFC 8259 allows and nothing else: almost every JSON
// text there is, at a multiple of the speed of jsonReader. It reports nothing:
// what it does not understand (a comment, a tag, a mistake, a key that is
// there twice, half of a surrogate pair) it leaves to jsonReader as a whole.
// Both make the same tree of what both read.
type strictReader struct {
	s     string
	pos   int
	bad   bool
	depth int // levels that may still be opened

	base  int  // offset of s in the file
	views bool // strings get views
	slab  source.Slab

	arena *Arena
	stack []Entry // entries of the containers that are open
	text  []byte  // room for decoded strings, many to an allocation
}

// readStrict reads the whole of v, nil where it is for jsonReader. The view has
// to be the lowest one: spans are offsets, then.
func readStrict(v *source.View, opt Options) *Node {
	if len(opt.Marks) > 0 || v.Parent() != nil {
		return nil
	}
	p := strictReader{s: v.Text, depth: opt.maxDepth(), base: v.Span(0, 0).Start, views: !opt.NoViews, slab: source.NewSlab(v), arena: opt.Arena}
	if p.arena == nil {
		p.arena = newArena(len(p.s))
	}
	p.stack = p.arena.stack[:0]
	defer func() { p.arena.stack = p.stack }()
	if strings.HasPrefix(p.s, bom) {
		p.pos = len(bom)
	}
	p.space()
	n := p.value()
	p.space()
	if p.bad || p.pos != len(p.s) {
		return nil
	}
	return n
}

func (p *strictReader) fail() *Node {
	p.bad, p.pos = true, len(p.s)
	return nil
}

func (p *strictReader) space() {
	for p.pos < len(p.s) {
		switch p.s[p.pos] {
		case ' ', '\n', '\r', '\t':
			p.pos++
		default:
			return
		}
	}
}

// peek returns the byte at pos, 0 at the end: no value and no list can go on
// with it.
func (p *strictReader) peek() byte {
	if p.pos < len(p.s) {
		return p.s[p.pos]
	}
	return 0
}

func (p *strictReader) node(kind Kind, start int) *Node {
	n := p.arena.nodes.one()
	n.Kind = kind
	n.Span = source.Span{Start: p.base + start, End: p.base + p.pos}
	return n
}

// value reads the value at pos; nil only where the text is given up.
func (p *strictReader) value() *Node {
	start := p.pos
	switch p.peek() {
	case '"':
		text, ok := p.str()
		if !ok {
			return p.fail()
		}
		n := p.node(String, start)
		n.Str = text
		if p.views {
			if len(text) == p.pos-start-2 {
				n.View = p.slab.ChildAt(start+1, p.pos-1, jsonString{})
			} else {
				n.View = p.slab.Decoded(text, start+1, jsonString{})
			}
		}
		return n
	case '{':
		return p.object()
	case '[':
		return p.array()
	case 't':
		return p.word("true", Bool, true)
	case 'f':
		return p.word("false", Bool, false)
	case 'n':
		return p.word("null", Null, false)
	}
	for p.pos < len(p.s) && numberByte[p.s[p.pos]] {
		p.pos++
	}
	if w := p.s[start:p.pos]; IsJSONNumber(w) {
		n := p.node(Number, start)
		n.Str = w
		return n
	}
	return p.fail()
}

var numberByte = func() (t [256]bool) {
	for _, c := range []byte("0123456789+-.eE") {
		t[c] = true
	}
	return t
}()

func (p *strictReader) word(w string, kind Kind, is bool) *Node {
	start := p.pos
	if len(p.s)-start < len(w) || p.s[start:start+len(w)] != w {
		return p.fail()
	}
	p.pos += len(w)
	n := p.node(kind, start)
	n.Bool = is
	return n
}

// open enters a container and reports whether it has anything in it.
func (p *strictReader) open(end byte) bool {
	p.depth--
	if p.depth < 0 {
		p.fail()
		return false
	}
	p.pos++
	p.space()
	if p.peek() == end {
		p.pos++
		return false
	}
	return true
}

// more reads what stands behind an entry and reports whether another follows.
func (p *strictReader) more(end byte) bool {
	p.space()
	switch p.peek() {
	case ',':
		p.pos++
		p.space()
		return true
	case end:
		p.pos++
	default:
		p.fail()
	}
	return false
}

// close makes the container of the entries above base.
func (p *strictReader) close(kind Kind, start, base int) *Node {
	p.depth++
	if p.bad {
		return nil
	}
	n := p.node(kind, start)
	if es := p.stack[base:]; len(es) > 0 {
		n.Entries = p.arena.list.take(len(es))
		copy(n.Entries, es)
		clear(es)
		p.stack = p.stack[:base]
	}
	return n
}

func (p *strictReader) array() *Node {
	start, base := p.pos, len(p.stack)
	for more := p.open(']'); more; more = p.more(']') {
		v := p.value()
		if v == nil {
			return nil
		}
		p.stack = append(p.stack, Entry{Value: v, Span: v.Span})
	}
	return p.close(Array, start, base)
}

func (p *strictReader) object() *Node {
	start, base := p.pos, len(p.stack)
	keys := keySet{}
	for more := p.open('}'); more; more = p.more('}') {
		at := p.pos
		if p.peek() != '"' {
			return p.fail()
		}
		key, ok := p.str()
		if !ok {
			return p.fail()
		}
		end := p.pos
		p.space()
		if p.peek() != ':' {
			return p.fail()
		}
		p.pos++
		p.space()
		v := p.value()
		if v == nil {
			return nil
		}
		p.stack = append(p.stack, Entry{
			Key: key, KeySpan: source.Span{Start: p.base + at, End: p.base + end}, Value: v,
			Span: source.Span{Start: p.base + at, End: v.Span.End},
		})
		n := len(p.stack) - 1
		if _, dup := keys.add(p.stack[base:n], &p.stack[n]); dup {
			return p.fail()
		}
	}
	return p.close(Object, start, base)
}
