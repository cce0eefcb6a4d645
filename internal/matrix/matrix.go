package matrix

import (
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/translate"
)

// A Cell is what one target makes of one probe.
type Cell struct {
	Feature string `json:"feature"`
	Probe   string `json:"probe,omitempty"` // tells the probes of a feature apart
	Tier    string `json:"tier"`
	Group   string `json:"group"`
	From    string `json:"from,omitempty"` // the dialect of the probe
	Target  string `json:"target"`

	Outcome   translate.Outcome `json:"outcome"`
	Certainty string            `json:"certainty"`
	Message   string            `json:"message"` // "" for a plain move
	catalog.Ref
}

// A Row is one probe for all targets.
type Row struct {
	Feature catalog.Feature
	Probe   string
	Cells   []Cell // in the order of the targets
}

// Label names the row in a table.
func (r *Row) Label() string {
	p := Probe{Feature: r.Feature.ID, Name: r.Probe}
	return p.Label()
}

// envelope is the feature that no request has: it stands around requests.
const envelope = "batch-envelope"

// Make asks the writers of all targets. The rows are in the order of the
// vocabulary; probes in a dialect that tr does not read have none. want leaves
// features out; nil wants all.
func Make(tr *translate.Translator, targets []translate.Target, want func(feature string) bool) ([]Row, error) {
	byFeature := map[string][]Probe{}
	for _, p := range Probes() {
		byFeature[p.Feature] = append(byFeature[p.Feature], p)
	}
	// A matrix is of what holds for a model, not of what may: the model that is
	// taken where none is named counts as named.
	targets = slices.Clone(targets)
	for i := range targets {
		targets[i].Named = true
	}
	var rows []Row
	for _, f := range tr.Catalog.Features() {
		if want != nil && !want(f.ID) {
			continue
		}
		if f.ID == envelope {
			rows = append(rows, envelopes(tr.Catalog, f, targets))
		}
		for i := range byFeature[f.ID] {
			p := &byFeature[f.ID][i]
			if _, ok := tr.Dialects.Get(p.From); !ok {
				continue
			}
			row, err := ask(tr, f, p, targets)
			if err != nil {
				return nil, err
			}
			rows = append(rows, row)
		}
	}
	return rows, nil
}

// ask writes one probe for every target.
func ask(tr *translate.Translator, f catalog.Feature, p *Probe, targets []translate.Target) (Row, error) {
	row := Row{Feature: f, Probe: p.Name}
	read, _, err := tr.Read(p.From, p.Version, p.tree())
	if err != nil {
		return row, err
	}
	for _, t := range targets {
		c, err := cell(tr, read, p, t)
		if err != nil {
			return row, err
		}
		c.Tier, c.Group = f.Tier, f.Group
		row.Cells = append(row.Cells, c)
	}
	return row, nil
}

func cell(tr *translate.Translator, read *prompt.Prompt, p *Probe, t translate.Target) (Cell, error) {
	c := Cell{
		Feature: p.Feature, Probe: p.Name, From: p.From, Target: t.String(),
		Outcome: translate.Exact, Certainty: translate.Certain, Ref: t.Dialect.Ref,
	}
	_, ledger, err := tr.Write(read, t)
	if err != nil {
		return c, err
	}
	for i := range ledger {
		e := &ledger[i]
		if concerns(p, e) && graver(e, &c) {
			c.Outcome, c.Certainty, c.Message, c.Ref = e.Outcome, e.Certainty, e.Message, e.Ref
		}
	}
	return c, nil
}

// concerns reports whether an entry speaks of what the probe is about. Where
// no valid request can be written at all, that is what became of the feature.
func concerns(p *Probe, e *translate.Entry) bool {
	switch {
	case e.Outcome == translate.Refused:
		return true
	case e.Node == nil:
		return e.Outcome == translate.Added && e.Feature == p.Feature
	case e.Feature == p.Feature:
		return true
	}
	return slices.ContainsFunc(p.At, func(at string) bool {
		return e.Path == at || strings.HasPrefix(e.Path, at+"/") || strings.HasPrefix(at, e.Path+"/")
	})
}

// gravity orders the outcomes of one feature.
var gravity = map[translate.Outcome]int{
	translate.Exact: 0, translate.Added: 1, translate.Emulated: 2, translate.Approximate: 3, translate.Dropped: 4, translate.Refused: 5,
}

// graver reports whether an entry says more than the cell does: a graver
// outcome, or a certain one of the same gravity.
func graver(e *translate.Entry, c *Cell) bool {
	if a, b := gravity[e.Outcome], gravity[c.Outcome]; a != b {
		return a > b
	}
	return c.Message == "" || e.Certainty == translate.Certain && c.Certainty != translate.Certain
}

// envelopes is the row of the forms of batches.
func envelopes(c *catalog.Catalog, f catalog.Feature, targets []translate.Target) Row {
	row := Row{Feature: f}
	for _, t := range targets {
		cell := Cell{
			Feature: f.ID, Tier: f.Tier, Group: f.Group, Target: t.String(),
			Outcome: translate.Dropped, Certainty: translate.Certain, Message: "no batch API is known", Ref: t.Dialect.Ref,
		}
		if b, ok := c.BatchOf(t.Dialect.ID); ok {
			cell.Outcome, cell.Message, cell.Ref = translate.Exact, b.Title, b.Ref
		}
		row.Cells = append(row.Cells, cell)
	}
	return row
}
