package read

import (
	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// call reads the arguments behind a callee, and goes on with the result.
func (r *Reader) call(start, first int, c *lang.Chain, made bool) (*value.Node, *lang.Call) {
	if c.Span.IsZero() {
		c.Span = r.chainSpan(c, first)
	}
	k := r.mem.call()
	k.Callee, k.New = *c, made
	if len(c.Steps) > 0 {
		k.NameSpan = c.Steps[len(c.Steps)-1].Span
	}
	switch t := r.cur(); {
	case t.kind == lang.String: // tag`…`
		n := r.literal()
		k.Args = []value.Entry{{Value: n, Span: n.Span}}
		r.str(n, lang.Argument, "")
	case t.text == "{" && r.G.Fields != nil:
		r.G.Fields(r, k)
	case t.text == "{" && k.Named == nil:
		k.Named = r.object()
	default:
		r.args(k, t.match)
		r.pos = t.match + 1
	}
	n := r.hole(start, r.pos, expr.Opaque{Lang: r.G.ID, Text: r.source(start, r.pos)})
	k.Node = n
	k.Span = c.Span.Cover(r.Span(r.pos-1, r.pos))
	at := r.pos
	if r.G.After != nil {
		if made := r.G.After(r, k); made != nil {
			r.filled(c, made)
			r.Unit.AddCall(k)
			return made, r.CallOf(made)
		}
	}
	if r.pos > at {
		n.Span = r.Span(start, r.pos)
		k.Span = c.Span.Cover(r.Span(r.pos-1, r.pos))
	}
	r.first(c)
	r.Unit.AddCall(k)
	return n, k
}

// filled keeps the text that a chain starts from, where the text that its call
// has made of it is not in the source.
func (r *Reader) filled(c *lang.Chain, made *value.Node) {
	if made.View != nil || made.Kind != value.String && made.Kind != value.Text || len(c.Steps) == 0 {
		return
	}
	if s := c.Steps[0].Index; s != nil && s.Kind == value.String && s.View != nil {
		r.Unit.Filled = append(r.Unit.Filled, s)
	}
}

// unbracketed keeps a call without brackets, and reads its arguments.
func (r *Reader) unbracketed(start, first int, c *lang.Chain) (*value.Node, *lang.Call) {
	c.Span = r.chainSpan(c, first)
	k := r.mem.call()
	k.Callee, k.NameSpan, k.Span = *c, c.Steps[len(c.Steps)-1].Span, c.Span
	if r.G.Bare != nil && r.G.Bare(r, c) {
		if at, closer := r.pos, r.lineOfArgs(); closer > at {
			r.arguments(k, closer)
			r.pos = closer
			k.Span = c.Span.Cover(r.Span(closer-1, closer))
		}
	}
	k.Node = r.hole(start, r.pos, expr.Opaque{Lang: r.G.ID, Text: r.source(start, r.pos)})
	r.first(c)
	r.Unit.AddCall(k)
	return k.Node, k
}

// Args reads the arguments between the bracket under the cursor and its
// counterpart, for grammars.
func (r *Reader) Args(k *lang.Call) {
	if closer := r.cur().match; closer > r.pos && closer < r.end {
		r.args(k, closer)
		r.pos = closer + 1
	}
}

// args reads the arguments between the bracket under the cursor and its
// counterpart.
func (r *Reader) args(k *lang.Call, closer int) {
	r.pos++
	r.arguments(k, closer)
}

// lineOfArgs returns the token behind the arguments that begin under the cursor
// without a bracket: they go on behind a line that ends in a comma.
func (r *Reader) lineOfArgs() int {
	i := r.pos
	for i < r.end {
		t := &r.toks[i]
		if t.line && (i == r.pos || r.toks[i-1].text != ",") || t.kind == lang.Ident && r.G.Ends[t.text] && r.at(i+1).text != r.G.Named {
			break
		}
		if t.kind == lang.Punct && (closes(t.text) || t.text == ";" || t.text == "|") {
			break
		}
		if t.match > i && t.match < r.end {
			i = t.match
		}
		i++
	}
	return i
}

// arguments reads the arguments up to closer.
func (r *Reader) arguments(k *lang.Call, closer int) {
	r.open++
	defer func() { r.open-- }()
	for r.pos < closer {
		at := r.pos
		switch {
		case r.is(","):
			r.pos++
			continue
		case r.G.SpreadNamed != "" && r.is(r.G.SpreadNamed):
			r.pos++
			v := r.element(closer)
			k.Named = named(k.Named)
			k.Named.Entries = append(k.Named.Entries, value.Entry{Value: v, Spread: true, Span: r.Span(at, r.pos)})
			continue
		case r.G.Spread != "" && r.is(r.G.Spread):
			r.pos++
			v := r.element(closer)
			k.Args = append(k.Args, value.Entry{Value: v, Spread: true, Span: r.Span(at, r.pos)})
			continue
		case r.G.Named != "" && r.cur().kind == lang.Ident && r.at(r.pos+1).text == r.G.Named && r.at(r.pos+1).kind == lang.Punct:
			key := r.cur()
			r.pos += 2
			v := r.element(closer)
			r.str(v, lang.Argument, key.text)
			k.Named = named(k.Named)
			k.Named.Entries = append(k.Named.Entries, value.Entry{Key: key.text, KeySpan: r.Span(at, at+1), Value: v, Span: r.Span(at, r.pos)})
			k.Named.Span = k.Named.Span.Cover(r.Span(at, r.pos))
			continue
		}
		v := r.element(closer)
		r.str(v, lang.Argument, "")
		k.Args = append(k.Args, value.Entry{Value: v, Span: v.Span})
	}
}

func named(n *value.Node) *value.Node {
	if n == nil {
		return &value.Node{Kind: value.Object}
	}
	return n
}

// element reads a value up to the next comma or to closer. What is left over
// before the comma makes it a hole.
func (r *Reader) element(closer int) *value.Node {
	n, _ := r.item(closer, true)
	return n
}

// item is element; looped is true where the value is the array that a
// comprehension without brackets of its own makes. A caller that reads the loop
// itself gets what stands before it.
func (r *Reader) item(closer int, loops bool) (n *value.Node, looped bool) {
	at := r.pos
	end := r.end
	r.end = closer
	n = r.expr()
	if r.pos < closer && r.cur().kind == lang.Punct && r.cur().is(assigning) {
		if v := r.assign(at, n); v != nil {
			n = v
		}
	}
	if r.pos < closer && !r.is(",") {
		if r.G.TernaryIf && (r.is("for") || r.is("async")) {
			if loops {
				n = r.loop(n, closer)
			}
			r.end = end
			return n, true
		}
		r.str(n, lang.Value, "")
		from := r.pos
		for r.pos < closer && !r.is(",") && !r.is(";") {
			r.skip()
		}
		r.pos = min(r.pos, closer)
		stop := r.pos
		r.statements(from, stop)
		r.pos = stop
		n = r.opaque(at)
	}
	r.end = end
	if r.pos == at {
		r.pos++
	}
	return n, false
}

// loop reads the rest of a comprehension behind its element: an array with a
// repetition around it.
func (r *Reader) loop(n *value.Node, closer int) *value.Node {
	r.str(n, lang.Value, "")
	b, sp := r.repeated(value.Entry{Value: n, Span: n.Span}, closer)
	return &value.Node{Kind: value.Array, Span: sp, Entries: []value.Entry{{Block: b, Span: sp}}}
}

// repeated reads the rest of a comprehension as a repetition around e.
func (r *Reader) repeated(e value.Entry, closer int) (*expr.Block[[]value.Entry], source.Span) {
	from := r.pos
	r.statements(from, closer)
	r.pos = closer
	src := r.source(from, closer)
	tag := expr.Tag{Kind: expr.TagFor, Expr: expr.Opaque{Lang: r.G.ID, Text: src}, Lang: r.G.ID, Src: src, Span: r.Span(from, closer)}
	return &expr.Block[[]value.Entry]{Arms: []expr.Arm[[]value.Entry]{{Tag: tag, Body: []value.Entry{e}}}}, e.Span.Cover(tag.Span)
}
