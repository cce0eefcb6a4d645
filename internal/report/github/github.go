// Package github is the report as GitHub Actions workflow commands, which
// become annotations in the diff of a pull request.
package github

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

func (format) ID() string { return "github" }

// shown is how many annotations of each kind GitHub shows of one step; see
// https://github.com/actions/toolkit/blob/main/docs/problem-matchers.md
// (Limitations), as of 2026-11-22.
const shown = 10

// Write prints the gravest findings first: GitHub shows only the first
// annotations of a step, the log has them all and says so.
func (format) Write(w io.Writer, r *report.Run) error {
	b := bufio.NewWriter(w)
	titles := map[string]string{}
	for _, rule := range r.Rules {
		titles[rule.ID] = rule.Title
	}
	for _, f := range report.Gravest(r.Findings) {
		var params []string
		add := func(key, value string) { params = append(params, key+"="+property(value)) }
		if f.File != "" {
			add("file", f.File)
		}
		if f.Start != nil {
			place(f, add)
		}
		title := f.Rule
		if t := titles[f.Rule]; t != "" {
			title += ": " + t
		}
		add("title", title)
		message := f.Message
		if len(f.Targets) > 0 {
			message += "\nFor " + strings.Join(f.Targets, ", ")
		}
		if f.Help != "" {
			message += "\n" + f.Help
		}
		if f.URL != "" {
			message += "\n" + f.URL
		}
		fmt.Fprintf(b, "::%s %s::%s\n", command(f.Severity), strings.Join(params, ","), data(message))
	}
	var more []string
	for _, s := range report.Severities {
		n := 0
		for _, f := range r.Findings {
			if command(f.Severity) == command(s) {
				n++
			}
		}
		if n > shown {
			more = append(more, fmt.Sprintf("%d of %d %ss", shown, n, command(s)))
		}
	}
	if len(more) > 0 {
		fmt.Fprintf(b, "promptglot: GitHub shows %s as annotations, the first of each kind in a step; this log has them all.\n", strings.Join(more, ", "))
	}
	return b.Flush()
}

// place adds the range. GitHub takes columns only within one line, and its
// end column is the last one, not the one behind.
func place(f *finding.Finding, add func(key, value string)) {
	number := func(key string, n int) { add(key, fmt.Sprint(n)) }
	number("line", f.Start.Line)
	if f.End == nil {
		number("col", f.Start.Column)
		return
	}
	if f.End.Line > f.Start.Line {
		number("endLine", f.End.Line)
		return
	}
	number("endLine", f.Start.Line)
	number("col", f.Start.Column)
	number("endColumn", max(f.Start.Column, f.End.Column-1))
}

func command(s finding.Severity) string {
	switch s {
	case finding.Error:
		return "error"
	case finding.Info:
		return "notice"
	}
	return "warning"
}

var (
	dataEscapes     = strings.NewReplacer("%", "%25", "\n", "%0A")
	propertyEscapes = strings.NewReplacer("%", "%25", ":", "%3A", ",", "%2C")
)

// data escapes the text of a command. The log is a terminal too: control
// characters are shown, not sent.
func data(s string) string {
	lines := strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n")
	for i, line := range lines {
		lines[i] = term.Printable(line)
	}
	return dataEscapes.Replace(strings.Join(lines, "\n"))
}

// property escapes the value of a parameter.
func property(s string) string { return propertyEscapes.Replace(term.Printable(s)) }
