package liquid

import (
	"strings"

	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/internal/eval"
)

// Missing says what becomes of a variable that is not in the data.
type Missing uint8

// The ways.
const (
	MissingEmpty Missing = Missing(eval.MissingEmpty) // prints nothing, as in Liquid
	MissingFails Missing = Missing(eval.MissingFails) // ends the rendering where it is printed or filtered; conditions and default may ask for it
	MissingNames Missing = Missing(eval.MissingNames) // prints the variable's name
)

// A Run is what a template is rendered with. Values are nil, bool, string,
// int, int64, float64, json.Number, []any, map[string]any (in the order of its
// keys) and *value.Node (in the order of the source).
type Run struct {
	Data    map[string]any
	Missing Missing
	Limits  Limits
}

// Limits bound a rendering. Zero fields mean the defaults.
type Limits struct {
	Steps int // evaluations; 1,000,000
	Bytes int // length of the output and of any text on the way; 4 MiB
}

// An Error is why a template could not be rendered, and where.
type Error struct{ templates.Problem }

func (e *Error) Error() string { return e.Message }

// Render renders the template. The error is an *Error. Where implementations
// differ it does as Shopify's: only nil and false are not true, whole numbers
// divide without a rest, and 1.0 prints its point. There is no clock: the date
// filter is not supported.
func (t *Template) Render(run Run) (string, error) {
	if run.Limits.Steps == 0 {
		run.Limits.Steps = 1_000_000
	}
	if run.Limits.Bytes == 0 {
		run.Limits.Bytes = 4 << 20
	}
	r := &runner{
		budget: &eval.Budget{Steps: run.Limits.Steps, Bytes: run.Limits.Bytes}, missing: run.Missing,
		vars: make(map[string]eval.Value, len(run.Data)), counters: map[string]int64{}, cycles: map[string]int{},
		out: &strings.Builder{},
	}
	for k, v := range run.Data {
		r.vars[k] = eval.From(v)
	}
	if _, err := r.block(t.body); err != nil {
		if e, ok := err.(*Error); ok {
			e.Span = t.view.Span(e.Start, e.End)
		}
		return "", err
	}
	return r.out.String(), nil
}
