package policies

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/promptglot/promptglot/internal/finding"
)

// A Scope says how much of a repository a run has seen.
type Scope string

// The scopes.
const (
	Whole   Scope = "whole"
	Partial Scope = "partial" // some files, as in a pre-commit hook
)

// What one rule may collect. A rule that collects facts instead of sums of them
// would otherwise hold all facts of a repository.
const (
	maxCollected      = 10_000  // elements of a document
	maxCollectedBytes = 1 << 20 // of a document, as text
)

// A Collection is what the repository phase is to know of one document.
type Collection struct {
	file    string
	values  map[string][]*ast.Term // by rule id
	prompts []*ast.Term
}

// HasRepository reports whether a policy judges documents together, for which
// Collect is to be called on each document and Repository at the end.
func (e *Engine) HasRepository() bool { return len(e.repository.askings) > 0 }

// Collect asks the policies what they want to remember of a document. Policies
// that fail are named in the error; what the others collect is kept. The
// result is nil where there is nothing.
func (e *Engine) Collect(ctx context.Context, d Document) (*Collection, error) {
	if !e.HasRepository() || len(d.Facts) == 0 {
		return nil, nil
	}
	c := &Collection{file: d.File, values: map[string][]*ast.Term{}}
	c.prompts = e.promptTerms(e.inventory(d))
	var err error
	if w := e.collect.awake(d, e.grading(d.File)); len(w.asked) > 0 {
		err = e.ask(ctx, w.asked, e.input(d, w), d.File, c.add)
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if len(c.values) == 0 && len(c.prompts) == 0 {
		return nil, err
	}
	return c, err
}

func (c *Collection) add(r *Rule, list *ast.Array) error {
	if list.Len() > maxCollected {
		return fmt.Errorf("it collects %d elements of one document; at most %d are kept, collect a sum of them", list.Len(), maxCollected)
	}
	room := maxCollectedBytes
	list.Until(func(t *ast.Term) bool {
		room = written(t, room)
		return room < 0
	})
	if room < 0 {
		return fmt.Errorf("it collects more than %d MiB of one document; collect a sum of it", maxCollectedBytes>>20)
	}
	list.Foreach(func(t *ast.Term) { c.values[r.ID] = append(c.values[r.ID], t) })
	return nil
}

// Repository judges what was collected of all documents; nil Collections are
// passed over. The findings have no range and no file. d gives targets, the
// day, and the name by which errors speak of the repository.
func (e *Engine) Repository(ctx context.Context, all []*Collection, scope Scope, d Document) ([]*finding.Finding, error) {
	if !e.HasRepository() {
		return nil, nil
	}
	about := d.File
	d.File, d.Facts = "", nil
	g, err := e.gradingOf(nil)
	if err != nil {
		return nil, err
	}
	b := newBuilder(d, g)
	if on := e.repository.on(g); len(on) > 0 {
		err = e.ask(ctx, on, e.repositoryInput(all, scope, d, g), about, b.add)
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	return b.finish(), err
}

// repositoryInput is the input of the repository phase, in the order of the
// documents' names.
func (e *Engine) repositoryInput(all []*Collection, scope Scope, d Document, g *grading) *ast.Term {
	all = slices.DeleteFunc(slices.Clone(all), func(c *Collection) bool { return c == nil })
	slices.SortStableFunc(all, func(a, b *Collection) int { return strings.Compare(a.file, b.file) })
	values := map[string][]*ast.Term{}
	prompts := []*ast.Term{}
	for _, c := range all {
		file := ast.StringTerm(c.file)
		for id, terms := range c.values {
			for _, t := range terms {
				values[id] = append(values[id], ast.ObjectTerm(pair(kFile, file), pair(kValue, t)))
			}
		}
		prompts = append(prompts, c.prompts...)
	}
	// Every rule that collects has a key, so that counting never meets undefined.
	collected := make([][2]*ast.Term, 0, len(e.collect.askings))
	for _, r := range e.collect.askings {
		collected = append(collected, pair(ast.StringTerm(r.ID), ast.ArrayTerm(values[r.ID]...)))
	}
	return ast.ObjectTerm(
		pair(kScope, ast.StringTerm(string(scope))),
		pair(kCollected, ast.ObjectTerm(collected...)),
		pair(kPrompts, ast.ArrayTerm(prompts...)),
		pair(kTargets, stringsTerm(d.Targets)),
		pair(kAsOf, ast.StringTerm(d.AsOf)),
		pair(kConfig, g.config),
	)
}
