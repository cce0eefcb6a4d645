package eval

import (
	"fmt"
	"math"
)

// arithmetic works on numbers. Whole numbers that leave 64 bits are an error
// rather than a wrong result.
func arithmetic(op string, l, r Value) (Value, error) {
	x, ok1 := number(l)
	y, ok2 := number(r)
	if !ok1 || !ok2 {
		return nil, fmt.Errorf("%s cannot be applied to a %s and a %s", op, TypeName(l), TypeName(r))
	}
	i, int1 := whole(l)
	j, int2 := whole(r)
	if int1 && int2 && op != "/" && !(op == "**" && j < 0) {
		return wholes(op, i, j)
	}
	if y == 0 && (op == "/" || op == "//" || op == "%") {
		return nil, fmt.Errorf("%v cannot be divided by zero", l)
	}
	switch op {
	case "+":
		return x + y, nil
	case "-":
		return x - y, nil
	case "*":
		return x * y, nil
	case "/":
		return x / y, nil
	case "//":
		return math.Floor(x / y), nil
	case "%":
		return x - y*math.Floor(x/y), nil
	case "**":
		return math.Pow(x, y), nil
	}
	return nil, fmt.Errorf("the operator %s is not known", op)
}

func whole(v Value) (int64, bool) {
	switch v := v.(type) {
	case int64:
		return v, true
	case bool:
		if v {
			return 1, true
		}
		return 0, true
	}
	return 0, false
}

func wholes(op string, i, j int64) (Value, error) {
	const half = 1 << 31 // products of smaller numbers stay within 64 bits
	small := i < half && i > -half && j < half && j > -half
	tooLarge := fmt.Errorf("%d %s %d is too large a number", i, op, j)
	switch op {
	case "+":
		if s := i + j; (s > i) == (j > 0) {
			return s, nil
		}
		return nil, tooLarge
	case "-":
		if s := i - j; (s < i) == (j > 0) {
			return s, nil
		}
		return nil, tooLarge
	case "*":
		if p := i * j; small || i == 0 || p/i == j && !(i == -1 && j == math.MinInt64) {
			return p, nil
		}
		return nil, tooLarge
	case "//", "%":
		if j == 0 {
			return nil, fmt.Errorf("%d cannot be divided by zero", i)
		}
		q, m := i/j, i%j
		if m != 0 && (m < 0) != (j < 0) { // Python rounds down
			q, m = q-1, m+j
		}
		if op == "%" {
			return m, nil
		}
		return q, nil
	case "**":
		p := int64(1)
		for ; j > 0; j-- {
			v, err := wholes("*", p, i)
			if err != nil {
				return nil, tooLarge
			}
			if p = v.(int64); p == 0 || p == 1 && i == 1 {
				break
			}
			if p == 1 || p == -1 { // i is -1: only the parity matters
				if j%2 == 0 {
					p = -p
				}
				break
			}
		}
		return p, nil
	}
	return nil, fmt.Errorf("the operator %s is not known", op)
}
