package policies

import (
	"maps"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/fact"
)

// A PromptEntry is one prompt of the inventory: where it can run.
type PromptEntry struct {
	ID      string        `json:"id"` // of its prompt fact
	Name    string        `json:"name"`
	File    string        `json:"file"`
	Format  string        `json:"format"`
	Dialect string        `json:"dialect"`
	Vendor  string        `json:"vendor"`
	Model   string        `json:"model"`
	InTest  bool          `json:"in_test"`
	Targets []TargetEntry `json:"targets"`
}

// A TargetEntry says whether a prompt can run on a target.
type TargetEntry struct {
	Target  string `json:"target"`
	Dialect string `json:"dialect"`
	Vendor  string `json:"vendor"`
	Model   string `json:"model"`
	// Viable is yes, no, or unknown where it hangs on what only the run will
	// tell.
	Viable string `json:"viable"`
	// Blockers are the features because of which it is not yes, sorted.
	Blockers []string `json:"blockers"`
}

const (
	viableYes     = "yes"
	viableNo      = "no"
	viableUnknown = "unknown"
)

// inventory lists the prompts of a document with what their losses mean for
// each target. A prompt is viable for a target if nothing is refused and
// nothing that it counts on (lib.contract) is dropped.
func (e *Engine) inventory(d Document) []PromptEntry {
	if !e.reads.prompts {
		return nil
	}
	blocked := map[string]map[string]map[string]bool{} // prompt, target → feature, true where certain
	for _, f := range d.Facts {
		l := f.Loss
		if l == nil || l.Outcome != "refused" && (l.Outcome != "dropped" || !e.contract[l.Feature]) {
			continue
		}
		by := blocked[f.Prompt]
		if by == nil {
			by = map[string]map[string]bool{}
			blocked[f.Prompt] = by
		}
		if by[l.Target] == nil {
			by[l.Target] = map[string]bool{}
		}
		by[l.Target][l.Feature] = by[l.Target][l.Feature] || l.Certainty == "certain"
	}
	var out []PromptEntry
	for _, f := range d.Facts {
		if f.Kind != fact.Prompt {
			continue
		}
		p := PromptEntry{ID: f.ID, Name: f.Prompt, File: f.File, InTest: f.InTest, Targets: []TargetEntry{}}
		if i := f.Info; i != nil {
			p.Format, p.Dialect, p.Model = i.Format, i.Dialect, i.Model
		}
		p.Vendor = vendorOf(f, p.Dialect, p.Model)
		for _, t := range d.On {
			p.Targets = append(p.Targets, targetEntry(t, blocked[f.Prompt][t.ID]))
		}
		out = append(out, p)
	}
	return out
}

func targetEntry(t Target, blockers map[string]bool) TargetEntry {
	out := TargetEntry{Target: t.Name, Dialect: t.Dialect, Vendor: t.Vendor, Model: t.Model, Viable: viableYes, Blockers: []string{}}
	for _, feature := range slices.Sorted(maps.Keys(blockers)) {
		out.Blockers = append(out.Blockers, feature)
		switch {
		case blockers[feature]:
			out.Viable = viableNo
		case out.Viable == viableYes:
			out.Viable = viableUnknown
		}
	}
	return out
}

// vendorOf is who serves a prompt as it is written: what its fact says, else
// the vendor of its dialect, else that of its model.
func vendorOf(f *fact.Fact, dialect, model string) string {
	c := catalog.Default()
	if f.Vendor != "" {
		return f.Vendor
	}
	if d, ok := c.Dialect(dialect); ok {
		return d.Vendor
	}
	if model != "" {
		return c.HostOf(model)
	}
	return ""
}

// promptTerms converts an inventory. Nearly all of it is targets that nothing
// stands against, which are the same in every document and are converted once.
func (e *Engine) promptTerms(ps []PromptEntry) []*ast.Term {
	out := make([]*ast.Term, len(ps))
	for i := range ps {
		p := &ps[i]
		targets := make([]*ast.Term, len(p.Targets))
		for j := range p.Targets {
			targets[j] = e.targetTerm(&p.Targets[j])
		}
		out[i] = ast.ObjectTerm(
			pair(kID, ast.StringTerm(p.ID)), pair(kName, ast.StringTerm(p.Name)), pair(kFile, ast.StringTerm(p.File)),
			pair(kFormat, ast.StringTerm(p.Format)), pair(kDialect, ast.StringTerm(p.Dialect)),
			pair(kVendor, ast.StringTerm(p.Vendor)), pair(kModel, ast.StringTerm(p.Model)),
			pair(kInTest, ast.InternedTerm(p.InTest)), pair(kTargets, ast.ArrayTerm(targets...)),
		)
	}
	return out
}

func (e *Engine) targetTerm(t *TargetEntry) *ast.Term {
	if len(t.Blockers) > 0 {
		return termOf(t)
	}
	key := Target{Name: t.Target, Dialect: t.Dialect, Vendor: t.Vendor, Model: t.Model}
	if term, ok := e.viable.Load(key); ok {
		return term.(*ast.Term)
	}
	term, _ := e.viable.LoadOrStore(key, termOf(t)) // as many as there are targets
	return term.(*ast.Term)
}
