package read

import (
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/value"
)

// dict reads an object whose keys are values, or a set: an array.
func (r *Reader) dict() *value.Node {
	open := r.pos
	closer := r.cur().match
	n := &value.Node{Kind: value.Object, Span: r.Span(open, closer+1)}
	r.pos++
	r.open++
	for r.pos < closer {
		if r.is(",") {
			r.pos++
			continue
		}
		at := r.pos
		e, set, looped := r.pair(closer)
		if looped {
			e.Span = r.Span(at, r.pos)
			e.Block, e.Span = r.repeated(e, closer)
			e = value.Entry{Block: e.Block, Span: e.Span}
		} else {
			e.Span = r.Span(at, r.pos)
		}
		if set {
			n.Kind = value.Array
		}
		n.Entries = append(n.Entries, e)
		if r.pos == at {
			r.pos++
		}
	}
	r.open--
	r.pos = closer + 1
	return n
}

// pair reads a key and its value, an element of a set, or a spread; looped is
// true where a comprehension goes on behind it.
func (r *Reader) pair(closer int) (e value.Entry, set, looped bool) {
	if named := r.is(r.G.SpreadNamed); named || r.is(r.G.Spread) {
		r.pos++
		return value.Entry{Value: r.element(closer), Spread: true}, !named, false
	}
	end := r.end
	r.end = closer
	key := r.expr()
	if key.Kind == value.Choice && !r.memberSign(r.cur()) {
		r.end = end
		return value.Entry{Value: key}, true, false
	}
	if !r.memberSign(r.cur()) {
		looped = r.is("for") || r.is("async")
		r.end = end
		r.str(key, lang.Value, "")
		for !looped && r.pos < closer && !r.is(",") {
			r.skip()
		}
		return value.Entry{Value: key}, true, looped
	}
	r.pos++
	r.end = end
	v, looped := r.item(closer, false)
	e = value.Entry{KeySpan: key.Span, Value: v}
	if key.Kind == value.String {
		e.Key = key.Str
		r.str(key, lang.Key, "")
	} else {
		r.str(key, lang.Key, "")
		e.KeyNode, e.Spread = key, true
	}
	r.str(v, lang.Value, e.Key)
	return e, false, looped
}
