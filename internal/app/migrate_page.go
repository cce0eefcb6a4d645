package app

import (
	"errors"
	"io/fs"
	"slices"

	"github.com/promptglot/promptglot/internal/exposure"
	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/migrate"
	"github.com/promptglot/promptglot/internal/report/html"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/rules"
	"github.com/promptglot/promptglot/translate"
)

// planPage is the plan as a page: the matrix and the ledgers are the plan's,
// the vendors and models those of the sources.
func (a *App) planPage(p *project, files []*source.File, plan *migrate.Plan, read func(string) ([]byte, error)) (*html.Page, error) {
	opt := &rules.Options{
		Catalog: p.catalog, Translator: p.compose.Translator, AsOf: p.asOf, Models: p.own, Counter: p.counters.forModel,
		Needs: func(k fact.Kind) bool { return k == fact.Prompt || k == fact.Feature || k == fact.Model },
	}
	g := newPager(columns(plan))
	v := &planView{opt: opt, g: g, read: read, known: map[string]translate.Target{}, changes: map[string]*migrate.Change{}}
	for i := range plan.Changes {
		v.changes[plan.Changes[i].Path] = &plan.Changes[i]
	}
	planned := map[string]*migrate.Prompt{}
	for i := range plan.Prompts {
		planned[plan.Prompts[i].ID] = &plan.Prompts[i]
	}
	for _, f := range files {
		docs := p.compose.Open(f)
		var facts []*fact.Fact
		for _, d := range docs {
			facts = append(facts, rules.Collect(opt, d)...)
		}
		facts = append(facts, rules.CollectFile(opt, f, docs)...)
		g.take(facts)
		v.facts = append(v.facts, facts...)
		for _, d := range docs {
			q, e := planned[d.ID], g.byID[d.ID]
			if q == nil || e == nil {
				continue
			}
			count := func(t translate.Target) *fact.TokensDetail { return rules.Count(opt, d, t) }
			if err := v.prompt(q, e, f, count); err != nil {
				return nil, err
			}
		}
	}
	report := exposure.New(p.catalog, v.facts, g.targets, p.asOf)
	page := g.page("Migration plan", "promptglot "+a.Version, report)
	for i := range plan.Changes {
		page.Changes = append(page.Changes, html.Change{File: plan.Changes[i].Path, Verb: plan.Changes[i].Verb()})
	}
	return page, nil
}

// columns are the targets that the plan has renderings for: a map of models
// may choose others than those asked for.
func columns(plan *migrate.Plan) []string {
	var out []string
	tried := map[string]bool{}
	for i := range plan.Prompts {
		for _, t := range plan.Prompts[i].Targets {
			if !tried[t.Target] && !slices.Contains(plan.Targets, t.Target) {
				out = append(out, t.Target)
			}
			tried[t.Target] = true
		}
	}
	asked := slices.DeleteFunc(slices.Clone(plan.Targets), func(t string) bool { return len(tried) > 0 && !tried[t] })
	return append(asked, out...)
}

// planView fills a page from a plan.
type planView struct {
	opt     *rules.Options
	g       *pager
	read    func(string) ([]byte, error)
	facts   []*fact.Fact
	known   map[string]translate.Target
	changes map[string]*migrate.Change // by path
}

// prompt says on the page what becomes of a prompt of the file f.
func (v *planView) prompt(q *migrate.Prompt, e *pageEntry, f *source.File, count func(translate.Target) *fact.TokensDetail) error {
	e.Action, e.Notes = q.Becomes(), q.Notes
	for i := range e.At {
		e.At[i] = html.Cell{} // tried is only what the plan tries
	}
	neutral, err := v.neutral(q)
	if err != nil {
		return err
	}
	for i := range q.Targets {
		t := &q.Targets[i]
		at := slices.Index(v.g.targets, t.Target)
		target, err := v.target(t.Target)
		if err != nil {
			return err
		}
		e.At[at] = html.Cell{Outcome: html.Same, File: t.Path}
		if d := count(target); d != nil {
			e.At[at].Size = sizeOf(d)
		}
		for j := range t.Ledger {
			v.entry(e, t, j, at, neutral)
		}
		if t.Refused != "" {
			e.At[at].Outcome, e.At[at].Possible, e.At[at].Refusal = html.Refused, false, t.Refused
			v.fact(e, &fact.LossDetail{Target: t.Target, Outcome: html.Refused})
		}
	}
	if q.Action == migrate.Refused { // there is nothing to try targets with
		for i := range e.At {
			e.At[i] = html.Cell{Outcome: html.Refused, Refusal: q.Why}
			v.fact(e, &fact.LossDetail{Target: v.g.targets[i], Outcome: html.Refused})
		}
	}
	switch {
	case neutral != nil:
		e.excerpt(html.NewFile(neutral), source.Span{End: len(neutral.Data)}, false)
	default:
		e.excerpt(html.NewFile(f), e.body, true)
	}
	v.diffs(q, e)
	return nil
}

// neutral is the prompt's neutral file as the plan leaves it, which the spans of
// its ledgers speak of; nil where it has none.
func (v *planView) neutral(q *migrate.Prompt) (*source.File, error) {
	if q.Neutral == "" || len(q.Targets) == 0 {
		return nil, nil
	}
	if c := v.changes[q.Neutral]; c != nil && c.New != nil {
		return source.NewFile(c.Path, c.New), nil
	}
	data, err := v.read(q.Neutral)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return source.NewFile(q.Neutral, data), nil
}

func (v *planView) target(name string) (translate.Target, error) {
	t, ok := v.known[name]
	if !ok {
		var err error
		if t, err = translate.ParseTarget(v.opt.Catalog, name); err != nil {
			return t, err
		}
		v.known[name] = t
	}
	return t, nil
}

// entry enters one line of a ledger.
func (v *planView) entry(e *pageEntry, t *migrate.Target, j, at int, neutral *source.File) {
	x := &t.Ledger[j]
	if !x.Lossy() {
		return
	}
	l := html.Loss{
		Outcome: string(x.Outcome), Possible: x.Certainty == translate.Possible, Feature: x.Feature, Path: x.Path, To: x.To,
		Message: x.Message,
	}
	if t.Accepted != nil {
		l.Accepted = t.Accepted[j]
	}
	span := source.Span{}
	if neutral != nil && !x.Span.IsZero() && x.Path != "" && x.Span.End <= len(neutral.Data) {
		span = x.Span
		l.Line = neutral.Pos(span.Start).Line
	}
	e.loss(at, v.known[t.Target].Dialect.ID, l, html.Ref{Source: x.Source, AsOf: x.AsOf}, span)
	v.fact(e, &fact.LossDetail{Target: t.Target, Outcome: l.Outcome})
}

// fact lets the vendors' tables count a loss.
func (v *planView) fact(e *pageEntry, l *fact.LossDetail) {
	v.facts = append(v.facts, &fact.Fact{Kind: fact.Loss, Prompt: e.ID, File: e.File, Vendor: e.Vendor, Loss: l})
}

// diffs shows the files that the plan writes for the prompt.
func (v *planView) diffs(q *migrate.Prompt, e *pageEntry) {
	mine := []string{q.Neutral}
	for i := range q.Targets {
		mine = append(mine, q.Targets[i].Path)
	}
	for _, name := range mine {
		if c := v.changes[name]; c != nil {
			e.Diffs = append(e.Diffs, html.Diff{File: c.Path + " (" + c.Verb() + ")", Text: c.Diff()})
		}
	}
}
