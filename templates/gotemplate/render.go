package gotemplate

import (
	"errors"
	"strings"
	"text/template"
	"time"

	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/internal/eval"
)

// A Run is what a template is rendered with. Values are nil, bool, string,
// int, int64, float64, json.Number, []any, map[string]any and *value.Node.
// They have no methods: a template reaches nothing but data.
type Run struct {
	Data    map[string]any
	Missing templates.Missing
	// Today is what currentDate prints. It is an error to ask for the date where
	// it is zero: there is no clock here.
	Today time.Time
	// JSON prints lists and objects as JSON, as Ollama does with tools and
	// arguments, and not in Go's form map[a:1].
	JSON   bool
	Limits templates.Limits
}

// Render renders the template. The error is a *templates.Error.
func (t *Template) Render(run Run) (string, error) {
	r := newRunning(run)
	data := make(map[string]any, len(run.Data))
	for k, v := range run.Data {
		data[k] = r.data.plain(eval.From(v))
	}
	return t.execute(r, data)
}

// execute runs the engine with data that is plain already.
func (t *Template) execute(r *running, data map[string]any) (string, error) {
	own, err := t.t.Clone()
	if err != nil {
		return "", t.failed(err)
	}
	out := &limited{max: r.budget.Bytes}
	if err := own.Funcs(r.functions()).Funcs(r.counting()).Execute(out, data); err != nil {
		return "", t.failed(err)
	}
	return out.b.String(), nil
}

// failed puts an error of the engine at its place.
func (t *Template) failed(err error) error {
	e := &templates.Error{}
	line, column, msg := split(err.Error())
	var at template.ExecError
	if errors.As(err, &at) {
		// The message of a function's error is the error's own.
		for _, known := range []error{eval.ErrSteps, eval.ErrSize, eval.ErrDepth} {
			if errors.Is(at.Err, known) {
				msg = known.Error()
			}
		}
		if m := (*missingError)(nil); errors.As(at.Err, &m) {
			msg = m.Error()
		}
	}
	if line == 0 {
		e.Kind, e.Message = templates.Unevaluated, msg
		e.Span = t.view.Span(0, min(1, len(t.view.Text)))
		return e
	}
	start, end := t.place(line, column)
	src := strings.TrimSpace(t.view.Text[start:end])
	e.Problem = templates.Problem{
		Kind: templates.Unevaluated, Start: start, End: end, Span: t.view.Span(start, end),
		Construct: src, Message: templates.Clip(src) + ": " + msg,
	}
	return e
}

// limited is a writer that takes no more than max bytes.
type limited struct {
	b   strings.Builder
	max int
}

func (l *limited) Write(p []byte) (int, error) {
	if l.b.Len()+len(p) > l.max {
		return 0, eval.ErrSize
	}
	return l.b.Write(p)
}

func newRunning(run Run) *running {
	return &running{
		missing: run.Missing, today: run.Today, json: run.JSON,
		budget: run.Limits.Budget(),
		data:   &objects{},
	}
}
