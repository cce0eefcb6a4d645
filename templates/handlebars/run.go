package handlebars

import (
	"fmt"
	"strings"

	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/internal/eval"
)

// A context is what a program runs in.
type context struct {
	this eval.Value
	up   *context // the one that .. means; nil outside of all
	data *data
	// block parameters and inline partials, innermost first
	params  *params
	inlines *inlines
}

// data are the variables that are written with @; those of a loop hide others.
type data struct {
	vars map[string]eval.Value
	up   *data
}

type params struct {
	names  []string
	values []eval.Value
	up     *params
}

type inlines struct {
	name string
	body *program
	at   *context // where it was defined
	up   *inlines
}

// A runner runs the programs of one rendering.
type runner struct {
	budget   *eval.Budget
	missing  templates.Missing
	escape   bool
	helpers  map[string]helper
	partials map[string]*Template
	vars     *eval.Dict // what set changes; nil where there is no set
	nested   int        // programs that run within one another
	out      *out
}

// at says that err happened at a tag, unless it says already where it did.
func (p place) at(err error) error { return templates.ErrorAt(p.start, p.end, p.src, err) }

// maxNested bounds how many programs run within one another: partials within
// blocks, and the arms of {{else if}}, each of which is a block within the one
// before.
const maxNested = 10_000

// program runs a program in a context.
func (r *runner) program(p *program, c *context) error {
	if p == nil {
		return nil
	}
	if r.nested++; r.nested > maxNested {
		return eval.ErrDepth
	}
	defer func() { r.nested-- }()
	for _, in := range p.inline {
		name, err := r.value(in.name, c)
		if err != nil {
			return in.at(err)
		}
		inner := *c
		inner.inlines = &inlines{eval.ScriptText(name), in.body, c, c.inlines}
		c = &inner
	}
	for _, s := range p.body {
		if err := s.run(r, c); err != nil {
			return err
		}
	}
	return nil
}

// enter runs a program with another value as context. The surroundings are one
// level further out only where the value is another one.
func (r *runner) enter(p *program, c *context, this eval.Value, vars *data, args ...eval.Value) error {
	if p == nil {
		return nil
	}
	inner := *c
	inner.data = vars
	if !sameContext(this, c.this) {
		inner.this, inner.up = this, c
	}
	if len(p.params) > 0 {
		inner.params = &params{p.params, args, c.params}
	}
	return r.program(p, &inner)
}

// sameContext is != of JavaScript, turned around: objects are compared by
// identity, and nothing is as good as nothing.
func sameContext(a, b eval.Value) bool { return eval.ScriptEqual(a, b) || isNothing(a) && isNothing(b) }

// isNothing reports whether v is null or undefined.
func isNothing(v eval.Value) bool {
	_, missing := v.(*eval.Undefined)
	return v == nil || missing
}

func (t text) run(r *runner, _ *context) error {
	if err := r.budget.Spend(len(t)); err != nil {
		return place{}.at(err)
	}
	return place{}.at(r.out.text(string(t), r.budget))
}

func (o output) run(r *runner, c *context) error {
	v, err := r.call(o.call, &callOf{place: o.place, inv: o.call, at: c})
	if err == nil {
		err = r.print(v, o.raw)
	}
	return o.at(err)
}

// print outputs what a hole with the value v does.
func (r *runner) print(v eval.Value, raw bool) error {
	if err := r.budget.Spend(0); err != nil {
		return err
	}
	switch v := v.(type) {
	case nil, done:
		return nil
	case Mark:
		return r.out.mark(v, r.budget)
	case safe:
		return r.out.text(string(v), r.budget)
	case *eval.Undefined:
		switch {
		case r.missing == templates.MissingFails:
			return &eval.NotGiven{What: v}
		case r.missing == templates.MissingNames && v.Hint == "":
			return r.out.text(v.Name, r.budget)
		}
		return nil
	}
	if err := r.budget.Weigh(v); err != nil {
		return err
	}
	s := eval.ScriptText(v)
	if !raw && r.escape {
		s = escaper.Replace(s)
	}
	return r.out.text(s, r.budget)
}

// escaper escapes what Handlebars takes for HTML.
var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&#x27;", "`", "&#x60;", "=", "&#x3D;")

func (s *section) run(r *runner, c *context) error {
	k := &callOf{place: s.place, inv: s.call, at: c, then: s.then, otherwise: s.otherwise, block: true}
	if s.call.plain() {
		if err := r.search(); err != nil {
			return s.at(err)
		}
		p, ok := s.call.head.(*path)
		if isHelper := ok && p.single() && r.helpers[p.names[0]] != nil && !c.isParam(p.names[0]); !isHelper {
			v, err := r.head(s.call.head, c)
			if err != nil {
				return s.at(err)
			}
			if _, missing := v.(*eval.Undefined); missing && s.verbatim {
				return s.at(fmt.Errorf("there is no helper %s", s.call.name()))
			}
			return s.at(r.sectionOf(k, v))
		}
	}
	v, err := r.call(s.call, k)
	if err == nil {
		err = r.print(v, true)
	}
	return s.at(err)
}

// sectionOf runs a block whose head is a value and no helper.
func (r *runner) sectionOf(k *callOf, v eval.Value) error {
	switch v := v.(type) {
	case bool:
		if v {
			return r.enter(k.then, k.at, k.at.this, k.at.data)
		}
		return r.enter(k.otherwise, k.at, k.at.this, k.at.data)
	case nil, *eval.Undefined:
		return r.enter(k.otherwise, k.at, k.at.this, k.at.data)
	case *eval.List:
		_, err := r.each(k, v)
		return err
	}
	return r.enter(k.then, k.at, v, k.at.data)
}
