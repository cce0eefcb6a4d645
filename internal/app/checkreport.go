package app

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/figure"
	"github.com/promptglot/promptglot/internal/finding"
	"github.com/promptglot/promptglot/internal/report"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/policies"
)

// report writes the findings and decides the status.
func (c *check) report(sinks []sink) (Status, error) {
	run := &report.Run{
		Findings: c.findings, Notices: c.notices, FailOn: c.failOn, Version: c.app.Version,
		Source: func(p string) *source.File { return c.files[p] },
	}
	for _, p := range c.order {
		run.AsOf = max(run.AsOf, p.asOf)
		for _, n := range p.names {
			if !slices.Contains(run.Targets, n) {
				run.Targets = append(run.Targets, n)
			}
		}
	}
	err := c.app.emit(sinks, func(w io.Writer, format string, tty bool) error {
		if c.mode.Diff && tty {
			return c.showDiffs(w)
		}
		f, err := report.Lookup(format)
		if err != nil {
			return err
		}
		shown := *run
		shown.Color, shown.Width = tty && c.app.Color, c.app.Width
		if !plainFormats[format] {
			shown.Rules = c.reportRules()
		}
		return f.Write(w, &shown)
	})
	if err != nil {
		return 0, err
	}
	if c.fixed > 0 {
		c.app.note("fixed %s in %s", figure.Plural(c.fixes, "finding"), figure.Plural(c.fixed, "file"))
	}
	status := c.status
	if !c.opt.ExitZero && slices.ContainsFunc(c.findings, func(f *finding.Finding) bool { return run.Fails(f.Severity) }) {
		status = status.Worse(Findings)
	}
	return status, nil
}

// plainFormats say nothing of rules as such, so that their documentation need
// not be read.
var plainFormats = map[string]bool{"text": true, "concise": true, "json": true, "jsonl": true}

func (c *check) showDiffs(w io.Writer) error {
	for _, r := range c.diffs {
		if err := writeDiff(w, r.job.Path, r.file.Data, r.fixed); err != nil {
			return err
		}
	}
	if n := len(c.diffs); n > 0 {
		c.app.note("%s would be changed", figure.Plural(n, "file"))
	}
	return nil
}

// reportRules returns what reports say of the rules that were on.
func (s *session) reportRules() []report.Rule {
	var out []report.Rule
	seen := map[string]bool{}
	for _, p := range s.order {
		e, err := p.policies()
		if err != nil {
			continue // ready has reported it
		}
		for _, r := range e.Rules() {
			if r.Enabled && !seen[r.ID] {
				seen[r.ID] = true
				out = append(out, reportRule(r))
			}
		}
	}
	slices.SortFunc(out, func(a, b report.Rule) int { return strings.Compare(a.ID, b.ID) })
	return out
}

func reportRule(r policies.Rule) report.Rule {
	help := r.Fix
	if r.Why != "" {
		help = fmt.Sprintf("%s\n\n%s", r.Why, r.Fix)
	}
	return report.Rule{
		ID: r.ID, Title: r.Title, Description: r.Description, Help: strings.TrimSpace(help), URL: r.URL,
		Severity: r.Severity, Tags: []string{r.Pack},
	}
}
