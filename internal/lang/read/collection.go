package read

import (
	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/value"
)

// List reads the list under the cursor, for grammars.
func (r *Reader) List() *value.Node { return r.list() }

// list reads the elements between two brackets.
func (r *Reader) list() *value.Node {
	open := r.pos
	closer := r.cur().match
	n := &value.Node{Kind: value.Array, Span: r.Span(open, closer+1)}
	r.pos++
	r.open++
	for r.pos < closer {
		at := r.pos
		switch {
		case r.is(","):
			r.pos++
			continue
		case r.G.Spread != "" && r.is(r.G.Spread):
			r.pos++
			v := r.element(closer)
			n.Entries = append(n.Entries, value.Entry{Value: v, Spread: true, Span: r.Span(at, r.pos)})
			continue
		}
		v, looped := r.item(closer, true)
		if looped {
			n.Entries = append(n.Entries, v.Entries...) // [x for x in xs]
			continue
		}
		r.str(v, lang.Value, "")
		n.Entries = append(n.Entries, value.Entry{Value: v, Span: v.Span})
	}
	r.open--
	r.pos = closer + 1
	return n
}

// Object reads the object under the cursor, for grammars.
func (r *Reader) Object() *value.Node { return r.object() }

// object reads the members between two braces: names, texts or values as keys;
// a name alone brings the variable of that name.
func (r *Reader) object() *value.Node {
	if r.G.KeyValues {
		return r.dict()
	}
	open := r.pos
	closer := r.cur().match
	n := &value.Node{Kind: value.Object, Span: r.Span(open, closer+1)}
	r.pos++
	r.open++
	for r.pos < closer {
		at := r.pos
		if r.is(",") || r.is(";") {
			r.pos++
			continue
		}
		if e, ok := r.member1(closer); ok {
			e.Span = r.Span(at, r.pos)
			n.Entries = append(n.Entries, e)
		}
		if r.pos == at {
			r.pos++
		}
	}
	r.open--
	r.pos = closer + 1
	return n
}

// member1 reads one member of an object.
func (r *Reader) member1(closer int) (value.Entry, bool) {
	if r.G.Entry != nil {
		if e, ok := r.G.Entry(r); ok {
			return e, true
		}
	}
	at := r.pos
	t := r.cur()
	for _, s := range []string{r.G.SpreadNamed, r.G.Spread} {
		if s != "" && t.text == s && t.kind == lang.Punct {
			r.pos++
			return value.Entry{Value: r.element(closer), Spread: true}, true
		}
	}
	next := r.at(r.pos + 1)
	switch {
	case t.kind == lang.Ident && r.memberSign(next):
		r.pos += 2
		v := r.element(closer)
		r.str(v, lang.Value, t.text)
		return value.Entry{Key: t.text, KeySpan: r.Span(at, at+1), Value: v}, true
	case t.kind == lang.Ident && (next.text == "," || r.pos+1 == closer):
		r.pos++
		return value.Entry{Key: t.text, KeySpan: r.Span(at, at+1), Value: r.hole(at, at+1, expr.Var(t.text))}, true
	case t.kind == lang.Ident && next.text == "(" && next.match > 0 && next.match < closer && r.at(next.match+1).text == "{":
		return r.method(closer)
	}
	var key *value.Node
	if t.text == "[" && t.match > r.pos && r.memberSign(r.at(t.match+1)) {
		m := t.match
		r.pos++
		key = r.within(m)
		r.pos = m + 1
	} else {
		end := r.end
		r.end = closer
		key = r.unary()
		r.end = end
	}
	if !r.memberSign(r.cur()) || r.pos >= closer {
		if r.pos < closer && !r.is(",") {
			from := r.pos
			for r.pos < closer && !r.is(",") {
				r.skip()
			}
			r.pos = min(r.pos, closer)
			stop := r.pos
			r.statements(from, stop)
			r.pos = stop
		}
		return value.Entry{Value: key, Spread: true}, key != nil
	}
	r.pos++
	v := r.element(closer)
	e := value.Entry{KeySpan: key.Span, Value: v}
	if key.Kind == value.String {
		e.Key = key.Str
		r.str(key, lang.Key, "")
		r.str(v, lang.Value, key.Str)
		return e, true
	}
	r.str(v, lang.Value, "")
	e.KeyNode, e.Spread = key, true
	return e, true
}

func (r *Reader) memberSign(t *tok) bool {
	if t.kind != lang.Punct {
		return false
	}
	for _, s := range r.G.Colon {
		if t.text == s {
			return true
		}
	}
	return false
}

// method passes over a function that is a member, reading its body.
func (r *Reader) method(closer int) (value.Entry, bool) {
	at := r.pos
	body := r.at(r.at(r.pos+1).match + 1)
	if body.match <= r.pos || body.match > closer {
		r.pos++
		return value.Entry{}, false
	}
	from := r.at(r.pos+1).match + 2
	stop := body.match
	r.statements(from, stop)
	r.pos = stop + 1
	return value.Entry{Key: r.toks[at].text, KeySpan: r.Span(at, at+1), Value: r.opaque(at)}, true
}
