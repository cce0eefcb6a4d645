package liquid

import (
	"fmt"
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/templates/internal/eval"
)

func (r *runner) compare(e expr.Compare) (eval.Value, error) {
	a, err := r.value(e.L)
	if err != nil {
		return nil, err
	}
	b, err := r.value(e.R)
	if err != nil {
		return nil, err
	}
	for _, v := range []eval.Value{a, b} {
		if s, ok := v.(string); ok {
			if err := r.budget.Spend(len(s)); err != nil {
				return nil, err
			}
		}
	}
	switch e.Op {
	case "==":
		return r.equal(a, b)
	case "!=":
		same, err := r.equal(a, b)
		return !same, err
	case "contains":
		return r.contains(a, b)
	}
	c, err := order(a, b)
	if err != nil {
		// Nothing is neither more nor less than anything.
		if !given(a) || !given(b) {
			return false, nil
		}
		return nil, err
	}
	switch e.Op {
	case "<":
		return c < 0, nil
	case "<=":
		return c <= 0, nil
	case ">":
		return c > 0, nil
	}
	return c >= 0, nil
}

func given(v eval.Value) bool {
	_, undefined := v.(*eval.Undefined)
	return v != nil && !undefined
}

// equal compares two values; what differs in type is different, whole numbers
// and others apart.
func (r *runner) equal(a, b eval.Value) (bool, error) {
	if s, ok := a.(special); ok {
		a, b = b, s
	}
	if s, ok := b.(special); ok {
		return isEmpty(a, s == callBlank), nil
	}
	if !given(a) || !given(b) {
		return given(a) == given(b), nil
	}
	_, abool := a.(bool)
	_, bbool := b.(bool)
	if abool != bbool {
		return false, nil
	}
	for _, v := range []eval.Value{a, b} {
		switch v.(type) {
		case *eval.List, *eval.Dict:
			if err := r.budget.Weigh(v); err != nil {
				return false, err
			}
		}
	}
	return eval.Equal(a, b), nil
}

// isEmpty reports whether v is equal to empty, or to blank.
func isEmpty(v eval.Value, blank bool) bool {
	switch v := v.(type) {
	case special:
		return true
	case string:
		return v == "" || blank && strings.TrimSpace(v) == ""
	case *eval.List:
		return len(v.Items) == 0
	case *eval.Dict:
		return v.Len() == 0
	}
	return blank && !truth(v)
}

func (r *runner) contains(a, b eval.Value) (bool, error) {
	switch a := a.(type) {
	case string:
		if !given(b) {
			return false, nil
		}
		s, err := r.text(b)
		return strings.Contains(a, s), err
	case *eval.List:
		for _, x := range a.Items {
			if err := r.budget.Spend(0); err != nil {
				return false, err
			}
			if same, err := r.equal(x, b); same || err != nil {
				return same, err
			}
		}
	case *eval.Dict:
		_, ok := a.Get(b)
		return ok, nil
	}
	return false, nil
}

// order compares two numbers or two texts.
func order(a, b eval.Value) (int, error) {
	_, ok1 := a.(string)
	_, ok2 := b.(string)
	_, b1 := a.(bool)
	_, b2 := b.(bool)
	if ok1 != ok2 || b1 || b2 || !given(a) || !given(b) {
		return 0, fmt.Errorf("a %s and a %s have no order", eval.TypeName(a), eval.TypeName(b))
	}
	return eval.Compare(a, b)
}
