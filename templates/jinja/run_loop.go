package jinja

import (
	"errors"
	"slices"

	"github.com/promptglot/promptglot/templates/internal/eval"
)

// A loop is what the variable loop holds.
type loop struct {
	r       *runner
	of      *repetition
	outside *frame // where the loop stands
	depth   int
	items   []eval.Value
	at      int
	last    eval.Value // what changed() saw
	asked   bool
}

func (s repetition) run(r *runner) (signal, error) {
	v, err := r.value(s.over)
	if err != nil {
		return proceed, s.at(err)
	}
	l := &loop{r: r, of: &s, outside: r.scope}
	return l.each(v)
}

// each runs the body for every item of v.
func (l *loop) each(v eval.Value) (signal, error) {
	r, s := l.r, l.of
	items, err := l.over(v)
	if err == nil && s.where != nil {
		items, err = l.filtered(items)
	}
	if err != nil {
		return proceed, s.at(err)
	}
	if len(items) == 0 {
		return r.block(s.otherwise)
	}
	l.items = slices.Clone(items) // the body may append to the list
	for l.at = range l.items {
		if err := r.ev.Budget.Spend(0); err != nil {
			return proceed, s.at(err)
		}
		f := &frame{vars: map[string]eval.Value{"loop": l}, up: l.outside}
		if err := r.assignIn(f, s.to, l.items[l.at]); err != nil {
			return proceed, s.at(err)
		}
		sig, err := r.within(f, map[string]eval.Value{}, s.body)
		if err != nil {
			return proceed, err
		}
		if sig == breaks {
			break
		}
	}
	return proceed, nil
}

// over returns what a loop over v goes through.
func (l *loop) over(v eval.Value) ([]eval.Value, error) {
	d, ok := v.(*eval.Dict)
	if !ok || !l.r.ev.Script {
		return l.r.ev.Items(v)
	}
	if len(l.of.to.parts) != 2 {
		return nil, nil // an object has no length in JavaScript
	}
	return d.Pairs().Items, l.r.ev.Budget.Spend(d.Len())
}

func (l *loop) filtered(items []eval.Value) ([]eval.Value, error) {
	var kept []eval.Value
	for _, it := range items {
		f := &frame{vars: map[string]eval.Value{}, up: l.outside}
		if err := l.r.assignIn(f, l.of.to, it); err != nil {
			return nil, err
		}
		yes, err := l.r.ev.Cond(l.of.where, f)
		if err != nil {
			return nil, err
		}
		if yes {
			kept = append(kept, it)
		}
	}
	return kept, nil
}

// Call implements eval.Callable: a recursive loop goes on with other items.
func (l *loop) Call(e *eval.Evaluator, a eval.Args) (eval.Value, error) {
	args, err := a.Bind("loop", "items")
	if err != nil {
		return nil, err
	}
	if !l.of.recursive {
		return nil, errors.New("only a loop with the word recursive can be called")
	}
	if err := e.Budget.Enter(); err != nil {
		return nil, err
	}
	defer e.Budget.Leave()
	return l.r.capture(func() error {
		inner := &loop{r: l.r, of: l.of, outside: l.outside, depth: l.depth + 1}
		_, err := inner.each(args[0])
		return err
	})
}

// Kind implements eval.Object.
func (l *loop) Kind() string { return "loop" }

// Attr implements eval.Object.
func (l *loop) Attr(name string) (eval.Value, bool) {
	n := len(l.items)
	switch name {
	case "index":
		return int64(l.at + 1), true
	case "index0":
		return int64(l.at), true
	case "revindex":
		return int64(n - l.at), true
	case "revindex0":
		return int64(n - l.at - 1), true
	case "first":
		return l.at == 0, true
	case "last":
		return l.at == n-1, true
	case "length":
		return int64(n), true
	case "depth":
		return int64(l.depth + 1), true
	case "depth0":
		return int64(l.depth), true
	case "previtem":
		if l.at > 0 {
			return l.items[l.at-1], true
		}
	case "nextitem":
		if l.at+1 < n {
			return l.items[l.at+1], true
		}
	case "cycle":
		return eval.Func(func(_ *eval.Evaluator, a eval.Args) (eval.Value, error) {
			if len(a.Pos) == 0 {
				return nil, errors.New("cycle takes the values to go round")
			}
			return a.Pos[l.at%len(a.Pos)], nil
		}), true
	case "changed":
		return eval.Func(func(_ *eval.Evaluator, a eval.Args) (eval.Value, error) {
			now := eval.NewList(a.Pos...)
			differs := !l.asked || !eval.Equal(now, l.last)
			l.last, l.asked = now, true
			return differs, nil
		}), true
	}
	return nil, false
}
