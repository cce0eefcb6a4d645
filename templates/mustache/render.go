package mustache

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/internal/eval"
)

// A Run is what a template is rendered with. Values are nil, bool, string,
// int, int64, float64, json.Number, []any, map[string]any and *value.Node.
// Lambdas are no values: nothing is called from here.
type Run struct {
	// Data is the context of the whole template.
	Data map[string]any
	// Context, where it is not nil, is a context that is no object: {{.}}.
	Context any
	// Partials are the templates that {{> name}} and {{< name}} stand for.
	Partials map[string]*Template
	// Escape makes {{x}} escape HTML, as Mustache does. Prompts are no HTML, so
	// the default is not to.
	Escape  bool
	Missing templates.Missing
	Limits  templates.Limits
}

// Render renders the template. The error is a *templates.Error.
func (t *Template) Render(run Run) (string, error) {
	r := &runner{
		budget:   run.Limits.Budget(),
		missing:  run.Missing,
		escape:   run.Escape,
		partials: run.Partials,
		indented: map[string][]statement{},
	}
	this := eval.From(run.Data)
	if run.Context != nil {
		this = eval.From(run.Context)
	}
	if err := r.run(t.body, &context{value: this}); err != nil {
		return "", templates.ErrorIn(t.view, err)
	}
	return r.out.String(), nil
}

// A context is a value that names are looked up in, and those further out.
type context struct {
	value eval.Value
	up    *context
	depth int // how many contexts are further out
}

// enter returns the context of a value within c.
func (c *context) enter(v eval.Value) *context { return &context{v, c, c.depth + 1} }

// overrides are the blocks that the parents which are being rendered replace,
// innermost first.
type overrides struct {
	blocks map[string][]statement
	up     *overrides
}

// find returns what replaces a block. The outermost parent has the last word.
func (o *overrides) find(name string) (body []statement, ok bool) {
	for ; o != nil; o = o.up {
		if b, has := o.blocks[name]; has {
			body, ok = b, true
		}
	}
	return body, ok
}

// A runner runs the statements of one rendering.
type runner struct {
	budget   *eval.Budget
	missing  templates.Missing
	escape   bool
	partials map[string]*Template
	indented map[string][]statement // partials by indentation and name
	blocks   *overrides
	out      strings.Builder
}

func (r *runner) run(body []statement, c *context) error {
	for _, s := range body {
		if err := s.run(r, c); err != nil {
			return err
		}
	}
	return nil
}

func (r *runner) write(s string) error {
	if r.out.Len()+len(s) > r.budget.Bytes {
		return eval.ErrSize
	}
	r.out.WriteString(s)
	return nil
}

// lookup finds what a path means: its first name in the innermost context that
// has it, the others in what was found before them and nowhere else.
func (r *runner) lookup(p expr.Path, c *context) (eval.Value, error) {
	if len(p.Steps) == 0 {
		return &eval.Undefined{}, nil
	}
	// The search goes through all contexts further out.
	if err := r.budget.Spend(min(c.depth, r.budget.Bytes)); err != nil {
		return nil, err
	}
	v, ok := c.find(p.Steps[0].Name)
	for i := 1; ok && i < len(p.Steps); i++ {
		if s, isText := v.(string); isText { // its length takes time to find
			if err := r.budget.Spend(len(s)); err != nil {
				return nil, err
			}
		}
		v = eval.ScriptMember(v, p.Steps[i].Name, "")
		_, missing := v.(*eval.Undefined)
		ok = !missing
	}
	if !ok {
		v = &eval.Undefined{Name: dotted(p)}
	}
	return v, nil
}

// find looks a name up in a context and in those further out.
func (c *context) find(name string) (eval.Value, bool) {
	if name == templates.Here {
		return c.value, true
	}
	for ; c != nil; c = c.up {
		if d, ok := c.value.(*eval.Dict); ok {
			if m, has := d.Get(name); has {
				return m, true
			}
		}
	}
	return nil, false
}
