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
	"github.com/promptglot/promptglot/translate"
)

// planPage is the plan as a page: the matrix and the ledgers are the plan's,
// the vendors and models those of the sources. facts are those of each file.
func (a *App) planPage(p *project, files []*source.File, facts [][]*fact.Fact, plan *migrate.Plan, read func(string) ([]byte, error)) (*html.Page, error) {
	g := newPager(columns(plan))
	v := &planView{p: p, g: g, read: read, known: map[string]translate.Target{}, changes: map[string]*migrate.Change{}}
	for i := range plan.Changes {
		v.changes[plan.Changes[i].Path] = &plan.Changes[i]
	}
	prompts := map[string][]*migrate.Prompt{} // by path
	for i := range plan.Prompts {
		q := &plan.Prompts[i]
		prompts[q.Path] = append(prompts[q.Path], q)
	}
	sites := map[string][]*migrate.CodeSite{}
	for i := range plan.Code {
		s := &plan.Code[i]
		sites[s.Path] = append(sites[s.Path], s)
	}
	for i, f := range files {
		g.take(facts[i])
		v.facts = append(v.facts, facts[i]...)
		for _, q := range prompts[f.Path] {
			if e := g.byID[q.ID]; e != nil {
				if err := v.prompt(q, e, f); err != nil {
					return nil, err
				}
			}
		}
		for _, s := range sites[f.Path] {
			if e := g.byID[s.ID]; e != nil {
				if err := v.site(s, e, f); err != nil {
					return nil, err
				}
			}
		}
	}
	report := exposure.New(p.catalog, v.facts, g.targets, p.asOf)
	page := g.page("Migration plan", "promptglot "+a.Version, report)
	for i := range plan.Changes {
		page.Changes = append(page.Changes, html.Change{File: plan.Changes[i].Path, Verb: plan.Changes[i].Verb()})
	}
	for i := range plan.Decisions {
		d := html.Decision(plan.Decisions[i])
		page.Decisions = append(page.Decisions, d)
	}
	return page, nil
}

// columns are the targets that the plan has renderings or calls for: a map of
// models may choose others than those asked for.
func columns(plan *migrate.Plan) []string {
	var out []string
	tried := map[string]bool{}
	try := func(t string) {
		if !tried[t] && !slices.Contains(plan.Targets, t) {
			out = append(out, t)
		}
		tried[t] = true
	}
	for i := range plan.Prompts {
		for j := range plan.Prompts[i].Targets {
			try(plan.Prompts[i].Targets[j].Target)
		}
	}
	for i := range plan.Code {
		for j := range plan.Code[i].Targets {
			try(plan.Code[i].Targets[j].Target)
		}
	}
	asked := slices.DeleteFunc(slices.Clone(plan.Targets), func(t string) bool { return len(tried) > 0 && !tried[t] })
	return append(asked, out...)
}

// planView fills a page from a plan.
type planView struct {
	p       *project
	g       *pager
	read    func(string) ([]byte, error)
	facts   []*fact.Fact
	known   map[string]translate.Target
	changes map[string]*migrate.Change // by path
}

// start makes an entry one that nothing has been tried for.
func start(e *pageEntry, now string, before *fact.TokensDetail) {
	for i := range e.At {
		e.At[i] = html.Cell{} // tried is only what the plan tries
	}
	e.Now = now
	if before != nil {
		e.Before = sizeOf(before)
	}
}

// prompt says on the page what becomes of a prompt of the file f.
func (v *planView) prompt(q *migrate.Prompt, e *pageEntry, f *source.File) error {
	start(e, q.Now, q.Before)
	e.Action, e.Notes = q.Becomes(), q.Notes
	spoken, err := v.neutral(q)
	if err != nil {
		return err
	}
	inPlace := spoken == nil
	if inPlace {
		spoken = f
	}
	for i := range q.Targets {
		t := &q.Targets[i]
		at, err := v.cell(e, t.Target, t.Size, t.Ledger, t.Accepted, spoken)
		if err != nil {
			return err
		}
		e.At[at].File = t.Path
		if t.Refused != "" {
			v.refuse(e, at, t.Refused)
		}
	}
	if q.Action == migrate.Refused { // there is nothing to try targets with
		for i := range e.At {
			v.refuse(e, i, q.Why)
		}
	}
	if inPlace {
		e.excerpt(html.NewFile(f), e.body, true)
	} else {
		e.excerpt(html.NewFile(spoken), source.Span{End: len(spoken.Data)}, false)
	}
	v.diffs(q, e)
	return nil
}

// refuse says that nothing can be had at a target.
func (v *planView) refuse(e *pageEntry, at int, why string) {
	e.At[at].Outcome, e.At[at].Possible, e.At[at].Refusal = html.Refused, false, why
	v.fact(e, &fact.LossDetail{Target: v.g.targets[at], Outcome: html.Refused})
}

// cell enters what happens at a target; it returns the target's column. The
// spans of the ledger are those of spoken.
func (v *planView) cell(e *pageEntry, target string, size *fact.TokensDetail, l translate.Ledger, accepted []string, spoken *source.File) (int, error) {
	at := slices.Index(v.g.targets, target)
	t, err := v.target(target)
	if err != nil {
		return at, err
	}
	e.At[at] = html.Cell{Outcome: html.Same}
	if size != nil {
		e.At[at].Size = sizeOf(size)
	}
	for i := range l {
		said := ""
		if accepted != nil {
			said = accepted[i]
		}
		v.entry(e, at, &l[i], said, t.Dialect.ID, spoken)
	}
	return at, nil
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
		if t, err = translate.ParseTarget(v.p.catalog, name); err != nil {
			return t, err
		}
		v.known[name] = t
	}
	return t, nil
}

// entry enters one line of a ledger.
func (v *planView) entry(e *pageEntry, at int, x *translate.Entry, accepted, dialect string, spoken *source.File) {
	if !x.Lossy() {
		return
	}
	l := html.Loss{
		Outcome: string(x.Outcome), Possible: x.Certainty == translate.Possible, Feature: x.Feature, Path: x.Path, To: x.To,
		Message: x.Message, Accepted: accepted,
	}
	span := source.Span{}
	if spoken != nil && !x.Span.IsZero() && x.Path != "" && x.Span.End <= len(spoken.Data) {
		span = x.Span
		l.Line = spoken.Pos(span.Start).Line
	}
	e.loss(at, dialect, l, html.Ref{Source: x.Source, AsOf: x.AsOf}, span)
	v.fact(e, &fact.LossDetail{Target: v.g.targets[at], Feature: l.Feature, Outcome: l.Outcome})
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
