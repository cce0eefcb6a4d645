package policies

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// verdicts is the variable of the queries: sets by the index of the rule.
const verdicts = ast.Var("verdicts")

// A phase asks all enabled policies for one of their heads.
type phase struct {
	rules []*Rule                    // those that have the head, by id
	all   ast.Body                   // one query for every policy
	each  []func() (ast.Body, error) // a query for each, made when somebody failed
}

// newPhase compiles one query over the policies. Those for single policies,
// which find out who failed, cost as much again and are seldom needed.
func (e *Engine) newPhase(head string) (*phase, error) {
	p := &phase{}
	var entries []string
	for _, r := range e.on {
		if slices.Contains(r.heads, head) {
			p.rules = append(p.rules, r)
			// A comprehension, because what is no set may be undefined, which
			// would make the whole query so.
			entries = append(entries, fmt.Sprintf("[f | f := %v[_]]", r.ref(head)))
		}
	}
	if len(p.rules) == 0 {
		return p, nil
	}
	var err error
	if p.all, err = e.query(entries...); err != nil {
		return nil, err
	}
	p.each = make([]func() (ast.Body, error), len(p.rules))
	for i, entry := range entries {
		p.each[i] = sync.OnceValues(func() (ast.Body, error) { return e.query(entry) })
	}
	return p, nil
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

// ask evaluates a phase on one input and gives each policy's answer to take.
// Policies that fail, or whose answer take refuses, are named in the error; the
// others have been heard. skip leaves a policy out.
func (e *Engine) ask(ctx context.Context, p *phase, input *ast.Term, about string, skip func(*Rule) bool, take func(*Rule, *ast.Array) error) error {
	var failed []error
	lists, err := e.run(ctx, p.all, input)
	if err == nil && lists.Len() == len(p.rules) {
		for i, r := range p.rules {
			if skip(r) {
				continue
			}
			if err := taken(r, about, lists.Elem(i), take); err != nil {
				failed = append(failed, err)
			}
		}
		return errors.Join(failed...)
	}
	// Somebody failed. Ask one by one: who, and what do the others say?
	for i, r := range p.rules {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if skip(r) {
			continue
		}
		lists := noVerdicts
		body, err := p.each[i]()
		if err == nil {
			lists, err = e.run(ctx, body, input)
		}
		if err == nil && lists.Len() == 1 {
			err = taken(r, about, lists.Elem(0), take)
		} else {
			err = e.policyError(r, about, err)
		}
		if err != nil {
			failed = append(failed, err)
		}
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return errors.Join(failed...)
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

// run evaluates a query within the limits.
func (e *Engine) run(ctx context.Context, body ast.Body, input *ast.Term, tracers ...topdown.QueryTracer) (*ast.Array, error) {
	g := newGuard(ctx, e.limit, e.memory)
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
		err = fmt.Errorf("it needs more than %d MiB of memory", e.memory>>20)
	}
	return out, err
}

// policyError says which policy failed, where and why.
func (e *Engine) policyError(r *Rule, about string, err error) *PolicyError {
	pe := &PolicyError{Rule: r.ID, File: r.File, Line: r.line, Document: about, Message: "it gave no findings"}
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
