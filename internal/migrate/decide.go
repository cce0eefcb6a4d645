package migrate

import (
	"fmt"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/translate"
)

// The kinds of decisions, the gravest first.
const (
	DecideRefused  = "refused"         // a prompt that cannot be had at a target
	DecideFit      = "context"         // a prompt that does not fit the target's context
	DecideStays    = "cannot-be-moved" // something that no rewriting moves
	DecideLoss     = "loss"            // something that is dropped, and that nobody has accepted
	DecideTools    = "built-in-tools"  // tools that the vendor runs
	DecideMedia    = "media"           // images, audio, video, files
	DecideRetired  = "retired-model"   // a model in use that is gone, or goes soon
	DecideModel    = "model-map"       // which model takes the place of which
	DecideTokens   = "max-tokens"      // a limit that the target asks for and the prompt has none of
	DecideCode     = "code"            // calls to be written by hand
	DecideByPerson = "note"            // what an edit leaves to a person
)

var decisionOrder = []string{
	DecideRefused, DecideFit, DecideStays, DecideLoss, DecideTools, DecideMedia, DecideRetired, DecideModel, DecideTokens, DecideCode, DecideByPerson,
}

// A Decision is something that a person must decide, once for all prompts that
// it is about.
type Decision struct {
	Kind    string   `json:"kind"`
	What    string   `json:"what"`
	Todo    string   `json:"todo"` // how to decide it
	Targets []string `json:"targets"`
	Places  []string `json:"places"` // prompts, call sites, or file:line
}

// A MetModel is a model in use, and when it goes.
type MetModel struct {
	ID          string   `json:"model"`
	Vendor      string   `json:"vendor,omitempty"`
	Status      string   `json:"status"`              // active, deprecated, retired, unknown
	Retires     string   `json:"retires,omitempty"`   // YYYY-MM-DD; "" where no day is known
	DaysLeft    *int     `json:"days_left,omitempty"` // from Plan.AsOf
	Replacement string   `json:"replacement,omitempty"`
	Source      string   `json:"source,omitempty"`
	Places      []string `json:"places"` // file:line
}

// Going reports whether the model is retired, or will be within half a year.
func (m *MetModel) Going() bool {
	return m.Status == "retired" || m.DaysLeft != nil && *m.DaysLeft <= 180
}

// says tells when the model goes.
func (m *MetModel) says() string {
	s := m.ID
	switch {
	case m.Status == "retired" || m.DaysLeft != nil && *m.DaysLeft <= 0:
		s += " is retired"
		if m.Retires != "" {
			s += " since " + m.Retires
		}
	default:
		s += fmt.Sprintf(" retires on %s, in %d days", m.Retires, *m.DaysLeft)
	}
	if m.Replacement != "" {
		s += "; its vendor names " + m.Replacement
	}
	return s
}

// A Stay is something that no rewriting moves: stored prompts, threads, vector
// stores, file ids, embeddings.
type Stay struct {
	Feature string   `json:"feature"`
	Vendor  string   `json:"vendor,omitempty"`
	What    string   `json:"what"`
	Places  []string `json:"places"` // file:line
}

// A decider gathers decisions; those that say the same are one.
type decider struct {
	list  []Decision
	index map[[2]string]int
}

func (d *decider) add(kind, what, todo, target, place string) {
	key := [2]string{kind, what}
	i, ok := d.index[key]
	if !ok {
		i = len(d.list)
		d.index[key] = i
		d.list = append(d.list, Decision{Kind: kind, What: what, Todo: todo, Targets: []string{}, Places: []string{}})
	}
	x := &d.list[i]
	if target != "" && !slices.Contains(x.Targets, target) {
		x.Targets = append(x.Targets, target)
	}
	if n := len(x.Places); place != "" && (n == 0 || x.Places[n-1] != place) {
		x.Places = append(x.Places, place)
	}
}

// decisions gathers what a person must decide about the plan.
func (p *planner) decisions() []Decision {
	d := &decider{index: map[[2]string]int{}}
	for i := range p.plan.Prompts {
		p.decide(d, &p.plan.Prompts[i])
	}
	for i := range p.plan.Code {
		p.decideCode(d, &p.plan.Code[i])
	}
	for _, m := range p.plan.Models {
		if m.Going() {
			for _, at := range m.Places {
				d.add(DecideRetired, m.says(), "nothing, where the prompt moves to the target; else move to the successor", "", at)
			}
		}
	}
	for _, s := range p.plan.Stays {
		for _, at := range s.Places {
			d.add(DecideStays, s.What, "make it again at the target by hand, or skip the prompt", "", at)
		}
	}
	slices.SortStableFunc(d.list, func(a, b Decision) int {
		if n := slices.Index(decisionOrder, a.Kind) - slices.Index(decisionOrder, b.Kind); n != 0 {
			return n
		}
		return len(b.Places) - len(a.Places)
	})
	return d.list
}

func (p *planner) decide(d *decider, q *Prompt) {
	if q.Action == Refused {
		d.add(DecideRefused, q.Why, "mend the source, or name it under skip with a reason", "", q.ID)
	}
	for _, n := range q.Notes {
		if q.Action == Edited {
			d.add(DecideByPerson, n, "do it before the prompt is used", "", q.ID)
		}
	}
	for i := range q.Targets {
		t := &q.Targets[i]
		if t.Refused != "" && q.Action != Refused {
			d.add(DecideRefused, t.Refused, "change the prompt, choose another target for it, or name it under skip with a reason", t.Target, q.ID)
		}
		if s := t.Size; s != nil && s.Fits != nil && !*s.Fits {
			what := "the prompt does not fit the context"
			if s.Context != nil {
				what += fmt.Sprintf(" of %d tokens", *s.Context)
			}
			d.add(DecideFit, what, "shorten it, or choose a model with more", t.Target, q.ID)
		}
		p.losses(d, t.Ledger, t.Accepted, t.Target, q.ID)
		p.mapped(d, q, t)
	}
}

// losses decides what becomes of the entries of a ledger.
func (p *planner) losses(d *decider, l translate.Ledger, accepted []string, target, place string) {
	for i := range l {
		e := &l[i]
		kind, todo := "", "change the prompt, or accept it with a reason in promptglot.migrate.yaml"
		switch e.Feature {
		case "builtin-tool", "web-search-options":
			kind, todo = DecideTools, "use a tool of the target's, give it one of your own, or accept it with a reason"
		case "image-input", "file-input", "audio-input", "media-input":
			kind = DecideMedia
		case "max-tokens-required":
			kind, todo = DecideTokens, "write the limit that you want into the prompt; else the longest answer is allowed"
		}
		switch {
		case accepted != nil && accepted[i] != "", !e.Lossy(), NamesOnly(*e), e.Outcome == translate.Refused:
			continue
		case kind == "" && e.Outcome == translate.Dropped:
			kind = DecideLoss
		case kind == "":
			continue
		}
		what := e.Message
		if e.Certainty == translate.Possible {
			what += " (possible: the run will tell)"
		}
		d.add(kind, e.Feature+": "+what, todo, target, place)
	}
}

// mapped asks for the models that no choice maps.
func (p *planner) mapped(d *decider, q *Prompt, t *Target) {
	if q.doc == nil || t.target.Dialect == nil || t.Refused != "" {
		return
	}
	for _, name := range modelNames(q.doc.Prompt) {
		p.mapping(d, name, t.target, q.ID)
	}
}

func (p *planner) mapping(d *decider, name string, t translate.Target, place string) {
	if of := p.choices.Deployments[name]; of != "" {
		name = of
	}
	if name == "" || strings.TrimPrefix(name[strings.LastIndexByte(name, '/')+1:], "models/") == t.Model.ID {
		return
	}
	for _, m := range p.choices.Models {
		if m.Of == name && slices.ContainsFunc(m.To, func(to translate.Target) bool { return to.Dialect.ID == t.Dialect.ID }) {
			return
		}
	}
	d.add(DecideModel, name+" gives way to the model of the target", "if another model shall take its place, map it under models in promptglot.migrate.yaml", t.String(), place)
}

func (p *planner) decideCode(d *decider, s *CodeSite) {
	for i := range s.Targets {
		t := &s.Targets[i]
		switch {
		case t.Action == Refused:
			d.add(DecideRefused, t.Why, "change the call, or name the file under skip with a reason", t.Target, s.ID)
		case t.Action == CodeRewrite:
			d.add(DecideCode, "the call is another one at the target", "write it as the plan shows it", t.Target, s.ID)
		case slices.ContainsFunc(t.Edits, func(e CodeChange) bool { return !e.Safe }):
			d.add(DecideCode, "an edit depends on more than the call", "look at the edit that the plan shows, and make it", t.Target, s.ID)
		}
		p.losses(d, t.Ledger, t.Accepted, t.Target, s.ID)
	}
}
