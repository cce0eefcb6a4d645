package jinja

import (
	"fmt"
	"slices"

	"github.com/promptglot/promptglot/templates/internal/eval"
)

// A closure is a macro and the scope it was defined in.
type closure struct {
	*macro
	r  *runner
	up *frame
}

func (d definition) run(r *runner) (signal, error) {
	r.scope.vars[d.macro.name] = &closure{d.macro, r, r.scope}
	return proceed, nil
}

func (c caller) run(r *runner) (signal, error) {
	f := &frame{vars: map[string]eval.Value{callerVar: &closure{c.body, r, r.scope}}, up: r.scope}
	v, err := r.ev.Eval(c.call, f)
	if err != nil {
		return proceed, c.at(err)
	}
	s, err := r.ev.Text(v)
	if err == nil {
		err = r.write(s)
	}
	return proceed, c.at(err)
}

// Call implements eval.Callable: a macro gives the text that its body outputs.
func (c *closure) Call(e *eval.Evaluator, a eval.Args) (eval.Value, error) {
	if err := e.Budget.Enter(); err != nil {
		return nil, err
	}
	defer e.Budget.Leave()
	vars := map[string]eval.Value{}
	rest := eval.NewDict()
	for _, n := range a.Named {
		isParam := slices.ContainsFunc(c.params, func(p param) bool { return p.name == n.Name })
		switch {
		case isParam:
			vars[n.Name] = n.Value
		case n.Name == "caller" && !c.isCaller:
			vars["caller"] = n.Value
		case c.kwargs:
			rest.Set(n.Name, n.Value)
		default:
			return nil, fmt.Errorf("the macro %s has no parameter %s", c.name, n.Name)
		}
	}
	surplus := &eval.List{Tuple: true}
	for i, v := range a.Pos {
		if i < len(c.params) {
			name := c.params[i].name
			if _, twice := vars[name]; twice {
				return nil, fmt.Errorf("the macro %s is given %s twice", c.name, name)
			}
			vars[name] = v
			continue
		}
		surplus.Items = append(surplus.Items, v)
	}
	if len(surplus.Items) > 0 && !c.varargs {
		return nil, fmt.Errorf("the macro %s takes at most %d arguments, not %d", c.name, len(c.params), len(a.Pos))
	}
	if err := c.fillIn(vars); err != nil {
		return nil, err
	}
	if c.varargs {
		vars["varargs"] = surplus
	}
	if c.kwargs {
		vars["kwargs"] = rest
	}
	return c.r.captured(c.up, vars, c.body)
}

// fillIn gives parameters without argument their default, which may speak of
// the parameters before it.
func (c *closure) fillIn(vars map[string]eval.Value) error {
	f := &frame{vars: vars, up: c.up}
	for _, p := range c.params {
		if _, ok := vars[p.name]; ok {
			continue
		}
		vars[p.name] = &eval.Undefined{Name: p.name}
		if p.value == nil {
			continue
		}
		v, err := c.r.ev.Eval(p.value, f)
		if err != nil {
			return err
		}
		vars[p.name] = v
	}
	return nil
}
