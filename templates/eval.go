package templates

import (
	"errors"
	"fmt"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/templates/internal/eval"
)

// Lookup implements eval.Scope.
func (f *filler) Lookup(name string) (eval.Value, bool) {
	for i := len(f.vars) - 1; i >= 0; i-- {
		if v, ok := f.vars[i][name]; ok {
			return v, true
		}
	}
	return nil, false
}

// eval evaluates an expression of a language; nil comes with an error.
func (f *filler) eval(e expr.Expr, lang string) (eval.Value, error) {
	f.ev.Truth = func(v eval.Value) bool { return truth(v, lang) }
	v, err := f.ev.Eval(e, f)
	if err != nil {
		return nil, err
	}
	return v, nil
}

// isMissing reports whether an error says that a variable is not in the data.
func isMissing(err error) bool { return errors.As(err, new(*eval.NotGiven)) }

// truth follows the language; for the neutral form it follows Jinja. What they
// disagree on is the empty object, and with Liquid everything that is empty.
func truth(v eval.Value, lang string) bool {
	if lang == "liquid" {
		if _, missing := v.(*eval.Undefined); missing {
			return false
		}
		return v != nil && v != false
	}
	if d, ok := v.(*eval.Dict); ok && d.Len() == 0 {
		return lang == "handlebars" || lang == "mustache"
	}
	return eval.Truth(v)
}

// display returns v as a hole prints it. Lists and objects are printed in as
// many ways as there are engines, so they are refused.
func (f *filler) display(v eval.Value, lang string) (string, error) {
	switch v := v.(type) {
	case nil:
		if lang != "jinja" {
			return "", nil
		}
	case bool:
		if lang != "jinja" {
			return fmt.Sprint(v), nil
		}
	case *eval.List, *eval.Dict:
		return "", fmt.Errorf("a %s has no certain printed form; use tojson or join", eval.TypeName(v))
	case float64:
		if v == float64(int64(v)) {
			return fmt.Sprint(int64(v)), nil
		}
	}
	return f.ev.Text(v)
}
