package migrate

import (
	"path"
	"slices"

	"github.com/promptglot/promptglot/internal/compose"
	"github.com/promptglot/promptglot/internal/migrate/inplace"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/translate"
)

// The layouts of what a migration writes.
const (
	LayoutNeutral = "neutral"  // a neutral file, with a rendering for each target beside it
	LayoutInPlace = "in-place" // the prompt's own file, for one target
)

// A From says which prompts and call sites a migration is about: those of one
// vendor or of one request form. The zero value is about all.
type From struct {
	Vendor  string // vendor id
	Dialect string // dialect id
	Said    string // as the user has named it
}

// why says why a prompt is not meant, "" where it is. dialects are those of the
// vendor.
func (f From) why(d *compose.Doc, dialects []string) string {
	if f.Said == "" {
		return ""
	}
	hinted := d.Prompt != nil && slices.ContainsFunc(dialects, func(id string) bool { return compose.Hint(d.Prompt, id) != "" })
	if f.meant(d.Vendor, d.Dialect) || hinted {
		return ""
	}
	switch {
	case f.Dialect != "" && d.Dialect != "":
		return "it is " + d.Dialect + ", and the run is about " + f.Said + " only"
	case d.Vendor != "":
		return "it is " + d.Vendor + "'s, and the run is about " + f.Said + " only"
	}
	return "it names no vendor, and the run is about " + f.Said + " only"
}

// meant reports whether what is served by a vendor, in a request form, is meant.
func (f From) meant(vendor, dialect string) bool {
	switch {
	case f.Said == "":
		return true
	case f.Dialect != "":
		return dialect == f.Dialect || dialect == "" && vendor == f.Vendor
	}
	return vendor == f.Vendor
}

// fromDialects are the dialects that a hint of the run's prompts may be for.
func (p *planner) fromDialects() []string {
	if p.o.From.Dialect != "" {
		return []string{p.o.From.Dialect}
	}
	var out []string
	for _, d := range p.e.Catalog.Dialects() {
		if d.Vendor == p.o.From.Vendor {
			out = append(out, d.ID)
		}
	}
	return out
}

// leave returns why a prompt is left alone whatever the layout, "" where it is
// not.
func (p *planner) leave(d *compose.Doc) string {
	if skip := p.choices.skip(path.Clean(d.File.Path)); skip != nil {
		return "skipped: " + skip.Reason
	}
	return p.o.From.why(d, p.froms)
}

// edited plans a file that keeps its format.
func (p *planner) edited(docs []*compose.Doc) error {
	name := path.Clean(docs[0].File.Path)
	results, file := inplace.File(p.e, docs, func(d *compose.Doc) (translate.Target, string) {
		p.met(modelNames(d.Prompt))
		t := p.choices.target(modelNames(d.Prompt), p.targets[0])
		if why := p.leave(d); why != "" {
			return t, why
		}
		if p.o.Lock.Neutral(name) != nil {
			return t, "it is a neutral file: its renderings name the model"
		}
		return t, ""
	})
	for i, r := range results {
		d := docs[i]
		q := Prompt{ID: d.ID, Path: d.File.Path, Format: d.Format, Action: Edited, Why: r.Why, Notes: r.Notes, doc: d}
		t := Target{Target: r.Target.String(), Ledger: r.Ledger, target: r.Target}
		switch {
		case r.Refused:
			q.Action, t.Refused = Refused, r.Why
			if r.Ledger.Refusals() == "" {
				t.Ledger = nil // nothing of it happens
			}
		case r.Why != "":
			q.Action = Keep
		default:
			t.Path = file.Path
		}
		if r.Ledger != nil || r.Refused {
			t.Accepted = p.choices.acceptedOf(q.Path, &t)
			q.Targets = []Target{t}
		}
		p.plan.Prompts = append(p.plan.Prompts, q)
	}
	if file == nil {
		return nil
	}
	return p.change(path.Clean(file.Path), file.Data)
}

// modelNames are the names of models that a prompt was written for.
func modelNames(p *prompt.Prompt) []string {
	names := compose.Hints(p)
	if m := p.Model; m != nil && m.Value.IsString() {
		names = append(names, m.Value.Str)
	}
	return names
}

// met notes models, by their names and by what a person says these stand for.
func (p *planner) met(names []string) {
	for _, m := range names {
		p.models = append(p.models, m, p.choices.Deployments[m])
	}
}
