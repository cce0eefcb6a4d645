package read

import (
	"slices"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/value"
)

// call reads the arguments behind a callee, and goes on with the result.
func (r *Reader) call(start, first int, c *lang.Chain, made bool) *value.Node {
	if c.Span.IsZero() {
		c.Span = r.chainSpan(c, first)
	}
	k := &lang.Call{Callee: *c, New: made}
	if len(c.Steps) > 0 {
		k.NameSpan = c.Steps[len(c.Steps)-1].Span
	}
	switch t := r.cur(); {
	case t.kind == lang.String: // tag`…`
		n := r.literal()
		k.Args = []value.Entry{{Value: n, Span: n.Span}}
		r.str(n, lang.Argument, "")
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
			r.Unit.AddCall(k)
			return r.postfix(start, made)
		}
	}
	if r.pos > at {
		n.Span = r.Span(start, r.pos)
		k.Span = c.Span.Cover(r.Span(r.pos-1, r.pos))
	}
	r.Unit.AddCall(k)
	next := r.cur()
	if next.kind == lang.Punct && next.text == "(" && next.match > r.pos && !r.lineEnds(next) {
		return r.call(start, r.pos, &lang.Chain{Recv: k}, false)
	}
	return r.postfix(start, n)
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
	at := r.pos
	end := r.end
	r.end = closer
	n := r.expr()
	if r.pos < closer && !r.is(",") {
		if b := r.loop(n, closer); b != nil {
			r.end = end
			return b
		}
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
	return n
}

// loop reads the rest of a comprehension behind its element: an array with a
// repetition around it.
func (r *Reader) loop(n *value.Node, closer int) *value.Node {
	if !r.G.TernaryIf || !r.is("for") && !r.is("async") {
		return nil
	}
	from := r.pos
	r.str(n, lang.Value, "")
	r.statements(from, closer)
	r.pos = closer
	src := r.source(from, closer)
	tag := expr.Tag{Kind: expr.TagFor, Expr: expr.Opaque{Lang: r.G.ID, Text: src}, Lang: r.G.ID, Src: src, Span: r.Span(from, closer)}
	b := &expr.Block[[]value.Entry]{Arms: []expr.Arm[[]value.Entry]{{Tag: tag, Body: []value.Entry{{Value: n, Span: n.Span}}}}}
	sp := n.Span.Cover(tag.Span)
	return &value.Node{Kind: value.Array, Span: sp, Entries: []value.Entry{{Block: b, Span: sp}}}
}

// assign reads what is assigned to the value that began at start.
func (r *Reader) assign(start int, n *value.Node) {
	names := []string{r.assigned(start, n)}
	spans := r.Span(start, max(r.pos, start+1))
	for i := r.pos; names[0] != "" && r.at(i).text == "," && r.at(i+1).kind == lang.Ident && i < r.pos+16; i += 2 {
		names = append(names, r.at(i+1).text)
		if sign := r.at(i + 2); slices.Contains(r.G.Assign, sign.text) && sign.kind == lang.Punct {
			r.pos = i + 2
			break
		}
	}
	if r.G.Typed && r.is(":") {
		r.annotation()
	}
	t := r.cur()
	if t.kind != lang.Punct || !slices.Contains(r.G.Assign, t.text) || names[0] == "" {
		return
	}
	r.pos++
	v := r.expr()
	for k := 0; k < len(names) && names[k] != ""; k++ {
		x := v
		if len(names) > 1 {
			if x = nil; v.Kind == value.Array && k < len(v.Entries) && v.Entries[k].Value != nil {
				x = v.Entries[k].Value
			}
		}
		if x == nil {
			x = r.opaque(start)
		}
		r.Unit.Assigns = append(r.Unit.Assigns, lang.Assign{Name: names[k], Value: x, Span: spans})
		r.str(x, lang.Assigned, names[k])
	}
	if c := r.CallOf(v); c != nil {
		c.Into = names[0]
	}
	if r.is("=") && slices.Contains(r.G.Assign, "=") { // a = b = c
		r.assign(start, v)
	}
}

// assigned is the name that a value on the left stands for, "" for none.
func (r *Reader) assigned(start int, n *value.Node) string {
	if n.Kind == value.Hole && r.CallOf(n) == nil {
		if p, ok := n.Tag.Expr.(expr.Path); ok {
			name := ""
			for i, s := range p.Steps {
				if i > 0 {
					name += "."
				}
				name += s.Name
			}
			return name
		}
		// A declaration with its type before it: List<String> names.
		if last := r.at(r.pos - 1); last.kind == lang.Ident && r.pos-1 > start {
			return last.text
		}
	}
	return ""
}

// annotation passes over the type of a variable, where a value follows it.
func (r *Reader) annotation() {
	for i := r.pos + 1; i < min(r.pos+80, r.end); i++ {
		t := &r.toks[i]
		switch {
		case t.text == "=" && t.kind == lang.Punct:
			r.pos = i
			return
		case t.match > i && (t.text == "[" || t.text == "(" || t.text == "{" && r.G.Lines != LinesOutside):
			i = t.match
		case t.text == ";" || t.text == "," || closes(t.text) || t.text == "{" || t.line && r.G.Lines == LinesOutside && r.open == 0:
			return
		}
	}
}
