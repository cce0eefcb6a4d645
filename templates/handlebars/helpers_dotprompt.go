package handlebars

import (
	"errors"
	"strings"

	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/internal/eval"
)

// dotpromptHelpers are those that dotprompt registers.
var dotpromptHelpers = map[string]helper{
	"role":         roleHelper,
	"history":      func(*runner, *callOf) (eval.Value, error) { return Mark{Kind: "history"}, nil },
	"media":        mediaHelper,
	"section":      sectionHelper,
	"json":         jsonHelper,
	"ifEquals":     func(r *runner, k *callOf) (eval.Value, error) { return r.ifEqual(k, true) },
	"unlessEquals": func(r *runner, k *callOf) (eval.Value, error) { return r.ifEqual(k, false) },
	HelperEscape:   escapeHelper,
}

func roleHelper(r *runner, k *callOf) (eval.Value, error) {
	if err := k.needs(1); err != nil {
		return nil, err
	}
	name, err := r.textOf(k.args[0])
	return Mark{Kind: "role", Name: name}, err
}

func sectionHelper(r *runner, k *callOf) (eval.Value, error) {
	if err := k.needs(1); err != nil {
		return nil, err
	}
	name, err := r.textOf(k.args[0])
	return Mark{Kind: "section", Name: name}, err
}

func mediaHelper(r *runner, k *callOf) (eval.Value, error) {
	url, ok := k.named["url"]
	if !ok {
		return nil, errors.New("media has no url; expected {{media url=…}}")
	}
	m := Mark{Kind: "media"}
	var err error
	if m.URL, err = r.textOf(url); err != nil {
		return nil, err
	}
	if t := k.named["contentType"]; eval.ScriptTruth(t) {
		m.ContentType, err = r.textOf(t)
	}
	return m, err
}

// textOf returns a value as text where its text is needed: a missing one is
// what Missing says.
func (r *runner) textOf(v eval.Value) (string, error) {
	if u, ok := v.(*eval.Undefined); ok {
		switch r.missing {
		case templates.MissingFails:
			return "", &eval.NotGiven{What: u}
		case templates.MissingNames:
			return u.Name, nil
		}
		return "", nil
	}
	if err := r.budget.Weigh(v); err != nil {
		return "", err
	}
	return eval.ScriptText(v), nil
}

// jsonHelper is JSON.stringify; indent is a number of blanks or the text that
// stands for one level, at most ten of either.
func jsonHelper(r *runner, k *callOf) (eval.Value, error) {
	if err := k.needs(1); err != nil {
		return nil, err
	}
	style := eval.ScriptJSON
	const most = 10
	switch n := k.named["indent"].(type) {
	case int64:
		style.Indent = strings.Repeat(" ", int(min(max(n, 0), most)))
	case float64:
		style.Indent = strings.Repeat(" ", int(min(max(n, 0), most)))
	case string:
		style.Indent = n[:min(len(n), most)]
	}
	if style.Indent != "" {
		style.Key = ": "
	}
	return r.json(k.args[0], style)
}

func (r *runner) json(v eval.Value, style eval.JSONStyle) (eval.Value, error) {
	if u, ok := v.(*eval.Undefined); ok {
		return u, nil
	}
	if err := r.budget.Weigh(v); err != nil {
		return nil, err
	}
	s, err := eval.JSON(v, style)
	return safe(s), err
}

// escapeHelper is JSON without the quotes around it.
func escapeHelper(r *runner, k *callOf) (eval.Value, error) {
	if err := k.needs(1); err != nil {
		return nil, err
	}
	s, err := r.textOf(k.args[0])
	if err != nil {
		return nil, err
	}
	s, err = eval.JSON(s, eval.ScriptJSON)
	return safe(s[1 : len(s)-1]), err
}

func (r *runner) ifEqual(k *callOf, want bool) (eval.Value, error) {
	if err := k.blockOf(2); err != nil {
		return nil, err
	}
	return r.arm(k, eval.ScriptEqual(k.args[0], k.args[1]) == want)
}
