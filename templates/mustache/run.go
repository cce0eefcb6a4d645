package mustache

import (
	"errors"
	"fmt"
	"strings"

	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/internal/eval"
)

// at says that err happened at a tag, unless it says already where it did.
func (p place) at(err error) error { return templates.ErrorAt(p.start, p.end, p.src, err) }

func (t text) run(r *runner, _ *context) error {
	if err := r.budget.Spend(len(t)); err != nil {
		return place{}.at(err)
	}
	return place{}.at(r.write(string(t)))
}

func (v variable) run(r *runner, c *context) error {
	x, err := r.lookup(v.path, c)
	if err == nil {
		err = r.print(x, v.raw)
	}
	return v.at(err)
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

// print outputs what a hole with the value v does.
func (r *runner) print(v eval.Value, raw bool) error {
	if err := r.budget.Spend(0); err != nil {
		return err
	}
	switch v := v.(type) {
	case nil:
		return nil
	case *eval.Undefined:
		switch r.missing {
		case templates.MissingFails:
			return &eval.NotGiven{What: v}
		case templates.MissingNames:
			return r.write(v.Name)
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
	return r.write(s)
}

// truth is what a section tests: an object is true even where it is empty.
func truth(v eval.Value) bool {
	if _, ok := v.(*eval.Dict); ok {
		return true
	}
	return eval.Truth(v)
}

func (s repeated) run(r *runner, c *context) error {
	if err := r.budget.Spend(0); err != nil {
		return s.at(err)
	}
	v, err := r.lookup(s.path, c)
	if err != nil {
		return s.at(err)
	}
	if s.inverted {
		if truth(v) {
			return nil
		}
		return s.at(r.run(s.body, c))
	}
	if l, ok := v.(*eval.List); ok {
		for _, item := range l.Items {
			if err := r.budget.Spend(0); err != nil {
				return s.at(err)
			}
			if err := r.run(s.body, c.enter(item)); err != nil {
				return s.at(err)
			}
		}
		return nil
	}
	if !truth(v) {
		return nil
	}
	return s.at(r.run(s.body, c.enter(v)))
}

func (b replaceable) run(r *runner, c *context) error {
	body, ok := r.blocks.find(b.name)
	if !ok {
		return r.run(b.body, c)
	}
	// What replaces a block can hold a block of the same name.
	if err := r.budget.Enter(); err != nil {
		return b.at(err)
	}
	defer r.budget.Leave()
	return b.at(r.run(body, c))
}

func (p partial) run(r *runner, c *context) error { return p.at(r.partial(p, c)) }

func (r *runner) partial(p partial, c *context) error {
	if err := r.budget.Spend(0); err != nil {
		return err
	}
	name := p.name
	if len(p.dynamic.Steps) > 0 {
		v, err := r.lookup(p.dynamic, c)
		if err != nil {
			return err
		}
		if u, missing := v.(*eval.Undefined); missing && r.missing == templates.MissingFails {
			return &eval.NotGiven{What: u}
		}
		name = ""
		if s, ok := v.(string); ok {
			name = s
		}
	}
	t := r.partials[name]
	if t == nil {
		if r.missing == templates.MissingFails {
			return fmt.Errorf("there is no partial %s among those given", name)
		}
		return nil
	}
	if err := r.budget.Enter(); err != nil {
		return err
	}
	defer r.budget.Leave()
	body, err := r.indent(name, t, p.indent)
	if err != nil {
		return err
	}
	if p.blocks != nil {
		old := r.blocks
		r.blocks = &overrides{p.blocks, old}
		defer func() { r.blocks = old }()
	}
	err = r.run(body, c)
	if e := (*templates.Error)(nil); errors.As(err, &e) {
		return e.Within(name)
	}
	return err
}

// indent returns the statements of a partial with an indentation before each of
// its lines: of its source, not of what its variables hold.
func (r *runner) indent(name string, t *Template, indent string) ([]statement, error) {
	if indent == "" {
		return t.body, nil
	}
	key := indent + "\n" + name
	if body, ok := r.indented[key]; ok {
		return body, nil
	}
	lines := strings.SplitAfter(t.view.Text, "\n")
	if err := r.budget.Spend(len(t.view.Text) + len(lines)*len(indent)); err != nil {
		return nil, err
	}
	var b strings.Builder
	for _, line := range lines {
		if line != "" {
			b.WriteString(indent)
			b.WriteString(line)
		}
	}
	body, problems := compile(b.String())
	if len(problems) > 0 {
		return nil, errors.New(problems[0].Message)
	}
	r.indented[key] = body
	return body, nil
}
