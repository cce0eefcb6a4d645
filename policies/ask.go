package policies

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// ask evaluates policies of a phase on one input and gives each one's answer to
// take. Policies that fail, or whose answer take refuses, are named in the
// error; the others have been heard. One that ran away is not asked again.
func (e *Engine) ask(ctx context.Context, asked []*asking, input *ast.Term, about string, take func(*Rule, *ast.Array) error) error {
	asked = slices.DeleteFunc(slices.Clone(asked), func(a *asking) bool { return a.stopped.Load() })
	if len(asked) == 0 {
		return nil
	}
	lists, err := e.askThese(ctx, asked, input, false)
	var failed []error
	if err == nil && lists.Len() == len(asked) {
		for i, a := range asked {
			if err := taken(a.Rule, about, lists.Elem(i), take); err != nil {
				failed = append(failed, err)
			}
		}
		return errors.Join(failed...)
	}
	// Somebody failed. Ask one by one: who, and what do the others say?
	greedy := (*greedyError)(nil)
	for _, a := range asked {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err := e.askOne(ctx, a, input, about, errors.As(err, &greedy), take); err != nil {
			failed = append(failed, err)
		}
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return errors.Join(failed...)
}

// askOne asks a single policy, by itself where memory has become short.
func (e *Engine) askOne(ctx context.Context, a *asking, input *ast.Term, about string, only bool, take func(*Rule, *ast.Array) error) error {
	if only {
		alone.Lock()
		defer alone.Unlock()
	}
	if a.stopped.Load() {
		return nil // on another document, meanwhile
	}
	lists, err := e.askThese(ctx, []*asking{a}, input, only)
	if greedy := (*greedyError)(nil); !only && errors.As(err, &greedy) { // or another one was
		return e.askOne(ctx, a, input, about, true, take)
	}
	if err == nil && lists.Len() == 1 {
		return taken(a.Rule, about, lists.Elem(0), take)
	}
	pe := e.policyError(a.Rule, about, err)
	if pe.Stopped && ctx.Err() == nil {
		a.stopped.Store(true)
	}
	return pe
}

func (e *Engine) askThese(ctx context.Context, asked []*asking, input *ast.Term, only bool) (*ast.Array, error) {
	body, err := queryOf(asked)
	if err != nil {
		return noVerdicts, err
	}
	return e.run(ctx, body, input, only)
}

func taken(r *Rule, about string, list *ast.Term, take func(*Rule, *ast.Array) error) error {
	a, ok := list.Value.(*ast.Array)
	if !ok {
		return nil
	}
	if err := take(r, a); err != nil {
		return &PolicyError{Rule: r.ID, File: r.File, Line: r.line, Document: about, Message: err.Error()}
	}
	return nil
}

var noVerdicts = ast.NewArray()

// run evaluates a query within the limits. The caller of one that is to run
// only by itself holds alone.
func (e *Engine) run(ctx context.Context, body ast.Body, input *ast.Term, only bool, tracers ...topdown.QueryTracer) (*ast.Array, error) {
	if !only {
		alone.RLock()
		defer alone.RUnlock()
	}
	g := newGuard(ctx, e.limit, e.memory, only)
	defer g.stop()
	out := noVerdicts
	err := storage.Txn(ctx, e.store, storage.TransactionParams{}, func(txn storage.Transaction) error {
		q := topdown.NewQuery(body).
			WithCompiler(e.compiler).
			WithStore(e.store).
			WithTransaction(txn).
			WithInput(input).
			WithCancel(g.cancel)
		for _, t := range tracers {
			q = q.WithQueryTracer(t)
		}
		return q.Iter(ctx, func(qr topdown.QueryResult) error {
			if a, ok := qr[verdicts].Value.(*ast.Array); ok {
				out = a
			}
			return nil
		})
	})
	if err != nil && g.greedy.Load() {
		err = &greedyError{e.memory}
	}
	return out, err
}

// policyError says which policy failed, where and why.
func (e *Engine) policyError(r *Rule, about string, err error) *PolicyError {
	pe := &PolicyError{Rule: r.ID, File: r.File, Line: r.line, Document: about, Message: "it gave no findings"}
	var te *topdown.Error
	var greedy *greedyError
	switch {
	case errors.As(err, &greedy):
		pe.Stopped = true
		pe.Message = greedy.Error()
	case errors.As(err, &te) && te.Code == topdown.CancelErr:
		pe.Stopped, pe.Timeout = true, true
		pe.Message = fmt.Sprintf("it took longer than %v; look facts up by feature or code instead of comparing all with all", e.limit)
	case errors.As(err, &te):
		pe.Stopped = te.Code == tooMuchErr
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
