package migrate

import (
	"fmt"
	"strings"

	"github.com/promptglot/promptglot/internal/figure"
)

// fewDecisions is how many decisions of a kind a report for reading spells out;
// the JSON has all.
const fewDecisions = 8

// A decisionGroup is what a report says of the decisions of one kind.
type decisionGroup struct {
	shown []*Decision
	rest  []*Decision
}

// grouped are the decisions by kind, in their order: the first ones are about most
// places.
func (p *Plan) grouped() []decisionGroup {
	var out []decisionGroup
	for i := range p.Decisions {
		d := &p.Decisions[i]
		if i == 0 || d.Kind != p.Decisions[i-1].Kind {
			out = append(out, decisionGroup{})
		}
		g := &out[len(out)-1]
		// One line that stands for one is no shorter than the one.
		if last := i+1 == len(p.Decisions) || p.Decisions[i+1].Kind != d.Kind; len(g.shown) < fewDecisions || last && len(g.rest) == 0 {
			g.shown = append(g.shown, d)
		} else {
			g.rest = append(g.rest, d)
		}
	}
	return out
}

// more says what a report leaves out of a group, "" where it has all.
func (g *decisionGroup) more() string {
	if len(g.rest) == 0 {
		return ""
	}
	places := map[string]bool{}
	for _, d := range g.rest {
		for _, at := range d.Places {
			places[at] = true
		}
	}
	return fmt.Sprintf("%d more of this kind, at %s: --format json lists them", len(g.rest), figure.Plural(len(places), "place"))
}

// atTargets names the targets of a decision where it is not about all of them.
func (p *Plan) atTargets(d *Decision) string {
	if len(d.Targets) == 0 || len(d.Targets) == len(p.Targets) {
		return ""
	}
	return strings.Join(d.Targets, ", ")
}
