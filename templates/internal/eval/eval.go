package eval

import (
	"fmt"

	"github.com/promptglot/promptglot/internal/expr"
)

// Names of calls that stand for syntax rather than for functions. The brackets
// keep them apart from any name that a template can call.
const (
	CallIndex = "[]"     // Args[0][Args[1]]
	CallSlice = "[:]"    // as an index: from Args[0] to Args[1] by Args[2]; nil where absent
	CallDict  = "{}"     // Args alternates keys and values
	CallApply = "[call]" // Args[0](Args[1:]…)
)

// MissingMode says what becomes of a name that nothing was given for.
type MissingMode uint8

// The modes.
const (
	// MissingEmpty prints nothing; an attribute of it is an error. It is how
	// Jinja and the servers of models behave.
	MissingEmpty MissingMode = iota
	// MissingFails is an error wherever it is used; conditions, tests and
	// default may still ask for it.
	MissingFails
	// MissingNames prints the name that was looked for.
	MissingNames
)

// An Evaluator evaluates expressions. It is not safe for concurrent use.
type Evaluator struct {
	Budget  *Budget
	Missing MissingMode
	// Chain lets attributes of what is missing be missing, too.
	Chain bool
	// Script prints, tests and adds values as JavaScript does, and knows the
	// length of lists and strings: it is how Nunjucks differs from Jinja.
	Script  bool
	JSON    JSONStyle        // of tojson
	Globals map[string]Value // looked up last
	// Truth is what counts as true; nil: as in Python.
	Truth func(Value) bool
}

func (e *Evaluator) truth(v Value) bool {
	switch {
	case e.Truth != nil:
		return e.Truth(v)
	case e.Script:
		return ScriptTruth(v)
	}
	return Truth(v)
}

// A Scope finds variables.
type Scope interface {
	Lookup(name string) (Value, bool)
}

// Eval returns the value of x.
func (e *Evaluator) Eval(x expr.Expr, s Scope) (Value, error) {
	if err := e.Budget.Spend(0); err != nil {
		return nil, err
	}
	switch x := x.(type) {
	case expr.Path:
		return e.path(x, s)
	case expr.Lit:
		return literal(x), nil
	case expr.List:
		l := &List{Items: make([]Value, 0, len(x.Items)), Tuple: x.Tuple}
		for _, it := range x.Items {
			v, err := e.Eval(it, s)
			if err != nil {
				return nil, err
			}
			l.Items = append(l.Items, v)
		}
		return l, nil
	case expr.Cond:
		yes, err := e.Cond(x.If, s)
		switch {
		case err != nil:
			return nil, err
		case yes:
			return e.Eval(x.Then, s)
		case x.Else == nil:
			return &Undefined{Name: "the other case of an if without else"}, nil
		}
		return e.Eval(x.Else, s)
	case expr.Logic:
		return e.logic(x, s)
	case expr.Compare:
		return e.compare(x, s)
	case expr.Call:
		return e.call(x, s)
	case expr.Opaque:
		return nil, fmt.Errorf("%s cannot be evaluated", x.Text)
	}
	return nil, fmt.Errorf("there is no expression to evaluate")
}

func literal(x expr.Lit) Value {
	switch x.Kind {
	case expr.Str:
		return x.Text
	case expr.Num:
		return numeral(x.Text)
	case expr.None:
		return nil
	}
	return x.Kind == expr.True
}

// Cond evaluates a condition, in which a missing variable is false.
func (e *Evaluator) Cond(x expr.Expr, s Scope) (bool, error) {
	v, err := e.Eval(x, s)
	return err == nil && e.truth(v), err
}

func (e *Evaluator) logic(x expr.Logic, s Scope) (Value, error) {
	if x.Op == "not" && len(x.Args) == 1 {
		yes, err := e.Cond(x.Args[0], s)
		return !yes, err
	}
	var v Value
	for _, a := range x.Args {
		var err error
		if v, err = e.Eval(a, s); err != nil || e.truth(v) == (x.Op == "or") {
			return v, err
		}
	}
	return v, nil
}

func (e *Evaluator) path(p expr.Path, s Scope) (Value, error) {
	if len(p.Steps) == 0 {
		return nil, fmt.Errorf("a path without name cannot be evaluated")
	}
	name := p.Steps[0].Name
	v := e.variable(name, s)
	for _, step := range p.Steps[1:] {
		var err error
		if step.Index != nil {
			v, err = e.index(v, step.Index, s)
		} else {
			v, err = e.member(v, step.Name, name)
		}
		if err != nil {
			return nil, err
		}
		name += "." + step.Name
	}
	return v, nil
}

func (e *Evaluator) variable(name string, s Scope) Value {
	if v, ok := s.Lookup(name); ok {
		return v
	}
	if v, ok := e.Globals[name]; ok {
		return v
	}
	return &Undefined{Name: name}
}

// use returns v, or the error of a missing value where one may not be used.
func (e *Evaluator) use(v Value) (Value, error) {
	if u, ok := v.(*Undefined); ok && e.Missing == MissingFails {
		return nil, u.err()
	}
	return v, nil
}

// Text returns what a hole with the value v outputs.
func (e *Evaluator) Text(v Value) (string, error) {
	if u, ok := v.(*Undefined); ok {
		switch {
		case e.Missing == MissingFails:
			return "", u.err()
		case e.Missing == MissingNames && u.Hint == "":
			return u.Name, nil
		}
		return "", nil
	}
	if err := e.Budget.weigh(v, 0); err != nil {
		return "", err
	}
	s := ""
	switch {
	case !e.Script:
		s = Str(v)
	case v != nil:
		s = ScriptText(v)
	}
	return s, e.Budget.Spend(len(s))
}

// Items returns what a loop over v goes through: the elements of a list, the
// keys of an object, the characters of a string.
func (e *Evaluator) Items(v Value) ([]Value, error) {
	v, err := e.use(v)
	if err != nil {
		return nil, err
	}
	switch v := v.(type) {
	case *List:
		return v.Items, e.Budget.Spend(len(v.Items))
	case *Dict:
		return v.keys, e.Budget.Spend(v.Len())
	case string:
		if err := e.Budget.Spend(len(v)); err != nil {
			return nil, err
		}
		var out []Value
		for _, r := range v {
			out = append(out, string(r))
		}
		return out, nil
	case *Undefined:
		return nil, nil
	}
	return nil, fmt.Errorf("a %s cannot be looped over", TypeName(v))
}
