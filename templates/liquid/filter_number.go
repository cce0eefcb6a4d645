package liquid

import (
	"errors"
	"fmt"
	"math"

	"github.com/promptglot/promptglot/templates/internal/eval"
)

var numberFilters = map[string]filter{
	"plus":       operation("+"),
	"minus":      operation("-"),
	"times":      operation("*"),
	"divided_by": operation("/"),
	"modulo":     operation("%"),
	"at_least": {1, 1, func(c *call) (eval.Value, error) {
		a, b, err := c.numbers()
		if err != nil || less(b, a) {
			return a, err
		}
		return b, nil
	}},
	"at_most": {1, 1, func(c *call) (eval.Value, error) {
		a, b, err := c.numbers()
		if err != nil || less(a, b) {
			return a, err
		}
		return b, nil
	}},
	"abs": {0, 0, func(c *call) (eval.Value, error) {
		switch n := c.number(c.in).(type) {
		case int64:
			if n < 0 {
				n = -n
			}
			return n, nil
		case float64:
			return math.Abs(n), nil
		}
		return nil, errNumber
	}},
	"ceil":  rounding(math.Ceil),
	"floor": rounding(math.Floor),
	"round": {0, 1, func(c *call) (eval.Value, error) {
		places, err := c.whole(0, 0)
		if err != nil || places <= 0 || places > 15 {
			return rounding(math.Round).apply(c)
		}
		n := c.number(c.in)
		if n == nil {
			return nil, errNumber
		}
		unit := math.Pow(10, float64(places))
		return math.Round(float(n)*unit) / unit, nil
	}},
	"sum": onList(0, 1, func(c *call, items []eval.Value) (eval.Value, error) {
		total := eval.Value(int64(0))
		for _, v := range items {
			n := c.number(c.key(v))
			if n == nil {
				return nil, errNumber
			}
			var err error
			if total, err = operate("+", total, n); err != nil {
				return nil, err
			}
		}
		return total, nil
	}),
}

var errNumber = errors.New("a number was expected")

// number reads a value as int64 or float64; nil where it is neither.
func (c *call) number(v eval.Value) eval.Value {
	switch n, _ := toNumber(v); n := n.(type) {
	case int64, float64:
		return n
	}
	return nil
}

func float(n eval.Value) float64 {
	if i, ok := n.(int64); ok {
		return float64(i)
	}
	f, _ := n.(float64)
	return f
}

func (c *call) numbers() (a, b eval.Value, err error) {
	a, b = c.number(c.in), c.number(c.args[0])
	if a == nil || b == nil {
		err = errNumber
	}
	return a, b, err
}

func less(a, b eval.Value) bool { return float(a) < float(b) }

func operation(op string) filter {
	return filter{1, 1, func(c *call) (eval.Value, error) {
		a, b, err := c.numbers()
		if err != nil {
			return nil, err
		}
		return operate(op, a, b)
	}}
}

// operate calculates: whole numbers stay whole, and a division goes down to the
// next one.
func operate(op string, a, b eval.Value) (eval.Value, error) {
	x, ok1 := a.(int64)
	y, ok2 := b.(int64)
	if !ok1 || !ok2 {
		return operateFloat(op, float(a), float(b))
	}
	switch op {
	case "+":
		if s := x + y; (s > x) == (y > 0) {
			return s, nil
		}
	case "-":
		if s := x - y; (s < x) == (y > 0) {
			return s, nil
		}
	case "*":
		if x == 0 || y == 0 {
			return int64(0), nil
		}
		if p := x * y; p/y == x && !(x == -1 && y == math.MinInt64) && !(y == -1 && x == math.MinInt64) {
			return p, nil
		}
	default:
		if y == 0 {
			return nil, errors.New("a division by zero")
		}
		if y == -1 {
			if op == "%" {
				return int64(0), nil
			}
			return operate("-", int64(0), x)
		}
		q, rest := x/y, x%y
		if rest != 0 && (rest < 0) != (y < 0) {
			q, rest = q-1, rest+y
		}
		if op == "%" {
			return rest, nil
		}
		return q, nil
	}
	return nil, fmt.Errorf("the number becomes too large")
}

func operateFloat(op string, x, y float64) (eval.Value, error) {
	switch op {
	case "+":
		return x + y, nil
	case "-":
		return x - y, nil
	case "*":
		return x * y, nil
	case "/":
		return x / y, nil
	}
	if y == 0 {
		return nil, errors.New("a division by zero")
	}
	m := math.Mod(x, y)
	if m != 0 && (m < 0) != (y < 0) {
		m += y
	}
	return m, nil
}

func rounding(f func(float64) float64) filter {
	return filter{0, 0, func(c *call) (eval.Value, error) {
		switch n := c.number(c.in).(type) {
		case int64:
			return n, nil
		case float64:
			if x := f(n); math.Abs(x) < 1<<62 {
				return int64(x), nil
			}
		}
		return nil, errNumber
	}}
}
