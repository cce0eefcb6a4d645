package app

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/policies"
	"github.com/promptglot/promptglot/translate"
)

// explainFormats are those of `explain`; what is written for people is
// Markdown.
var explainFormats = []string{"text", "markdown", "json"}

// An explanation is a page and the data it was made from.
type explanation struct {
	page string
	data []any
}

// Explain tells what is known of a rule, a feature, a target or a model.
func (a *App) Explain(opt *Options, id string) (Status, error) {
	sinks, err := opt.sinks(explainFormats...)
	if err != nil {
		return 0, err
	}
	s, err := a.session(opt)
	if err != nil {
		return 0, err
	}
	p, err := s.here()
	if err != nil {
		return 0, err
	}
	e, err := s.explain(p, id)
	if err != nil {
		return 0, err
	}
	return Clean, a.emit(sinks, func(w io.Writer, format string, _ bool) error {
		if format == "json" {
			return writeJSON(w, e.data, false)
		}
		_, err := io.WriteString(w, e.page)
		return err
	})
}

func (s *session) explain(p *project, id string) (*explanation, error) {
	shipped := policies.ShippedRules()
	if e := explainRule(shipped, id); e != nil {
		return e, nil
	}
	if f, ok := p.catalog.FeatureByID(strings.ToLower(id)); ok {
		return &explanation{featurePage(f), []any{f}}, nil
	}
	if d, ok := p.catalog.Dialect(id); ok {
		i := p.targetInfo(d)
		return &explanation{targetPage(d, i), []any{i}}, nil
	}
	if t, err := translate.ParseTarget(p.catalog, id); err == nil {
		return explainModels([]modelInfo{infoOf(t.Model, p.asOf)}), nil
	}
	if found := p.models(id); len(found) > 0 {
		return explainModels(found), nil
	}
	// The user's own rules come last: they have to be compiled first.
	own, err := p.policies()
	if err != nil {
		return nil, err
	}
	if e := explainRule(own.Rules(), id); e != nil {
		return e, nil
	}
	near := catalog.Similar(id, s.names(p, shipped))
	if len(near) == 0 {
		return nil, usage("nothing is called %q; expected a rule (PG101), a feature, a target or a model", id)
	}
	return nil, usage("nothing is called %q; did you mean %s?", id, strings.Join(near, ", "))
}

func explainRule(rules []policies.Rule, id string) *explanation {
	for _, r := range rules {
		if strings.EqualFold(r.ID, id) {
			return &explanation{rulePage(r), []any{r}}
		}
	}
	return nil
}

func explainModels(models []modelInfo) *explanation {
	e := &explanation{page: modelPage(models)}
	for _, m := range models {
		e.data = append(e.data, m)
	}
	return e
}

// rulePage is the rule's page without the remark for those who edit it.
func rulePage(r policies.Rule) string {
	page := string(r.Page())
	if rest, ok := strings.CutPrefix(page, "<!--"); ok {
		if _, body, ok := strings.Cut(rest, "-->"); ok {
			page = strings.TrimLeft(body, "\n")
		}
	}
	return page
}

// models returns what the hosts know of a model of that name.
func (p *project) models(id string) []modelInfo {
	var out []modelInfo
	for _, h := range p.catalog.Hosts() {
		for _, m := range p.catalog.Models(h) {
			if m.ID == id {
				out = append(out, infoOf(m, p.asOf))
			}
		}
	}
	if len(out) == 0 {
		// A dated snapshot or an alias: its maker's rules say what it is.
		if maker := p.catalog.HostOf(id); maker != "" {
			if m := p.catalog.Lookup(maker, id); m.Known {
				out = append(out, infoOf(m, p.asOf))
			}
		}
	}
	return out
}

// names lists what can be explained, for the nearest name to a mistyped one.
func (s *session) names(p *project, rules []policies.Rule) []string {
	var out []string
	for _, r := range rules {
		out = append(out, r.ID)
	}
	for _, f := range p.catalog.Features() {
		out = append(out, f.ID)
	}
	for _, d := range p.catalog.Dialects() {
		out = append(append(out, d.ID), d.Aliases...)
	}
	for _, h := range p.catalog.Hosts() {
		for _, m := range p.catalog.Models(h) {
			out = append(out, m.ID)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func featurePage(f catalog.Feature) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s feature of the group %s, in the dialects of: %s\n\n", f.ID, f.Tier, f.Group, f.Vendors)
	fmt.Fprintf(&b, "Counts: %s\n\nDoes not count: %s\n\nExample: %s\n", f.Counts, f.Not, f.Example)
	return b.String()
}

func targetPage(d *catalog.DialectInfo, i targetInfo) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s\n\n", d.ID, d.Title)
	t := &table{}
	t.row("Vendor:", d.Vendor)
	t.row("Also called:", dash(strings.Join(d.Aliases, ", ")))
	t.row("API versions:", dash(strings.Join(d.Versions, ", ")))
	t.row("Default model:", dash(d.Default))
	t.row("State:", i.state())
	t.row("Source:", dash(d.Source))
	t.row("As of:", dash(d.AsOf))
	_ = t.write(&b)
	if len(d.Fields) > 0 {
		b.WriteString("\nOptions of a request:\n\n")
		fields := &table{}
		fields.row("FIELD", "FEATURE", "TYPE", "NEEDS", "AS OF")
		for _, f := range d.Fields {
			fields.row(f.Path, f.Feature, dash(f.Type), dash(f.Gate), f.AsOf)
		}
		_ = fields.write(&b)
	}
	return b.String()
}

func modelPage(models []modelInfo) string {
	var b strings.Builder
	for n, m := range models {
		if n > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "# %s at %s\n\n", m.ID, m.Host)
		if !m.Known {
			b.WriteString("No table has this model; what follows are the rules of its family.\n\n")
		}
		in, out := m.listPrice()
		t := &table{}
		t.row("Name:", dash(m.Name))
		t.row("Family:", dash(m.Family))
		t.row("Status:", m.Status)
		t.row("Retires:", dash(m.Retires))
		t.row("Not before:", dash(m.NotBefore))
		t.row("Replacement:", dash(m.Replace))
		t.row("Context:", number(m.Context))
		t.row("Output limit:", number(m.MaxOutput))
		t.row("Input:", dash(strings.Join(m.Input, ", ")))
		t.row("Tokenizer:", dash(m.Tokenizer))
		t.row("Price:", dollars(in)+" in, "+dollars(out)+" out (dollars per million tokens)")
		for _, g := range slices.Sorted(maps.Keys(m.Gates)) {
			t.row(g+":", m.Gates[g])
		}
		t.row("Source:", dash(m.Source))
		t.row("As of:", dash(m.AsOf))
		_ = t.write(&b)
	}
	return b.String()
}
