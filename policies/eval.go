package policies

import (
	"context"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/promptglot/promptglot/internal/finding"
)

// Eval judges a document. The findings are merged, in report order and final
// but for what the caller knows better (suppressions, baselines). A policy that
// fails is reported as a *PolicyError, several joined; the findings are those
// of the others.
func (e *Engine) Eval(ctx context.Context, d Document) ([]*finding.Finding, error) {
	if len(d.Facts) == 0 {
		return nil, nil
	}
	g := e.grading(d.File)
	w := e.judge.awake(d, g)
	if len(w.asked) == 0 {
		return nil, nil
	}
	b := newBuilder(d, g)
	err := e.ask(ctx, w.asked, e.input(d, w), d.File, b.add)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	return b.finish(), err
}

// prepare compiles the queries of all phases.
func (e *Engine) prepare() (err error) {
	if e.judge, err = e.newPhase(headFindings); err != nil {
		return err
	}
	if e.collect, err = e.newPhase(headCollect); err != nil {
		return err
	}
	if e.repository, err = e.newPhase(headRepository); err != nil {
		return err
	}
	if e.contract, err = e.libSet("contract"); err != nil {
		return err
	}
	_, err = e.gradingOf(nil) // a configuration that has no JSON form fails now
	return err
}

// libSet returns a set of strings of the shipped library.
func (e *Engine) libSet(name string) (map[string]bool, error) {
	if !e.reads.prompts {
		return nil, nil
	}
	rules := e.compiler.GetRulesExact(ast.MustParseRef("data.promptglot.lib." + name))
	out := map[string]bool{}
	for _, r := range rules {
		s, ok := r.Head.Value.Value.(ast.Set)
		if !ok {
			return nil, &LoadError{File: r.Location.File, Line: r.Location.Row, Message: "lib." + name + " is no set"}
		}
		s.Foreach(func(t *ast.Term) { out[string(t.Value.(ast.String))] = true })
	}
	return out, nil
}
