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
