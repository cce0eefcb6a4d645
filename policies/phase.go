package policies

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// verdicts is the variable of the queries: sets by the index of the rule.
const verdicts = ast.Var("verdicts")

// A phase asks enabled policies for one of their heads.
type phase struct {
	rules   []*Rule // those that have the head, by id
	entries map[*Rule]string
	// queries are the compiled ones, by the rules that they ask. A run needs
	// few: documents have much the same kinds of fact.
	queries sync.Map
	kept    atomic.Int32
}

// maxQueries is how many combinations of rules a phase keeps queries for.
const maxQueries = 200

// newPhase finds the policies that have a head. Those of the user's are asked
// once in vain, so that what cannot be asked is refused at once.
func (e *Engine) newPhase(head string) (*phase, error) {
	p := &phase{entries: map[*Rule]string{}}
	var users []*Rule
	for _, r := range e.on {
		if !slices.Contains(r.heads, head) {
			continue
		}
		p.rules = append(p.rules, r)
		// A comprehension, because what is no set may be undefined, which
		// would make the whole query so.
		p.entries[r] = fmt.Sprintf("[f | f := %v[_]]", r.ref(head))
		if !r.Shipped {
			users = append(users, r)
		}
	}
	if len(users) == 0 {
		return p, nil
	}
	_, err := p.query(e, users)
	return p, err
}

// query returns the query that asks some of the rules.
func (p *phase) query(e *Engine, rules []*Rule) (ast.Body, error) {
	entries := make([]string, len(rules))
	for i, r := range rules {
		entries[i] = p.entries[r]
	}
	key := strings.Join(entries, "")
	if q, ok := p.queries.Load(key); ok {
		return q.(ast.Body), nil
	}
	q, err := e.query(entries...)
	if err == nil && p.kept.Add(1) <= maxQueries {
		p.queries.Store(key, q)
	}
	return q, err
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

// ask evaluates policies of a phase on one input and gives each one's answer to
// take. Policies that fail, or whose answer take refuses, are named in the
// error; the others have been heard.
func (e *Engine) ask(ctx context.Context, p *phase, rules []*Rule, input *ast.Term, about string, take func(*Rule, *ast.Array) error) error {
	lists, err := e.askThese(ctx, p, rules, input)
	var failed []error
	if err == nil && lists.Len() == len(rules) {
		for i, r := range rules {
			if err := taken(r, about, lists.Elem(i), take); err != nil {
				failed = append(failed, err)
			}
		}
		return errors.Join(failed...)
	}
	// Somebody failed. Ask one by one: who, and what do the others say?
	for _, r := range rules {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		lists, err := e.askThese(ctx, p, []*Rule{r}, input)
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

func (e *Engine) askThese(ctx context.Context, p *phase, rules []*Rule, input *ast.Term) (*ast.Array, error) {
	body, err := p.query(e, rules)
	if err != nil {
		return noVerdicts, err
	}
	return e.run(ctx, body, input)
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
