package eval

import (
	"fmt"
	"slices"
	"strings"
)

// onItems makes a filter of what a loop would go through.
func onItems(params []string, f func(e *Evaluator, items []Value, a []Value) (Value, error)) filter {
	return filter{params: params, apply: func(e *Evaluator, in Value, a []Value) (Value, error) {
		items, err := e.Items(in)
		if err != nil {
			return nil, err
		}
		return f(e, items, a)
	}}
}

var listFilters = map[string]filter{
	"list":  onItems(none, func(_ *Evaluator, items, _ []Value) (Value, error) { return NewList(slices.Clone(items)...), nil }),
	"first": onItems(none, func(_ *Evaluator, items, _ []Value) (Value, error) { return end(items, 0) }),
	"last":  onItems(none, func(_ *Evaluator, items, _ []Value) (Value, error) { return end(items, len(items)-1) }),
	"join":  onItems([]string{"d", "attribute"}, join),
	"reverse": {params: none, apply: func(e *Evaluator, in Value, _ []Value) (Value, error) {
		if s, ok := in.(string); ok {
			rs := []rune(s)
			slices.Reverse(rs)
			return string(rs), nil
		}
		items, err := e.Items(in)
		items = slices.Clone(items)
		slices.Reverse(items)
		return NewList(items...), err
	}},
	"sort": onItems([]string{"reverse", "case_sensitive", "attribute"}, func(e *Evaluator, items, a []Value) (Value, error) {
		return e.sorted(NewList(items...), attributes(a[2]), flag(a[1]), flag(a[0]))
	}),
	"unique": onItems([]string{"case_sensitive", "attribute"}, func(e *Evaluator, items, a []Value) (Value, error) {
		out, seen := NewList(), NewDict()
		for _, v := range items {
			k, err := e.key(v, attributes(a[1]), flag(a[0]))
			if err != nil {
				return nil, err
			}
			if _, has := seen.Get(k); has {
				continue
			}
			if !seen.Set(k, true) {
				return nil, fmt.Errorf("a %s cannot be compared", TypeName(k))
			}
			out.Items = append(out.Items, v)
		}
		return out, nil
	}),
	"min": onItems([]string{"case_sensitive", "attribute"}, func(e *Evaluator, items, a []Value) (Value, error) { return extreme(e, items, a, -1) }),
	"max": onItems([]string{"case_sensitive", "attribute"}, func(e *Evaluator, items, a []Value) (Value, error) { return extreme(e, items, a, 1) }),
	"sum": onItems([]string{"attribute", "start"}, func(e *Evaluator, items, a []Value) (Value, error) {
		total := or(a[1], int64(0))
		for _, v := range items {
			v, err := e.reach(v, attributes(a[0]), nil)
			if err != nil {
				return nil, err
			}
			if total, err = e.Operate("+", total, v); err != nil {
				return nil, err
			}
		}
		return total, nil
	}),
	"batch":   onItems([]string{"linecount", "fill_with"}, batch),
	"slice":   onItems([]string{"slices", "fill_with"}, sliceInto),
	"groupby": onItems([]string{"attribute", "default", "case_sensitive"}, groupBy),
}

func end(items []Value, i int) (Value, error) {
	if len(items) == 0 {
		return &Undefined{Hint: "an empty list has neither first nor last"}, nil
	}
	return items[i], nil
}

func join(e *Evaluator, items, a []Value) (Value, error) {
	sep, err := e.Text(or(a[0], ""))
	if err != nil {
		return nil, err
	}
	var b strings.Builder
	for i, v := range items {
		if i > 0 {
			b.WriteString(sep)
		}
		if v, err = e.reach(v, attributes(a[1]), nil); err != nil {
			return nil, err
		}
		s, err := e.Text(v)
		if err != nil {
			return nil, err
		}
		if err := e.Budget.Spend(len(s) + len(sep)); err != nil {
			return nil, err
		}
		if b.WriteString(s); b.Len() > e.Budget.Bytes {
			return nil, ErrSize
		}
	}
	return b.String(), nil
}

// sorted returns the items in order of what is reached by the attributes.
func (e *Evaluator) sorted(l *List, attrs []Value, caseful, reverse bool) (Value, error) {
	keys := make([]Value, len(l.Items))
	at := make([]int, len(l.Items))
	for i, v := range l.Items {
		k, err := e.key(v, attrs, caseful)
		if err != nil {
			return nil, err
		}
		keys[i], at[i] = k, i
	}
	var failed error
	slices.SortStableFunc(at, func(i, j int) int {
		if err := e.Budget.Spend(0); err != nil && failed == nil {
			failed = err
		}
		if failed != nil {
			return 0
		}
		c, err := Compare(keys[i], keys[j])
		if err != nil {
			failed = err
		}
		if reverse {
			return -c
		}
		return c
	})
	out := &List{Items: make([]Value, 0, len(at))}
	for _, i := range at {
		out.Items = append(out.Items, l.Items[i])
	}
	return out, failed
}

func extreme(e *Evaluator, items, a []Value, want int) (Value, error) {
	var best, bestKey Value
	for i, v := range items {
		k, err := e.key(v, attributes(a[1]), flag(a[0]))
		if err != nil {
			return nil, err
		}
		if i == 0 {
			best, bestKey = v, k
			continue
		}
		c, err := Compare(k, bestKey)
		if err != nil {
			return nil, err
		}
		if c == want {
			best, bestKey = v, k
		}
	}
	if len(items) == 0 {
		return &Undefined{Hint: "an empty list has neither least nor greatest"}, nil
	}
	return best, nil
}

func batch(e *Evaluator, items, a []Value) (Value, error) {
	n, ok := or(a[0], nil).(int64)
	if !ok || n < 1 {
		return nil, fmt.Errorf("the number of items in a batch is a whole number from 1 on")
	}
	out := NewList()
	for chunk := range slices.Chunk(items, int(min(n, int64(len(items)+1)))) {
		row := NewList(slices.Clone(chunk)...)
		if given(a[1]) && a[1] != nil {
			if err := e.Budget.Spend(int(min(n, int64(e.Budget.Bytes)+1))); err != nil {
				return nil, err
			}
			for int64(len(row.Items)) < n {
				row.Items = append(row.Items, a[1])
			}
		}
		out.Items = append(out.Items, row)
	}
	return out, nil
}

// sliceInto cuts items into n columns, the first ones one longer.
func sliceInto(e *Evaluator, items, a []Value) (Value, error) {
	n, ok := or(a[0], nil).(int64)
	if !ok || n < 1 {
		return nil, fmt.Errorf("the number of slices is a whole number from 1 on")
	}
	if err := e.Budget.Spend(int(min(n, int64(e.Budget.Bytes)+1))); err != nil {
		return nil, err
	}
	out := NewList()
	per, more := len(items)/int(n), len(items)%int(n)
	at := 0
	for i := range int(n) {
		size := per
		if i < more {
			size++
		}
		row := NewList(slices.Clone(items[at : at+size])...)
		at += size
		if i >= more && given(a[1]) && a[1] != nil && more > 0 {
			row.Items = append(row.Items, a[1])
		}
		out.Items = append(out.Items, row)
	}
	return out, nil
}

func groupBy(e *Evaluator, items, a []Value) (Value, error) {
	attrs := attributes(a[0])
	caseful := flag(a[2])
	reach := func(v Value) (Value, error) { return e.reach(v, attrs, or(a[1], nil)) }
	keyed := NewList()
	for _, v := range items {
		k, err := reach(v)
		if err != nil {
			return nil, err
		}
		keyed.Items = append(keyed.Items, &List{Items: []Value{k, v}})
	}
	v, err := e.sorted(keyed, []Value{int64(0)}, caseful, false)
	if err != nil {
		return nil, err
	}
	out := NewList()
	var group *List
	var last Value
	for _, p := range v.(*List).Items {
		pair := p.(*List).Items
		if k := fold(pair[0], caseful); group == nil || !Equal(k, last) {
			group, last = NewList(), k
			out.Items = append(out.Items, &Group{pair[0], group})
		}
		group.Items = append(group.Items, pair[1])
	}
	return out, nil
}
