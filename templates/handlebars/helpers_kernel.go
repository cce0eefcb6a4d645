package handlebars

import (
	"errors"
	"fmt"
	"strings"

	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/internal/eval"
)

// kernelHelpers are those that Semantic Kernel registers for its Handlebars
// templates. Functions of plugins are none: nothing is called from here.
var kernelHelpers = map[string]helper{
	"message": messageHelper,
	"set":     setHelper,
	"get":     getHelper,
	"json":    kernelJSON,
	"concat":  concatHelper,
	"raw":     rawHelper,
	"array":   arrayHelper,
	"range":   rangeHelper,
	"or":      orHelper,
	"equals":  equalsHelper,
}

func messageHelper(r *runner, k *callOf) (eval.Value, error) {
	if err := k.needsBlock(); err != nil {
		return nil, err
	}
	role, ok := k.named["role"]
	if !ok {
		return nil, errors.New(`a message must have a role; expected {{#message role="…"}}`)
	}
	name, err := r.textOf(role)
	if err != nil {
		return nil, err
	}
	if err := r.out.mark(Mark{Kind: "message", Name: name}, r.budget); err != nil {
		return nil, err
	}
	if _, err := r.arm(k, true); err != nil {
		return nil, err
	}
	return done{}, r.out.mark(Mark{Kind: "message-end", Name: name}, r.budget)
}

// nameAndValue returns the two arguments of set, in order or by name.
func (k *callOf) nameAndValue() (string, eval.Value, error) {
	if name, ok := k.named["name"]; ok && len(k.args) == 0 {
		return eval.ScriptText(name), k.named["value"], nil
	}
	if err := k.needs(2); err != nil {
		return "", nil, err
	}
	return eval.ScriptText(k.args[0]), k.args[1], nil
}

func setHelper(r *runner, k *callOf) (eval.Value, error) {
	name, v, err := k.nameAndValue()
	if err != nil {
		return nil, err
	}
	if u, missing := v.(*eval.Undefined); missing && r.missing == templates.MissingFails {
		return nil, &eval.NotGiven{What: u}
	}
	if r.vars == nil {
		return nil, errors.New("there are no variables to set: the context is no object")
	}
	// A variable can be put into itself by way of array: bounded by its weight.
	if err := r.budget.Weigh(v); err != nil {
		return nil, err
	}
	r.vars.Set(name, v)
	return nil, nil
}

// getHelper is {{get "name"}}, {{get "object.member"}} or {{get "object" "member"}}.
func getHelper(r *runner, k *callOf) (eval.Value, error) {
	var names []string
	switch {
	case len(k.args) == 0 && k.named["name"] != nil:
		names = strings.SplitN(eval.ScriptText(k.named["name"]), ".", 2)
	case len(k.args) == 1:
		names = strings.SplitN(eval.ScriptText(k.args[0]), ".", 2)
	case len(k.args) == 2:
		names = []string{eval.ScriptText(k.args[0]), eval.ScriptText(k.args[1])}
	default:
		return nil, fmt.Errorf("get takes a name, not %d arguments", len(k.args))
	}
	path := strings.Join(names, ".")
	if r.vars == nil {
		return &eval.Undefined{Name: path}, nil
	}
	v := eval.ScriptMember(r.vars, names[0], path)
	if len(names) > 1 && !isMissing(v) {
		return r.member(v, names[1], path)
	}
	return v, nil
}

// kernelJSON leaves text as it is.
func kernelJSON(r *runner, k *callOf) (eval.Value, error) {
	if err := k.needs(1); err != nil {
		return nil, err
	}
	if s, ok := k.args[0].(string); ok {
		return s, nil
	}
	return r.json(k.args[0], eval.ScriptJSON)
}

func concatHelper(r *runner, k *callOf) (eval.Value, error) {
	var b strings.Builder
	for _, a := range k.args {
		s, err := r.textOf(a)
		if err != nil {
			return nil, err
		}
		if a != nil {
			b.WriteString(s)
		}
		if err := r.budget.Spend(b.Len()); err != nil {
			return nil, err
		}
	}
	return b.String(), nil
}

func rawHelper(r *runner, k *callOf) (eval.Value, error) {
	if err := k.needsBlock(); err != nil {
		return nil, err
	}
	return r.arm(k, true)
}

func arrayHelper(r *runner, k *callOf) (eval.Value, error) {
	return eval.NewList(k.args...), r.budget.Spend(len(k.args))
}

// rangeHelper counts from one whole number to another, that one included.
func rangeHelper(r *runner, k *callOf) (eval.Value, error) {
	if err := k.needs(2); err != nil {
		return nil, err
	}
	from, ok := wholeNumber(k.args[0])
	to, ok2 := wholeNumber(k.args[1])
	if !ok || !ok2 {
		return nil, errors.New("range goes from a whole number to a whole number")
	}
	if to < from-1 {
		return nil, fmt.Errorf("range cannot go from %d down to %d", from, to)
	}
	n := int(min(to-from+1, int64(r.budget.Bytes)+1))
	// Each number is spent for: a list of many takes memory as text does.
	if err := r.budget.Spend(n); err != nil {
		return nil, err
	}
	l := eval.NewList()
	for i := range n {
		l.Items = append(l.Items, from+int64(i))
	}
	return l, nil
}

// wholeNumber reads a number, or text that is one, within reason.
func wholeNumber(v eval.Value) (int64, bool) {
	n, ok := eval.Number(eval.ScriptText(v)).(int64)
	return n, ok && n > -1<<40 && n < 1<<40
}

// orHelper is true where any argument is there and not false.
func orHelper(_ *runner, k *callOf) (eval.Value, error) {
	for _, a := range k.args {
		if !isNothing(a) && a != false {
			return true, nil
		}
	}
	return false, nil
}

func equalsHelper(_ *runner, k *callOf) (eval.Value, error) {
	if len(k.args) < 2 {
		return false, nil
	}
	return eval.ScriptEqual(k.args[0], k.args[1]), nil
}
