package eval

import (
	"fmt"
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
		return Equal(l, r) || e.Script && nothing(l) && nothing(r), nil
	case "!=":
		return !Equal(l, r) && !(e.Script && nothing(l) && nothing(r)), nil
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
		if e.Script && op == "+" && (isText(l) || isText(r)) {
			return e.concat(l, r)
		}
		if v, ok, err := e.sequence(op, l, r); ok {
			return v, err
		}
	}
	return arithmetic(op, l, r)
}

func isText(v Value) bool { _, ok := v.(string); return ok }

// nothing reports whether v is null or missing.
func nothing(v Value) bool {
	_, missing := v.(*Undefined)
	return v == nil || missing
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
