package migrate

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/figure"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/translate"
)

// fits is how long a page may be so that it goes into the description of a pull
// request: GitHub takes 65,536 characters.
const fits = 60_000

// Markdown returns the plan as a page for a pull request: what it comes to and
// what is to be decided first, the details folded behind it. A page that would be
// too long for a pull request says what it leaves out.
func (p *Plan) Markdown() string {
	var b strings.Builder
	b.WriteString("# Migration plan\n\nTargets: " + strings.Join(p.Targets, ", ") + "\n")
	p.markTotals(&b)
	p.markDecisions(&b)
	p.markModels(&b)
	left := 0
	room := func(s string) {
		if b.Len()+len(s) > fits {
			left++
			return
		}
		b.WriteString(s)
	}
	room(p.markPrompts())
	for i := range p.Code {
		room(p.Code[i].markdown())
	}
	for _, s := range p.markLosses() {
		room(s)
	}
	room(p.markFiles())
	if left > 0 {
		fmt.Fprintf(&b, "\n%s left out, so that the page fits into a pull request: --format html and --format json have all.\n", figure.Of(left, "section is", "sections are"))
	}
	return source.Redact(b.String())
}

func (p *Plan) markTotals(b *strings.Builder) {
	t := p.Totals()
	if len(t.Targets) == 0 {
		return
	}
	b.WriteString("\n| target | same | changed | loses | refused | tokens before → after | sending each once |\n|---|--:|--:|--:|--:|--:|--:|\n")
	for i := range t.Targets {
		x := &t.Targets[i]
		tokens, cost := "unknown", "unknown"
		if x.Compared > 0 {
			tokens = fmt.Sprintf("%d → %d (%s)", x.Before, x.After, figure.Plural(x.Compared, "prompt"))
		}
		if x.Priced > 0 {
			cost = fmt.Sprintf("%s → %s (%d)", figure.USD(x.CostWas), figure.USD(x.CostIs), x.Priced)
		}
		fmt.Fprintf(b, "| %s | %d | %d | %d | %d | %s | %s |\n", cell(x.Target), x.Outcomes[Same], x.Outcomes[Changed], x.Outcomes[Loses], x.Outcomes[NotTaken], tokens, cost)
	}
	var parts []string
	for _, a := range []string{InPlace, NewFile, Edited, Neutral, Keep, Refused} {
		if n := t.Actions[a]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, manyActions[a]))
		}
	}
	if len(parts) > 0 {
		fmt.Fprintf(b, "\n%s: %s.\n", figure.Plural(len(p.Prompts), "prompt"), strings.Join(parts, ", "))
	}
	if len(p.Code) > 0 {
		fmt.Fprintf(b, "\n%s.\n", figure.Plural(len(p.Code), "call site"))
	}
}

// manyActions are actions of several prompts.
var manyActions = map[string]string{
	InPlace: "made neutral in place", NewFile: "with a new neutral file", Edited: "changed in place", Neutral: "neutral already",
	Keep: "left as they are", Refused: "refused",
}

func (p *Plan) markDecisions(b *strings.Builder) {
	if len(p.Decisions) == 0 {
		return
	}
	b.WriteString("\n## What a person must decide\n\n")
	for _, g := range p.grouped() {
		for _, d := range g.shown {
			at := p.atTargets(d)
			if at != "" {
				at = " at " + at
			}
			fmt.Fprintf(b, "- [ ] **%s** %s%s (%s: %s): %s\n", d.Kind, item(d.What), at, figure.Plural(len(d.Places), "place"), some(d.Places), d.Todo)
		}
		if more := g.more(); more != "" {
			fmt.Fprintf(b, "- [ ] **%s** %s\n", g.shown[0].Kind, more)
		}
	}
}

// item keeps a text on the one line that a list's item has.
func item(s string) string { return strings.Join(strings.Fields(s), " ") }

func (p *Plan) markModels(b *strings.Builder) {
	if len(p.Models) > 0 {
		b.WriteString("\n## Models in use\n\n| model | status | last day | successor | where |\n|---|---|---|---|---|\n")
	}
	for i := range p.Models {
		m := &p.Models[i]
		fmt.Fprintf(b, "| %s | %s | %s | %s | %s |\n", cell(m.ID), m.Status, cmp.Or(m.Retires, "unknown"), cell(cmp.Or(m.Replacement, "none named")), cell(some(m.Places)))
	}
	if len(p.Stays) > 0 {
		b.WriteString("\n## What no rewriting moves\n\n")
	}
	for i := range p.Stays {
		fmt.Fprintf(b, "- %s: %s (%s)\n", p.Stays[i].Feature, item(p.Stays[i].What), some(p.Stays[i].Places))
	}
}

func (p *Plan) markPrompts() string {
	if len(p.Prompts) == 0 {
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, "\n<details><summary>%s</summary>\n\n| prompt | what becomes of it | target | rendering |\n|---|---|---|---|\n", figure.Plural(len(p.Prompts), "prompt"))
	groups := p.alike()
	for i := range p.Prompts {
		q := &p.Prompts[i]
		if g := groups[q.keptFor()]; g != nil {
			if g.first == i {
				fmt.Fprintf(&b, "| %d prompts, such as %s | %s | | |\n", g.n, cell(q.ID), cell(q.Becomes()))
			}
			continue
		}
		row := fmt.Sprintf("| %s | %s |", cell(q.ID), cell(q.Becomes()))
		if len(q.Targets) == 0 || q.Action == Refused {
			b.WriteString(row + " | |\n")
			continue
		}
		for j := range q.Targets {
			b.WriteString(row + fmt.Sprintf(" %s | %s |\n", cell(q.Targets[j].Target), cell(q.Targets[j].result())))
		}
	}
	for i := range p.Prompts {
		for _, n := range p.Prompts[i].Notes {
			fmt.Fprintf(&b, "\n%s: %s\n", p.Prompts[i].ID, n)
		}
	}
	b.WriteString("\n</details>\n")
	return b.String()
}

func (s *CodeSite) markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "\n<details><summary>%s, line %d: %s</summary>\n", html(s.ID), s.Start.Line, html(s.Now()))
	if s.Why != "" {
		b.WriteString("\nStays as it is: " + item(s.Why) + "\n")
	}
	for i, u := range s.Unseen {
		if i == 0 {
			b.WriteString("\n")
		}
		b.WriteString("- known at run time only: " + item(u) + "\n")
	}
	for i := range s.Targets {
		t := &s.Targets[i]
		fmt.Fprintf(&b, "\n**%s**: %s\n\n", t.Target, item(t.Becomes()))
		for j := range t.Edits {
			fmt.Fprintf(&b, "- %s\n", item(s.Edit(&t.Edits[j])))
		}
		if t.Call != nil {
			if t.Call.Package != "" {
				b.WriteString("`" + t.Call.Package + "`\n\n")
			}
			text := strings.Join(CallLines(t.Call), "\n")
			fence := "```"
			for strings.Contains(text, fence) {
				fence += "`"
			}
			fmt.Fprintf(&b, "%s%s\n%s\n%s\n\n", fence, t.Call.Language, text, fence)
			for _, n := range t.Call.Notes {
				b.WriteString("- " + item(n) + "\n")
			}
		}
		if len(t.Response) > 0 {
			b.WriteString("\n| of the answer | now | then | |\n|---|---|---|---|\n")
		}
		for j := range t.Response {
			m := &t.Response[j]
			note := m.Note
			if m.Read {
				note = strings.TrimPrefix(note+"; the program reads it", "; ")
			}
			fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", cell(m.Part), code(m.From), code(m.To), cell(note))
		}
		b.WriteString(markLedger(t.Ledger, t.Accepted))
	}
	b.WriteString("\n</details>\n")
	return b.String()
}

// code is an expression in a cell of a table.
func code(s string) string {
	if s == "" {
		return "no counterpart is known"
	}
	return "`" + strings.ReplaceAll(cell(s), "`", "'") + "`"
}

// html guards a text that stands in a tag.
func html(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(s)
}

func markLedger(l translate.Ledger, accepted []string) string {
	var b strings.Builder
	for i, e := range l {
		if !e.Lossy() || NamesOnly(e) && acceptance(accepted, i) == "" {
			continue
		}
		if b.Len() == 0 {
			b.WriteString("\n| outcome | where | what |\n|---|---|---|\n")
		}
		outcome := string(e.Outcome)
		if e.Certainty == translate.Possible {
			outcome += " (possible)"
		}
		fmt.Fprintf(&b, "| %s | %s | %s |\n", outcome, cell(e.Path), cell(e.Message+acceptance(accepted, i)))
	}
	return b.String()
}

// markLosses writes the ledgers, one for each target; what several prompts lose
// alike is one row.
func (p *Plan) markLosses() []string {
	type loss struct{ target, outcome, message string }
	at := map[loss][]string{}
	var order []loss
	for i := range p.Prompts {
		q := &p.Prompts[i]
		for j := range q.Targets {
			t := &q.Targets[j]
			for k, e := range t.Ledger {
				said := acceptance(t.Accepted, k)
				if !e.Lossy() || NamesOnly(e) && said == "" {
					continue
				}
				outcome := string(e.Outcome)
				if e.Certainty == translate.Possible {
					outcome += " (possible)"
				}
				l := loss{t.Target, outcome, e.Message + said}
				if at[l] == nil {
					order = append(order, l)
				}
				if n := len(at[l]); n == 0 || at[l][n-1] != q.ID {
					at[l] = append(at[l], q.ID)
				}
			}
		}
	}
	slices.SortStableFunc(order, func(a, b loss) int { return strings.Compare(a.target, b.target) })
	var out []string
	var b strings.Builder
	for i, l := range order {
		if i == 0 || order[i-1].target != l.target {
			fmt.Fprintf(&b, "\n<details><summary>What changes at %s</summary>\n\n| outcome | what | prompts |\n|---|---|---|\n", l.target)
		}
		fmt.Fprintf(&b, "| %s | %s | %s |\n", l.outcome, cell(l.message), cell(some(at[l])))
		if i+1 == len(order) || order[i+1].target != l.target {
			b.WriteString("\n</details>\n")
			out = append(out, b.String())
			b.Reset()
		}
	}
	return out
}

func (p *Plan) markFiles() string {
	var b strings.Builder
	fmt.Fprintf(&b, "\n<details><summary>%s to write</summary>\n\n", figure.Plural(len(p.Changes), "file"))
	for _, l := range strings.Split(strings.TrimSuffix(p.summary(), "\n"), "\n") {
		b.WriteString("- " + l + "\n")
	}
	b.WriteString("\n</details>\n")
	return b.String()
}
