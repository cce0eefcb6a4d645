package gotemplate

import (
	"fmt"
	"strings"
	"text/template"
	"time"

	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/internal/eval"
)

// running is the state of one rendering.
type running struct {
	missing templates.Missing
	today   time.Time
	json    bool
	budget  *eval.Budget
	data    *objects
}

// missingError says that something is printed that is not in the data.
type missingError struct{ what string }

func (m *missingError) Error() string { return m.what + " is not in the data" }

// functions are those that a template may call. They take the place of Go's own
// where those could make texts of any size.
func (r *running) functions() template.FuncMap {
	text := func(f func(...any) string) func(...any) (string, error) {
		return func(args ...any) (string, error) {
			in, err := r.args(args, 6) // an escape is no longer than that
			if err != nil {
				return "", err
			}
			return f(in...), nil
		}
	}
	fs := template.FuncMap{
		"print":    text(fmt.Sprint),
		"println":  text(fmt.Sprintln),
		"html":     text(template.HTMLEscaper),
		"js":       text(template.JSEscaper),
		"urlquery": text(template.URLQueryEscaper),
		"printf": func(format string, args ...any) (string, error) {
			in, err := r.args(args, 1)
			if err != nil {
				return "", err
			}
			if err := r.budget.Spend(formatted(format, in)); err != nil {
				return "", err
			}
			return fmt.Sprintf(format, in...), nil
		},
		"json": func(v any) (string, error) {
			if err := r.budget.Spend(size(v, 0)); err != nil {
				return "", err
			}
			return r.data.json(v)
		},
		FuncEscape: func(v any) (string, error) {
			if _, ok := v.(string); !ok {
				in, err := r.args([]any{v}, 1)
				if err != nil {
					return "", err
				}
				v = fmt.Sprint(in...)
			}
			s, err := r.data.json(v)
			if err != nil {
				return "", err
			}
			return s[1 : len(s)-1], r.budget.Spend(len(s))
		},
		"currentDate":      func(...string) (string, error) { return r.day(0) },
		"yesterdayDate":    func(...string) (string, error) { return r.day(-1) },
		"toTypeScriptType": func(v any) string { return typeScript(v, 0) },
	}
	for name, f := range r.comparisons() {
		fs[name] = f
	}
	return fs
}

// counting are the functions that no text can call.
func (r *running) counting() template.FuncMap {
	return template.FuncMap{
		fnShow:  r.show,
		fnRound: func() (string, error) { return "", r.budget.Spend(0) },
		fnEnter: func() (string, error) {
			if err := r.budget.Spend(0); err != nil {
				return "", err
			}
			return "", r.budget.Enter()
		},
		fnLeave: func() string {
			r.budget.Leave()
			return ""
		},
	}
}

// show is what a hole prints: what is the pipeline's text.
func (r *running) show(what string, v any) (any, error) {
	if v == nil {
		switch r.missing {
		case templates.MissingFails:
			return nil, &missingError{what}
		case templates.MissingNames:
			return strings.TrimPrefix(what, "."), nil
		}
		return "", nil
	}
	if err := r.budget.Spend(size(v, 0)); err != nil {
		return nil, err
	}
	return r.printed(v)
}

// printed returns v as it is handed to the engine for printing.
func (r *running) printed(v any) (any, error) {
	switch v.(type) {
	case []any, map[string]any:
		if r.json {
			return r.data.json(v)
		}
	}
	return v, nil
}

// args prepares arguments for printing and spends what they cost; growth is by
// how much printing makes them longer.
func (r *running) args(args []any, growth int) ([]any, error) {
	out := make([]any, len(args))
	n := 0
	for i, a := range args {
		if a == nil && r.missing == templates.MissingFails {
			return nil, &missingError{fmt.Sprintf("argument %d", i+1)}
		}
		n += size(a, 0)
		var err error
		if out[i], err = r.printed(a); err != nil {
			return nil, err
		}
	}
	return out, r.budget.Spend(n * growth)
}

// formatted estimates how long the result of printf is, at the most: each verb
// prints the longest argument, ten times as long when it is quoted, or fills
// the width that it names.
func formatted(format string, args []any) int {
	longest := 0
	for _, a := range args {
		longest = max(longest, size(a, 0))
	}
	const maxWidth = 1_000_000 // fmt takes no more
	n := len(format)
	for i := 0; i < len(format); i++ {
		if format[i] != '%' {
			continue
		}
		width, digits := 0, 0
		for i++; i < len(format) && strings.IndexByte("+-# 0123456789.*[]", format[i]) >= 0; i++ {
			switch c := format[i]; {
			case c >= '0' && c <= '9':
				digits = min(digits*10+int(c-'0'), maxWidth)
			case c == '*':
				digits = maxWidth
			default:
				digits = 0
			}
			width = max(width, digits)
		}
		grown := longest
		if i < len(format) && strings.IndexByte("qxXUc", format[i]) >= 0 {
			grown *= 10
		}
		if n += max(grown, width); n < 0 || n > 1<<40 {
			return 1 << 40
		}
	}
	return n
}

func (r *running) day(offset int) (string, error) {
	if r.today.IsZero() {
		return "", fmt.Errorf("today's date is not known; give it as data")
	}
	return r.today.AddDate(0, 0, offset).Format(time.DateOnly), nil
}

// typeScript names the type of a tool's parameter as Ollama does.
func typeScript(v any, depth int) string {
	m, ok := v.(map[string]any)
	if !ok || depth > maxNesting {
		return "any"
	}
	var names []string
	if any, ok := m["AnyOf"].([]any); ok && len(any) > 0 {
		for _, each := range any {
			names = append(names, typeScript(each, depth+1))
		}
		return strings.Join(names, " | ")
	}
	types, ok := m["Type"].([]any)
	if !ok {
		types = []any{m["Type"]}
	}
	for _, t := range types {
		switch t {
		case "string", "boolean", "null":
			names = append(names, t.(string))
		case "number", "integer":
			names = append(names, "number")
		case "array":
			names = append(names, "any[]")
		case "object":
			names = append(names, "Record<string, any>")
		default:
			names = append(names, "any")
		}
	}
	return strings.Join(names, " | ")
}
