package eval

import (
	"fmt"
	"math/big"
	"strings"
)

// tests are the tests of Jinja that look at the value alone.
var tests = map[string]func(v Value) bool{
	"none":     func(v Value) bool { return v == nil },
	"string":   func(v Value) bool { _, ok := v.(string); return ok },
	"mapping":  func(v Value) bool { _, ok := v.(*Dict); return ok },
	"boolean":  func(v Value) bool { _, ok := v.(bool); return ok },
	"true":     func(v Value) bool { return v == true },
	"false":    func(v Value) bool { return v == false },
	"float":    func(v Value) bool { _, ok := v.(float64); return ok },
	"integer":  isInteger,
	"number":   func(v Value) bool { _, ok := number(v); return ok },
	"callable": func(v Value) bool { _, ok := v.(Callable); return ok },
	"iterable": isSequence,
	"sequence": isSequence,
	"lower": func(v Value) bool {
		s, ok := v.(string)
		return ok && s == strings.ToLower(s) && s != strings.ToUpper(s)
	},
	"upper": func(v Value) bool {
		s, ok := v.(string)
		return ok && s == strings.ToUpper(s) && s != strings.ToLower(s)
	},
	"even": func(v Value) bool { i, ok := whole(v); return ok && i%2 == 0 },
	"odd":  func(v Value) bool { i, ok := whole(v); return ok && i%2 != 0 },
}

func isInteger(v Value) bool {
	switch v.(type) {
	case int64, *big.Int:
		return true
	}
	return false
}

func isSequence(v Value) bool {
	switch v.(type) {
	case string, *List, *Dict, *Undefined: // a missing value is an empty sequence
		return true
	}
	return false
}

// comparisons are the tests that are operators by another name.
var comparisons = map[string]string{
	"eq": "==", "equalto": "==", "==": "==", "ne": "!=", "!=": "!=", "lt": "<", "lessthan": "<", "<": "<", "le": "<=", "<=": "<=",
	"gt": ">", "greaterthan": ">", ">": ">", "ge": ">=", ">=": ">=", "in": "in",
}

// Test applies a test.
func (e *Evaluator) Test(name string, v Value, a Args) (bool, error) {
	_, absent := v.(*Undefined)
	switch name {
	case "defined", "undefined":
		return absent == (name == "undefined"), arity(name, a, 0)
	case "filter", "test":
		s, ok := v.(string)
		_, isFilter := filters[s]
		return ok && (name == "filter" && isFilter || name == "test" && known(s)), arity(name, a, 0)
	}
	if op, ok := comparisons[name]; ok {
		if err := arity(name, a, 1); err != nil {
			return false, err
		}
		r, err := e.Operate(op, v, a.Pos[0])
		return r == true, err
	}
	switch name {
	case "sameas":
		if err := arity(name, a, 1); err != nil {
			return false, err
		}
		return same(v, a.Pos[0]), nil
	case "divisibleby":
		if err := arity(name, a, 1); err != nil {
			return false, err
		}
		r, err := e.Operate("%", v, a.Pos[0])
		return err == nil && Equal(r, int64(0)), err
	}
	f, ok := tests[name]
	if !ok {
		return false, fmt.Errorf("the test %s is not supported", name)
	}
	return f(v), arity(name, a, 0)
}

func known(name string) bool {
	_, plain := tests[name]
	_, op := comparisons[name]
	return plain || op || name == "defined" || name == "undefined" || name == "sameas" || name == "divisibleby"
}

func arity(name string, a Args, n int) error {
	if len(a.Named) > 0 || len(a.Pos) != n {
		return fmt.Errorf("the test %s takes %d arguments", name, n)
	}
	return nil
}

// same is Python's `is`: the same object, or the same single value.
func same(a, b Value) bool {
	switch a := a.(type) {
	case *List:
		l, ok := b.(*List)
		return ok && l == a
	case *Dict:
		d, ok := b.(*Dict)
		return ok && d == a
	case int64, float64, bool, string, nil:
		return TypeName(a) == TypeName(b) && Equal(a, b)
	}
	return false
}
