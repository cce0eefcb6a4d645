// Package text is the report for people: each finding with the code it speaks
// of, what to do about it and what a fix would change, and a summary.
package text

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/promptglot/promptglot/internal/figure"
	"github.com/promptglot/promptglot/internal/finding"
	"github.com/promptglot/promptglot/internal/report"
	"github.com/promptglot/promptglot/internal/report/term"
	"github.com/promptglot/promptglot/internal/source"
)

func init() { report.Register(format{}) }

type format struct{}

func (format) ID() string { return "text" }

func (format) Write(w io.Writer, r *report.Run) error {
	b := bufio.NewWriter(w)
	p := &printer{Writer: b, run: r, paint: painter(r.Color), width: r.Columns(), seen: map[string]bool{}}
	p.findings(r.Findings)
	p.summary()
	return b.Flush()
}

// A printer holds what is the same for all findings of a run. Errors of the
// writer are sticky in the buffer and come out of Flush.
type printer struct {
	*bufio.Writer
	run   *report.Run
	paint painter
	width int
	seen  map[string]bool // URLs printed: each is given once
}

// maxAlike is how many findings of one rule are shown in full of one file. A
// list of models has hundreds, all saying one thing.
const maxAlike = 8

// findings prints the findings, and of many alike in one file the first ones and
// how many more there are.
func (p *printer) findings(fs []*finding.Finding) {
	type kind struct{ file, rule string }
	count := map[kind]int{}
	for _, f := range fs {
		count[kind{f.File, f.Rule}]++
	}
	shown := map[kind]int{}
	var before *finding.Finding
	for _, f := range fs {
		k := kind{f.File, f.Rule}
		if shown[k]++; f.File == "" || shown[k] <= maxAlike || count[k] == maxAlike+1 { // one line saves none
			p.finding(f, before)
			before = f
		} else if shown[k] == maxAlike+1 {
			before = p.more(f, count[k]-maxAlike)
		}
	}
}

// more says how many findings like f are not shown. It returns what stands for
// them as the finding before.
func (p *printer) more(f *finding.Finding, n int) *finding.Finding {
	fmt.Fprintf(p, "\n%s: %d more of %s in this file; --format concise lists them all\n", p.paint.bold(term.Printable(f.File)), n, p.paint.bold(f.Rule))
	return &finding.Finding{File: f.File}
}

// finding prints f; before is the finding printed before it, or nil. Findings
// about the very same place follow one another without the code again.
func (p *printer) finding(f, before *finding.Finding) {
	same := before != nil && f.Start != nil && f.File == before.File && samePlace(f, before)
	if before != nil && !same {
		p.WriteByte('\n')
	}
	p.head(f)
	var file *source.File
	if f.File != "" && p.run.Source != nil {
		file = p.run.Source(f.File)
	}
	gutter := 1
	if fr, ok := newFrame(f, file); ok {
		gutter = fr.gutter()
		if !same {
			p.frame(fr)
		}
	}
	p.notes(f, gutter)
}

func samePlace(a, b *finding.Finding) bool {
	if a.Start == nil || b.Start == nil || *a.Start != *b.Start || (a.End == nil) != (b.End == nil) {
		return false
	}
	return a.End == nil || *a.End == *b.End
}

// head prints "path:line:col: severity RULE message".
func (p *printer) head(f *finding.Finding) {
	place := "(repository)"
	if f.File != "" {
		place = term.Printable(f.File)
	}
	if f.Start != nil {
		place += fmt.Sprintf(":%d:%d", f.Start.Line, f.Start.Column)
	}
	first, rest, _ := strings.Cut(f.Message, "\n")
	fmt.Fprintf(p, "%s: %s %s %s\n", p.paint.bold(place), p.paint.severity(f.Severity, string(f.Severity)),
		p.paint.bold(f.Rule), term.Printable(strings.TrimSuffix(first, "\r")))
	for _, line := range term.Wrap(rest, p.width-4) {
		fmt.Fprintf(p, "    %s\n", line)
	}
}

// notes prints what belongs to a finding besides its message.
func (p *printer) notes(f *finding.Finding, gutter int) {
	var about []string
	if len(f.Targets) > 0 {
		about = append(about, strings.Join(f.Targets, ", "))
	}
	if f.Feature != "" {
		feature := "feature " + f.Feature
		if f.Vendor != "" {
			feature += " of " + f.Vendor
		}
		about = append(about, feature)
	}
	if len(about) > 0 {
		label := "for"
		if len(f.Targets) == 0 {
			label = "about"
		}
		p.note(gutter, label, strings.Join(about, " · "))
	}
	if f.Help != "" {
		p.note(gutter, "help", f.Help)
	}
	for _, fix := range f.Fixes {
		label := "fix"
		switch fix.Applicability {
		case "unsafe":
			label = "fix (unsafe)"
		case "display":
			label = "suggestion"
		}
		message := fix.Message
		if message == "" {
			message = "replace it as follows"
		}
		p.note(gutter, label, message)
		p.changes(fix, gutter)
	}
	if f.URL != "" && !p.seen[f.URL] {
		p.seen[f.URL] = true
		p.note(gutter, "see", f.URL)
	}
}

// note prints "= label: text", wrapped behind the label.
func (p *printer) note(gutter int, label, text string) {
	margin := strings.Repeat(" ", gutter+1)
	lead := margin + "= " + label + ": "
	lines := term.Wrap(text, max(p.width-term.Width(lead), 20))
	for i, line := range lines {
		if i == 0 {
			fmt.Fprintf(p, "%s%s %s %s\n", margin, p.paint.frame("="), p.paint.bold(label+":"), line)
			continue
		}
		fmt.Fprintf(p, "%s%s\n", strings.Repeat(" ", len(lead)), line)
	}
}

// summary prints the numbers per severity and per rule, what fixes would do,
// and what the run was judged by.
func (p *printer) summary() {
	fs := p.run.Findings
	if len(fs) == 0 {
		fmt.Fprintf(p, "%s\n", p.paint.good("No findings."))
		p.basis()
		return
	}
	files := map[string]bool{}
	for _, f := range fs {
		if f.File != "" {
			files[f.File] = true
		}
	}
	p.WriteByte('\n')
	p.rules(report.CountRules(p.run))
	total := report.CountSeverities(fs)
	if len(files) > 0 {
		total += " in " + figure.Plural(len(files), "file")
	}
	fmt.Fprintf(p, "%s\n", p.paint.bold("Found "+total+"."))
	safe, unsafe := report.FixCounts(fs)
	switch {
	case safe > 0 && unsafe > 0:
		fmt.Fprintf(p, "--fix mends %d of them, --unsafe-fixes %d more.\n", safe, unsafe)
	case safe > 0:
		fmt.Fprintf(p, "--fix mends %d of them.\n", safe)
	case unsafe > 0:
		fmt.Fprintf(p, "--fix --unsafe-fixes mends %d of them.\n", unsafe)
	}
	p.basis()
}

// rules prints the table of rules: id, severity, number, title.
func (p *printer) rules(counts []report.RuleCount) {
	wide, digits := 0, 0
	for _, c := range counts {
		wide = max(wide, term.Width(c.Rule))
		digits = max(digits, len(strconv.Itoa(c.Count)))
	}
	for _, c := range counts {
		pad := strings.Repeat(" ", wide-term.Width(c.Rule))
		sev := fmt.Sprintf("%-7s", c.Severity)
		line := fmt.Sprintf("%*d  %s  %s%s", digits, c.Count, p.paint.severity(c.Severity, sev), p.paint.bold(c.Rule), pad)
		if c.Title != "" {
			room := max(p.width-digits-2-7-2-wide-2, 20)
			line += "  " + term.Show(c.Title, 0, 0, room).Text
		}
		fmt.Fprintln(p, line)
	}
	p.WriteByte('\n')
}

// basis prints the targets and the date that the run was judged by.
func (p *printer) basis() {
	var parts []string
	if len(p.run.Targets) > 0 {
		parts = append(parts, "Targets: "+term.Printable(strings.Join(p.run.Targets, ", ")))
	}
	if p.run.AsOf != "" {
		parts = append(parts, "as of "+p.run.AsOf)
	}
	if len(parts) > 0 {
		fmt.Fprintf(p, "%s\n", p.paint.faint(strings.Join(parts, " · ")))
	}
}
