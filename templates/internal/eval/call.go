package eval

import (
	"fmt"

	"github.com/promptglot/promptglot/internal/expr"
)

func (e *Evaluator) call(c expr.Call, s Scope) (Value, error) {
	switch {
	case c.Name == CallIndex && len(c.Args) == 2:
		v, err := e.Eval(c.Args[0], s)
		if err != nil {
			return nil, err
		}
		return e.index(v, c.Args[1], s)
	case c.Name == CallDict:
		return e.dict(c.Args, s)
	}
	a, err := e.args(c, s)
	if err != nil {
		return nil, err
	}
	switch {
	case c.Filter:
		return e.Filter(c.Name, a.Pos[0], Args{Pos: a.Pos[1:], Named: a.Named})
	case c.Name == CallApply && len(a.Pos) > 0:
		return e.Call(a.Pos[0], Args{Pos: a.Pos[1:], Named: a.Named}, "this")
	case len(c.Name) > 1 && c.Name[0] == '.' && len(a.Pos) > 0:
		return e.method(a.Pos[0], c.Name[1:], Args{Pos: a.Pos[1:], Named: a.Named})
	}
	return e.Call(e.variable(c.Name, s), a, c.Name)
}

func (e *Evaluator) args(c expr.Call, s Scope) (Args, error) {
	var a Args
	for _, x := range c.Args {
		v, err := e.Eval(x, s)
		if err != nil {
			return a, err
		}
		a.Pos = append(a.Pos, v)
	}
	for _, n := range c.Named {
		v, err := e.Eval(n.Value, s)
		if err != nil {
			return a, err
		}
		a.Named = append(a.Named, Named{n.Name, v})
	}
	if c.Filter && len(a.Pos) == 0 {
		return a, fmt.Errorf("the filter %s has no input", c.Name)
	}
	return a, nil
}

// Call calls a function; name is what it is called in messages.
func (e *Evaluator) Call(f Value, a Args, name string) (Value, error) {
	switch f := f.(type) {
	case Callable:
		return f.Call(e, a)
	case *Undefined:
		return nil, fmt.Errorf("there is no function %s", name)
	}
	return nil, fmt.Errorf("%s is a %s and cannot be called", name, TypeName(f))
}

func (e *Evaluator) dict(args []expr.Expr, s Scope) (Value, error) {
	d := NewDict()
	for i := 0; i+1 < len(args); i += 2 {
		k, err := e.Eval(args[i], s)
		if err != nil {
			return nil, err
		}
		v, err := e.Eval(args[i+1], s)
		if err != nil {
			return nil, err
		}
		if !d.Set(k, v) {
			return nil, fmt.Errorf("a %s cannot be a key", TypeName(k))
		}
	}
	return d, nil
}
