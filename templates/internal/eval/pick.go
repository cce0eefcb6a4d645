package eval

import (
	"fmt"
	"strconv"
	"strings"
)

// A Group is one group of groupby: it unpacks into its key and its items and
// has them as attributes.
type Group struct {
	grouper Value
	list    *List
}

// Attr implements Object.
func (g *Group) Attr(name string) (Value, bool) {
	switch name {
	case "grouper":
		return g.grouper, true
	case "list":
		return g.list, true
	}
	return nil, false
}

// Kind implements Object.
func (g *Group) Kind() string { return "group" }

// Unpack returns the key and the items.
func (g *Group) Unpack() []Value { return []Value{g.grouper, g.list} }

// attributes splits the attribute argument of a filter: "user.name", 0, and
// for sort several with commas (of which the order is that of a tuple).
func attributes(v Value) []Value {
	if !given(v) || v == nil {
		return nil
	}
	s, ok := v.(string)
	if !ok {
		return []Value{v}
	}
	var out []Value
	for part := range strings.SplitSeq(s, ",") {
		out = append(out, part)
	}
	return out
}

// reach follows attributes from v: a path for each; several give a tuple.
func (e *Evaluator) reach(v Value, attrs []Value, fallback Value) (Value, error) {
	if len(attrs) == 0 {
		return v, nil
	}
	tuple := &List{Tuple: true}
	for _, a := range attrs {
		at, err := v, error(nil)
		s, isPath := a.(string)
		if !isPath {
			at, err = e.member(at, a, "")
		}
		for part := range strings.SplitSeq(s, ".") {
			if err != nil || !isPath {
				break
			}
			var key Value = part
			if n, bad := strconv.ParseInt(part, 10, 64); bad == nil {
				key = n
			}
			if p, ok := at.(*Group); ok && key == int64(0) {
				at = p.grouper
				continue
			}
			at, err = e.member(at, key, "")
		}
		if err != nil {
			return nil, err
		}
		if _, missing := at.(*Undefined); missing && fallback != nil {
			at = fallback
		}
		tuple.Items = append(tuple.Items, at)
	}
	if len(tuple.Items) == 1 {
		return tuple.Items[0], nil
	}
	return tuple, nil
}

// key is what v is sorted by; text without regard to case unless asked.
func (e *Evaluator) key(v Value, attrs []Value, caseful bool) (Value, error) {
	v, err := e.reach(v, attrs, nil)
	if err == nil {
		err = e.Budget.weigh(v, 0)
	}
	return fold(v, caseful), err
}

func fold(v Value, caseful bool) Value {
	if s, ok := v.(string); ok && !caseful {
		return strings.ToLower(s)
	}
	if l, ok := v.(*List); ok && l.Tuple {
		out := &List{Tuple: true}
		for _, x := range l.Items {
			out.Items = append(out.Items, fold(x, caseful))
		}
		return out
	}
	return v
}

// pickFilters have the arguments of the filter or test that they apply.
var pickFilters = map[string]filter{"map": {}, "select": {}, "reject": {}, "selectattr": {}, "rejectattr": {}}

func pick(name string, e *Evaluator, in Value, a Args) (Value, error) {
	items, err := e.Items(in)
	if err != nil {
		return nil, err
	}
	out := NewList()
	for _, v := range items {
		if name == "map" {
			if v, err = e.mapped(v, a); err != nil {
				return nil, fmt.Errorf("map: %w", err)
			}
			out.Items = append(out.Items, v)
			continue
		}
		yes, err := e.picked(name, v, a)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if yes == strings.HasPrefix(name, "select") {
			out.Items = append(out.Items, v)
		}
	}
	return out, nil
}

// mapped applies a filter by name, or takes an attribute.
func (e *Evaluator) mapped(v Value, a Args) (Value, error) {
	if len(a.Pos) > 0 {
		name, ok := a.Pos[0].(string)
		if !ok {
			return nil, fmt.Errorf("what is applied is the name of a filter")
		}
		return e.Filter(name, v, Args{Pos: a.Pos[1:], Named: a.Named})
	}
	args, err := a.Bind("map", "attribute", "default")
	if err != nil {
		return nil, err
	}
	if !given(args[0]) {
		return nil, fmt.Errorf("the name of a filter or attribute= is missing")
	}
	attrs := []Value{args[0]} // a comma is no separator here
	return e.reach(v, attrs, or(args[1], nil))
}

// picked applies a test by name to v or to an attribute of it; without a test
// what is true counts.
func (e *Evaluator) picked(name string, v Value, a Args) (bool, error) {
	if strings.HasSuffix(name, "attr") {
		if len(a.Pos) == 0 {
			return false, fmt.Errorf("the name of an attribute is missing")
		}
		var err error
		if v, err = e.reach(v, []Value{a.Pos[0]}, nil); err != nil {
			return false, err
		}
		a.Pos = a.Pos[1:]
	}
	if len(a.Pos) == 0 {
		return e.truth(v), nil
	}
	test, ok := a.Pos[0].(string)
	if !ok {
		return false, fmt.Errorf("a test is the name of one")
	}
	return e.Test(test, v, Args{Pos: a.Pos[1:], Named: a.Named})
}

// weigh spends what walking a value costs, so that one which holds another many
// times over is not walked for free.
func (b *Budget) weigh(v Value, depth int) error {
	if depth > maxNesting {
		return ErrDepth
	}
	if err := b.Spend(size(v)); err != nil {
		return err
	}
	var in []Value
	switch v := v.(type) {
	case *List:
		in = v.Items
	case *Dict:
		in = v.vals
	}
	for _, x := range in {
		if err := b.weigh(x, depth+1); err != nil {
			return err
		}
	}
	return nil
}
