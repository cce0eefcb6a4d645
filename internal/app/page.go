package app

import (
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/exposure"
	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/report/html"
	"github.com/promptglot/promptglot/internal/source"
)

// A pager collects what the HTML page shows of each prompt, file by file, so
// that no file's bytes have to be kept.
type pager struct {
	targets []string // the columns, in full
	prompts []*pageEntry
	byID    map[string]*pageEntry
}

// A pageEntry is a prompt of the page in the making.
type pageEntry struct {
	html.Prompt
	body  source.Span
	spots []html.Spot
	ties  []html.Spot
	seen  map[lossKey]int // index of Losses
}

// A lossKey tells entries that differ in nothing but the target.
type lossKey struct {
	outcome, feature, path, message, accepted string
	possible                                  bool
	line                                      int
}

func newPager(targets []string) *pager {
	return &pager{targets: targets, byID: map[string]*pageEntry{}}
}

// take adds the prompts of a file, which facts speak of.
func (g *pager) take(facts []*fact.Fact) {
	for _, f := range facts {
		if f.Kind == fact.Prompt && f.Info != nil && g.byID[f.Prompt] == nil {
			e := &pageEntry{seen: map[lossKey]int{}}
			e.Prompt = html.Prompt{
				ID: f.Prompt, File: f.File, Format: f.Info.Format, Language: f.Info.Language, Vendor: f.Vendor,
				Model: f.Info.Model, InTest: f.InTest, At: make([]html.Cell, len(g.targets)),
			}
			e.body = spanOf(f)
			if f.Start != nil {
				e.Line = f.Start.Line
			}
			for i := range e.At {
				e.At[i].Outcome = html.Same
			}
			g.byID[e.ID] = e
			g.prompts = append(g.prompts, e)
		}
	}
	for _, f := range facts {
		e := g.byID[f.Prompt]
		if e == nil {
			continue
		}
		switch {
		case f.Loss != nil:
			if i := slices.Index(g.targets, f.Loss.Target); i >= 0 {
				e.loss(i, f.Loss.Dialect, lossOf(f), html.Ref{Source: f.Loss.Source, AsOf: f.Loss.AsOf}, spanOf(f))
			}
		case f.Tokens != nil:
			if i := slices.Index(g.targets, f.Tokens.Target); i >= 0 {
				e.At[i].Size = sizeOf(f.Tokens)
			}
		case f.Kind == fact.Feature && f.Vendor != "" && f.Vendor != "any":
			e.tie(f)
		}
	}
}

// read takes the prompts of a file and the lines of it that the page shows.
func (g *pager) read(f *source.File, facts []*fact.Fact) {
	first := len(g.prompts)
	g.take(facts)
	if len(g.prompts) == first {
		return
	}
	x := html.NewFile(f)
	for _, e := range g.prompts[first:] {
		e.excerpt(x, e.body, true)
	}
}

func spanOf(f *fact.Fact) source.Span {
	if f.Start == nil || f.End == nil {
		return source.Span{}
	}
	return source.Span{Start: f.Start.Offset, End: f.End.Offset}
}

func lossOf(f *fact.Fact) html.Loss {
	l := html.Loss{
		Outcome: f.Loss.Outcome, Possible: f.Loss.Certainty == "possible", Feature: f.Loss.Feature, Path: f.Loss.Path, To: f.Loss.To,
		Message: f.Loss.Message,
	}
	if f.Start != nil && l.Path != "" { // what is added has no place of its own
		l.Line = f.Start.Line
	}
	return l
}

func sizeOf(t *fact.TokensDetail) *html.Size {
	return &html.Size{Low: t.Low, Tokens: t.Tokens, High: t.High, Context: t.Context, Fits: t.Fits, CostUSD: t.CostUSD}
}

// loss enters what happens at a target, who says so, and where it happens.
func (e *pageEntry) loss(target int, dialect string, l html.Loss, from html.Ref, span source.Span) {
	general := anonymous(l.Message, dialect)
	key := lossKey{l.Outcome, l.Feature, l.Path, general, l.Accepted, l.Possible, l.Line}
	i, ok := e.seen[key]
	if !ok {
		i = len(e.Losses)
		e.seen[key] = i
		e.Losses = append(e.Losses, l)
		if l.Line > 0 && span.Len() > 0 {
			e.spots = append(e.spots, html.Spot{Span: span, Class: wordOf(l.Outcome)})
		}
	}
	x := &e.Losses[i]
	if x.To != l.To {
		x.To = ""
	}
	if x.Message != l.Message {
		x.Message = general
	}
	enter(&x.Targets, target)
	if from.Source != "" {
		k := slices.IndexFunc(x.Sources, func(r html.Ref) bool { return r.Source == from.Source && r.AsOf == from.AsOf })
		if k < 0 {
			k = len(x.Sources)
			x.Sources = append(x.Sources, from)
		}
		enter(&x.Sources[k].Targets, target)
	}
	if exposure.NamesOnly(l.Feature, l.Outcome) {
		return
	}
	cell := &e.At[target]
	worse := exposure.Worse(wordOf(l.Outcome), cell.Outcome)
	switch {
	case worse > 0:
		cell.Outcome, cell.Possible = wordOf(l.Outcome), l.Possible
	case worse == 0:
		cell.Possible = cell.Possible && l.Possible
	}
}

// anonymous puts "the target" in the place of a dialect's name that stands as a
// word of its own, so that targets which say the same are told together.
func anonymous(message, dialect string) string {
	words := strings.Split(message, " ")
	for i, w := range words {
		if dialect != "" && w == dialect {
			words[i] = "the target"
		}
	}
	return strings.Join(words, " ")
}

// enter adds a target to an ascending list, once.
func enter(list *[]int, target int) {
	if i, ok := slices.BinarySearch(*list, target); !ok {
		*list = slices.Insert(*list, i, target)
	}
}

// wordOf is what an outcome of the ledger means to who switches.
func wordOf(outcome string) string { return exposure.Word(outcome) }

// maxTies is how many names of a vendor a prompt's details show.
const maxTies = 40

func (e *pageEntry) tie(f *fact.Fact) {
	if len(e.Ties) >= maxTies {
		return
	}
	t := html.Tie{Feature: f.Feature, Value: f.Value}
	if f.Start != nil {
		t.Line = f.Start.Line
	}
	e.Ties = append(e.Ties, t)
	if span := spanOf(f); span.Len() > 0 {
		e.ties = append(e.ties, html.Spot{Span: span, Class: html.Tied})
	}
}

// excerpt shows the lines of x that the entries speak of. A loss says more than
// a vendor's name: where they overlap, it is marked.
func (e *pageEntry) excerpt(x *html.File, body source.Span, ties bool) {
	spots := slices.Clone(e.spots)
	if ties {
		for _, t := range e.ties {
			if !slices.ContainsFunc(e.spots, func(s html.Spot) bool { return s.Span.Start < t.Span.End && t.Span.Start < s.Span.End }) {
				spots = append(spots, t)
			}
		}
	}
	e.Source = x.Excerpt(body, spots)
}

// graver orders losses: the worst first, those of one kind by their place.
func graver(a, b html.Loss) int {
	if n := exposure.Worse(b.Outcome, a.Outcome); n != 0 {
		return n
	}
	switch {
	case a.Possible != b.Possible && b.Possible:
		return -1
	case a.Possible != b.Possible:
		return 1
	}
	return a.Line - b.Line
}

// page makes the page of what has been collected and of the report.
func (g *pager) page(title, tool string, r *exposure.Report) *html.Page {
	p := &html.Page{Title: title, Tool: tool, AsOf: r.AsOf, Targets: g.targets, Portable: r.Portable}
	for _, e := range g.prompts {
		slices.SortStableFunc(e.Losses, graver)
		p.Prompts = append(p.Prompts, e.Prompt)
	}
	for i := range r.Vendors {
		v := &r.Vendors[i]
		x := html.Vendor{Name: v.Name, Stops: v.Stops, Code: v.Code, Lines: v.Lines, Files: v.Files, Models: v.Models}
		for _, a := range v.Alternatives {
			t := html.Tally{Same: a.Same, Changed: a.Changed, Loses: a.Loses, Refused: a.Refused}
			x.Alternatives = append(x.Alternatives, html.Alternative{Target: a.Target, Tally: t, Losses: a.Losses})
		}
		p.Vendors = append(p.Vendors, x)
	}
	for _, m := range r.Models {
		p.Models = append(p.Models, html.Model(m))
	}
	for _, s := range r.Stays {
		p.Stays = append(p.Stays, html.Stay(s))
	}
	return p
}
