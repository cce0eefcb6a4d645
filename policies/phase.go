package policies

import (
	"fmt"
	"slices"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/promptglot/promptglot/internal/fact"
)

// verdicts is the variable of the queries: sets by the index of the rule.
const verdicts = ast.Var("verdicts")

// A phase asks enabled policies for one of their heads.
type phase struct {
	askings  []*asking // by the id of the rule
	watchers map[fact.Kind][]watcher
}

// newPhase finds the policies that have a head. Those of the user's are asked
// in vain, so that what cannot be asked is refused at once.
func (e *Engine) newPhase(head string) (*phase, error) {
	p := &phase{watchers: map[fact.Kind][]watcher{}}
	for _, r := range e.on {
		if !slices.Contains(r.heads, head) {
			continue
		}
		a := &asking{Rule: r, number: len(p.askings)}
		a.attend(e.compiler, head)
		a.answer = sync.OnceValues(func() (*ast.Term, error) { return e.answer(r.ref(head)) })
		if !r.Shipped {
			if _, err := a.answer(); err != nil {
				return nil, err
			}
		}
		p.askings = append(p.askings, a)
		for i := range a.wakes {
			t := &a.wakes[i]
			p.watchers[t.kind] = append(p.watchers[t.kind], watcher{t, a})
		}
	}
	return p, nil
}

// answer compiles the term whose value is the list of what a rule has: a
// comprehension, because what is no set may be undefined, which would make the
// whole query so.
func (e *Engine) answer(ref ast.Ref) (*ast.Term, error) {
	body, err := e.query(fmt.Sprintf("[f | f := %v[_]]", ref))
	if err != nil {
		return nil, err
	}
	for _, x := range body {
		for _, t := range x.Operands() {
			if _, ok := t.Value.(*ast.ArrayComprehension); ok {
				return t, nil
			}
		}
	}
	return nil, &LoadError{Message: fmt.Sprintf("%v cannot be asked for", ref)}
}

// queryOf puts together the query that asks several rules. Documents differ in
// whom they ask, so this must cost nothing: the answers are compiled already.
func queryOf(askings []*asking) (ast.Body, error) {
	var body ast.Body
	lists := make([]*ast.Term, len(askings))
	for i, a := range askings {
		answer, err := a.answer()
		if err != nil {
			return nil, err
		}
		lists[i] = ast.VarTerm(fmt.Sprintf("answer%d", i))
		body.Append(ast.Equality.Expr(lists[i], answer))
	}
	body.Append(ast.Equality.Expr(ast.NewTerm(verdicts), ast.ArrayTerm(lists...)))
	return body, nil
}

func (e *Engine) query(entry string) (ast.Body, error) {
	body, err := ast.ParseBodyWithOpts(fmt.Sprintf("%s = [%s]", verdicts, entry), ast.ParserOptions{RegoVersion: ast.RegoV1})
	if err != nil {
		return nil, loadErrors(err)
	}
	body, err = e.compiler.QueryCompiler().Compile(body)
	if err != nil {
		return nil, loadErrors(err)
	}
	return body, nil
}
