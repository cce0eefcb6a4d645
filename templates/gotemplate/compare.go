package gotemplate

import (
	"cmp"
	"errors"
	"fmt"
	"text/template"
)

// comparisons are Go's own, on data and literals. They are here because
// comparing two long texts takes time that must be counted.
func (r *running) comparisons() template.FuncMap {
	ordered := func(holds func(int) bool) func(a, b any) (bool, error) {
		return func(a, b any) (bool, error) {
			c, err := r.order(a, b)
			return err == nil && holds(c), err
		}
	}
	return template.FuncMap{
		"eq": func(a any, others ...any) (bool, error) {
			if len(others) == 0 {
				return false, errors.New("eq takes two arguments or more")
			}
			for _, b := range others {
				if same, err := r.equal(a, b); same || err != nil {
					return same, err
				}
			}
			return false, nil
		},
		"ne": func(a, b any) (bool, error) {
			same, err := r.equal(a, b)
			return err == nil && !same, err
		},
		"lt": ordered(func(c int) bool { return c < 0 }),
		"le": ordered(func(c int) bool { return c <= 0 }),
		"gt": ordered(func(c int) bool { return c > 0 }),
		"ge": ordered(func(c int) bool { return c >= 0 }),
	}
}

func kindOf(v any) string {
	switch v.(type) {
	case nil:
		return "nil"
	case bool:
		return "boolean"
	case int:
		return "whole number"
	case float64:
		return "number"
	case string:
		return "string"
	case []any:
		return "list"
	case map[string]any:
		return "object"
	}
	return fmt.Sprintf("%T", v)
}

// equal compares two values of one kind. Go does not compare a whole number
// with another one, nor lists; data from JSON does not tell 1 from 1.0, so that
// numbers are compared here.
func (r *running) equal(a, b any) (bool, error) {
	if err := r.spend(a, b); err != nil {
		return false, err
	}
	if a == nil || b == nil {
		return a == nil && b == nil, nil
	}
	if x, y, ok := numbers(a, b); ok {
		return x == y, nil
	}
	ka, kb := kindOf(a), kindOf(b)
	switch {
	case ka == "list" || ka == "object" || kb == "list" || kb == "object":
		return false, fmt.Errorf("a %s cannot be compared with a %s", ka, kb)
	case ka != kb:
		return false, fmt.Errorf("incompatible types for comparison: a %s and a %s", ka, kb)
	}
	return a == b, nil
}

func (r *running) order(a, b any) (int, error) {
	if err := r.spend(a, b); err != nil {
		return 0, err
	}
	if x, y, ok := numbers(a, b); ok {
		return cmp.Compare(x, y), nil
	}
	x, ok1 := a.(string)
	y, ok2 := b.(string)
	if !ok1 || !ok2 {
		return 0, fmt.Errorf("a %s and a %s have no order", kindOf(a), kindOf(b))
	}
	return cmp.Compare(x, y), nil
}

// spend counts the time that a comparison takes.
func (r *running) spend(a, b any) error {
	x, ok1 := a.(string)
	y, ok2 := b.(string)
	if !ok1 || !ok2 {
		return nil
	}
	return r.budget.Spend(min(len(x), len(y)))
}

func numbers(a, b any) (x, y float64, ok bool) {
	x, ok1 := number(a)
	y, ok2 := number(b)
	return x, y, ok1 && ok2
}

func number(v any) (float64, bool) {
	switch v := v.(type) {
	case int:
		return float64(v), true
	case float64:
		return v, true
	}
	return 0, false
}
