package templates

import (
	"errors"
	"fmt"
	"sort"
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
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
	f := &filler{o: o, vars: []map[string]any{data}}
	f.text(t)
	return f.b.String(), f.problems
}

// errBound ends a Fill that runs out of bounds.
var errBound = errors.New("the text is too large or loops too often to be filled")

type filler struct {
	o        FillOptions
	b        strings.Builder
	vars     []map[string]any // innermost last
	steps    int
	dead     bool
	problems []Problem
}

func (f *filler) fail(t *expr.Tag, err error) {
	if f.dead {
		return
	}
	f.dead = errors.Is(err, errBound)
	f.problems = append(f.problems, Problem{
		Kind: Unevaluated, Start: t.Start, End: t.End, Span: t.Span, Construct: t.Src, Message: fmt.Sprintf("%s: %v", t.Src, err),
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
		s, err := display(v, t.Lang)
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
		if err != nil && !errors.As(err, new(*missing)) {
			f.fail(&a.Tag, err)
			return
		}
		if err == nil && truth(v, a.Tag.Lang) {
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
	if err != nil && !errors.As(err, new(*missing)) {
		f.fail(&a.Tag, err)
		return
	}
	if isSection(&a.Tag) {
		f.section(a, v)
		return
	}
	keys, items, err := pairs(v)
	if err != nil {
		f.fail(&a.Tag, err)
		return
	}
	if len(a.Tag.Vars) == 0 || len(a.Tag.Vars) > 2 || len(a.Tag.Vars) == 2 && keys == nil && len(items) > 0 {
		f.fail(&a.Tag, errors.New("a loop that unpacks its items cannot be evaluated"))
		return
	}
	if keys != nil && len(a.Tag.Vars) == 1 && a.Tag.Lang == "jinja" {
		items = keys // Python loops over the keys
	}
	scopes := make([]map[string]any, 0, len(items))
	for i, it := range items {
		scope := map[string]any{a.Tag.Vars[len(a.Tag.Vars)-1]: it}
		if len(a.Tag.Vars) == 2 {
			scope[a.Tag.Vars[0]] = keys[i]
		}
		if where != nil {
			f.vars = append(f.vars, scope)
			ok, err := f.eval(where, a.Tag.Lang)
			f.vars = f.vars[:len(f.vars)-1]
			if err != nil {
				f.fail(&a.Tag, err)
				return
			}
			if !truth(ok, a.Tag.Lang) {
				continue
			}
		}
		scopes = append(scopes, scope)
	}
	for i, scope := range scopes {
		n := len(scopes)
		scope["loop"] = map[string]any{
			"index": i + 1, "index0": i, "first": i == 0, "last": i == n-1, "length": n, "revindex": n - i, "revindex0": n - i - 1,
		}
		if f.steps++; f.steps > f.o.MaxSteps {
			f.fail(&a.Tag, errBound)
		}
		f.vars = append(f.vars, scope)
		f.text(a.Body)
		f.vars = f.vars[:len(f.vars)-1]
		if f.dead {
			return
		}
	}
	if len(scopes) == 0 && len(b.Arms) > 1 {
		f.text(b.Arms[1].Body)
	}
}

// section fills a section: once for each item of a list, once with the value as
// context for any other true value.
func (f *filler) section(a *expr.Arm[expr.Text], v any) {
	items, isList := v.([]any)
	if !isList {
		if !truth(v, a.Tag.Lang) {
			return
		}
		items = []any{v}
	}
	for _, it := range items {
		scope := map[string]any{Here: it}
		if m, ok := it.(map[string]any); ok {
			for k, x := range m {
				scope[k] = x
			}
		}
		if f.steps++; f.steps > f.o.MaxSteps {
			f.fail(&a.Tag, errBound)
		}
		f.vars = append(f.vars, scope)
		f.text(a.Body)
		f.vars = f.vars[:len(f.vars)-1]
		if f.dead {
			return
		}
	}
}

// pairs returns the items of a list, or the keys and values of a map.
func pairs(v any) (keys, items []any, err error) {
	switch v := v.(type) {
	case nil:
		return nil, nil, nil
	case []any:
		return nil, v, nil
	case map[string]any:
		names := make([]string, 0, len(v))
		for k := range v {
			names = append(names, k)
		}
		sort.Strings(names)
		keys = []any{}
		for _, k := range names {
			keys, items = append(keys, k), append(items, v[k])
		}
		return keys, items, nil
	}
	return nil, nil, fmt.Errorf("a %s cannot be looped over", typeName(v))
}
