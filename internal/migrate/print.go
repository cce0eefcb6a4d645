package migrate

import (
	"fmt"
	"strings"

	"github.com/promptglot/promptglot/internal/figure"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/translate"
)

// What Text and Markdown say of an action.
var actions = map[string]string{
	InPlace: "made neutral in place", NewFile: "gets a neutral file", Neutral: "neutral already", Edited: "changed in place",
	Keep: "stays as it is", Refused: "refused",
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
	if t.Path == "" {
		return "as it is"
	}
	if t.Checked == 0 && len(t.Unchecked) == 0 {
		return t.Path
	}
	s := fmt.Sprintf("%s, %s", t.Path, figure.Plural(t.Checked, "filling")+" checked")
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
func acceptance(accepted []string, i int) string {
	if accepted == nil || accepted[i] == "" {
		return ""
	}
	return " [accepted: " + accepted[i] + "]"
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

// cell guards what would end a cell of a table.
func cell(s string) string {
	return strings.NewReplacer("|", "\\|", "\n", " ", "\r", " ").Replace(s)
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
