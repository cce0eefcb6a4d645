package app

import (
	"io"
	"slices"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/exposure"
	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/report/html"
	"github.com/promptglot/promptglot/translate"
)

// Exposure shows what depends on which vendor and model.
func (a *App) Exposure(opt *Options) (Status, error) {
	sinks, err := opt.sinks("text", "json", "html")
	if err != nil {
		return 0, err
	}
	s, err := a.session(opt)
	if err != nil {
		return 0, err
	}
	jobs, err := s.jobs()
	if err != nil {
		return 0, err
	}
	for _, p := range s.order {
		if len(p.targets) == 0 {
			if p.targets, err = alternatives(p.catalog); err != nil {
				return 0, err
			}
		}
	}
	if len(s.order) == 0 {
		if _, err := s.here(); err != nil {
			return 0, err
		}
	}
	var pages *pager
	needs := exposes
	if slices.ContainsFunc(sinks, func(x sink) bool { return x.format == "html" }) {
		pages = newPager(targetsOf(s.order))
		needs = func(k fact.Kind) bool { return k == fact.Tokens || exposes(k) }
	}
	s.factsOnly = pages == nil
	var facts []*fact.Fact
	status := Clean
	s.each(jobs, func(j job) *result {
		return s.guard(&j, func() *result { return s.analyse(&j, needs) })
	}, func(r *result) {
		a.tell(r)
		status = status.Worse(r.status)
		facts = append(facts, r.facts...)
		if pages != nil && r.file != nil {
			pages.read(r.file, r.facts)
		}
	})
	report := exposure.New(s.order[0].catalog, facts, targetsOf(s.order), s.order[0].asOf)
	return status, a.emit(sinks, func(w io.Writer, format string, _ bool) error {
		switch format {
		case "json":
			_, err := w.Write(report.JSON())
			return err
		case "html":
			return html.Write(w, pages.page("What depends on whom", "promptglot "+a.Version, report))
		}
		_, err := io.WriteString(w, report.Text())
		return err
	})
}

// exposes tells which facts the report is made of.
func exposes(k fact.Kind) bool {
	return k == fact.Prompt || k == fact.Feature || k == fact.Loss || k == fact.Model
}

// alternatives are the targets where nobody names any: each vendor's usual
// dialect with the model that the catalogue has for it.
func alternatives(c *catalog.Catalog) ([]translate.Target, error) {
	var out []translate.Target
	for _, v := range c.Vendors() {
		if len(v.Dialects) == 0 {
			continue
		}
		d, ok := c.Dialect(v.Dialects[0])
		if !ok || d.Default == "" || d.SourceOnly || d.Trait("models").Value == "templates" {
			continue
		}
		t, err := translate.ParseTarget(c, d.ID)
		if err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	return out, nil
}

// targetsOf are the targets of all projects in full, each once.
func targetsOf(projects []*project) []string {
	var out []string
	seen := map[string]bool{}
	for _, p := range projects {
		for _, t := range p.targets {
			if name := t.String(); !seen[name] {
				seen[name] = true
				out = append(out, name)
			}
		}
	}
	return out
}
