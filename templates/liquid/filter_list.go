package liquid

import (
	"fmt"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/templates/internal/eval"
)

// onList makes a filter of a function on the items of the input.
func onList(min, max int, f func(c *call, items []eval.Value) (eval.Value, error)) filter {
	return filter{min, max, func(c *call) (eval.Value, error) {
		items, err := c.list()
		if err != nil {
			return nil, err
		}
		return f(c, items)
	}}
}

var listFilters = map[string]filter{
	"default": {0, 1, func(c *call) (eval.Value, error) {
		if isFalse, _ := c.in.(bool); c.in == isFalse && !isFalse && truth(c.named["allow_false"]) {
			return c.in, nil
		}
		if truth(c.in) && !isEmpty(c.in, false) {
			return c.in, nil
		}
		if len(c.args) == 0 {
			return "", nil
		}
		return c.args[0], nil
	}},
	"size": {0, 0, func(c *call) (eval.Value, error) {
		switch v := c.in.(type) {
		case string:
			return runes(v), nil
		case *eval.List:
			return int64(len(v.Items)), nil
		case *eval.Dict:
			return int64(v.Len()), nil
		}
		return int64(0), nil
	}},
	"first": {0, 0, func(c *call) (eval.Value, error) { return member(c.in, "first", "first"), nil }},
	"last":  {0, 0, func(c *call) (eval.Value, error) { return member(c.in, "last", "last"), nil }},
	"join": onList(0, 1, func(c *call, items []eval.Value) (eval.Value, error) {
		sep, err := c.arg(0, " ")
		if err != nil {
			return nil, err
		}
		var b strings.Builder
		for i, v := range items {
			s, err := c.textOf(v)
			if err != nil {
				return nil, err
			}
			if i > 0 {
				b.WriteString(sep)
			}
			if b.WriteString(s); b.Len() > c.r.budget.Bytes {
				return nil, eval.ErrSize
			}
		}
		return b.String(), nil
	}),
	"reverse": onList(0, 0, func(_ *call, items []eval.Value) (eval.Value, error) {
		items = slices.Clone(items)
		slices.Reverse(items)
		return eval.NewList(items...), nil
	}),
	"concat": onList(1, 1, func(c *call, items []eval.Value) (eval.Value, error) {
		more, ok := c.args[0].(*eval.List)
		if !ok {
			return nil, fmt.Errorf("the argument is no list")
		}
		if err := c.r.budget.Spend(16 * (len(items) + len(more.Items))); err != nil {
			return nil, err
		}
		return eval.NewList(append(slices.Clone(items), more.Items...)...), nil
	}),
	"compact": onList(0, 1, func(c *call, items []eval.Value) (eval.Value, error) {
		return kept(c, items, func(v eval.Value) (bool, error) { return given(v), nil })
	}),
	"map": onList(1, 1, func(c *call, items []eval.Value) (eval.Value, error) {
		out := eval.NewList()
		for _, v := range items {
			m := member(v, c.args[0], eval.Str(c.args[0]))
			if !given(m) {
				m = nil
			}
			out.Items = append(out.Items, m)
		}
		return out, nil
	}),
	"where": onList(1, 2, func(c *call, items []eval.Value) (eval.Value, error) {
		return kept(c, items, c.holds)
	}),
	"reject": onList(1, 2, func(c *call, items []eval.Value) (eval.Value, error) {
		return kept(c, items, func(v eval.Value) (bool, error) {
			yes, err := c.holds(v)
			return !yes, err
		})
	}),
	"find": onList(1, 2, func(c *call, items []eval.Value) (eval.Value, error) {
		for _, v := range items {
			if yes, err := c.holds(v); yes || err != nil {
				return v, err
			}
		}
		return nil, nil
	}),
	"sort": onList(0, 1, func(c *call, items []eval.Value) (eval.Value, error) { return sorted(c, items, false) }),
	"sort_natural": onList(0, 1, func(c *call, items []eval.Value) (eval.Value, error) {
		return sorted(c, items, true)
	}),
	"uniq": onList(0, 1, func(c *call, items []eval.Value) (eval.Value, error) {
		seen := eval.NewDict()
		out := eval.NewList()
		for _, v := range items {
			k := c.key(v)
			switch k.(type) {
			case bool:
				k = fmt.Sprint("bool ", k) // not the same as 0 and 1
			case *eval.List, *eval.Dict, *eval.Undefined:
				s, err := eval.JSON(k, eval.JSONStyle{})
				if err == nil {
					err = c.r.budget.Spend(len(s))
				}
				if err != nil {
					return nil, err
				}
				k = "json " + s
			case string:
				k = fmt.Sprint("text ", k)
			}
			if _, has := seen.Get(k); !has {
				seen.Set(k, true)
				out.Items = append(out.Items, v)
			}
		}
		return out, nil
	}),
	"slice": {1, 2, slice},
}

// kept returns the items that hold.
func kept(c *call, items []eval.Value, holds func(eval.Value) (bool, error)) (eval.Value, error) {
	out := eval.NewList()
	for _, v := range items {
		if err := c.r.budget.Spend(0); err != nil {
			return nil, err
		}
		yes, err := holds(v)
		if err != nil {
			return nil, err
		}
		if yes {
			out.Items = append(out.Items, v)
		}
	}
	return out, nil
}

// holds reports whether a member of v is true, or equal to the second argument.
func (c *call) holds(v eval.Value) (bool, error) {
	m := member(v, c.args[0], eval.Str(c.args[0]))
	if len(c.args) > 1 {
		return c.r.equal(m, c.args[1])
	}
	return truth(m), nil
}

// key is what an item is sorted and told apart by: the member that the argument
// names, or the item itself.
func (c *call) key(v eval.Value) eval.Value {
	if len(c.args) == 0 {
		return v
	}
	return member(v, c.args[0], "")
}

// sorted puts what has no key at the end.
func sorted(c *call, items []eval.Value, caseless bool) (eval.Value, error) {
	type entry struct{ v, key eval.Value }
	es := make([]entry, len(items))
	for i, v := range items {
		k := c.key(v)
		if s, ok := k.(string); ok && caseless {
			k = strings.ToLower(s)
		}
		es[i] = entry{v, k}
	}
	var failed error
	slices.SortStableFunc(es, func(a, b entry) int {
		n := 0
		if s, ok := a.key.(string); ok {
			n = len(s)
		}
		if err := c.r.budget.Spend(n); err != nil && failed == nil {
			failed = err
		}
		ga, gb := given(a.key), given(b.key)
		switch {
		case failed != nil || !ga && !gb:
			return 0
		case !ga:
			return 1
		case !gb:
			return -1
		}
		n, err := order(a.key, b.key)
		if err != nil {
			failed = err
		}
		return n
	})
	out := eval.NewList()
	for _, e := range es {
		out.Items = append(out.Items, e.v)
	}
	return out, failed
}

// slice takes a piece of a text or list, from the end where the offset is
// negative.
func slice(c *call) (eval.Value, error) {
	from, err := c.whole(0, 0)
	if err != nil {
		return nil, err
	}
	n, err := c.whole(1, 1)
	if err != nil {
		return nil, err
	}
	cut := func(size int64) (int64, int64) {
		if from < 0 {
			from += size
		}
		if from < 0 || from > size || n < 0 {
			return 0, 0
		}
		return from, from + min(n, size-from)
	}
	if l, ok := c.in.(*eval.List); ok {
		a, z := cut(int64(len(l.Items)))
		return eval.NewList(slices.Clone(l.Items[a:z])...), nil
	}
	s, err := c.text()
	if err != nil {
		return nil, err
	}
	rs := []rune(s)
	a, z := cut(int64(len(rs)))
	return string(rs[a:z]), nil
}
