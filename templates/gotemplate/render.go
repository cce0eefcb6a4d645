package gotemplate

import (
	"errors"
	"strings"
	"text/template"
	"time"

	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/internal/eval"
)

// Missing says what becomes of a value that is not in the data.
type Missing uint8

// The ways.
const (
	MissingEmpty Missing = Missing(eval.MissingEmpty) // prints nothing (Go's own "<no value>" is no help in a prompt)
	MissingFails Missing = Missing(eval.MissingFails) // ends the rendering where it is printed; conditions may ask for it
	MissingNames Missing = Missing(eval.MissingNames) // prints the pipeline's text
)

// A Run is what a template is rendered with. Values are nil, bool, string,
// int, int64, float64, json.Number, []any, map[string]any and *value.Node.
// They have no methods: a template reaches nothing but data.
type Run struct {
	Data    map[string]any
	Missing Missing
	// Today is what currentDate prints. It is an error to ask for the date where
	// it is zero: there is no clock here.
	Today time.Time
	// JSON prints lists and objects as JSON, as Ollama does with tools and
	// arguments, and not in Go's form map[a:1].
	JSON   bool
	Limits Limits
}

// Limits bound a rendering. Zero fields mean the defaults.
type Limits struct {
	Steps int // rounds of loops, calls and holes; 1,000,000
	Bytes int // length of the output and of any text on the way; 4 MiB
	Depth int // templates that call one another; 100
}

// An Error is why a template could not be rendered, and where.
type Error struct{ templates.Problem }

func (e *Error) Error() string { return e.Message }

// Render renders the template. The error is an *Error.
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
	e := &Error{}
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
	l := run.Limits
	defaults(&l.Steps, 1_000_000)
	defaults(&l.Bytes, 4<<20)
	defaults(&l.Depth, 100)
	return &running{
		missing: run.Missing, today: run.Today, json: run.JSON,
		budget: &eval.Budget{Steps: l.Steps, Bytes: l.Bytes, Depth: l.Depth},
		data:   &objects{},
	}
}

func defaults(n *int, to int) {
	if *n == 0 {
		*n = to
	}
}
