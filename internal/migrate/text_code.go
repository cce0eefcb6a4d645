package migrate

import (
	"fmt"
	"strings"
)

// What a plan says of a call site.
var codeActions = map[string]string{
	CodeEdit: "edited where it stands", CodeRewrite: "another call, to be written by hand", Keep: "stays as it is", Refused: "refused",
}

// Becomes says what becomes of the call at the target, and why.
func (t *CodeTarget) Becomes() string {
	s := codeActions[t.Action]
	if t.Action == CodeEdit && !t.writes() {
		s = "an edit to be made by hand"
	}
	if t.Why != "" {
		s += ": " + t.Why
	}
	return s
}

// writes reports whether a run that writes makes an edit.
func (t *CodeTarget) writes() bool {
	for i := range t.Edits {
		if t.Edits[i].Safe {
			return true
		}
	}
	return false
}

// Now says what the call is now: the library, the request's form, the model.
func (s *CodeSite) Now() string {
	var parts []string
	for _, x := range []string{s.SDK, s.Dialect, s.Model} {
		if x != "" && (len(parts) == 0 || parts[len(parts)-1] != x) {
			parts = append(parts, x)
		}
	}
	if len(parts) == 0 {
		return s.Language
	}
	return s.Language + ", " + strings.Join(parts, ", ")
}

func (s *CodeSite) text(b *strings.Builder) {
	fmt.Fprintf(b, "%s: line %d, %s\n", s.ID, s.Start.Line, s.Now())
	if s.Why != "" {
		fmt.Fprintf(b, "  stays as it is: %s\n", s.Why)
	}
	for _, u := range s.Unseen {
		fmt.Fprintf(b, "  known at run time only: %s\n", u)
	}
	for i := range s.Targets {
		t := &s.Targets[i]
		fmt.Fprintf(b, "  %s: %s\n", t.Target, t.Becomes())
		if w := sizes(s.At, s.Before, t.Size); w != "" {
			fmt.Fprintf(b, "    %s\n", w)
		}
		textLosses(b, t.Ledger, t.Accepted)
		for j := range t.Edits {
			fmt.Fprintf(b, "    %s\n", s.Edit(&t.Edits[j]))
		}
		if t.Call != nil {
			textCall(b, t.Call)
		}
		for j := range t.Response {
			fmt.Fprintf(b, "    answer: %s\n", mappingSays(&t.Response[j]))
		}
	}
}

// Edit says in a line what an edit changes, and who makes it.
func (s *CodeSite) Edit(e *CodeChange) string {
	how := "by hand"
	if e.Safe {
		how = "edit"
	}
	old := ""
	if from := e.Span.Start - s.Span.Start; from >= 0 && e.Span.End <= s.Span.End && e.Span.End > e.Span.Start {
		old = s.Source[from:from+e.Span.Len()] + " → "
	}
	text := e.Text
	if text == "" {
		text = "nothing"
	}
	out := how + ": " + strings.Join(strings.Fields(old+text), " ")
	if e.Message != "" {
		out += " (" + e.Message + ")"
	}
	return out
}

// CallLines are the call written out, from what is to be installed on.
func CallLines(c *CodeCall) []string {
	var out []string
	for _, part := range [][]string{c.Imports, c.Client} {
		if len(part) > 0 && len(out) > 0 {
			out = append(out, "")
		}
		out = append(out, part...)
	}
	if len(out) > 0 {
		out = append(out, "")
	}
	return append(out, strings.Split(strings.TrimRight(c.Call, "\n"), "\n")...)
}

func textCall(b *strings.Builder, c *CodeCall) {
	if c.Package != "" {
		fmt.Fprintf(b, "    %s\n", c.Package)
	}
	for _, l := range CallLines(c) {
		b.WriteString(strings.TrimRight("    | "+l, " ") + "\n")
	}
	for _, n := range c.Notes {
		fmt.Fprintf(b, "    note: %s\n", n)
	}
}

// mappingSays tells what takes the place of what the program reads.
func mappingSays(m *CodeMapping) string {
	to := m.To
	if to == "" {
		to = "no counterpart is known"
	}
	s := fmt.Sprintf("%s: %s → %s", m.Part, m.From, to)
	if m.Note != "" {
		s += "; " + m.Note
	}
	if m.Read {
		s += " (the program reads it)"
	}
	return s
}
