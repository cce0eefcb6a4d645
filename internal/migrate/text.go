package migrate

import (
	"fmt"
	"strings"

	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/figure"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/translate"
)

// Text returns the plan for a terminal: a paragraph for each prompt and call
// site, the files, then what a person must decide, and what all of it comes to.
func (p *Plan) Text() string {
	var b strings.Builder
	groups := p.alike()
	for i := range p.Prompts {
		q := &p.Prompts[i]
		if g := groups[q.keptFor()]; g != nil {
			if g.first == i {
				fmt.Fprintf(&b, "%d prompts, such as %s: %s\n", g.n, q.ID, q.Becomes())
			}
			continue
		}
		q.text(&b)
	}
	for i := range p.Code {
		p.Code[i].text(&b)
	}
	b.WriteString(p.summary())
	p.textDecisions(&b)
	b.WriteString(p.textTotals())
	return source.Redact(b.String())
}

// many is from how many prompts on those that stay for one reason are told in
// one line.
const many = 6

type group struct{ first, n int }

// alike groups the prompts that stay as they are for one reason; groups of few
// are left out.
func (p *Plan) alike() map[string]*group {
	out := map[string]*group{}
	for i := range p.Prompts {
		key := p.Prompts[i].keptFor()
		if out[key] == nil {
			out[key] = &group{first: i}
		}
		out[key].n++
	}
	for key, g := range out {
		if key == "" || g.n < many {
			delete(out, key)
		}
	}
	return out
}

// keptFor is the reason for which a prompt stays as it is, "" for any other.
func (q *Prompt) keptFor() string {
	if q.Action != Keep || len(q.Targets)+len(q.Notes) > 0 {
		return ""
	}
	return q.Why
}

func (q *Prompt) text(b *strings.Builder) {
	fmt.Fprintf(b, "%s: %s\n", q.ID, q.Becomes())
	for _, n := range q.Notes {
		fmt.Fprintf(b, "  note: %s\n", n)
	}
	for j := range q.Targets {
		t := &q.Targets[j]
		if q.Action != Refused {
			fmt.Fprintf(b, "  %s: %s\n", t.Target, t.result())
		}
		if s := sizes(q.Now, q.Before, t.Size); s != "" {
			fmt.Fprintf(b, "    %s\n", s)
		}
		textLosses(b, t.Ledger, t.Accepted)
	}
}

func textLosses(b *strings.Builder, l translate.Ledger, accepted []string) {
	for i, e := range l {
		said := acceptance(accepted, i)
		if e.Lossy() && (said != "" || !NamesOnly(e)) {
			fmt.Fprintf(b, "    %s%s\n", line(e), said)
		}
	}
}

// sizes says what a prompt weighs and costs, now and at a target.
func sizes(now string, before, after *fact.TokensDetail) string {
	if after == nil {
		return ""
	}
	tokens, cost := fmt.Sprint(after.Tokens), "unknown"
	if after.CostUSD != nil {
		cost = figure.USD(*after.CostUSD)
	}
	if before != nil {
		tokens = fmt.Sprintf("%d → %s", before.Tokens, tokens)
		if before.CostUSD != nil {
			cost = figure.USD(*before.CostUSD) + " → " + cost
		}
	}
	s := "tokens " + tokens
	if after.Low != after.High {
		s += fmt.Sprintf(" (%d to %d)", after.Low, after.High)
	}
	switch {
	case after.Fits != nil && !*after.Fits && after.Context != nil:
		s += fmt.Sprintf(", which does not fit the context of %d", *after.Context)
	case after.Context != nil:
		s += fmt.Sprintf(" of %d", *after.Context)
	}
	s += ", cost of sending " + cost
	if before != nil && now != "" {
		s += "; now " + now
	}
	return s
}

// fewPlaces is how many places of a decision the text names.
const fewPlaces = 3

func (p *Plan) textDecisions(b *strings.Builder) {
	if len(p.Decisions) == 0 {
		return
	}
	b.WriteString("\nwhat a person must decide:\n")
	for _, g := range p.grouped() {
		for _, d := range g.shown {
			fmt.Fprintf(b, "  %s: %s", d.Kind, item(d.What))
			if at := p.atTargets(d); at != "" {
				fmt.Fprintf(b, " (%s)", at)
			}
			fmt.Fprintf(b, "\n    %s: %s\n    %s\n", figure.Plural(len(d.Places), "place"), some(d.Places), d.Todo)
		}
		if more := g.more(); more != "" {
			fmt.Fprintf(b, "  %s: %s\n", g.shown[0].Kind, more)
		}
	}
}

// some lists the first of the places.
func some(places []string) string {
	s := strings.Join(places[:min(len(places), fewPlaces)], ", ")
	if n := len(places) - fewPlaces; n > 0 {
		s += fmt.Sprintf(" and %d more", n)
	}
	return s
}

// textTotals says what the plan comes to.
func (p *Plan) textTotals() string {
	t := p.Totals()
	if len(t.Targets) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString("\n")
	for i := range t.Targets {
		x := &t.Targets[i]
		var parts []string
		for _, o := range outcomes {
			if n := x.Outcomes[o]; n > 0 {
				parts = append(parts, fmt.Sprintf("%d %s", n, o))
			}
		}
		s := strings.Join(parts, ", ")
		if x.Compared > 0 {
			s += fmt.Sprintf("; tokens %d → %d over %s", x.Before, x.After, figure.Plural(x.Compared, "prompt"))
		}
		if x.Priced > 0 {
			s += fmt.Sprintf("; sending each once %s → %s", figure.USD(x.CostWas), figure.USD(x.CostIs))
			if x.Priced < x.Compared {
				s += fmt.Sprintf(" over %d", x.Priced)
			}
		}
		fmt.Fprintf(&b, "%s: %s\n", x.Target, s)
	}
	return b.String()
}
