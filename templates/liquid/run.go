package liquid

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/internal/eval"
)

// A runner runs the statements of one rendering.
type runner struct {
	budget   *eval.Budget
	missing  templates.Missing
	vars     map[string]eval.Value // data and assignments
	loops    []*frame              // open loops, innermost last
	counters map[string]int64
	cycles   map[string]int
	out      *strings.Builder
}

// A frame is the round of a loop.
type frame struct {
	name  string
	item  eval.Value
	state *forloop
}

// A forloop is what the variable forloop holds.
type forloop struct {
	at, of int
	name   string
	parent eval.Value
}

// Kind implements eval.Object.
func (*forloop) Kind() string { return "loop" }

// Attr implements eval.Object.
func (f *forloop) Attr(name string) (eval.Value, bool) {
	switch name {
	case "index":
		return int64(f.at + 1), true
	case "index0":
		return int64(f.at), true
	case "rindex":
		return int64(f.of - f.at), true
	case "rindex0":
		return int64(f.of - f.at - 1), true
	case "first":
		return f.at == 0, true
	case "last":
		return f.at == f.of-1, true
	case "length":
		return int64(f.of), true
	case "name":
		return f.name, true
	case "parentloop":
		return f.parent, true
	}
	return nil, false
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

func (r *runner) write(s string) error {
	if err := r.budget.Spend(len(s)); err != nil {
		return err
	}
	if r.out.Len()+len(s) > r.budget.Bytes {
		return eval.ErrSize
	}
	r.out.WriteString(s)
	return nil
}

func (t text) run(r *runner) (signal, error) { return proceed, place{}.at(r.write(string(t))) }

func (o output) run(r *runner) (signal, error) {
	v, err := r.value(o.x)
	if err != nil {
		return proceed, o.at(err)
	}
	s, err := r.text(v)
	if err == nil {
		err = r.write(s)
	}
	return proceed, o.at(err)
}

func (c condition) run(r *runner) (signal, error) {
	for _, a := range c.arms {
		if a.cond != nil {
			v, err := r.value(a.cond)
			if err != nil {
				return proceed, a.at(err)
			}
			if !truth(v) {
				continue
			}
		}
		return r.block(a.body)
	}
	return proceed, nil
}

func (s assignment) run(r *runner) (signal, error) {
	v, err := r.value(s.x)
	if err == nil {
		r.vars[s.name] = v
	}
	return proceed, s.at(err)
}

func (s capture) run(r *runner) (signal, error) {
	old := r.out
	r.out = &strings.Builder{}
	sig, err := r.block(s.body)
	captured := r.out.String()
	if r.out = old; err == nil {
		r.vars[s.name] = captured
	}
	return sig, err
}

func (s turning) run(r *runner) (signal, error) {
	key := "values " + s.key
	if s.group != nil {
		g, err := r.value(s.group)
		if err != nil {
			return proceed, s.at(err)
		}
		name, err := r.text(g)
		if err != nil {
			return proceed, s.at(err)
		}
		key = "group " + name
	}
	v, err := r.value(s.values[r.cycles[key]%len(s.values)])
	if err != nil {
		return proceed, s.at(err)
	}
	r.cycles[key]++
	out, err := r.text(v)
	if err == nil {
		err = r.write(out)
	}
	return proceed, s.at(err)
}

func (s counter) run(r *runner) (signal, error) {
	n := r.counters[s.name]
	if r.counters[s.name] = n + 1; s.down {
		n--
		r.counters[s.name] = n
	}
	return proceed, s.at(r.write(fmt.Sprint(n)))
}

func (j jump) run(*runner) (signal, error) { return signal(j), nil }

func (s repetition) run(r *runner) (signal, error) {
	items, err := r.round(s.loop)
	if err != nil {
		return proceed, s.at(err)
	}
	if len(items) == 0 {
		return r.block(s.otherwise)
	}
	f := &frame{name: s.name}
	var parent eval.Value
	if len(r.loops) > 0 {
		parent = r.loops[len(r.loops)-1].state
	}
	r.loops = append(r.loops, f)
	defer func() { r.loops = r.loops[:len(r.loops)-1] }()
	for i, it := range items {
		if err := r.budget.Spend(0); err != nil {
			return proceed, s.at(err)
		}
		f.item, f.state = it, &forloop{at: i, of: len(items), name: s.name, parent: parent}
		sig, err := r.block(s.body)
		if err != nil {
			return proceed, err
		}
		if sig == breaks {
			break
		}
	}
	return proceed, nil
}

// round returns what a loop goes through: limit and offset come first, the
// order is turned round after that.
func (r *runner) round(l loop) ([]eval.Value, error) {
	v, err := r.value(l.over)
	if err != nil {
		return nil, err
	}
	items, err := r.items(v)
	if err != nil {
		return nil, err
	}
	bound := func(x any, e error) (int, error) {
		n, ok := x.(int64)
		if e != nil {
			return 0, e
		}
		if !ok || n < 0 {
			return 0, errors.New("limit and offset are whole numbers that are not negative")
		}
		return int(min(n, int64(len(items)))), nil
	}
	if l.offset != nil {
		n, err := bound(r.value(l.offset))
		if err != nil {
			return nil, err
		}
		items = items[n:]
	}
	if l.limit != nil {
		n, err := bound(r.value(l.limit))
		if err != nil {
			return nil, err
		}
		items = items[:min(n, len(items))]
	}
	items = slices.Clone(items)
	if l.reversed {
		slices.Reverse(items)
	}
	return items, nil
}

// items lists the elements of a list, or the pairs of an object. A text is one
// item, and nothing is none.
func (r *runner) items(v eval.Value) ([]eval.Value, error) {
	switch v := v.(type) {
	case nil, *eval.Undefined:
		return nil, r.spendMissing(v)
	case *eval.List:
		return v.Items, r.budget.Spend(len(v.Items))
	case *eval.Dict:
		if err := r.budget.Spend(v.Len()); err != nil {
			return nil, err
		}
		keys, vals := v.Keys().Items, v.Values().Items
		out := make([]eval.Value, 0, len(keys))
		for i := range keys {
			out = append(out, eval.NewList(keys[i], vals[i]))
		}
		return out, nil
	case string:
		if v == "" {
			return nil, nil
		}
		return []eval.Value{v}, nil
	}
	return nil, fmt.Errorf("a %s cannot be looped over", eval.TypeName(v))
}

// spendMissing refuses a missing value where those may not be used.
func (r *runner) spendMissing(v eval.Value) error {
	if u, ok := v.(*eval.Undefined); ok && r.missing == templates.MissingFails {
		return &eval.NotGiven{What: u}
	}
	return nil
}
