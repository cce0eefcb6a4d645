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

// A call is a filter that is applied: its input and its arguments.
type call struct {
	r     *runner
	in    eval.Value
	args  []eval.Value
	named map[string]eval.Value
}

// A filter takes between min and max arguments.
type filter struct {
	min, max int
	apply    func(c *call) (eval.Value, error)
}

// filters are those of Shopify's Liquid that need no clock and are no markup,
// and json. It is filled by init because filters apply others.
var filters map[string]filter

func init() {
	filters = map[string]filter{}
	for _, set := range []map[string]filter{textFilters, listFilters, numberFilters} {
		for name, f := range set {
			filters[name] = f
		}
	}
	for alias, name := range map[string]string{"jsonify": "json", "to_json": "json", "h": "escape"} {
		filters[alias] = filters[name]
	}
}

// filter evaluates a filter with its input.
func (r *runner) filter(e expr.Call) (eval.Value, error) {
	if !e.Filter || len(e.Args) == 0 {
		return nil, fmt.Errorf("%s cannot be evaluated", templates.Clip(e.Name))
	}
	c := &call{r: r, named: map[string]eval.Value{}}
	var err error
	if c.in, err = r.value(e.Args[0]); err != nil {
		return nil, err
	}
	for _, a := range e.Args[1:] {
		v, err := r.value(a)
		if err != nil {
			return nil, err
		}
		c.args = append(c.args, v)
	}
	for _, n := range e.Named {
		if c.named[n.Name], err = r.value(n.Value); err != nil {
			return nil, err
		}
	}
	f, ok := filters[e.Name]
	switch {
	case !ok:
		return nil, fmt.Errorf("the filter %s is not supported", e.Name)
	case len(c.args) < f.min || len(c.args) > f.max:
		return nil, fmt.Errorf("the filter %s takes %d to %d arguments, not %d", e.Name, f.min, f.max, len(c.args))
	}
	if e.Name != "default" {
		if err := r.spendMissing(c.in); err != nil {
			return nil, err
		}
	}
	v, err := f.apply(c)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", e.Name, err)
	}
	return v, r.budget.Spend(size(v))
}

// size is how many pieces v consists of.
func size(v eval.Value) int {
	switch v := v.(type) {
	case string:
		return len(v)
	case *eval.List:
		return 16 * len(v.Items)
	}
	return 1
}

// text returns the input as text.
func (c *call) text() (string, error) { return c.textOf(c.in) }

func (c *call) textOf(v eval.Value) (string, error) {
	s, err := c.r.text(v)
	if err == nil {
		err = c.r.budget.Spend(len(s))
	}
	return s, err
}

// arg returns an argument as text; def where it is not given.
func (c *call) arg(i int, def string) (string, error) {
	if i >= len(c.args) {
		return def, nil
	}
	return c.textOf(c.args[i])
}

// whole returns an argument as a whole number.
func (c *call) whole(i int, def int64) (int64, error) {
	if i >= len(c.args) {
		return def, nil
	}
	n, ok := toNumber(c.args[i])
	if f, isFloat := n.(float64); isFloat {
		n = int64(f)
	}
	if w, isWhole := n.(int64); ok && isWhole {
		return w, nil
	}
	return 0, fmt.Errorf("argument %d is no whole number", i+1)
}

// list returns the input as a list: a single value is a list of one.
func (c *call) list() ([]eval.Value, error) {
	switch v := c.in.(type) {
	case nil, *eval.Undefined:
		return nil, nil
	case *eval.List:
		return v.Items, c.r.budget.Spend(len(v.Items))
	}
	return []eval.Value{c.in}, nil
}

// onText makes a filter of a function on text that has no arguments.
func onText(f func(s string) string) filter {
	return filter{apply: func(c *call) (eval.Value, error) {
		s, err := c.text()
		return f(s), err
	}}
}

// toNumber reads a value as a number; a text that is none is 0, as nothing is.
func toNumber(v eval.Value) (eval.Value, bool) {
	switch v := v.(type) {
	case int64, float64, *big.Int:
		return v, true
	case string:
		if len(v) > 40 {
			return int64(0), true
		}
		switch n := eval.Number(strings.TrimSpace(v)).(type) {
		case int64, float64:
			return n, true
		}
		return int64(0), true
	case nil, *eval.Undefined:
		return int64(0), true
	}
	return nil, false
}

// runes counts characters.
func runes(s string) int64 { return int64(utf8.RuneCountInString(s)) }
