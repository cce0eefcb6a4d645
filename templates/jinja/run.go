package jinja

import (
	"fmt"
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/internal/eval"
)

// A frame holds the variables of a scope; names are looked up outwards.
type frame struct {
	vars map[string]eval.Value
	up   *frame
}

// Lookup implements eval.Scope.
func (f *frame) Lookup(name string) (eval.Value, bool) {
	for ; f != nil; f = f.up {
		if v, ok := f.vars[name]; ok {
			return v, true
		}
	}
	return nil, false
}

// A runner runs the statements of one rendering.
type runner struct {
	ev    *eval.Evaluator
	scope *frame
	out   *strings.Builder
}

// at makes an error one that says where it happened, unless it does already.
func (p place) at(err error) error {
	return templates.ErrorAt(p.start, p.end, p.src, err)
}

func (r *runner) block(body []statement) (signal, error) {
	for _, s := range body {
		if sig, err := s.run(r); sig != proceed || err != nil {
			return sig, err
		}
	}
	return proceed, nil
}

// within runs a body in a scope of its own below up.
func (r *runner) within(up *frame, vars map[string]eval.Value, body []statement) (signal, error) {
	old := r.scope
	r.scope = &frame{vars: vars, up: up}
	defer func() { r.scope = old }()
	return r.block(body)
}

// captured runs a body and returns what it outputs.
func (r *runner) captured(up *frame, vars map[string]eval.Value, body []statement) (string, error) {
	return r.capture(func() error {
		_, err := r.within(up, vars, body)
		return err
	})
}

// capture returns what do outputs.
func (r *runner) capture(do func() error) (string, error) {
	old := r.out
	r.out = &strings.Builder{}
	defer func() { r.out = old }()
	err := do()
	return r.out.String(), err
}

func (r *runner) write(s string) error {
	if r.out.Len()+len(s) > r.ev.Budget.Bytes {
		return eval.ErrSize
	}
	r.out.WriteString(s)
	return nil
}

func (r *runner) value(x expr.Expr) (eval.Value, error) { return r.ev.Eval(x, r.scope) }

func (t text) run(r *runner) (signal, error) {
	if err := r.ev.Budget.Spend(len(t)); err != nil {
		return proceed, place{}.at(err)
	}
	return proceed, place{}.at(r.write(string(t)))
}

func (o output) run(r *runner) (signal, error) {
	v, err := r.value(o.x)
	if err != nil {
		return proceed, o.at(err)
	}
	s, err := r.ev.Text(v)
	if err == nil {
		err = r.write(s)
	}
	return proceed, o.at(err)
}

func (c condition) run(r *runner) (signal, error) {
	for _, a := range c.arms {
		if a.cond != nil {
			yes, err := r.ev.Cond(a.cond, r.scope)
			if err != nil {
				return proceed, a.at(err)
			}
			if !yes {
				continue
			}
		}
		return r.block(a.body)
	}
	return proceed, nil
}

func (s setting) run(r *runner) (signal, error) {
	v, err := r.value(s.x)
	if err == nil {
		err = r.assign(s.to, v)
	}
	return proceed, s.at(err)
}

func (s capture) run(r *runner) (signal, error) {
	t, err := r.captured(r.scope, map[string]eval.Value{}, s.body)
	if err != nil {
		return proceed, s.at(err)
	}
	v, err := r.ev.Eval(s.filter, &frame{vars: map[string]eval.Value{bodyVar: t}, up: r.scope})
	switch {
	case err != nil:
	case s.to.name == "" && s.to.parts == nil:
		if t, err = r.ev.Text(v); err == nil {
			err = r.write(t)
		}
	default:
		err = r.assign(s.to, v)
	}
	return proceed, s.at(err)
}

func (s evaluation) run(r *runner) (signal, error) {
	_, err := r.value(s.x)
	return proceed, s.at(err)
}

func (s scoped) run(r *runner) (signal, error) {
	vars := map[string]eval.Value{}
	old := r.scope
	inner := &frame{vars: vars, up: old}
	for i, x := range s.x {
		v, err := r.value(x) // the names of with do not see one another
		if err == nil {
			err = r.assignIn(inner, s.to[i], v)
		}
		if err != nil {
			return proceed, s.at(err)
		}
	}
	return r.within(old, vars, s.body)
}

func (j jump) run(*runner) (signal, error) { return signal(j), nil }

func (r *runner) assign(t target, v eval.Value) error { return r.assignIn(r.scope, t, v) }

func (r *runner) assignIn(f *frame, t target, v eval.Value) error {
	switch {
	case t.parts != nil:
		items, err := r.unpack(v)
		if err != nil {
			return err
		}
		if len(items) != len(t.parts) {
			return fmt.Errorf("%d values cannot be unpacked into %d names", len(items), len(t.parts))
		}
		for i, part := range t.parts {
			if err := r.assignIn(f, part, items[i]); err != nil {
				return err
			}
		}
	case t.attr != "":
		old, _ := f.Lookup(t.name)
		ns, ok := old.(*eval.Namespace)
		if !ok {
			return fmt.Errorf("%s is no namespace; only attributes of namespaces can be set", t.name)
		}
		ns.Set(t.attr, v)
	default:
		f.vars[t.name] = v
	}
	return nil
}

func (r *runner) unpack(v eval.Value) ([]eval.Value, error) {
	if g, ok := v.(*eval.Group); ok {
		return g.Unpack(), nil
	}
	return r.ev.Items(v)
}
