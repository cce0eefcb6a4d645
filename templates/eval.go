package templates

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
)

// missing is the error for a variable that the data do not have.
type missing struct{ name string }

func (m *missing) Error() string { return m.name + " is not in the data" }

func (f *filler) eval(e expr.Expr, lang string) (any, error) {
	if f.steps++; f.steps > f.o.MaxSteps {
		return nil, errBound
	}
	switch e := e.(type) {
	case expr.Path:
		return f.path(e, lang)
	case expr.Lit:
		switch e.Kind {
		case expr.Str:
			return e.Text, nil
		case expr.Num:
			return json.Number(e.Text), nil
		case expr.None:
			return nil, nil
		}
		return e.Kind == expr.True, nil
	case expr.List:
		var out []any
		for _, it := range e.Items {
			v, err := f.eval(it, lang)
			if err != nil {
				return nil, err
			}
			out = append(out, v)
		}
		return out, nil
	case expr.Cond:
		v, err := f.cond(e.If, lang)
		switch {
		case err != nil:
			return nil, err
		case v:
			return f.eval(e.Then, lang)
		case e.Else == nil:
			return "", nil
		}
		return f.eval(e.Else, lang)
	case expr.Logic:
		return f.logic(e, lang)
	case expr.Compare:
		return f.compare(e, lang)
	case expr.Call:
		return f.call(e, lang)
	}
	return nil, fmt.Errorf("the expression cannot be evaluated without its template engine")
}

// cond evaluates a condition, in which a missing variable is false.
func (f *filler) cond(e expr.Expr, lang string) (bool, error) {
	v, err := f.eval(e, lang)
	if m := (*missing)(nil); asMissing(err, &m) {
		return false, nil
	}
	return err == nil && truth(v, lang), err
}

func asMissing(err error, m **missing) bool {
	x, ok := err.(*missing)
	*m = x
	return ok
}

func (f *filler) logic(e expr.Logic, lang string) (any, error) {
	if e.Op == "not" && len(e.Args) == 1 {
		v, err := f.cond(e.Args[0], lang)
		return !v, err
	}
	var last any
	for _, a := range e.Args {
		v, err := f.eval(a, lang)
		if m := (*missing)(nil); err != nil && !asMissing(err, &m) {
			return nil, err
		}
		if last = v; truth(v, lang) == (e.Op == "or") {
			return v, nil
		}
	}
	return last, nil
}

func (f *filler) path(p expr.Path, lang string) (any, error) {
	if len(p.Steps) == 0 {
		return nil, fmt.Errorf("a path without name cannot be evaluated")
	}
	root := p.Steps[0].Name
	var v any
	ok := false
	for i := len(f.vars) - 1; i >= 0 && !ok; i-- {
		v, ok = f.vars[i][root]
	}
	if !ok {
		return nil, &missing{root}
	}
	name := root
	for _, s := range p.Steps[1:] {
		var key any = s.Name
		if s.Index != nil {
			k, err := f.eval(s.Index, lang)
			if err != nil {
				return nil, err
			}
			key = k
		}
		name = fmt.Sprintf("%s.%v", name, key)
		if v, ok = member(v, key); !ok {
			return nil, &missing{name}
		}
	}
	return v, nil
}

// member returns a member of a map or an element of a list.
func member(v, key any) (any, bool) {
	switch v := v.(type) {
	case map[string]any:
		m, ok := v[fmt.Sprint(key)]
		return m, ok
	case []any:
		n, ok := number(key)
		if !ok || n != float64(int(n)) {
			return nil, false
		}
		i := int(n)
		if i < 0 {
			i += len(v)
		}
		if i < 0 || i >= len(v) {
			return nil, false
		}
		return v[i], true
	}
	return nil, false
}

// number returns v as a number if it is one.
func number(v any) (float64, bool) {
	switch v := v.(type) {
	case int:
		return float64(v), true
	case int64:
		return float64(v), true
	case float64:
		return v, true
	case json.Number:
		n, err := strconv.ParseFloat(string(v), 64)
		return n, err == nil
	}
	return 0, false
}

// truth follows the language; for the neutral form it follows Jinja. What they
// disagree on is the empty object.
func truth(v any, lang string) bool {
	switch v := v.(type) {
	case nil:
		return false
	case bool:
		return v
	case string:
		return v != ""
	case []any:
		return len(v) > 0
	case map[string]any:
		return len(v) > 0 || lang == "handlebars" || lang == "mustache"
	}
	n, ok := number(v)
	return !ok || n != 0
}

// display returns v as a hole prints it. Lists and objects are printed in as
// many ways as there are engines, so they are refused.
func display(v any, lang string) (string, error) {
	switch v := v.(type) {
	case string:
		return v, nil
	case nil:
		if lang == "jinja" {
			return "None", nil
		}
		return "", nil
	case bool:
		if lang == "jinja" {
			return map[bool]string{true: "True", false: "False"}[v], nil
		}
		return strconv.FormatBool(v), nil
	case json.Number:
		return string(v), nil
	case int, int64:
		return fmt.Sprint(v), nil
	case float64:
		if v == float64(int64(v)) {
			return strconv.FormatInt(int64(v), 10), nil
		}
		return strconv.FormatFloat(v, 'g', -1, 64), nil
	}
	return "", fmt.Errorf("a %s has no certain printed form; use tojson or join", typeName(v))
}

func typeName(v any) string {
	switch v.(type) {
	case []any:
		return "list"
	case map[string]any:
		return "object"
	case string:
		return "string"
	case bool:
		return "boolean"
	case nil:
		return "null"
	}
	if _, ok := number(v); ok {
		return "number"
	}
	return fmt.Sprintf("%T", v)
}

func (f *filler) compare(e expr.Compare, lang string) (any, error) {
	l, err := f.eval(e.L, lang)
	if e.Op == "is" || e.Op == "is not" {
		v, err := test(e.R, l, err)
		return v == (e.Op == "is"), err
	}
	if err != nil {
		return nil, err
	}
	r, err := f.eval(e.R, lang)
	if err != nil {
		return nil, err
	}
	switch e.Op {
	case "==", "!=":
		return equal(l, r) == (e.Op == "=="), nil
	case "in", "not in":
		v, err := contains(r, l)
		return v == (e.Op == "in"), err
	case "~":
		a, err := display(l, lang)
		if err != nil {
			return nil, err
		}
		b, err := display(r, lang)
		return f.sized(a + b), err
	}
	if a, ok := l.(string); ok {
		if b, ok := r.(string); ok {
			switch e.Op {
			case "+":
				return f.sized(a + b), nil
			case "<", "<=", ">", ">=":
				return ordered(e.Op, strings.Compare(a, b)), nil
			}
		}
	}
	a, ok1 := number(l)
	b, ok2 := number(r)
	if !ok1 || !ok2 {
		return nil, fmt.Errorf("%s cannot be applied to a %s and a %s", e.Op, typeName(l), typeName(r))
	}
	return arithmetic(e.Op, a, b)
}

// sized cuts a string that alone is over the bound; writing it would fail.
func (f *filler) sized(s string) string {
	return s[:min(len(s), f.o.MaxBytes+1)]
}

func ordered(op string, c int) bool {
	switch op {
	case "<":
		return c < 0
	case "<=":
		return c <= 0
	case ">":
		return c > 0
	}
	return c >= 0
}

// arithmetic works on whole numbers and on comparisons; fractions are printed
// differently by different engines, but compare alike.
func arithmetic(op string, a, b float64) (any, error) {
	switch op {
	case "<", "<=", ">", ">=":
		c := 0
		if a < b {
			c = -1
		} else if a > b {
			c = 1
		}
		return ordered(op, c), nil
	case "+":
		return a + b, nil
	case "-":
		return a - b, nil
	case "*":
		return a * b, nil
	case "%", "//":
		const exact = 1 << 53
		if b <= 0 || a < 0 || a != float64(int64(a)) || b != float64(int64(b)) || a > exact {
			break
		}
		if op == "%" {
			return float64(int64(a) % int64(b)), nil
		}
		return float64(int64(a) / int64(b)), nil
	}
	return nil, fmt.Errorf("%v %s %v cannot be evaluated for certain", a, op, b)
}

// test evaluates the right side of is; err is what evaluating the left gave.
func test(e expr.Expr, v any, err error) (bool, error) {
	c, _ := e.(expr.Call)
	m := (*missing)(nil)
	absent := asMissing(err, &m)
	switch c.Name {
	case "defined":
		return err == nil, ignore(err, absent)
	case "undefined":
		return absent, ignore(err, absent)
	}
	if err != nil {
		return false, err
	}
	_, isNumber := number(v)
	_, isString := v.(string)
	_, isList := v.([]any)
	_, isMap := v.(map[string]any)
	switch c.Name {
	case "none":
		return v == nil, nil
	case "string":
		return isString, nil
	case "number":
		return isNumber, nil
	case "mapping":
		return isMap, nil
	case "iterable", "sequence":
		return isString || isList || isMap, nil
	case "boolean":
		_, ok := v.(bool)
		return ok, nil
	case "true", "false":
		return v == (c.Name == "true"), nil
	}
	return false, fmt.Errorf("the test %s is not known", c.Name)
}

func ignore(err error, yes bool) error {
	if yes {
		return nil
	}
	return err
}

func equal(a, b any) bool {
	if x, ok := number(a); ok {
		y, ok := number(b)
		return ok && x == y
	}
	switch a := a.(type) {
	case []any:
		b, ok := b.([]any)
		if !ok || len(a) != len(b) {
			return false
		}
		for i := range a {
			if !equal(a[i], b[i]) {
				return false
			}
		}
		return true
	case map[string]any:
		b, ok := b.(map[string]any)
		if !ok || len(a) != len(b) {
			return false
		}
		for k := range a {
			if y, ok := b[k]; !ok || !equal(a[k], y) {
				return false
			}
		}
		return true
	}
	switch b.(type) {
	case []any, map[string]any:
		return false
	}
	return a == b
}

func contains(set, v any) (bool, error) {
	switch set := set.(type) {
	case []any:
		for _, x := range set {
			if equal(x, v) {
				return true, nil
			}
		}
		return false, nil
	case map[string]any:
		s, ok := v.(string)
		_, has := set[s]
		return ok && has, nil
	case string:
		if s, ok := v.(string); ok {
			return strings.Contains(set, s), nil
		}
	}
	return false, fmt.Errorf("in cannot be applied to a %s", typeName(set))
}
