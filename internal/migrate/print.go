package migrate

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/translate"
)

// What Text and Markdown say of an action.
var actions = map[string]string{
	InPlace: "made neutral in place", NewFile: "gets a neutral file", Neutral: "neutral already",
	Keep: "stays as it is", Refused: "refused",
}

// Text returns the plan for a terminal: a paragraph for each prompt, then what
// would be written.
func (p *Plan) Text() string {
	var b strings.Builder
	for i := range p.Prompts {
		q := &p.Prompts[i]
		fmt.Fprintf(&b, "%s: %s\n", q.ID, q.Becomes())
		for _, n := range q.Notes {
			fmt.Fprintf(&b, "  note: %s\n", n)
		}
		for j := range q.Targets {
			t := &q.Targets[j]
			fmt.Fprintf(&b, "  %s: %s\n", t.Target, t.result())
			for i, e := range t.Ledger {
				if e.Lossy() {
					fmt.Fprintf(&b, "    %s%s\n", line(e), t.acceptance(i))
				}
			}
		}
	}
	b.WriteString(p.summary())
	return source.Redact(b.String())
}

// Becomes says what becomes of the prompt, and why.
func (q *Prompt) Becomes() string {
	s := actions[q.Action]
	switch {
	case q.Why != "":
		s += ": " + q.Why
	case q.Action == NewFile:
		s += ": " + q.Neutral
	}
	return s
}

// result says what becomes of a target.
func (t *Target) result() string {
	if t.Refused != "" {
		return "refused: " + t.Refused
	}
	s := fmt.Sprintf("%s, %s", t.Path, count(t.Checked, "filling", "fillings")+" checked")
	if len(t.Unchecked) > 0 {
		s += "; not all could be tried: " + strings.Join(t.Unchecked, "; ")
	}
	return s
}

// line says one ledger entry.
func line(e translate.Entry) string {
	s := string(e.Outcome)
	if e.Certainty == translate.Possible {
		s += " (possible)"
	}
	if e.Path != "" {
		s += " " + e.Path
	}
	return s + ": " + e.Message
}

// acceptance says that somebody has accepted the loss with that number.
func (t *Target) acceptance(i int) string {
	if t.Accepted == nil || t.Accepted[i] == "" {
		return ""
	}
	return " [accepted: " + t.Accepted[i] + "]"
}

// summary lists the changes.
func (p *Plan) summary() string {
	if p.Empty() {
		return "nothing to change\n"
	}
	var b strings.Builder
	for _, c := range p.Changes {
		fmt.Fprintf(&b, "%s %s\n", c.Verb(), c.Path)
	}
	return b.String()
}

// Verb says what happens to the file: create, change or delete.
func (c *Change) Verb() string {
	switch {
	case c.New == nil:
		return "delete"
	case c.Old == nil:
		return "create"
	}
	return "change"
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// Markdown returns the plan as a page.
func (p *Plan) Markdown() string {
	var b strings.Builder
	b.WriteString("# Migration plan\n\nTargets: " + strings.Join(p.Targets, ", ") + "\n\n")
	b.WriteString("| prompt | what becomes of it | target | rendering |\n|---|---|---|---|\n")
	for i := range p.Prompts {
		q := &p.Prompts[i]
		row := fmt.Sprintf("| %s | %s |", cell(q.ID), cell(q.Becomes()))
		if len(q.Targets) == 0 {
			b.WriteString(row + " | |\n")
		}
		for j := range q.Targets {
			b.WriteString(row + fmt.Sprintf(" %s | %s |\n", cell(q.Targets[j].Target), cell(q.Targets[j].result())))
		}
	}
	p.losses(&b)
	b.WriteString("\n## Files\n\n")
	for _, l := range strings.Split(strings.TrimSuffix(p.summary(), "\n"), "\n") {
		b.WriteString("- " + l + "\n")
	}
	return source.Redact(b.String())
}

// losses writes the ledgers as tables.
func (p *Plan) losses(b *strings.Builder) {
	for i := range p.Prompts {
		q := &p.Prompts[i]
		for _, n := range q.Notes {
			fmt.Fprintf(b, "\n%s: %s\n", q.ID, n)
		}
		for j := range q.Targets {
			t := &q.Targets[j]
			if len(t.Ledger.Lossy()) == 0 {
				continue
			}
			fmt.Fprintf(b, "\n## %s for %s\n\n| outcome | where | what |\n|---|---|---|\n", q.ID, q.Targets[j].Target)
			for i, e := range t.Ledger {
				if !e.Lossy() {
					continue
				}
				outcome := string(e.Outcome)
				if e.Certainty == translate.Possible {
					outcome += " (possible)"
				}
				fmt.Fprintf(b, "| %s | %s | %s |\n", outcome, cell(e.Path), cell(e.Message+t.acceptance(i)))
			}
		}
	}
}

// cell guards what would end a cell of a table.
func cell(s string) string {
	return strings.NewReplacer("|", "\\|", "\n", " ", "\r", " ").Replace(s)
}

// JSON returns the plan as one indented JSON object, ended by a newline.
func (p *Plan) JSON() []byte {
	type target struct {
		Target    string           `json:"target"`
		Path      string           `json:"path"`
		Refused   string           `json:"refused,omitempty"`
		Checked   int              `json:"checked"`
		Unchecked []string         `json:"unchecked,omitempty"`
		Losses    translate.Ledger `json:"losses"`
	}
	type prompt struct {
		Prompt  string   `json:"prompt"`
		File    string   `json:"file"`
		Format  string   `json:"format"`
		Action  string   `json:"action"`
		Why     string   `json:"why,omitempty"`
		Neutral string   `json:"neutral,omitempty"`
		Notes   []string `json:"notes,omitempty"`
		Targets []target `json:"targets"`
	}
	type change struct {
		File string `json:"file"`
		Verb string `json:"change"` // create, change, delete
	}
	out := struct {
		Targets []string `json:"targets"`
		Prompts []prompt `json:"prompts"`
		Changes []change `json:"changes"`
	}{Targets: append([]string{}, p.Targets...), Prompts: []prompt{}, Changes: []change{}}
	for i := range p.Prompts {
		q := &p.Prompts[i]
		j := prompt{q.ID, q.Path, q.Format, q.Action, q.Why, q.Neutral, q.Notes, []target{}}
		for k := range q.Targets {
			t := &q.Targets[k]
			j.Targets = append(j.Targets, target{t.Target, t.Path, t.Refused, t.Checked, t.Unchecked, t.Ledger.Lossy()})
		}
		out.Prompts = append(out.Prompts, j)
	}
	for i := range p.Changes {
		out.Changes = append(out.Changes, change{p.Changes[i].Path, p.Changes[i].Verb()})
	}
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(out); err != nil {
		return nil // strings and numbers only
	}
	return []byte(source.Redact(b.String()))
}

// Diff returns the unified diffs of all changes.
func (p *Plan) Diff() string {
	var b strings.Builder
	for i := range p.Changes {
		b.WriteString(p.Changes[i].Diff())
	}
	return source.Redact(b.String())
}

// Diff returns the unified diff of the file; credentials in it stand as they are.
func (c *Change) Diff() string {
	from, to := "a/"+c.Path, "b/"+c.Path
	if c.Old == nil {
		from = "/dev/null"
	}
	if c.New == nil {
		to = "/dev/null"
	}
	return source.Unified(from, to, c.Old, c.New)
}
