// Package exposure says what depends on whom: which prompts and call sites of a
// repository hang on which vendor and model, what stops if one goes away, and
// how far the alternatives are. It computes everything from facts.
package exposure

import (
	"cmp"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/fact"
)

// A Report is what a repository depends on.
type Report struct {
	AsOf    string   `json:"as_of"`   // the day that retirements are judged by
	Targets []string `json:"targets"` // the alternatives that were tried
	// Vendors come with the one that most hangs on first. Prompts without a
	// vendor of their own are in none.
	Vendors  []Vendor `json:"vendors"`
	Prompts  []Prompt `json:"prompts"` // in the order of their places
	Models   []Model  `json:"models"`  // the first to go first
	Stays    []Stay   `json:"cannot_be_moved"`
	Portable int      `json:"portable"` // prompts that name no vendor
}

// A Vendor is one that prompts, call sites or code depend on.
type Vendor struct {
	ID    string `json:"vendor"`
	Name  string `json:"name"`
	Stops int    `json:"stops"` // prompts and call sites that stop working without it
	Code  int    `json:"call_sites"`
	Files int    `json:"files"`
	// Lines is how many lines name something of the vendor's.
	Lines        int           `json:"lines"`
	Models       []string      `json:"models"`
	Alternatives []Alternative `json:"alternatives"` // the nearest first
}

// An Alternative is what the prompts of a vendor become at a target. Each of
// them counts once, by the worst that happens to it.
type Alternative struct {
	Target  string `json:"target"`
	Same    int    `json:"same"`    // nothing changes but names
	Changed int    `json:"changed"` // approximated, emulated or completed
	Loses   int    `json:"loses"`   // something is dropped
	Refused int    `json:"refused"`
	// Losses is how many entries of the ledgers drop or refuse something.
	Losses int `json:"losses"`
}

// A Prompt is a prompt or a call site.
type Prompt struct {
	ID     string `json:"prompt"`
	File   string `json:"file"`
	Line   int    `json:"line,omitempty"`
	Format string `json:"format"`
	Vendor string `json:"vendor,omitempty"`
	Model  string `json:"model,omitempty"`
	InTest bool   `json:"in_test,omitempty"`
	// At tells the worst outcome at each target, in the order of Report.Targets.
	At []string `json:"at"`
}

// A Model is one that is in use.
type Model struct {
	ID          string   `json:"model"`
	Vendor      string   `json:"vendor,omitempty"`
	Status      string   `json:"status"`
	Retires     string   `json:"retires,omitempty"`
	DaysLeft    *int     `json:"days_left,omitempty"`
	Replacement string   `json:"replacement,omitempty"`
	Source      string   `json:"source,omitempty"`
	Places      []string `json:"places"` // file:line
}

// A Stay is something that no rewriting moves.
type Stay struct {
	Feature string   `json:"feature"`
	Vendor  string   `json:"vendor,omitempty"`
	What    string   `json:"what"`
	Places  []string `json:"places"`
}

// outcomes from good to bad; those of one rank look alike to who switches.
var rank = map[string]int{"": 0, "exact": 0, "added": 1, "emulated": 1, "approximate": 1, "dropped": 2, "refused": 3}

// The words for the worst that happens to a prompt at a target.
const (
	Same    = "same"
	Changed = "changed"
	Loses   = "loses"
	Refused = "refused"
)

var words = []string{Same, Changed, Loses, Refused}

// New computes the report. Targets are named in full, as loss facts name them.
func New(c *catalog.Catalog, facts []*fact.Fact, targets []string, asOf string) *Report {
	r := &Report{AsOf: asOf, Targets: append([]string{}, targets...), Prompts: []Prompt{}, Vendors: []Vendor{}, Models: []Model{}, Stays: []Stay{}}
	b := &builder{c: c, r: r, worst: map[[2]string]int{}, losses: map[[2]string]int{}, vendors: map[string]*tally{}}
	for _, f := range facts {
		b.take(f)
	}
	b.finish()
	return r
}

// A tally is what is known of one vendor so far.
type tally struct {
	files  map[string]bool
	lines  map[string]bool
	models map[string]bool
}

type builder struct {
	c       *catalog.Catalog
	r       *Report
	worst   map[[2]string]int // by prompt and target
	losses  map[[2]string]int
	vendors map[string]*tally
	models  map[string]*Model
	stays   map[[2]string]*Stay
}

// anyVendor is the vendor of facts that hold for several of them.
const anyVendor = "any"

func (b *builder) vendor(id string) *tally {
	if b.vendors[id] == nil {
		b.vendors[id] = &tally{map[string]bool{}, map[string]bool{}, map[string]bool{}}
	}
	return b.vendors[id]
}

func (b *builder) take(f *fact.Fact) {
	switch {
	case f.Kind == fact.Prompt && f.Info != nil:
		p := Prompt{ID: f.Prompt, File: f.File, Format: f.Info.Format, Vendor: f.Vendor, Model: f.Info.Model, InTest: f.InTest}
		if f.Start != nil {
			p.Line = f.Start.Line
		}
		b.r.Prompts = append(b.r.Prompts, p)
		if p.Vendor == "" {
			b.r.Portable++
		} else if t := b.vendor(p.Vendor); p.Model != "" {
			t.models[p.Model] = true
		}
	case f.Kind == fact.Loss && f.Loss != nil && NamesOnly(f.Loss.Feature, f.Loss.Outcome):
	case f.Kind == fact.Loss && f.Loss != nil:
		key := [2]string{f.Prompt, f.Loss.Target}
		n := rank[f.Loss.Outcome]
		b.worst[key] = max(b.worst[key], n)
		if n >= rank["dropped"] {
			b.losses[key]++
		}
	case f.Kind == fact.Model && f.Model != nil:
		b.model(f)
	case f.Kind == fact.Feature:
		b.feature(f)
	}
	if f.Vendor != "" && f.Kind != fact.Loss && f.Kind != fact.Tokens {
		t := b.vendor(f.Vendor)
		t.files[f.File] = true
		if f.Start != nil && f.Kind == fact.Feature {
			t.lines[place(f)] = true
		}
	}
}

func (b *builder) model(f *fact.Fact) {
	if b.models == nil {
		b.models = map[string]*Model{}
	}
	m := b.models[f.Model.ID]
	if m == nil {
		m = &Model{
			ID: f.Model.ID, Vendor: f.Vendor, Status: f.Model.Status, Retires: f.Model.RetiresOn, DaysLeft: f.Model.DaysLeft,
			Replacement: f.Model.Replacement, Source: f.Model.Source, Places: []string{},
		}
		b.models[m.ID] = m
	}
	m.Places = append(m.Places, place(f))
	if f.Vendor != "" {
		b.vendor(f.Vendor).models[m.ID] = true
	}
}

func (b *builder) feature(f *fact.Fact) {
	info, ok := b.c.FeatureByID(f.Feature)
	if !ok || info.Stays == "" {
		return
	}
	if b.stays == nil {
		b.stays = map[[2]string]*Stay{}
	}
	key := [2]string{f.Feature, f.Vendor}
	if b.stays[key] == nil {
		b.stays[key] = &Stay{Feature: f.Feature, Vendor: f.Vendor, What: info.Stays}
	}
	b.stays[key].Places = append(b.stays[key].Places, place(f))
}

func place(f *fact.Fact) string {
	if f.Start == nil {
		return f.File
	}
	return f.File + ":" + itoa(f.Start.Line)
}

// finish puts together what has been counted.
func (b *builder) finish() {
	r := b.r
	for i := range r.Prompts {
		p := &r.Prompts[i]
		p.At = make([]string, len(r.Targets))
		for j, t := range r.Targets {
			p.At[j] = words[b.worst[[2]string{p.ID, t}]]
		}
	}
	delete(b.vendors, anyVendor)
	for id, t := range b.vendors {
		r.Vendors = append(r.Vendors, b.summary(id, t))
	}
	slices.SortFunc(r.Vendors, func(x, y Vendor) int {
		return cmp.Or(y.Stops-x.Stops, y.Lines-x.Lines, strings.Compare(x.ID, y.ID))
	})
	for _, m := range b.models {
		m.Places = uniq(m.Places)
		r.Models = append(r.Models, *m)
	}
	slices.SortFunc(r.Models, func(x, y Model) int {
		return cmp.Or(strings.Compare(last(x.Retires), last(y.Retires)), strings.Compare(x.ID, y.ID))
	})
	for _, s := range b.stays {
		s.Places = uniq(s.Places)
		r.Stays = append(r.Stays, *s)
	}
	slices.SortFunc(r.Stays, func(x, y Stay) int {
		return cmp.Or(strings.Compare(x.Vendor, y.Vendor), strings.Compare(x.Feature, y.Feature))
	})
}

func (b *builder) summary(id string, t *tally) Vendor {
	v := Vendor{ID: id, Name: id, Files: len(t.files), Lines: len(t.lines), Models: keys(t.models)}
	for _, x := range b.c.Vendors() {
		if x.ID == id {
			v.Name = x.Title
		}
	}
	at := make([]*Alternative, len(b.r.Targets)) // nil where the vendor itself serves
	for j, target := range b.r.Targets {
		if b.serves(target) != id {
			at[j] = &Alternative{Target: target}
		}
	}
	for i := range b.r.Prompts {
		p := &b.r.Prompts[i]
		if p.Vendor != id {
			continue
		}
		v.Stops++
		if strings.HasPrefix(p.Format, "code") {
			v.Code++
		}
		for j, a := range at {
			if a != nil {
				a.count(p.At[j], b.losses[[2]string{p.ID, a.Target}])
			}
		}
	}
	v.Alternatives = []Alternative{}
	for _, a := range at {
		if a != nil && v.Stops > 0 {
			v.Alternatives = append(v.Alternatives, *a)
		}
	}
	slices.SortStableFunc(v.Alternatives, func(x, y Alternative) int {
		return cmp.Or(x.Refused-y.Refused, x.Loses-y.Loses, x.Losses-y.Losses, x.Changed-y.Changed)
	})
	return v
}

// serves returns the vendor behind a target, "" for a server of one's own.
func (b *builder) serves(target string) string {
	head, _, _ := strings.Cut(target, "/")
	id, _, _ := strings.Cut(head, "@")
	d, _ := b.c.Dialect(id)
	return d.Vendor
}

func (a *Alternative) count(at string, losses int) {
	a.Losses += losses
	switch at {
	case Same:
		a.Same++
	case Changed:
		a.Changed++
	case Loses:
		a.Loses++
	case Refused:
		a.Refused++
	}
}

// NamesOnly reports whether an entry of a ledger speaks of the model's name
// alone. Who switches switches the model: its name is no change to the prompt.
func NamesOnly(feature, outcome string) bool {
	return feature == "model-name" && (outcome == "added" || outcome == "approximate")
}

// Word says in this report's words what an outcome of a ledger comes to.
func Word(outcome string) string { return words[rank[outcome]] }

// Worse compares outcomes, of ledgers or of this report: it is positive where
// a is worse than b, 0 where they look alike to who switches.
func Worse(a, b string) int { return severity(a) - severity(b) }

func severity(outcome string) int {
	for i, w := range words {
		if w == outcome {
			return i
		}
	}
	return rank[outcome]
}
