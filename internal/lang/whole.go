package lang

import (
	"math"
	"slices"
	"sort"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/value"
)

// A stretch is a part of a program, by offsets.
type stretch struct{ from, to int }

var everywhere = stretch{0, math.MaxInt}

// whole adds to an object or list what the program puts into it after it is
// made, in the given part of it. What is there twice, or grows in a way that nobody
// can see, is unknown. What it returns is not to be changed.
func (u *Unit) whole(name, in string, v *value.Node, part stretch) *value.Node {
	at := scoped{name, in}
	switch {
	case v.Kind != value.Object && v.Kind != value.Array:
		return v
	case u.remade[name] && v.Kind == value.Array:
		return unknown(u.Lang, name, v)
	case len(u.parts[at]) == 0 && !u.grow[name] && !u.remade[name] && !u.inside[name] && len(u.merged[at]) == 0:
		return v
	case part != everywhere:
		return u.put(at, v, part)
	}
	key := holding{at, v}
	c := u.wholes[key]
	if c == nil {
		if u.wholes == nil {
			u.wholes = map[holding]*value.Node{}
		}
		c = u.put(at, v, part)
		u.wholes[key] = c
	}
	return c
}

// A holding is a value that a name has.
type holding struct {
	at scoped
	v  *value.Node
}

// put is whole for a name into whose value something is put.
func (u *Unit) put(at scoped, v *value.Node, part stretch) *value.Node {
	c := *v
	c.Entries = slices.Clone(v.Entries)
	if v.Kind == value.Object {
		t := table{n: &c}
		parts := between(u.parts[at], part, func(i int) int { return u.Assigns[i].Span.Start })
		u.left -= len(v.Entries) + len(parts)
		for _, i := range parts {
			a := &u.Assigns[i]
			key := a.Name[len(at.name)+1:]
			if k := t.find(key); k >= 0 {
				c.Entries[k].Value = unknown(u.Lang, at.name+"."+key, a.Value)
				continue
			}
			t.add(value.Entry{Key: key, KeySpan: a.Span, Value: a.Value, Span: a.Span.Cover(a.Value.Span)})
		}
		u.mergeInto(&t, at, part)
	}
	for i := range c.Entries {
		e := &c.Entries[i]
		if !u.inside[at.name] || e.Key == "" || e.Spread || e.Block != nil || e.Value == nil || e.Value.Kind != value.Array || !u.grow[at.name+"."+e.Key] {
			continue
		}
		list := *e.Value // body["messages"].append(…)
		list.Entries = append(slices.Clone(list.Entries), value.Entry{Value: unknown(u.Lang, at.name+"."+e.Key, e.Value), Spread: true, Span: e.Value.Span})
		e.Value = &list
	}
	if u.grow[at.name] || u.remade[at.name] {
		c.Entries = append(c.Entries, value.Entry{Value: unknown(u.Lang, at.name, v), Spread: true, Span: v.Span})
	}
	return &c
}

// between are those of a list in the order of the program that begin in a part of
// it.
func between[T any](all []T, part stretch, start func(T) int) []T {
	from := sort.Search(len(all), func(i int) bool { return start(all[i]) >= part.from })
	all = all[from:]
	return all[:sort.Search(len(all), func(i int) bool { return start(all[i]) > part.to })]
}

// A table finds the members of an object by their keys.
type table struct {
	n  *value.Node
	at map[string]int // the first of each key, where there are more than a few
}

// find returns the index of the first member of a key that stands there for sure,
// -1 for none.
func (t *table) find(key string) int {
	if t.at == nil && len(t.n.Entries) <= few {
		return slices.IndexFunc(t.n.Entries, func(e value.Entry) bool { return e.Key == key && e.Block == nil && !e.Spread })
	}
	if t.at == nil {
		t.at = make(map[string]int, 2*len(t.n.Entries))
		for i := range t.n.Entries {
			t.note(i)
		}
	}
	if i, ok := t.at[key]; ok {
		return i
	}
	return -1
}

// add appends a member.
func (t *table) add(e value.Entry) {
	t.n.Entries = append(t.n.Entries, e)
	if t.at != nil {
		t.note(len(t.n.Entries) - 1)
	}
}

func (t *table) note(i int) {
	e := &t.n.Entries[i]
	if _, twice := t.at[e.Key]; !twice && e.Block == nil && !e.Spread {
		t.at[e.Key] = i
	}
}

// unknown is a hole for what the program calls name, standing where v does.
func unknown(language, name string, v *value.Node) *value.Node {
	return &value.Node{Kind: value.Hole, Span: v.Span, Tag: &expr.Tag{
		Kind: expr.TagHole, Lang: language, Expr: expr.Opaque{Lang: language, Text: name}, Src: name, Span: v.Span,
	}}
}
