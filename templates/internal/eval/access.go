package eval

import (
	"fmt"
	"unicode/utf8"

	"github.com/promptglot/promptglot/internal/expr"
)

// index evaluates a subscript or a slice of v.
func (e *Evaluator) index(v Value, x expr.Expr, s Scope) (Value, error) {
	if c, ok := x.(expr.Call); ok && c.Name == CallSlice && len(c.Args) == 3 {
		return e.slice(v, c.Args, s)
	}
	k, err := e.Eval(x, s)
	if err != nil {
		return nil, err
	}
	return e.member(v, k, "")
}

// member returns a member, element or attribute of v; what v lacks is
// undefined. of is the path of v as far as it is known.
func (e *Evaluator) member(v, key Value, of string) (Value, error) {
	path := Str(key)
	if of != "" {
		path = of + "." + path
	}
	switch v := v.(type) {
	case *Dict:
		if m, ok := v.Get(key); ok {
			return m, nil
		}
	case *List:
		if i, ok := position(key, len(v.Items)); ok {
			return v.Items[i], nil
		}
	case string:
		if i, ok := position(key, utf8.RuneCountInString(v)); ok {
			if err := e.Budget.Spend(len(v)); err != nil {
				return nil, err
			}
			return runeAt(v, i), nil
		}
	case Object:
		if name, ok := key.(string); ok {
			if m, ok := v.Attr(name); ok {
				return m, nil
			}
		}
	case *Undefined:
		if !e.Chain && !e.Script && e.Missing != MissingNames {
			return nil, fmt.Errorf("%s has no %s: %w", orThis(v.Name), Str(key), v.err())
		}
		path = v.Name + "." + Str(key)
	}
	if name, ok := key.(string); ok && e.Script {
		if err := e.Budget.Spend(size(v)); err != nil {
			return nil, err
		}
		return ScriptMember(v, name, path), nil
	}
	return &Undefined{Name: path}, nil
}

func orThis(name string) string {
	if name == "" {
		return "this"
	}
	return name
}

func runeAt(s string, i int) string {
	for at, r := range s {
		if i == 0 {
			return s[at : at+utf8.RuneLen(r)]
		}
		i--
	}
	return ""
}

// position turns a key into an index of something of length n.
func position(key Value, n int) (int, bool) {
	i, ok := key.(int64)
	if b, isBool := key.(bool); isBool {
		i, ok = 0, true
		if b {
			i = 1
		}
	}
	if i < 0 {
		i += int64(n)
	}
	return int(i), ok && i >= 0 && i < int64(n)
}

// slice evaluates v[from:to:step] as Python does.
func (e *Evaluator) slice(v Value, args []expr.Expr, s Scope) (Value, error) {
	var bounds [3]*int64
	for i, a := range args {
		if a == nil {
			continue
		}
		b, err := e.Eval(a, s)
		if err != nil {
			return nil, err
		}
		switch b := b.(type) {
		case nil:
		case int64:
			bounds[i] = &b
		default:
			return nil, fmt.Errorf("a slice goes from and to whole numbers, not a %s", TypeName(b))
		}
	}
	v, err := e.use(v)
	if err != nil {
		return nil, err
	}
	switch v := v.(type) {
	case *List:
		at, err := indices(bounds, len(v.Items))
		if err != nil {
			return nil, err
		}
		out := &List{Items: make([]Value, 0, len(at)), Tuple: v.Tuple}
		for _, i := range at {
			out.Items = append(out.Items, v.Items[i])
		}
		return out, e.Budget.Spend(len(at))
	case string:
		if err := e.Budget.Spend(len(v)); err != nil {
			return nil, err
		}
		rs := []rune(v)
		at, err := indices(bounds, len(rs))
		if err != nil {
			return nil, err
		}
		out := make([]rune, 0, len(at))
		for _, i := range at {
			out = append(out, rs[i])
		}
		return string(out), nil
	case *Undefined:
		return nil, v.err()
	}
	return nil, fmt.Errorf("a %s cannot be sliced", TypeName(v))
}

// indices lists the positions that a slice of something of length n takes.
func indices(bounds [3]*int64, n int) ([]int, error) {
	step := int64(1)
	if bounds[2] != nil {
		step = *bounds[2]
	}
	if step == 0 {
		return nil, fmt.Errorf("the step of a slice cannot be 0")
	}
	size := int64(n)
	lo, hi := int64(0), size
	if step < 0 {
		lo, hi = size-1, -1
	}
	clamp := func(b *int64, def int64) int64 {
		if b == nil {
			return def
		}
		i := *b
		if i < 0 {
			i += size
		}
		if step < 0 {
			return max(-1, min(i, size-1))
		}
		return max(0, min(i, size))
	}
	from, to := clamp(bounds[0], lo), clamp(bounds[1], hi)
	step = max(-size-1, min(step, size+1)) // further than that is the end anyway
	var out []int
	for i := from; step > 0 && i < to || step < 0 && i > to; i += step {
		out = append(out, int(i))
	}
	return out, nil
}
