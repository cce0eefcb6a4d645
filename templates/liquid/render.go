package liquid

import (
	"strings"

	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/internal/eval"
)

// A Run is what a template is rendered with. Values are nil, bool, string,
// int, int64, float64, json.Number, []any, map[string]any (in the order of its
// keys) and *value.Node (in the order of the source).
type Run struct {
	Data    map[string]any
	Missing templates.Missing
	Limits  templates.Limits
}

// Render renders the template. The error is a *templates.Error. Where implementations
// differ it does as Shopify's: only nil and false are not true, whole numbers
// divide without a rest, and 1.0 prints its point. There is no clock: the date
// filter is not supported.
func (t *Template) Render(run Run) (string, error) {
	r := &runner{
		budget: run.Limits.Budget(), missing: run.Missing,
		vars: make(map[string]eval.Value, len(run.Data)), counters: map[string]int64{}, cycles: map[string]int{},
		out: &strings.Builder{},
	}
	for k, v := range run.Data {
		r.vars[k] = eval.From(v)
	}
	if _, err := r.block(t.body); err != nil {
		return "", templates.ErrorIn(t.view, err)
	}
	return r.out.String(), nil
}
