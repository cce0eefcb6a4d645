package eval

import (
	"fmt"
)

// A filter takes its input and its arguments in the order of its parameters.
type filter struct {
	params []string
	apply  func(e *Evaluator, in Value, a []Value) (Value, error)
	// missing lets the input be a missing value; for all others it is an error
	// where missing values are, and empty where they are empty.
	missing bool
}

// filters are those of Jinja and of chat templates that need neither a clock
// nor chance nor markup. It is filled by init: some filters apply others.
var filters map[string]filter

func init() {
	filters = map[string]filter{}
	for _, set := range []map[string]filter{textFilters, listFilters, pickFilters, numberFilters, valueFilters} {
		for name, f := range set {
			filters[name] = f
		}
	}
	for alias, name := range map[string]string{"d": "default", "count": "length", "e": "escape", "forceescape": "escape"} {
		filters[alias] = filters[name]
	}
}

// Filter applies a filter.
func (e *Evaluator) Filter(name string, in Value, a Args) (Value, error) {
	if e.Script && name == "dump" {
		return e.dump(in, a)
	}
	f, ok := filters[name]
	if !ok {
		return nil, fmt.Errorf("the filter %s is not supported", name)
	}
	if !f.missing {
		var err error
		if in, err = e.use(in); err != nil {
			return nil, err
		}
	}
	if f.params == nil { // the arguments are another filter's or test's
		return pick(name, e, in, a)
	}
	args, err := a.Bind(name, f.params...)
	if err != nil {
		return nil, err
	}
	if err := e.Budget.Spend(size(in)); err != nil {
		return nil, err
	}
	v, err := f.apply(e, in, args)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return v, e.Budget.Spend(size(v))
}

var none = []string{}

var valueFilters = map[string]filter{
	"default": {params: []string{"default_value", "boolean"}, missing: true, apply: func(_ *Evaluator, in Value, a []Value) (Value, error) {
		_, undefined := in.(*Undefined)
		if undefined || given(a[1]) && Truth(a[1]) && !Truth(in) {
			return or(a[0], ""), nil
		}
		return in, nil
	}},
	"length": {params: none, apply: func(e *Evaluator, in Value, _ []Value) (Value, error) {
		if s, ok := in.(string); ok {
			return int64(runes(s)), nil
		}
		items, err := e.Items(in)
		return int64(len(items)), err
	}},
	"string": {params: none, apply: func(e *Evaluator, in Value, _ []Value) (Value, error) { return e.Text(in) }},
	"safe":   {params: none, apply: func(_ *Evaluator, in Value, _ []Value) (Value, error) { return in, nil }},
	"attr": {params: []string{"name"}, apply: func(e *Evaluator, in Value, a []Value) (Value, error) {
		return e.member(in, or(a[0], ""), "")
	}},
	"tojson": {params: []string{"indent", "ensure_ascii", "separators", "sort_keys"}, apply: toJSON},
	"items": {params: none, missing: true, apply: func(_ *Evaluator, in Value, _ []Value) (Value, error) {
		switch in := in.(type) {
		case *Dict:
			return in.Pairs(), nil
		case *Undefined:
			return NewList(), nil
		}
		return nil, fmt.Errorf("a %s has no members", TypeName(in))
	}},
	"dictsort": {params: []string{"case_sensitive", "by", "reverse"}, apply: func(e *Evaluator, in Value, a []Value) (Value, error) {
		d, ok := in.(*Dict)
		if !ok {
			return nil, fmt.Errorf("a %s has no members", TypeName(in))
		}
		at := int64(0)
		if by := or(a[1], "key"); by == "value" {
			at = 1
		} else if by != "key" {
			return nil, fmt.Errorf(`sorting is by "key" or "value"`)
		}
		return e.sorted(d.Pairs(), []Value{at}, flag(a[0]), flag(a[2]))
	}},
}

// or returns the argument, or what holds where none is given.
func or(v, fallback Value) Value {
	if given(v) {
		return v
	}
	return fallback
}

func flag(v Value) bool { return given(v) && Truth(v) }

func toJSON(e *Evaluator, in Value, a []Value) (Value, error) {
	if u, ok := in.(*Undefined); ok {
		return nil, u.err()
	}
	s := e.JSON
	if s.Item == "" {
		s.Item, s.Key = ", ", ": "
	}
	switch n := a[0].(type) {
	case int64:
		if n > 100 {
			return nil, ErrSize
		}
		s.Item, s.Indent = ",", spaces(int(n))
	case string:
		s.Item, s.Indent = ",", n
	}
	s.ASCII, s.Sort = s.ASCII || flag(a[1]), s.Sort || flag(a[3])
	if l, ok := a[2].(*List); ok && len(l.Items) == 2 {
		s.Item, s.Key = Str(l.Items[0]), Str(l.Items[1])
	}
	if err := e.Budget.weigh(in, 0); err != nil {
		return nil, err
	}
	return JSON(in, s)
}
