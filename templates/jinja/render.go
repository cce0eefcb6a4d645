package jinja

import (
	"strings"
	"time"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/internal/eval"
)

// Options are the settings of a Jinja environment. The zero value is Jinja's
// own default.
type Options struct {
	TrimBlocks          bool // the line break after a statement goes
	LstripBlocks        bool // the blanks before a statement on its line go
	KeepTrailingNewline bool // of the whole text
	// Nunjucks is the dialect of JavaScript: values print and count as true as
	// they do there, a loop with two variables goes through an object, and
	// there are elseif, ===, !== and the filter dump. Filters and methods are
	// Jinja's, as far as Nunjucks has them at all.
	Nunjucks bool
}

// ChatTemplate returns the settings that chat templates of models are written
// for.
func ChatTemplate() Options { return Options{TrimBlocks: true, LstripBlocks: true} }

// A Run is what a template is rendered with. Values are nil, bool, string,
// int, int64, float64, json.Number, []any, map[string]any (in the order of its
// keys) and *value.Node (in the order of the source).
type Run struct {
	Data    map[string]any
	Missing templates.Missing
	// Today is what strftime_now prints. It is an error to ask for the date
	// where it is zero: there is no clock here.
	Today time.Time
	// HTMLSafeJSON makes tojson sort keys and escape <, >, & and ', as Jinja's
	// own does and that of chat templates does not.
	HTMLSafeJSON bool
	Limits       templates.Limits
}

// A Template is a template ready to be rendered. It is immutable and safe for
// concurrent use.
type Template struct {
	body   []statement
	view   *source.View
	script bool // Nunjucks
}

// Compile reads a template for rendering. With problems there is no template.
// What only other files can tell (include, import, extends) is a problem.
func Compile(v *source.View, o Options) (*Template, []templates.Problem) {
	c := &compiler{nunjucks: o.Nunjucks, toks: layout(Language{}.Lex(v.Text), o)}
	body := c.block(nil)
	for i := range c.problems {
		p := &c.problems[i]
		p.Span = v.Span(p.Start, p.End)
	}
	if len(c.problems) > 0 {
		return nil, c.problems
	}
	return &Template{body: body, view: v, script: o.Nunjucks}, nil
}

// Render renders the template. The error is a *templates.Error.
func (t *Template) Render(run Run) (string, error) {
	data := &frame{vars: make(map[string]eval.Value, len(run.Data))}
	for k, v := range run.Data {
		data.vars[k] = eval.From(v)
	}
	r := &runner{
		ev: &eval.Evaluator{
			Budget:  run.Limits.Budget(),
			Missing: run.Missing,
			Script:  t.script,
			Globals: eval.Globals(run.Today),
			JSON:    eval.JSONStyle{HTML: run.HTMLSafeJSON, Sort: run.HTMLSafeJSON, ASCII: run.HTMLSafeJSON},
		},
		out: &strings.Builder{},
	}
	r.scope = &frame{vars: map[string]eval.Value{}, up: data}
	_, err := r.block(t.body)
	if err != nil {
		return "", templates.ErrorIn(t.view, err)
	}
	return r.out.String(), nil
}
