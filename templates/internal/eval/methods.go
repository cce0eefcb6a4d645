package eval

import (
	"fmt"
	"slices"
)

// A method takes its receiver and its arguments in the order of its parameters.
type method[T any] struct {
	params []string
	apply  func(e *Evaluator, on T, a []Value) (Value, error)
}

// method calls a method of v: one of Python's of strings, lists and objects, or
// a function that v holds under the name.
func (e *Evaluator) method(v Value, name string, a Args) (Value, error) {
	switch v := v.(type) {
	case string:
		if m, ok := textMethods[name]; ok {
			return invoke(e, m, name, v, a)
		}
	case *List:
		if m, ok := listMethods[name]; ok {
			return invoke(e, m, name, v, a)
		}
	case *Dict:
		if m, ok := dictMethods[name]; ok {
			return invoke(e, m, name, v, a)
		}
		if f, ok := v.Get(name); ok {
			return e.Call(f, a, name)
		}
	case Object:
		if f, ok := v.Attr(name); ok {
			return e.Call(f, a, name)
		}
	case *Undefined:
		return nil, fmt.Errorf("%s of %s: %w", name, orThis(v.Name), v.err())
	}
	return nil, fmt.Errorf("a %s has no method %s", TypeName(v), name)
}

func invoke[T any](e *Evaluator, m method[T], name string, on T, a Args) (Value, error) {
	args, err := a.Bind(name, m.params...)
	if err != nil {
		return nil, err
	}
	v, err := m.apply(e, on, args)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return v, e.Budget.Spend(size(v))
}

var listMethods = map[string]method[*List]{
	"append": {[]string{"item"}, func(_ *Evaluator, l *List, a []Value) (Value, error) { return nil, l.add(a[0]) }},
	"extend": {[]string{"items"}, func(e *Evaluator, l *List, a []Value) (Value, error) {
		items, err := e.Items(or(a[0], nil))
		if err != nil {
			return nil, err
		}
		return nil, l.add(slices.Clone(items)...)
	}},
	"insert": {[]string{"at", "item"}, func(_ *Evaluator, l *List, a []Value) (Value, error) {
		at, ok := a[0].(int64)
		if !ok || !given(a[1]) || l.Tuple {
			return nil, fmt.Errorf("a position and an item are expected")
		}
		if at < 0 {
			at = max(0, at+int64(len(l.Items)))
		}
		l.Items = slices.Insert(slices.Clone(l.Items), int(min(at, int64(len(l.Items)))), a[1])
		return nil, nil
	}},
	"pop": {[]string{"at"}, func(_ *Evaluator, l *List, a []Value) (Value, error) {
		i, ok := position(or(a[0], int64(-1)), len(l.Items))
		if !ok || l.Tuple {
			return nil, fmt.Errorf("there is no such item")
		}
		v := l.Items[i]
		l.Items = append(slices.Clone(l.Items[:i]), l.Items[i+1:]...)
		return v, nil
	}},
	"index": {[]string{"item"}, func(e *Evaluator, l *List, a []Value) (Value, error) {
		for i, x := range l.Items {
			if same, err := e.Operate("==", x, a[0]); err != nil || same == true {
				return int64(i), err
			}
		}
		return nil, fmt.Errorf("it is not in the list")
	}},
	"count": {[]string{"item"}, func(e *Evaluator, l *List, a []Value) (Value, error) {
		n := int64(0)
		for _, x := range l.Items {
			same, err := e.Operate("==", x, a[0])
			if err != nil {
				return nil, err
			}
			if same == true {
				n++
			}
		}
		return n, nil
	}},
	"copy": {none, func(_ *Evaluator, l *List, _ []Value) (Value, error) {
		return &List{Items: slices.Clone(l.Items), Tuple: l.Tuple}, nil
	}},
}

func (l *List) add(items ...Value) error {
	for _, v := range items {
		if !given(v) {
			return fmt.Errorf("an item is expected")
		}
	}
	if l.Tuple {
		return fmt.Errorf("a tuple cannot be changed")
	}
	l.Items = append(l.Items, items...)
	return nil
}

var dictMethods = map[string]method[*Dict]{
	"items":  {none, func(_ *Evaluator, d *Dict, _ []Value) (Value, error) { return d.Pairs(), nil }},
	"keys":   {none, func(_ *Evaluator, d *Dict, _ []Value) (Value, error) { return d.Keys(), nil }},
	"values": {none, func(_ *Evaluator, d *Dict, _ []Value) (Value, error) { return d.Values(), nil }},
	"copy":   {none, func(_ *Evaluator, d *Dict, _ []Value) (Value, error) { return d.Copy(), nil }},
	"get": {[]string{"key", "default"}, func(_ *Evaluator, d *Dict, a []Value) (Value, error) {
		if v, ok := d.Get(or(a[0], nil)); ok {
			return v, nil
		}
		return or(a[1], nil), nil
	}},
	"pop": {[]string{"key", "default"}, func(_ *Evaluator, d *Dict, a []Value) (Value, error) {
		v, ok := d.Get(or(a[0], nil))
		if !ok && !given(a[1]) {
			return nil, fmt.Errorf("there is no such key")
		}
		if !ok {
			return a[1], nil
		}
		d.Delete(a[0])
		return v, nil
	}},
	"setdefault": {[]string{"key", "default"}, func(_ *Evaluator, d *Dict, a []Value) (Value, error) {
		if v, ok := d.Get(or(a[0], nil)); ok {
			return v, nil
		}
		v := or(a[1], nil)
		if !d.Set(or(a[0], nil), v) {
			return nil, fmt.Errorf("a %s cannot be a key", TypeName(a[0]))
		}
		return v, nil
	}},
	"update": {[]string{"other"}, func(e *Evaluator, d *Dict, a []Value) (Value, error) {
		other, ok := a[0].(*Dict)
		if !ok {
			return nil, fmt.Errorf("an object is expected")
		}
		for i := range other.Len() {
			d.Set(other.keys[i], other.vals[i])
		}
		return nil, e.Budget.Spend(other.Len())
	}},
}
