package templates

import (
	"errors"
	"fmt"
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/templates/internal/eval"
)

// FillOptions bounds a Fill. Zero fields mean the defaults.
type FillOptions struct {
	MaxSteps int // tags and expressions evaluated; default 100,000
	MaxBytes int // length of the output; default 1 MiB
}

// Fill evaluates t with data: holes, conditions, loops, comparisons and common
// filters. It serves to check renderings with samples and is no engine: what it
// cannot evaluate for certain it reports (Unevaluated) and leaves out instead of
// guessing; a problem means that the output is incomplete.
//
// Values are nil, bool, string, int, int64, float64, json.Number, []any and
// map[string]any; maps are looped over in the order of their keys.
func Fill(t expr.Text, data map[string]any, o FillOptions) (string, []Problem) {
	if o.MaxSteps == 0 {
		o.MaxSteps = 100_000
	}
	if o.MaxBytes == 0 {
		o.MaxBytes = 1 << 20
	}
	vars := make(map[string]eval.Value, len(data))
	for k, v := range data {
		vars[k] = eval.From(v)
	}
	f := &filler{o: o, vars: []map[string]eval.Value{vars}, ev: &eval.Evaluator{
		Budget:  &eval.Budget{Steps: o.MaxSteps, Bytes: o.MaxBytes},
		Missing: eval.MissingFails,
		Chain:   true,
		JSON:    eval.JSONStyle{Item: ",", Key: ":"},
	}}
	f.text(t)
	return f.b.String(), f.problems
}

// errBound ends a Fill that runs out of bounds.
var errBound = errors.New("the text is too large or loops too often to be filled")

type filler struct {
	o        FillOptions
	b        strings.Builder
	ev       *eval.Evaluator
	vars     []map[string]eval.Value // innermost last
	dead     bool
	problems []Problem
}

func (f *filler) fail(t *expr.Tag, err error) {
	if f.dead {
		return
	}
	f.dead = errors.Is(err, errBound) || errors.Is(err, eval.ErrSteps) || errors.Is(err, eval.ErrSize)
	f.problems = append(f.problems, Problem{
		Kind: Unevaluated, Start: t.Start, End: t.End, Span: t.Span, Construct: Clip(t.Src), Message: fmt.Sprintf("%s: %v", Clip(t.Src), err),
	})
}

func (f *filler) write(t *expr.Tag, s string) {
	if f.b.Len()+len(s) > f.o.MaxBytes {
		f.fail(t, errBound)
		return
	}
	f.b.WriteString(s)
}

func (f *filler) text(t expr.Text) {
	none := &expr.Tag{}
	for i := range t {
		if f.dead {
			return
		}
		switch s := &t[i]; {
		case s.Block != nil:
			f.block(s.Block)
		case s.Tag != nil:
			f.tag(s.Tag)
		default:
			f.write(none, s.Lit)
		}
	}
}

func (f *filler) tag(t *expr.Tag) {
	switch t.Kind {
	case expr.TagComment:
	case expr.TagHole:
		v, err := f.eval(t.Expr, t.Lang)
		if err != nil {
			f.fail(t, err)
			return
		}
		s, err := f.display(v, t.Lang)
		if err != nil {
			f.fail(t, err)
			return
		}
		if !t.Raw && t.Lang != "" {
			s = escapeHTML(s, t.Lang)
		}
		f.write(t, s)
	default:
		f.fail(t, errors.New("cannot be evaluated without its template engine"))
	}
}

var (
	mustacheHTML   = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")
	handlebarsHTML = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&#x27;", "`", "&#x60;", "=", "&#x3D;")
)

// escapeHTML escapes as the language does in a hole that is not raw.
func escapeHTML(s, lang string) string {
	if lang == "handlebars" {
		return handlebarsHTML.Replace(s)
	}
	return mustacheHTML.Replace(s)
}

func (f *filler) block(b *expr.Block[expr.Text]) {
	if b.IsLoop() {
		f.loop(b)
		return
	}
	for i := range b.Arms {
		a := &b.Arms[i]
		if a.Tag.Kind == expr.TagElse {
			f.text(a.Body)
			return
		}
		v, err := f.eval(a.Tag.Expr, a.Tag.Lang)
		if err != nil && !isMissing(err) {
			f.fail(&a.Tag, err)
			return
		}
		if truth(v, a.Tag.Lang) {
			f.text(a.Body)
			return
		}
	}
}

func (f *filler) loop(b *expr.Block[expr.Text]) {
	a := &b.Arms[0]
	over, where := a.Tag.Expr, expr.Expr(nil)
	if c, ok := over.(expr.Call); ok && c.Name == CallWhere && len(c.Args) == 2 {
		over, where = c.Args[0], c.Args[1]
	}
	v, err := f.eval(over, a.Tag.Lang)
	if err != nil && !isMissing(err) {
		f.fail(&a.Tag, err)
		return
	}
	if isSection(&a.Tag) {
		f.section(a, v)
		return
	}
	scopes, err := scopesOf(&a.Tag, v)
	if err != nil {
		f.fail(&a.Tag, err)
		return
	}
	if where != nil {
		kept := scopes[:0]
		for _, scope := range scopes {
			var ok eval.Value
			f.inside(scope, func() { ok, err = f.eval(where, a.Tag.Lang) })
			if err != nil {
				f.fail(&a.Tag, err)
				return
			}
			if truth(ok, a.Tag.Lang) {
				kept = append(kept, scope)
			}
		}
		scopes = kept
	}
	for i, scope := range scopes {
		n := len(scopes)
		scope["loop"] = eval.From(map[string]any{
			"index": i + 1, "index0": i, "first": i == 0, "last": i == n-1, "length": n, "revindex": n - i, "revindex0": n - i - 1,
		})
		f.round(a, scope)
		if f.dead {
			return
		}
	}
	if len(scopes) == 0 && len(b.Arms) > 1 {
		f.text(b.Arms[1].Body)
	}
}

// round fills the body of a loop once.
func (f *filler) round(a *expr.Arm[expr.Text], scope map[string]eval.Value) {
	if err := f.ev.Budget.Spend(0); err != nil {
		f.fail(&a.Tag, err)
		return
	}
	f.inside(scope, func() { f.text(a.Body) })
}

// inside runs do with the variables of scope.
func (f *filler) inside(scope map[string]eval.Value, do func()) {
	f.vars = append(f.vars, scope)
	do()
	f.vars = f.vars[:len(f.vars)-1]
}

// scopesOf returns the variables of every round of a loop over v.
func scopesOf(t *expr.Tag, v eval.Value) ([]map[string]eval.Value, error) {
	var keys, items []eval.Value
	switch v := v.(type) {
	case nil, *eval.Undefined:
	case *eval.List:
		items = v.Items
	case *eval.Dict:
		keys, items = v.Keys().Items, v.Values().Items
		switch {
		case len(t.Vars) == 1 && t.Lang == "jinja":
			items = keys // Python loops over the keys
		case len(t.Vars) == 1 && t.Lang == "liquid":
			items = v.Pairs().Items
		}
	default:
		return nil, fmt.Errorf("a %s cannot be looped over", eval.TypeName(v))
	}
	if len(t.Vars) == 0 || len(t.Vars) > 2 || len(t.Vars) == 2 && keys == nil && len(items) > 0 {
		return nil, errors.New("a loop that unpacks its items cannot be evaluated")
	}
	scopes := make([]map[string]eval.Value, 0, len(items))
	for i, it := range items {
		scope := map[string]eval.Value{t.Vars[len(t.Vars)-1]: it}
		if len(t.Vars) == 2 {
			scope[t.Vars[0]] = keys[i]
		}
		scopes = append(scopes, scope)
	}
	return scopes, nil
}

// section fills a section: once for each item of a list, once with the value as
// context for any other true value.
func (f *filler) section(a *expr.Arm[expr.Text], v eval.Value) {
	items := []eval.Value{v}
	if l, ok := v.(*eval.List); ok {
		items = l.Items
	} else if !truth(v, a.Tag.Lang) {
		return
	}
	for _, it := range items {
		scope := map[string]eval.Value{Here: it}
		if d, ok := it.(*eval.Dict); ok {
			vals := d.Values().Items
			for i, k := range d.Keys().Items {
				scope[eval.Str(k)] = vals[i]
			}
		}
		f.round(a, scope)
		if f.dead {
			return
		}
	}
}
