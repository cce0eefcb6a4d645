package value

import (
	"sort"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/source"
)

// A lineItem is a tag that stands between entries, or a block of such tags.
type lineItem struct {
	tag  *expr.Tag
	arms []lineArm // of a block
	end  *expr.Tag
	span source.Span
}

type lineArm struct {
	tag   *expr.Tag
	items []lineItem
	span  source.Span
}

// weave puts the tags on lines of their own into the trees: entries between
// the tags of a block become its arms.
func (r *yamlReader) weave(docs []*Node) {
	items := r.lineItems()
	for i, n := range docs {
		var mine []lineItem
		for len(items) > 0 && (i+1 == len(docs) || items[0].span.Start < docs[i+1].Span.Start) {
			mine, items = append(mine, items[0]), items[1:]
		}
		if len(mine) == 0 {
			continue
		}
		if n.Kind != Object && n.Kind != Array {
			r.misplaced(&mine[0])
			continue
		}
		n.Entries = r.weaveList(n.Entries, mine)
	}
}

// lineItems pairs the tags that the parser saw as comments.
func (r *yamlReader) lineItems() []lineItem {
	type level struct {
		item  lineItem
		items []lineItem
	}
	stack := []level{{}}
	add := func(it lineItem) {
		top := &stack[len(stack)-1]
		top.items = append(top.items, it)
	}
	closeArm := func(l *level, end int) {
		a := &l.item.arms[len(l.item.arms)-1]
		a.items, l.items = l.items, nil
		a.span = source.Span{Start: r.v.Span(a.tag.Start, a.tag.End).End, End: end}
	}
	for _, i := range r.onLines {
		t := &r.opt.Marks[i]
		if r.inScalar[i] || t.Kind == expr.TagComment {
			continue
		}
		at := r.v.Span(t.Start, t.End)
		switch {
		case t.Kind == expr.TagIf || t.Kind == expr.TagFor:
			stack = append(stack, level{item: lineItem{arms: []lineArm{{tag: t}}, span: at}})
		case !isArmEnd(t):
			add(lineItem{tag: t, span: at})
		case len(stack) == 1:
			r.rep.addSpan(CodeUnbalanced, at, source.Span{}, "%s belongs to no block that is open here; expected its opening tag on a line of its own before it", quote(t.Src))
		default:
			l := &stack[len(stack)-1]
			closeArm(l, at.Start)
			if t.Kind != expr.TagEnd {
				l.item.arms = append(l.item.arms, lineArm{tag: t})
				continue
			}
			l.item.end, l.item.span.End = t, at.End
			it := l.item
			stack = stack[:len(stack)-1]
			add(it)
		}
	}
	for len(stack) > 1 {
		l := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		t := l.item.arms[0].tag
		r.rep.add(CodeUnbalanced, t.Start, t.End, "the block opened at %s is never closed; expected its end tag on a line of its own", r.rep.at(t.Start))
		for _, a := range l.item.arms {
			for _, it := range a.items {
				add(it)
			}
		}
		for _, it := range l.items {
			add(it)
		}
	}
	return stack[0].items
}

// weaveList merges the entries of one list with the items that stand among
// them; items that stand within an entry go down into its value.
func (r *yamlReader) weaveList(es []Entry, items []lineItem) []Entry {
	if !sort.SliceIsSorted(es, func(i, j int) bool { return es[i].Span.Start < es[j].Span.Start }) {
		// Merged members stand where their merge key does.
		sort.SliceStable(es, func(i, j int) bool { return es[i].Span.Start < es[j].Span.Start })
	}
	out := make([]Entry, 0, len(es)+len(items))
	down := map[int][]lineItem{} // by index in out
	k := 0
	for i := range items {
		it := &items[i]
		for k < len(es) && es[k].Span.End <= it.span.Start {
			out = append(out, es[k])
			k++
		}
		if k < len(es) && es[k].Span.Start < it.span.Start {
			down[len(out)] = append(down[len(out)], *it)
			continue
		}
		holds := 0
		for k+holds < len(es) && es[k+holds].Span.Start < it.span.End {
			holds++
		}
		if holds > 0 && es[k+holds-1].Span.End > it.span.End {
			r.misplaced(it)
			continue
		}
		if p := len(out) - 1; holds == 0 && p >= 0 && r.deeper(it, out[p].Value) {
			down[p] = append(down[p], *it)
			continue
		}
		if e, ok := r.weaveItem(it, es[k:k+holds]); ok {
			out = append(out, e)
		}
		k += holds
	}
	out = append(out, es[k:]...)
	for i, its := range down {
		v := out[i].Value
		if v == nil || v.Kind != Object && v.Kind != Array {
			r.misplaced(&its[0])
			continue
		}
		v.Entries = r.weaveList(v.Entries, its)
	}
	return out
}

// weaveItem makes the entry of an item that holds es.
func (r *yamlReader) weaveItem(it *lineItem, es []Entry) (Entry, bool) {
	if it.tag != nil {
		return Entry{Value: &Node{Kind: Hole, Tag: it.tag, Span: it.span}, Spread: true, Span: it.span}, true
	}
	b := &expr.Block[[]Entry]{Close: *it.end}
	some := false
	for i := range it.arms {
		a := &it.arms[i]
		n := 0
		for n < len(es) && es[n].Span.End <= a.span.End {
			n++
		}
		if n < len(es) && es[n].Span.Start < a.span.End {
			r.misplaced(it)
			return Entry{}, false
		}
		body := r.weaveList(es[:n:n], a.items)
		es = es[n:]
		some = some || len(body) > 0
		b.Arms = append(b.Arms, expr.Arm[[]Entry]{Tag: *a.tag, Body: body})
	}
	return Entry{Block: b, Span: it.span}, some
}

// deeper reports whether a tag behind the container v is indented like the
// entries of v and so belongs to them.
func (r *yamlReader) deeper(it *lineItem, v *Node) bool {
	if v == nil || (v.Kind != Object && v.Kind != Array) || len(v.Entries) == 0 {
		return false
	}
	f := r.v.File()
	return f.Pos(it.span.Start).Column >= f.Pos(v.Span.Start).Column
}

func (r *yamlReader) misplaced(it *lineItem) {
	t := it.tag
	if t == nil {
		t = it.arms[0].tag
	}
	r.rep.add(CodeUnbalanced, t.Start, t.End, "this block does not hold whole entries of one list or object; expected its tags between entries")
}
