// Package markdown is the report for comments on pull requests and job
// summaries: the numbers first, then one table per file. It fits into one
// comment; what had to be left out for that is counted in it.
package markdown

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/promptglot/promptglot/internal/figure"
	"github.com/promptglot/promptglot/internal/finding"
	"github.com/promptglot/promptglot/internal/report"
	"github.com/promptglot/promptglot/internal/report/term"
)

func init() { report.Register(format{}) }

type format struct{}

func (format) ID() string { return "markdown" }

func (format) Write(w io.Writer, r *report.Run) error {
	_, err := w.Write(fit(r, comment))
	return err
}

// page writes the report with the findings that are to be shown, as many of
// its rules as are to be listed, and without its targets where they are many.
func page(r *report.Run, shown []*finding.Finding, listed int, targets bool) []byte {
	b := new(bytes.Buffer)
	b.WriteString("## promptglot\n\n")
	if len(r.Findings) == 0 {
		b.WriteString("No findings.\n")
	} else {
		fmt.Fprintf(b, "%s.\n", report.CountSeverities(r.Findings))
		if n := len(r.Findings) - len(shown); n > 0 {
			fmt.Fprintf(b, "\nThe %s below are the gravest; %d more are left out, as a comment has room for %d characters. Other formats have them all.\n",
				figure.Plural(len(shown), "finding"), n, comment)
		}
		rules(b, r, listed)
		files(b, shown)
	}
	notices(b, r)
	basis(b, r, targets)
	return b.Bytes()
}

// rules writes the table of rules.
func rules(b *bytes.Buffer, r *report.Run, listed int) {
	links := map[string]string{}
	for _, rule := range r.Rules {
		links[rule.ID] = rule.URL
	}
	counts := report.CountRules(r)
	more := len(counts) - listed
	if more > 0 {
		counts = counts[:listed]
	}
	b.WriteString("\n| Severity | Number | Rule | |\n|---|--:|---|---|\n")
	for _, c := range counts {
		fmt.Fprintf(b, "| %s | %d | %s | %s |\n", c.Severity, c.Count, link(c.Rule, links[c.Rule]), escape(c.Title))
	}
	if more > 0 {
		fmt.Fprintf(b, "\nand %s more.\n", figure.Plural(more, "rule"))
	}
}

// files writes one table per file, in report order.
func files(b *bytes.Buffer, fs []*finding.Finding) {
	for i, f := range fs {
		if i == 0 || f.File != fs[i-1].File {
			title := "The repository"
			if f.File != "" {
				title = code(f.File)
			}
			fmt.Fprintf(b, "\n### %s\n\n| Place | Severity | Rule | Message |\n|---|---|---|---|\n", title)
		}
		place := ""
		if f.Start != nil {
			place = fmt.Sprintf("%d:%d", f.Start.Line, f.Start.Column)
		}
		message := inline(clip(f.Message))
		if len(f.Targets) > 0 {
			message += "<br>For " + escape(clip(strings.Join(f.Targets, ", ")))
		}
		if f.Help != "" {
			message += "<br>*Help:* " + inline(clip(f.Help))
		}
		fmt.Fprintf(b, "| %s | %s | %s | %s |\n", place, f.Severity, link(f.Rule, f.URL), message)
	}
}

// notices writes what was left out on purpose: findings that a baseline knows.
// Other messages of a run are for its log.
func notices(b *bytes.Buffer, r *report.Run) {
	for _, n := range r.Notices {
		if n.Severity == finding.Info {
			fmt.Fprintf(b, "\n*%s*\n", escape(clip(n.Message)))
		}
	}
}

func basis(b *bytes.Buffer, r *report.Run, targets bool) {
	var parts []string
	switch {
	case !targets:
		parts = append(parts, figure.Plural(len(r.Targets), "target"))
	case len(r.Targets) > 0:
		parts = append(parts, "Targets: "+escape(strings.Join(r.Targets, ", ")))
	}
	if r.AsOf != "" {
		parts = append(parts, "as of "+r.AsOf)
	}
	if len(parts) > 0 {
		fmt.Fprintf(b, "\n%s\n", strings.Join(parts, " · "))
	}
}

// link links text to a web address; anything else is no link.
func link(text, url string) string {
	if (strings.HasPrefix(url, "https://") || strings.HasPrefix(url, "http://")) && !strings.ContainsAny(url, " <>()|\n\r") {
		return "[" + escape(text) + "](" + url + ")"
	}
	return escape(text)
}

// special are the characters that Markdown, tables or forges give a meaning:
// a prompt must not write headings, images or mentions into a comment.
const special = "\\`*_{}[]<>|#~&@!"

// escape makes text stand for itself.
func escape(s string) string {
	var b strings.Builder
	for _, c := range term.Printable(s) {
		switch {
		case c == '@' || c == '<' || c == '>' || c == '&':
			fmt.Fprintf(&b, "&#%d;", c)
			continue
		case strings.ContainsRune(special, c):
			b.WriteByte('\\')
		}
		b.WriteRune(c)
	}
	return b.String()
}

// inline is escape for prose that may hold code in backquotes, which stays
// code.
func inline(s string) string {
	parts := strings.Split(term.Printable(s), "`")
	if len(parts)%2 == 0 { // a backquote without its partner
		return escape(s)
	}
	for i := range parts {
		if i%2 == 0 {
			parts[i] = escape(parts[i])
		} else {
			parts[i] = code(parts[i])
		}
	}
	return strings.Join(parts, "")
}

// code writes text as a code span, fenced by more backquotes than it holds.
func code(s string) string {
	s = strings.ReplaceAll(term.Printable(s), "|", "\\|")
	fence := "`"
	for strings.Contains(s, fence) {
		fence += "`"
	}
	if s == "" || s[0] == '`' || s[len(s)-1] == '`' {
		s = " " + s + " "
	}
	return fence + s + fence
}
