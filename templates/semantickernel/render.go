package semantickernel

import (
	"fmt"
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/internal/eval"
	"github.com/promptglot/promptglot/templates/internal/holes"
)

// A Run is what a template is rendered with. Values are nil, bool, string,
// int, int64, float64, json.Number, []any, map[string]any and *value.Node.
//
// The case of names does not matter, as in Semantic Kernel. What a function
// returns is data under its name: "time.Date"; its arguments are not looked at,
// because no code runs here.
type Run struct {
	Data    map[string]any
	Missing templates.Missing
	// Encode writes the entities of <, >, &, ' and " in what is inserted, as
	// Semantic Kernel does before it reads the <message> tags of the result.
	Encode bool
	Limits templates.Limits
}

// A Template is a template ready to be rendered. It is immutable and safe for
// concurrent use.
type Template struct {
	toks []templates.Token
	tags []expr.Tag
	view *source.View
}

// Compile reads a template for rendering. With problems there is no template;
// braces that are never closed are text and no problem.
func Compile(v *source.View) (*Template, []templates.Problem) {
	t := &Template{toks: Language{}.Lex(v.Text), view: v}
	tags, problems := Language{}.Tags(v.Text)
	for i := range problems {
		problems[i].Span = v.Span(problems[i].Start, problems[i].End)
	}
	if len(problems) > 0 {
		return nil, problems
	}
	t.tags = tags
	return t, nil
}

// Render renders the template. The error is a *templates.Error.
func (t *Template) Render(run Run) (string, error) {
	r := &runner{
		run: run, data: make(map[string]any, len(run.Data)), folded: make(map[string]string, len(run.Data)),
		ev: &eval.Evaluator{
			Budget:  run.Limits.Budget(),
			Missing: run.Missing,
		},
	}
	for k, v := range run.Data {
		r.data[k] = eval.From(v)
		// Of names that differ in case only, the first in order is meant.
		if low := strings.ToLower(k); r.folded[low] == "" || k < r.folded[low] {
			r.folded[low] = k
		}
	}
	return holes.Render(t.view, t.toks, r.ev.Budget.Bytes, func(tag int) (string, error) { return r.hole(t.tags[tag].Expr) })
}

type runner struct {
	run    Run
	data   map[string]any
	folded map[string]string // names of the data by their lower-case form
	ev     *eval.Evaluator
}

// Lookup implements eval.Scope.
func (r *runner) Lookup(name string) (eval.Value, bool) {
	v, ok := r.data[name]
	if !ok {
		v, ok = r.data[r.folded[strings.ToLower(name)]]
	}
	return v, ok
}

var entities = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&#39;")

// hole returns what a block prints. A value is the template's own text and is
// not encoded.
func (r *runner) hole(e expr.Expr) (string, error) {
	if err := r.ev.Budget.Spend(0); err != nil {
		return "", err
	}
	name := ""
	switch e := e.(type) {
	case expr.Lit:
		return e.Text, nil
	case expr.Path:
		name = e.Steps[0].Name
	case expr.Call:
		name = e.Name
		if _, ok := r.Lookup(name); !ok && r.run.Missing == templates.MissingFails {
			return "", fmt.Errorf("functions do not run here; give the result of %s as data", name)
		}
	}
	v, ok := r.Lookup(name)
	if !ok {
		v = &eval.Undefined{Name: name}
	}
	s, err := r.text(v)
	if err == nil && r.run.Encode {
		s = entities.Replace(s)
	}
	return s, err
}

// text prints v: lists and objects as JSON.
func (r *runner) text(v eval.Value) (string, error) {
	switch v := v.(type) {
	case nil:
		return "", nil
	case *eval.List, *eval.Dict:
		if err := r.ev.Budget.Weigh(v); err != nil {
			return "", err
		}
		return eval.JSON(v, eval.JSONStyle{Item: ",", Key: ":"})
	case float64:
		return eval.JSON(v, eval.JSONStyle{})
	}
	return r.ev.Text(v)
}
