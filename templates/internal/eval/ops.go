package eval

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
)

// numeral reads a number as a template writes it: 1_000, 0x1f, 1.5e3.
func numeral(text string) Value {
	digits := strings.ReplaceAll(text, "_", "")
	if i, err := strconv.ParseInt(digits, 0, 64); err == nil && (len(digits) < 2 || digits[0] != '0' || digits[1] > '9') {
		return i
	}
	return Number(digits)
}

func (e *Evaluator) compare(x expr.Compare, s Scope) (Value, error) {
	l, err := e.Eval(x.L, s)
	if err != nil {
		return nil, err
	}
	if x.Op == "is" || x.Op == "is not" {
		c, ok := x.R.(expr.Call)
		if !ok {
			return nil, fmt.Errorf("a test is a name")
		}
		a, err := e.args(c, s)
		if err != nil {
			return nil, err
		}
		yes, err := e.Test(c.Name, l, a)
		return yes == (x.Op == "is"), err
	}
	r, err := e.Eval(x.R, s)
	if err != nil {
		return nil, err
	}
	return e.Operate(x.Op, l, r)
}

// Operate applies a binary operator.
func (e *Evaluator) Operate(op string, l, r Value) (Value, error) {
	err := e.Budget.weigh(l, 0)
	if err == nil {
		err = e.Budget.weigh(r, 0)
	}
	if err != nil {
		return nil, err
	}
	switch op {
	case "==":
		return Equal(l, r), nil
	case "!=":
		return !Equal(l, r), nil
	}
	if l, err = e.use(l); err != nil {
		return nil, err
	}
	if r, err = e.use(r); err != nil {
		return nil, err
	}
	switch op {
	case "in", "not in":
		yes, err := contains(r, l)
		return yes == (op == "in"), err
	case "~":
		return e.concat(l, r)
	}
	for _, v := range []Value{l, r} {
		if u, ok := v.(*Undefined); ok {
			return nil, u.err()
		}
	}
	switch op {
	case "<", "<=", ">", ">=":
		c, err := Compare(l, r)
		if err != nil {
			return nil, err
		}
		return c < 0 && op[0] == '<' || c > 0 && op[0] == '>' || c == 0 && len(op) == 2, nil
	case "%":
		if f, ok := l.(string); ok {
			return e.format(f, r)
		}
	case "+", "*":
		if v, ok, err := e.sequence(op, l, r); ok {
			return v, err
		}
	}
	return arithmetic(op, l, r)
}

// size is what looking through v costs.
func size(v Value) int {
	switch v := v.(type) {
	case string:
		return len(v)
	case *List:
		return len(v.Items)
	}
	return 0
}

func (e *Evaluator) concat(l, r Value) (Value, error) {
	a, err := e.Text(l)
	if err != nil {
		return nil, err
	}
	b, err := e.Text(r)
	if err != nil {
		return nil, err
	}
	return a + b, e.Budget.Spend(len(a) + len(b))
}

// sequence adds and repeats strings and lists; ok is false for anything else.
func (e *Evaluator) sequence(op string, l, r Value) (v Value, ok bool, err error) {
	if op == "*" {
		if _, isNum := l.(int64); isNum {
			l, r = r, l
		}
		n, isNum := r.(int64)
		n = max(0, n)
		switch l := l.(type) {
		case string:
			if !isNum {
				return nil, false, nil
			}
			if n > int64(e.Budget.Bytes) {
				return nil, true, ErrSize
			}
			if err := e.Budget.Spend(len(l) * int(n)); err != nil {
				return nil, true, err
			}
			return strings.Repeat(l, int(n)), true, nil
		case *List:
			if !isNum {
				return nil, false, nil
			}
			if n > int64(e.Budget.Bytes) {
				return nil, true, ErrSize
			}
			if err := e.Budget.Spend(len(l.Items) * int(n)); err != nil {
				return nil, true, err
			}
			out := &List{Tuple: l.Tuple}
			for range n {
				out.Items = append(out.Items, l.Items...)
			}
			return out, true, nil
		}
		return nil, false, nil
	}
	switch a := l.(type) {
	case string:
		b, ok := r.(string)
		if !ok {
			return nil, true, fmt.Errorf("a string and a %s cannot be added; use ~ to join them", TypeName(r))
		}
		if err := e.Budget.Spend(len(a) + len(b)); err != nil {
			return nil, true, err
		}
		return a + b, true, nil
	case *List:
		b, ok := r.(*List)
		if !ok {
			return nil, true, fmt.Errorf("a list and a %s cannot be added", TypeName(r))
		}
		if err := e.Budget.Spend(len(a.Items) + len(b.Items)); err != nil {
			return nil, true, err
		}
		out := &List{Items: make([]Value, 0, len(a.Items)+len(b.Items)), Tuple: a.Tuple}
		out.Items = append(append(out.Items, a.Items...), b.Items...)
		return out, true, nil
	}
	return nil, false, nil
}

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
