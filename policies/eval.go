package policies

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/topdown"

	"github.com/promptglot/promptglot/internal/finding"
)

// verdicts is the variable of the queries: findings by the index of the rule.
const verdicts = ast.Var("verdicts")

// prepare compiles one query over all enabled policies. Those for single
// policies, which find out who failed, cost as much again and are seldom needed.
func (e *Engine) prepare() error {
	config := map[string]any{}
	entries := make([]string, len(e.on))
	for i, r := range e.on {
		config[r.ID] = r.config
		// A comprehension, because findings that are no set may be undefined,
		// which would make the whole query so.
		entries[i] = fmt.Sprintf("[f | f := %v[_]]", r.ref)
	}
	v, err := ast.InterfaceToValue(config)
	if err != nil {
		return &LoadError{Message: "the configuration of the rules cannot be read: " + oneLine(err.Error())}
	}
	e.config = ast.NewTerm(v)
	if e.all, err = e.query(entries...); err != nil {
		return err
	}
	e.each = make([]func() (ast.Body, error), len(e.on))
	for i, entry := range entries {
		e.each[i] = sync.OnceValues(func() (ast.Body, error) { return e.query(entry) })
	}
	return nil
}

func (e *Engine) query(entries ...string) (ast.Body, error) {
	body, err := ast.ParseBodyWithOpts(fmt.Sprintf("%s = [%s]", verdicts, strings.Join(entries, ", ")), ast.ParserOptions{RegoVersion: ast.RegoV1})
	if err != nil {
		return nil, loadErrors(err)
	}
	body, err = e.compiler.QueryCompiler().Compile(body)
	if err != nil {
		return nil, loadErrors(err)
	}
	return body, nil
}

// Eval judges a document. The findings are merged, in report order and final
// but for what the caller knows better (suppressions, baselines). A policy that
// fails is reported as a *PolicyError, several joined; the findings are those
// of the others.
func (e *Engine) Eval(ctx context.Context, d Document) ([]*finding.Finding, error) {
	if len(d.Facts) == 0 || len(e.on) == 0 {
		return nil, nil
	}
	input := e.input(d)
	b := newBuilder(d)
	lists, err := e.run(ctx, e.all, input)
	if err == nil && lists.Len() == len(e.on) {
		var failed []error
		for i, r := range e.on {
			if err := b.add(r, lists.Elem(i)); err != nil {
				failed = append(failed, err)
			}
		}
		return b.finish(), errors.Join(failed...)
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	// Somebody failed. Ask one by one: who, and what do the others say?
	var failed []error
	for i, r := range e.on {
		lists := noVerdicts
		body, err := e.each[i]()
		if err == nil {
			lists, err = e.run(ctx, body, input)
		}
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err == nil && lists.Len() == 1 {
			err = b.add(r, lists.Elem(0))
		} else {
			err = e.policyError(r, d, err)
		}
		if err != nil {
			failed = append(failed, err)
		}
	}
	return b.finish(), errors.Join(failed...)
}

var noVerdicts = ast.NewArray()

// run evaluates a query within the limits.
func (e *Engine) run(ctx context.Context, body ast.Body, input *ast.Term) (*ast.Array, error) {
	g := newGuard(ctx, e.limit, e.memory)
	defer g.stop()
	out := noVerdicts
	err := storage.Txn(ctx, e.store, storage.TransactionParams{}, func(txn storage.Transaction) error {
		return topdown.NewQuery(body).
			WithCompiler(e.compiler).
			WithStore(e.store).
			WithTransaction(txn).
			WithInput(input).
			WithCancel(g.cancel).
			Iter(ctx, func(qr topdown.QueryResult) error {
				if a, ok := qr[verdicts].Value.(*ast.Array); ok {
					out = a
				}
				return nil
			})
	})
	if err != nil && g.greedy.Load() {
		err = fmt.Errorf("it needs more than %d MiB of memory", e.memory>>20)
	}
	return out, err
}

// policyError says which policy failed, where and why.
func (e *Engine) policyError(r *Rule, d Document, err error) *PolicyError {
	pe := &PolicyError{Rule: r.ID, File: r.File, Line: r.line, Document: d.File, Message: "it gave no findings"}
	var te *topdown.Error
	switch {
	case errors.As(err, &te) && te.Code == topdown.CancelErr:
		pe.Timeout = true
		pe.Message = fmt.Sprintf("it took longer than %v; look facts up by feature or code instead of comparing all with all", e.limit)
	case errors.As(err, &te):
		pe.Message = oneLine(te.Message)
		// A failure inside the library is the policy's affair that called it.
		if te.Location != nil && te.Location.File != "" && !strings.HasPrefix(te.Location.File, shippedPrefix) {
			pe.File, pe.Line = te.Location.File, te.Location.Row
		}
	case err != nil:
		pe.Message = oneLine(err.Error())
	}
	return pe
}
