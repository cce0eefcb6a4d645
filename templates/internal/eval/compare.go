package eval

import (
	"fmt"
	"math/big"
	"strings"
)

// Truth reports whether v counts as true.
func Truth(v Value) bool {
	switch v := v.(type) {
	case nil, *Undefined:
		return false
	case bool:
		return v
	case int64:
		return v != 0
	case float64:
		return v != 0
	case string:
		return v != ""
	case *List:
		return len(v.Items) > 0
	case *Dict:
		return v.Len() > 0
	}
	return true
}

// number returns v as a float, booleans included.
func number(v Value) (float64, bool) {
	switch v := v.(type) {
	case bool:
		if v {
			return 1, true
		}
		return 0, true
	case int64:
		return float64(v), true
	case float64:
		return v, true
	case *big.Int:
		f, _ := new(big.Float).SetInt(v).Float64()
		return f, true
	}
	return 0, false
}

// Equal is Python's ==.
func Equal(a, b Value) bool { return equal(a, b, 0) }

func equal(a, b Value, depth int) bool {
	if depth > maxNesting {
		return false
	}
	if x, ok := number(a); ok {
		y, ok := number(b)
		i, isInt := a.(int64)
		j, bothInt := b.(int64)
		if isInt && bothInt {
			return i == j
		}
		return ok && x == y
	}
	switch a := a.(type) {
	case *List:
		b, ok := b.(*List)
		if !ok || len(a.Items) != len(b.Items) || a.Tuple != b.Tuple {
			return false
		}
		for i := range a.Items {
			if !equal(a.Items[i], b.Items[i], depth+1) {
				return false
			}
		}
		return true
	case *Dict:
		b, ok := b.(*Dict)
		if !ok || a.Len() != b.Len() {
			return false
		}
		for i, k := range a.keys {
			if v, has := b.Get(k); !has || !equal(a.vals[i], v, depth+1) {
				return false
			}
		}
		return true
	case *Undefined:
		_, ok := b.(*Undefined)
		return ok
	case nil, string:
		return a == b
	case Func:
		return false // functions of Go cannot be compared
	}
	if _, ok := b.(Func); ok {
		return false
	}
	return a == b
}

// Compare is Python's < as -1, 0 or 1; what has no order is an error.
func Compare(a, b Value) (int, error) {
	if i, ok := a.(int64); ok {
		if j, ok := b.(int64); ok {
			return sign(i < j, i > j), nil
		}
	}
	if x, ok := number(a); ok {
		if y, ok := number(b); ok {
			return sign(x < y, x > y), nil
		}
	}
	if s, ok := a.(string); ok {
		if t, ok := b.(string); ok {
			return strings.Compare(s, t), nil
		}
	}
	if l, ok := a.(*List); ok {
		if m, ok := b.(*List); ok && l.Tuple == m.Tuple {
			for i := range min(len(l.Items), len(m.Items)) {
				if c, err := Compare(l.Items[i], m.Items[i]); err != nil || c != 0 {
					return c, err
				}
			}
			return sign(len(l.Items) < len(m.Items), len(l.Items) > len(m.Items)), nil
		}
	}
	return 0, fmt.Errorf("a %s and a %s have no order", TypeName(a), TypeName(b))
}

func sign(less, more bool) int {
	switch {
	case less:
		return -1
	case more:
		return 1
	}
	return 0
}

// contains is Python's `v in set`.
func contains(set, v Value) (bool, error) {
	switch set := set.(type) {
	case *List:
		for _, x := range set.Items {
			if Equal(x, v) {
				return true, nil
			}
		}
		return false, nil
	case *Dict:
		if _, ok := hash(v); !ok {
			return false, fmt.Errorf("a %s cannot be a key", TypeName(v))
		}
		_, ok := set.Get(v)
		return ok, nil
	case string:
		s, ok := v.(string)
		if !ok {
			return false, fmt.Errorf("a %s cannot be in a string", TypeName(v))
		}
		return strings.Contains(set, s), nil
	case *Undefined:
		return false, set.err()
	}
	return false, fmt.Errorf("nothing can be in a %s", TypeName(set))
}
