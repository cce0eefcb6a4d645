package handlebars

import (
	"fmt"
	"maps"

	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/internal/eval"
)

// A helper is what a call of a name does: a value, or done for one that has
// written what it had to.
type helper func(r *runner, k *callOf) (eval.Value, error)

// done is the value of a helper that has written its output.
type done struct{}

// safe is text that is not escaped.
type safe string

// builtinHelpers are those of Handlebars itself.
var builtinHelpers = map[string]helper{
	"if": ifHelper, "unless": unlessHelper, "each": eachHelper, "with": withHelper, "lookup": lookupHelper, "log": logHelper,
}

// helperSets are the helpers of each Helpers.
var helperSets = map[Helpers]map[string]helper{
	HelpersBuiltin:        builtinHelpers,
	HelpersDotprompt:      withBuiltin(dotpromptHelpers),
	HelpersSemanticKernel: withBuiltin(kernelHelpers),
}

func withBuiltin(more map[string]helper) map[string]helper {
	all := maps.Clone(builtinHelpers)
	maps.Copy(all, more)
	return all
}

// arm runs one of the two arms of a block in the context as it is.
func (r *runner) arm(k *callOf, first bool) (eval.Value, error) {
	p := k.otherwise
	if first {
		p = k.then
	}
	return done{}, r.enter(p, k.at, k.at.this, k.at.data)
}

// needs checks the number of arguments of a helper.
func (k *callOf) needs(n int) error {
	if len(k.args) != n {
		return fmt.Errorf("%s takes %d arguments, not %d", k.inv.name(), n, len(k.args))
	}
	return nil
}

// needsBlock checks that a helper stands in an opening tag.
func (k *callOf) needsBlock() error {
	if !k.block {
		return fmt.Errorf("%s needs a block; expected {{#%s …}}", k.inv.name(), k.inv.name())
	}
	return nil
}

// blockOf checks both.
func (k *callOf) blockOf(n int) error {
	if err := k.needsBlock(); err != nil {
		return err
	}
	return k.needs(n)
}

// empty is what Handlebars takes for false, other than 0.
func empty(v eval.Value) bool {
	if l, ok := v.(*eval.List); ok {
		return len(l.Items) == 0
	}
	return !eval.ScriptTruth(v) && !isZero(v)
}

func isZero(v eval.Value) bool { return v == int64(0) || v == 0.0 }

// truth is the condition of if and unless.
func (k *callOf) truth() bool {
	v := k.args[0]
	if isZero(v) {
		return eval.ScriptTruth(k.named["includeZero"])
	}
	return !empty(v)
}

func ifHelper(r *runner, k *callOf) (eval.Value, error) {
	if err := k.blockOf(1); err != nil {
		return nil, err
	}
	return r.arm(k, k.truth())
}

func unlessHelper(r *runner, k *callOf) (eval.Value, error) {
	if err := k.blockOf(1); err != nil {
		return nil, err
	}
	return r.arm(k, !k.truth())
}

func withHelper(r *runner, k *callOf) (eval.Value, error) {
	if err := k.blockOf(1); err != nil {
		return nil, err
	}
	if empty(k.args[0]) {
		return r.arm(k, false)
	}
	return done{}, r.enter(k.then, k.at, k.args[0], k.at.data, k.args[0])
}

func eachHelper(r *runner, k *callOf) (eval.Value, error) {
	if err := k.blockOf(1); err != nil {
		return nil, err
	}
	v := k.args[0]
	if u, missing := v.(*eval.Undefined); missing && r.missing == templates.MissingFails {
		return nil, &eval.NotGiven{What: u}
	}
	return r.each(k, v)
}

// each runs a block once for every element of a list or member of an object.
func (r *runner) each(k *callOf, over eval.Value) (eval.Value, error) {
	var keys, items []eval.Value
	switch v := over.(type) {
	case *eval.List:
		items = v.Items
	case *eval.Dict:
		keys, items = v.Keys().Items, v.Values().Items
	}
	if len(items) == 0 {
		return r.arm(k, false)
	}
	for i, item := range items {
		if err := r.budget.Spend(0); err != nil {
			return nil, err
		}
		vars := map[string]eval.Value{"index": int64(i), "key": int64(i), "first": i == 0, "last": i == len(items)-1}
		if keys != nil {
			vars["key"] = keys[i]
		}
		if err := r.enter(k.then, k.at, item, &data{vars, k.at.data}, item, vars["key"]); err != nil {
			return nil, err
		}
	}
	return done{}, nil
}

// lookupHelper is {{lookup object name}}.
func lookupHelper(r *runner, k *callOf) (eval.Value, error) {
	if err := k.needs(2); err != nil {
		return nil, err
	}
	if !eval.ScriptTruth(k.args[0]) {
		return k.args[0], nil
	}
	name := eval.ScriptText(k.args[1])
	of := "it"
	if p, ok := k.inv.args[0].(*path); ok {
		of = p.src
	}
	return r.member(k.args[0], name, of+"."+name)
}

// logHelper writes to a console that there is not.
func logHelper(*runner, *callOf) (eval.Value, error) { return nil, nil }
