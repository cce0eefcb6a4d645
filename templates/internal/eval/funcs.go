package eval

import (
	"errors"
	"fmt"
	"time"
)

// A Raised error is one that the template itself raised: what it says is meant
// for whoever gave it the data.
type Raised struct{ Message string }

func (r *Raised) Error() string { return "the template refuses its data: " + r.Message }

// A Namespace is an object whose attributes a template can set.
type Namespace struct{ attrs *Dict }

// Attr implements Object.
func (n *Namespace) Attr(name string) (Value, bool) { return n.attrs.Get(name) }

// Kind implements Object.
func (n *Namespace) Kind() string { return "namespace" }

// Set sets an attribute.
func (n *Namespace) Set(name string, v Value) { n.attrs.Set(name, v) }

// Globals are the functions that every template has. today is the date that
// strftime_now prints; the zero time makes it an error.
func Globals(today time.Time) map[string]Value {
	return map[string]Value{
		"range":           Func(rangeOf),
		"dict":            Func(dictOf),
		"namespace":       Func(func(e *Evaluator, a Args) (Value, error) { return namespace(e, a) }),
		"joiner":          Func(joiner),
		"cycler":          Func(cycler),
		"raise_exception": Func(raise),
		"strftime_now": Func(func(e *Evaluator, a Args) (Value, error) {
			args, err := a.Bind("strftime_now", "format")
			if err != nil {
				return nil, err
			}
			if today.IsZero() {
				return nil, errors.New("strftime_now needs a date, and none is given")
			}
			return strftime(today, Str(or(args[0], ""))), e.Budget.Spend(size(args[0]))
		}),
	}
}

func raise(_ *Evaluator, a Args) (Value, error) {
	args, err := a.Bind("raise_exception", "message")
	if err != nil {
		return nil, err
	}
	return nil, &Raised{Str(or(args[0], ""))}
}

func rangeOf(e *Evaluator, a Args) (Value, error) {
	bounds := []int64{0, 0, 1}
	if len(a.Named) > 0 || len(a.Pos) < 1 || len(a.Pos) > 3 {
		return nil, errors.New("range takes one to three numbers")
	}
	for i, v := range a.Pos {
		n, ok := whole(v)
		if !ok {
			return nil, fmt.Errorf("range takes whole numbers, not a %s", TypeName(v))
		}
		bounds[i] = n
	}
	if len(a.Pos) == 1 {
		bounds[0], bounds[1] = 0, bounds[0]
	}
	from, to, step := bounds[0], bounds[1], bounds[2]
	if step == 0 {
		return nil, errors.New("the step of a range cannot be 0")
	}
	out := NewList()
	for i := from; step > 0 && i < to || step < 0 && i > to; {
		if err := e.Budget.Spend(0); err != nil {
			return nil, err
		}
		out.Items = append(out.Items, i)
		next := i + step
		if (next > i) != (step > 0) { // past the last number
			break
		}
		i = next
	}
	return out, nil
}

func dictOf(e *Evaluator, a Args) (Value, error) {
	d := NewDict()
	for _, v := range a.Pos {
		switch v := v.(type) {
		case *Dict:
			d = v.Copy()
		case *List:
			for _, x := range v.Items {
				pair, ok := x.(*List)
				if !ok || len(pair.Items) != 2 || !d.Set(pair.Items[0], pair.Items[1]) {
					return nil, errors.New("dict takes an object, pairs or named values")
				}
			}
		default:
			return nil, errors.New("dict takes an object, pairs or named values")
		}
	}
	for _, n := range a.Named {
		d.Set(n.Name, n.Value)
	}
	return d, e.Budget.Spend(d.Len())
}

func namespace(e *Evaluator, a Args) (Value, error) {
	d, err := dictOf(e, a)
	if err != nil {
		return nil, fmt.Errorf("namespace: %w", err)
	}
	return &Namespace{d.(*Dict)}, nil
}

// joiner returns a function that gives nothing the first time and the separator
// from then on.
func joiner(_ *Evaluator, a Args) (Value, error) {
	args, err := a.Bind("joiner", "sep")
	if err != nil {
		return nil, err
	}
	sep, used := or(args[0], ", "), false
	return Func(func(*Evaluator, Args) (Value, error) {
		if !used {
			used = true
			return "", nil
		}
		return sep, nil
	}), nil
}

// cycler returns an object that goes round its values.
func cycler(_ *Evaluator, a Args) (Value, error) {
	if len(a.Pos) == 0 || len(a.Named) > 0 {
		return nil, errors.New("cycler takes the values to go round")
	}
	return &cycle{values: a.Pos}, nil
}

type cycle struct {
	values []Value
	at     int
}

func (c *cycle) Attr(name string) (Value, bool) {
	switch name {
	case "current":
		return c.values[c.at], true
	case "next":
		return Func(func(*Evaluator, Args) (Value, error) {
			v := c.values[c.at]
			c.at = (c.at + 1) % len(c.values)
			return v, nil
		}), true
	case "reset":
		return Func(func(*Evaluator, Args) (Value, error) { c.at = 0; return nil, nil }), true
	}
	return nil, false
}

func (c *cycle) Kind() string { return "cycler" }
