package handlebars

import (
	"errors"
	"fmt"
	"strings"

	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/internal/eval"
)

// partialBlock is the name of what stands in a partial block.
const partialBlock = "@partial-block"

func (in *include) run(r *runner, c *context) error { return in.at(r.include(in, c)) }

func (r *runner) include(in *include, c *context) error {
	v, err := r.value(in.name, c)
	if err != nil {
		return err
	}
	name := eval.ScriptText(v)
	if err := r.budget.Enter(); err != nil {
		return err
	}
	defer r.budget.Leave()
	inner, err := r.within(in, c)
	if err != nil {
		return err
	}
	body, err := r.partial(name, in, c, inner)
	if err != nil {
		return err
	}
	if in.body != nil {
		// The block runs where it was written, with the partials of its own.
		block := *c
		for _, def := range in.body.inline {
			n, err := r.value(def.name, c)
			if err != nil {
				return def.at(err)
			}
			inner.inlines = &inlines{eval.ScriptText(n), def.body, &block, inner.inlines}
		}
		inner.inlines = &inlines{partialBlock, in.body, &block, inner.inlines}
	}
	run := func() error {
		if err := r.program(body, inner); err != nil {
			var e *templates.Error
			if errors.As(err, &e) && body != in.body && r.partials[name] != nil && r.partials[name].body == body {
				return e.Within(name)
			}
			return err
		}
		return nil
	}
	if in.indent == "" {
		return run()
	}
	pieces, err := r.capture(run)
	if err != nil {
		return err
	}
	return r.indented(pieces, in.indent)
}

// within returns the context of a partial: the current one, or what it is
// given, with what it is given by name.
func (r *runner) within(in *include, c *context) (*context, error) {
	inner := &context{this: c.this, data: c.data, inlines: c.inlines, params: c.params}
	if in.with != nil {
		v, err := r.value(in.with, c)
		if err != nil {
			return nil, err
		}
		inner.this = v
	}
	if len(in.named) == 0 {
		return inner, nil
	}
	d := eval.NewDict()
	if old, ok := inner.this.(*eval.Dict); ok {
		if err := r.budget.Spend(old.Len()); err != nil {
			return nil, err
		}
		d = old.Copy()
	}
	for _, n := range in.named {
		v, err := r.value(n.value, c)
		if err != nil {
			return nil, err
		}
		if isMissing(v) {
			d.Delete(n.name)
			continue
		}
		d.Set(n.name, v)
	}
	inner.this = d
	return inner, nil
}

// partial finds a partial by its name: one of the template's own, one of the
// program's, or the block in its place. Those of the template's own bring the
// surroundings that they were written in.
func (r *runner) partial(name string, in *include, c, inner *context) (*program, error) {
	for def := c.inlines; def != nil; def = def.up {
		if err := r.budget.Spend(0); err != nil {
			return nil, err
		}
		if def.name != name {
			continue
		}
		if name == partialBlock {
			inner.around(def.at)
			inner.inlines = def.at.inlines
			if in.with == nil && len(in.named) == 0 {
				inner.params = def.at.params
			}
		}
		return def.body, nil
	}
	if t := r.partials[name]; t != nil {
		inner.params = nil
		return t.body, nil
	}
	if in.body != nil {
		inner.around(c)
		return in.body, nil
	}
	if name == partialBlock {
		return nil, errors.New("this partial was not called with a block")
	}
	return nil, fmt.Errorf("there is no partial %s among those given", name)
}

// around makes .. mean what it does where a piece of template was written.
func (c *context) around(at *context) {
	if c.up = at; sameContext(c.this, at.this) {
		c.up = at.up
	}
}

// indented writes pieces with an indentation before each line.
func (r *runner) indented(pieces []Piece, indent string) error {
	start := true
	for _, p := range pieces {
		if p.Mark != nil {
			if start {
				if err := r.out.text(indent, r.budget); err != nil {
					return err
				}
			}
			start = false
			if err := r.out.mark(*p.Mark, r.budget); err != nil {
				return err
			}
			continue
		}
		for _, line := range strings.SplitAfter(p.Text, "\n") {
			if line == "" {
				continue
			}
			if start {
				line = indent + line
			}
			if err := r.out.text(line, r.budget); err != nil {
				return err
			}
			start = strings.HasSuffix(line, "\n")
		}
	}
	return r.budget.Spend(r.out.size)
}
