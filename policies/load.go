package policies

import (
	"cmp"
	"slices"
	"sync"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"

	"github.com/promptglot/promptglot/internal/fact"
)

// An Engine is a set of compiled policies. It is safe for concurrent use.
type Engine struct {
	rules    []*Rule // all that were loaded, by id
	on       []*Rule // those that are evaluated, by id
	compiler *ast.Compiler
	user     map[string]*ast.Module // the user's, as they were parsed
	store    storage.Store
	needs    []fact.Kind
	limit    time.Duration
	memory   uint64 // by how much an evaluation may grow the heap, in bytes

	judge, collect, repository *phase
	reads                      reads           // what any of on reads besides kinds of fact
	contract                   map[string]bool // features that a prompt counts on

	viable sync.Map // terms of targets that nothing stands against, by Target

	overrides []Override
	gradings  sync.Map // of *grading, by the overrides that it comes from
}

// Load reads, checks and compiles policies. Errors are of type *LoadError or
// LoadErrors and mean exit status 2.
func Load(opts Options) (*Engine, error) {
	if err := opts.check(); err != nil {
		return nil, &LoadError{Message: err.Error()}
	}
	set, err := gather(opts)
	if err != nil {
		return nil, err
	}
	if err := set.configure(opts); err != nil {
		return nil, err
	}
	e := &Engine{rules: set.rules, user: set.user, limit: opts.TimeLimit, memory: defaultMemory, overrides: opts.Overrides}
	if e.compiler, err = compile(set.modules, set.data); err != nil {
		return nil, err
	}
	if err := checkOrder(set.modules, set.user, set.data); err != nil {
		return nil, err
	}
	if err := checkKeys(e.compiler, set.user, opts.Features, set.rules); err != nil {
		return nil, err
	}
	if err := addTables(set.data, e.compiler, opts.Catalog); err != nil {
		return nil, err
	}
	e.store = inmem.NewFromObjectWithOpts(set.data, inmem.OptRoundTripOnWrite(false), inmem.OptReturnASTValuesOnRead(true))
	if err := e.look(); err != nil {
		return nil, err
	}
	if err := e.prepare(); err != nil {
		return nil, err
	}
	return e, nil
}

// look reads off the compiled policies what they use, and refuses what they
// would look for in vain.
func (e *Engine) look() error {
	var errs LoadErrors
	for _, r := range e.rules {
		var all reads
		for _, head := range r.heads {
			used := readsOf(e.compiler, r.ref(head), nil)
			errs = collect(errs, used.fits(r, head))
			all.add(used)
		}
		r.Kinds = all.kinds()
		if r.Enabled {
			e.on = append(e.on, r)
			e.reads.add(all)
		}
	}
	e.needs = e.reads.kinds()
	if len(errs) > 0 {
		return errs.sorted()
	}
	return nil
}

// Rules returns what is known of every rule, by id: those that were loaded and,
// not enabled, the shipped ones that the options leave out. A shipped rule that
// a policy of the user's replaces is not among them.
func (e *Engine) Rules() []Rule {
	docs := map[string]Rule{} // by package
	for _, d := range ShippedRules() {
		docs[d.Package] = d
	}
	var out []Rule
	for _, loaded := range e.rules {
		r := *loaded
		if d, ok := docs[r.Package]; ok && r.Shipped { // the index holds no prose
			r.Description, r.Why, r.Related, r.Examples, r.Pending = d.Description, d.Why, d.Related, d.Examples, d.Pending
		}
		delete(docs, r.Package)
		out = append(out, r)
	}
	for _, d := range docs {
		out = append(out, d)
	}
	slices.SortFunc(out, func(a, b Rule) int { return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Package, b.Package)) })
	return out
}

// Needs returns the kinds of fact that some enabled policy reads, in report
// order. Others need not be computed.
func (e *Engine) Needs() []fact.Kind { return slices.Clone(e.needs) }

func compile(modules map[string]*ast.Module, data map[string]any) (*ast.Compiler, error) {
	c := ast.NewCompiler().
		WithCapabilities(capabilities()).
		WithStrict(true).
		WithEnablePrintStatements(false).
		WithPathConflictsCheck(func(at []string) (bool, error) { return hasData(data, at), nil })
	typeInput(c)
	c.Compile(modules)
	if c.Failed() {
		return nil, loadErrors(c.Errors)
	}
	return c, nil
}

func collect(errs LoadErrors, err error) LoadErrors {
	switch e := err.(type) {
	case nil:
		return errs
	case *LoadError:
		return append(errs, e)
	case LoadErrors:
		return append(errs, e...)
	}
	return append(errs, &LoadError{Message: oneLine(err.Error())})
}
