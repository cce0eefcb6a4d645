package migrate

import (
	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/translate"
)

// The worst that happens to a prompt or a call at a target, from good to bad.
const (
	Same     = "same"    // nothing changes but names
	Changed  = "changed" // approximated, emulated or completed
	Loses    = "loses"   // something is dropped
	NotTaken = "refused" // no valid request can be written
)

var outcomes = []string{Same, Changed, Loses, NotTaken}

// NamesOnly reports whether an entry speaks of the model's name alone: that is
// what a migration is about, and no change to the prompt.
func NamesOnly(e translate.Entry) bool {
	return e.Feature == "model-name" && (e.Outcome == translate.Added || e.Outcome == translate.Approximate)
}

// worst returns the worst that a ledger tells of, and whether it is possible
// only.
func worst(l translate.Ledger) (outcome string, possible bool) {
	rank := 0
	for i := range l {
		n := 0
		switch e := &l[i]; {
		case NamesOnly(*e):
		case e.Outcome == translate.Refused:
			n = 3
		case e.Outcome == translate.Dropped:
			n = 2
		case e.Lossy():
			n = 1
		}
		switch maybe := l[i].Certainty == translate.Possible; {
		case n > rank:
			rank, possible = n, maybe
		case n == rank && n > 0:
			possible = possible && maybe
		}
	}
	return outcomes[rank], possible
}

// Outcome is the worst that happens to the prompt at the target, and whether
// only the run will tell.
func (t *Target) Outcome() (outcome string, possible bool) {
	if t.Refused != "" {
		return NotTaken, false
	}
	return worst(t.Ledger)
}

// Outcome is the worst that happens to the call at the target.
func (t *CodeTarget) Outcome() (outcome string, possible bool) {
	if t.Action == Refused {
		return NotTaken, false
	}
	return worst(t.Ledger)
}

// Totals are what the plan comes to.
type Totals struct {
	Actions map[string]int `json:"prompts"`    // by action
	Code    map[string]int `json:"call_sites"` // targets of call sites, by action
	Files   map[string]int `json:"files"`      // by what happens to them
	Targets []TargetTotal  `json:"targets"`
}

// A TargetTotal is what the prompts come to at one target. Sums are over the
// prompts whose sizes are known on both sides.
type TargetTotal struct {
	Target   string         `json:"target"`
	Outcomes map[string]int `json:"outcomes"` // prompts and call sites, by the worst that happens to each
	Possible int            `json:"possible"` // those of them whose worst need not happen
	Compared int            `json:"compared"` // prompts and call sites with tokens before and after
	Before   int            `json:"tokens_before"`
	After    int            `json:"tokens_after"`
	Priced   int            `json:"priced"` // those of them with prices before and after
	CostWas  float64        `json:"cost_usd_before"`
	CostIs   float64        `json:"cost_usd_after"`
	TooLong  int            `json:"does_not_fit"`
}

// Totals counts the plan.
func (p *Plan) Totals() *Totals {
	t := &Totals{Actions: map[string]int{}, Code: map[string]int{}, Files: map[string]int{}}
	at := map[string]int{}
	of := func(name string) *TargetTotal {
		i, ok := at[name]
		if !ok {
			i = len(t.Targets)
			at[name] = i
			t.Targets = append(t.Targets, TargetTotal{Target: name, Outcomes: map[string]int{}})
		}
		return &t.Targets[i]
	}
	for i := range p.Prompts {
		q := &p.Prompts[i]
		t.Actions[q.Action]++
		if q.Action == Refused && len(q.Targets) == 0 {
			for _, name := range p.Targets {
				of(name).add(NotTaken, false)
			}
		}
		for j := range q.Targets {
			x := &q.Targets[j]
			n := of(x.Target)
			n.add(x.Outcome())
			n.size(q.Before, x.Size)
		}
	}
	for i := range p.Code {
		for j := range p.Code[i].Targets {
			x := &p.Code[i].Targets[j]
			t.Code[x.Action]++
			n := of(x.Target)
			n.add(x.Outcome())
			n.size(p.Code[i].Before, x.Size)
		}
	}
	for i := range p.Changes {
		t.Files[p.Changes[i].Verb()]++
	}
	return t
}

func (t *TargetTotal) add(outcome string, possible bool) {
	t.Outcomes[outcome]++
	if possible {
		t.Possible++
	}
}

func (t *TargetTotal) size(before, after *fact.TokensDetail) {
	if after != nil && after.Fits != nil && !*after.Fits {
		t.TooLong++
	}
	if before == nil || after == nil {
		return
	}
	t.Compared++
	t.Before, t.After = t.Before+before.Tokens, t.After+after.Tokens
	if before.CostUSD != nil && after.CostUSD != nil {
		t.Priced++
		t.CostWas, t.CostIs = t.CostWas+*before.CostUSD, t.CostIs+*after.CostUSD
	}
}
