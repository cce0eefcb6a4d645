package liquid

import (
	"fmt"
	"math/big"
	"strings"
	"unicode/utf8"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/internal/eval"
)

// A special is what the words empty and blank are.
type special string

// truth is Liquid's: nil and false are not true, everything else is.
func truth(v eval.Value) bool {
	switch v := v.(type) {
	case nil, *eval.Undefined:
		return false
	case bool:
		return v
	}
	return true
}

// value evaluates an expression that was read but not made neutral.
func (r *runner) value(e expr.Expr) (eval.Value, error) {
	if err := r.budget.Spend(0); err != nil {
		return nil, err
	}
	switch e := e.(type) {
	case expr.Lit:
		switch e.Kind {
		case expr.Str:
			return e.Text, nil
		case expr.Num:
			return eval.Number(e.Text), nil
		case expr.None:
			return nil, nil
		}
		return e.Kind == expr.True, nil
	case expr.Path:
		return r.path(e)
	case expr.Compare:
		return r.compare(e)
	case expr.Logic:
		return r.logic(e)
	case expr.Call:
		switch e.Name {
		case callEmpty, callBlank:
			return special(e.Name), nil
		case callRange:
			return r.span(e)
		}
		return r.filter(e)
	}
	return nil, fmt.Errorf("there is no expression to evaluate")
}

func (r *runner) logic(e expr.Logic) (eval.Value, error) {
	for _, a := range e.Args {
		v, err := r.value(a)
		if err != nil {
			return nil, err
		}
		if e.Op == "not" {
			return !truth(v), nil
		}
		if truth(v) == (e.Op == "or") {
			return e.Op == "or", nil
		}
	}
	return e.Op == "and", nil
}

// span evaluates (a..b).
func (r *runner) span(e expr.Call) (eval.Value, error) {
	var ends [2]int64
	for i := range ends {
		v, err := r.value(e.Args[i])
		if err != nil {
			return nil, err
		}
		n, ok := toNumber(v)
		if !ok {
			return nil, fmt.Errorf("a range goes from number to number, not a %s", eval.TypeName(v))
		}
		if f, isFloat := n.(float64); isFloat {
			n = int64(f)
		}
		ends[i] = n.(int64)
	}
	if ends[1] < ends[0] {
		return eval.NewList(), nil
	}
	n := ends[1] - ends[0] + 1
	if n <= 0 || n > int64(r.budget.Bytes) {
		return nil, eval.ErrSize
	}
	// Sixty-four times what a piece of text costs: an element is that large.
	for i := int64(0); i < n; i += 64 {
		if err := r.budget.Spend(64 * 16); err != nil {
			return nil, err
		}
	}
	l := &eval.List{Items: make([]eval.Value, 0, n)}
	for i := ends[0]; i <= ends[1]; i++ {
		l.Items = append(l.Items, i)
	}
	return l, nil
}

func (r *runner) path(p expr.Path) (eval.Value, error) {
	name := p.Steps[0].Name
	v := r.lookup(name)
	for _, s := range p.Steps[1:] {
		key := eval.Value(s.Name)
		if s.Index != nil {
			var err error
			if key, err = r.value(s.Index); err != nil {
				return nil, err
			}
		}
		name += "." + eval.Str(key)
		v = member(v, key, name)
	}
	return v, nil
}

func (r *runner) lookup(name string) eval.Value {
	for i := len(r.loops) - 1; i >= 0; i-- {
		if f := r.loops[i]; f.name == name {
			return f.item
		}
		if name == "forloop" {
			return r.loops[i].state
		}
	}
	if v, ok := r.vars[name]; ok {
		return v
	}
	if n, ok := r.counters[name]; ok {
		return n
	}
	return &eval.Undefined{Name: name}
}

// member returns a member or element of v; of what is missing everything is.
func member(v, key eval.Value, path string) eval.Value {
	switch v := v.(type) {
	case *eval.Dict:
		if m, ok := v.Get(key); ok {
			return m
		}
		if key == "size" {
			return int64(v.Len())
		}
		if key == "first" && v.Len() > 0 {
			return eval.NewList(v.Keys().Items[0], v.Values().Items[0])
		}
	case *eval.List:
		n := int64(len(v.Items))
		i, ok := key.(int64)
		switch key {
		case "size":
			return n
		case "first":
			i, ok = 0, true
		case "last":
			i, ok = -1, true
		}
		if i < 0 {
			i += n
		}
		if ok && i >= 0 && i < n {
			return v.Items[i]
		}
	case string:
		if key == "size" {
			return int64(utf8.RuneCountInString(v))
		}
	case *forloop:
		if name, ok := key.(string); ok {
			if m, ok := v.Attr(name); ok {
				return m
			}
		}
	}
	return &eval.Undefined{Name: path}
}

// text returns what a hole prints. Objects have as many printed forms as there
// are implementations and are refused.
func (r *runner) text(v eval.Value) (string, error) {
	switch v := v.(type) {
	case *eval.Undefined:
		if r.missing == templates.MissingNames && v.Hint == "" {
			return v.Name, nil
		}
		return "", r.spendMissing(v)
	case nil, special:
		return "", nil
	case bool:
		return fmt.Sprint(v), nil
	case string:
		return v, r.budget.Spend(len(v))
	case int64, float64, *big.Int:
		return eval.Str(v), nil
	case *eval.List:
		if err := r.budget.Weigh(v); err != nil {
			return "", err
		}
		var b strings.Builder
		for _, x := range v.Items {
			s, err := r.text(x)
			if err != nil {
				return "", err
			}
			if b.WriteString(s); b.Len() > r.budget.Bytes {
				return "", eval.ErrSize
			}
		}
		return b.String(), nil
	}
	return "", fmt.Errorf("a %s has no certain printed form; use the filter json", eval.TypeName(v))
}
