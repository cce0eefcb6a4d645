package handlebars

import (
	"fmt"

	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/internal/eval"
)

// search spends what looking a name up can cost: it goes through the contexts
// further out, of which there are as many as programs within one another.
func (r *runner) search() error { return r.budget.Spend(min(r.nested, r.budget.Bytes)) }

// value evaluates an argument.
func (r *runner) value(n node, c *context) (eval.Value, error) {
	if err := r.search(); err != nil {
		return nil, err
	}
	switch n := n.(type) {
	case constant:
		return n.value, nil
	case *path:
		return r.path(n, c)
	case *invocation:
		return r.call(n, &callOf{inv: n, at: c, nested: true})
	}
	return nil, nil
}

// head evaluates what stands first in a hole or block: a literal there names a
// member of the context, {{"two words"}}.
func (r *runner) head(n node, c *context) (eval.Value, error) {
	if k, ok := n.(constant); ok {
		name := eval.ScriptText(k.value)
		return r.member(c.this, name, name)
	}
	return r.value(n, c)
}

// path looks a path up. What is missing is an Undefined with the path as name.
func (r *runner) path(p *path, c *context) (eval.Value, error) {
	var v eval.Value
	names := p.names
	switch {
	case p.data:
		if len(names) == 0 {
			return &eval.Undefined{Name: p.src}, nil
		}
		d := c.data
		for i := 0; i < p.up && d != nil; i++ {
			d = d.up
		}
		v, names = d.lookup(names[0], p.src), names[1:]
	default:
		at := c
		for i := 0; i < p.up && at != nil; i++ {
			at = at.up
		}
		if at == nil {
			return &eval.Undefined{Name: p.src}, nil
		}
		v = at.this
		if p.up > 0 || p.here {
			break
		}
		for b := c.params; b != nil; b = b.up {
			if i := b.index(names[0]); i >= 0 {
				v, names = b.values[i], names[1:]
				break
			}
		}
	}
	for _, name := range names {
		if v == nil {
			break // null.x is null
		}
		var err error
		if v, err = r.member(v, name, p.src); err != nil || isMissing(v) {
			return v, err
		}
	}
	return v, nil
}

// member returns a property of v. Those of text take time to find.
func (r *runner) member(v eval.Value, name, src string) (eval.Value, error) {
	if s, ok := v.(string); ok {
		if err := r.budget.Spend(len(s)); err != nil {
			return nil, err
		}
	}
	return eval.ScriptMember(v, name, src), nil
}

func isMissing(v eval.Value) bool { _, ok := v.(*eval.Undefined); return ok }

// index returns the place of a block parameter, or -1.
func (b *params) index(name string) int {
	for i, n := range b.names {
		if n == name && i < len(b.values) {
			return i
		}
	}
	return -1
}

// isParam reports whether name is a block parameter.
func (c *context) isParam(name string) bool {
	for b := c.params; b != nil; b = b.up {
		if b.index(name) >= 0 {
			return true
		}
	}
	return false
}

func (d *data) lookup(name, src string) eval.Value {
	for ; d != nil; d = d.up {
		if v, ok := d.vars[name]; ok {
			return v
		}
	}
	return &eval.Undefined{Name: src}
}

// call evaluates an invocation: a helper, or without arguments a value.
func (r *runner) call(inv *invocation, k *callOf) (eval.Value, error) {
	if err := r.search(); err != nil {
		return nil, err
	}
	p, isPath := inv.head.(*path)
	if isPath && p.single() && !k.at.isParam(p.names[0]) {
		if h := r.helpers[p.names[0]]; h != nil {
			return r.helper(h, k)
		}
	}
	if inv.plain() {
		return r.head(inv.head, k.at)
	}
	return nil, fmt.Errorf("there is no helper %s; helpers of a program cannot be run here", templates.Clip(inv.name()))
}

// A callOf is one call of a helper.
type callOf struct {
	place
	inv             *invocation
	at              *context
	args            []eval.Value
	named           map[string]eval.Value
	block           bool
	then, otherwise *program // of a block
	nested          bool     // in a subexpression
}

func (r *runner) helper(h helper, k *callOf) (eval.Value, error) {
	for _, a := range k.inv.args {
		v, err := r.value(a, k.at)
		if err != nil {
			return nil, err
		}
		k.args = append(k.args, v)
	}
	if len(k.inv.named) > 0 {
		k.named = make(map[string]eval.Value, len(k.inv.named))
		for _, n := range k.inv.named {
			v, err := r.value(n.value, k.at)
			if err != nil {
				return nil, err
			}
			k.named[n.name] = v
		}
	}
	return h(r, k)
}
