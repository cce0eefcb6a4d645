package eval

import (
	"fmt"
	"slices"
)

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
