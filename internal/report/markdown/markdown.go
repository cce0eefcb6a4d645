// Package markdown is the report for comments on pull requests and job
// summaries: the numbers first, then one table per file.
package markdown

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/promptglot/promptglot/internal/finding"
	"github.com/promptglot/promptglot/internal/report"
	"github.com/promptglot/promptglot/internal/report/term"
)

func init() { report.Register(format{}) }

type format struct{}

func (format) ID() string { return "markdown" }

func (format) Write(w io.Writer, r *report.Run) error {
	b := bufio.NewWriter(w)
	b.WriteString("## promptglot\n\n")
	if len(r.Findings) == 0 {
		b.WriteString("No findings.\n")
	} else {
		fmt.Fprintf(b, "%s.\n\n", report.CountSeverities(r.Findings))
		rules(b, r)
		files(b, r.Findings)
	}
	basis(b, r)
	return b.Flush()
}

// rules writes the table of rules.
func rules(b *bufio.Writer, r *report.Run) {
	links := map[string]string{}
	for _, rule := range r.Rules {
		links[rule.ID] = rule.URL
	}
	b.WriteString("| Severity | Number | Rule | |\n|---|--:|---|---|\n")
	for _, c := range report.CountRules(r) {
		fmt.Fprintf(b, "| %s | %d | %s | %s |\n", c.Severity, c.Count, link(c.Rule, links[c.Rule]), escape(c.Title))
	}
}

// files writes one table per file, in report order.
func files(b *bufio.Writer, fs []*finding.Finding) {
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
		message := inline(f.Message)
		if len(f.Targets) > 0 {
			message += "<br>For " + escape(strings.Join(f.Targets, ", "))
		}
		if f.Help != "" {
			message += "<br>*Help:* " + inline(f.Help)
		}
		fmt.Fprintf(b, "| %s | %s | %s | %s |\n", place, f.Severity, link(f.Rule, f.URL), message)
	}
}

func basis(b *bufio.Writer, r *report.Run) {
	var parts []string
	if len(r.Targets) > 0 {
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
