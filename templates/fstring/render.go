package fstring

import (
	"errors"
	"fmt"
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/internal/eval"
	"github.com/promptglot/promptglot/templates/internal/holes"
)

// A Run is what a template is rendered with. Values are nil, bool, string,
// int, int64, float64, json.Number, []any, map[string]any and *value.Node; they
// print as in Python. Members are reached by attribute and by key alike.
type Run struct {
	Data    map[string]any
	Missing templates.Missing
	Limits  templates.Limits
}

// A Template is a template ready to be rendered. It is immutable and safe for
// concurrent use.
type Template struct {
	toks []templates.Token
	tags []expr.Tag
	view *source.View
}

// Compile reads a template for rendering. With problems there is no template:
// a brace that opens no field is one, as in Python.
func Compile(v *source.View) (*Template, []templates.Problem) {
	_, problems := templates.Parse(Language{}, v)
	if len(problems) > 0 {
		return nil, problems
	}
	t := &Template{toks: Language{}.Lex(v.Text), view: v}
	t.tags, _ = Language{}.Tags(v.Text)
	return t, nil
}

// Render renders the template. The error is a *templates.Error.
func (t *Template) Render(run Run) (string, error) {
	r := &runner{data: make(map[string]eval.Value, len(run.Data)), ev: &eval.Evaluator{
		Budget:  run.Limits.Budget(),
		Missing: run.Missing,
	}}
	for k, v := range run.Data {
		r.data[k] = eval.From(v)
	}
	return holes.Render(t.view, t.toks, r.ev.Budget.Bytes, func(tag int) (string, error) { return r.hole(t.tags[tag].Expr) })
}

type runner struct {
	data map[string]eval.Value
	ev   *eval.Evaluator
}

// Lookup implements eval.Scope.
func (r *runner) Lookup(name string) (eval.Value, bool) {
	v, ok := r.data[name]
	return v, ok
}

func (r *runner) hole(e expr.Expr) (string, error) {
	c, ok := e.(expr.Call)
	if !ok {
		v, err := r.ev.Eval(e, r)
		if err != nil {
			return "", err
		}
		return r.ev.Text(v)
	}
	if c.Name != CallFormat || len(c.Args) < 3 {
		return "", errors.New("calls are not evaluated")
	}
	v, err := r.ev.Eval(c.Args[0], r)
	if err != nil {
		return "", err
	}
	if _, missing := v.(*eval.Undefined); missing {
		return r.ev.Text(v)
	}
	if err := r.ev.Budget.Weigh(v); err != nil {
		return "", err
	}
	switch l, _ := c.Args[1].(expr.Lit); l.Text {
	case "r":
		v = eval.Repr(v)
	case "a":
		v = ascii(eval.Repr(v))
	}
	l, _ := c.Args[2].(expr.Lit)
	spec, err := r.nested(l.Text, c.Args[3:])
	if err != nil {
		return "", err
	}
	return format(v, spec)
}

// nested puts the values of the fields of a format into it.
func (r *runner) nested(spec string, fields []expr.Expr) (string, error) {
	var b strings.Builder
	for _, f := range fields {
		before, rest, _ := strings.Cut(spec, "{")
		_, after, _ := strings.Cut(rest, "}")
		v, err := r.ev.Eval(f, r)
		if err != nil {
			return "", err
		}
		s, err := r.ev.Text(v)
		if err != nil {
			return "", err
		}
		if len(s) > maxWidth {
			return "", eval.ErrSize
		}
		b.WriteString(before + s)
		spec = after
	}
	return b.String() + spec, nil
}

// ascii escapes what is not ASCII, as Python's ascii() does.
func ascii(s string) string {
	var b strings.Builder
	for _, c := range s {
		switch {
		case c < 0x80:
			b.WriteRune(c)
		case c < 0x100:
			fmt.Fprintf(&b, `\x%02x`, c)
		case c < 0x10000:
			fmt.Fprintf(&b, `\u%04x`, c)
		default:
			fmt.Fprintf(&b, `\U%08x`, c)
		}
	}
	return b.String()
}
