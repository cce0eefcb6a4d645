package app

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/finding"
	"github.com/promptglot/promptglot/internal/report"
	_ "github.com/promptglot/promptglot/internal/report/all" // every format
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/policies"
)

// Check judges prompts by the policies.
func (a *App) Check(opt *Options, mode FixMode) (Status, error) {
	formats := slices.Insert(slices.DeleteFunc(report.Names(), func(n string) bool { return n == "text" }), 0, "text")
	sinks, err := opt.sinks(formats...)
	if err != nil {
		return 0, err
	}
	if mode.on() && !mode.Diff && slices.ContainsFunc(opt.Paths, isStdin) {
		return 0, usage("what comes from stdin cannot be fixed in place; use --diff")
	}
	s, err := a.session(opt)
	if err != nil {
		return 0, err
	}
	jobs, err := s.jobs()
	if err != nil {
		return 0, err
	}
	if err := s.ready(jobs); err != nil {
		return 0, err
	}
	c := &check{session: s, mode: mode, files: map[string]*source.File{}}
	inOrder(jobs, opt.jobs(), c.one, c.take)
	if err := c.repository(); err != nil {
		return 0, err
	}
	if err := errors.Join(c.failed...); err != nil {
		return 0, err
	}
	return c.report(sinks)
}

// ready compiles the policies of every project before the first file is
// judged, so that a mistake in one is reported once and alone.
func (s *session) ready(jobs []job) error {
	var err error
	for _, p := range s.order {
		if _, e := p.policies(); e != nil {
			err = errors.Join(err, e)
		}
	}
	if err != nil {
		return err
	}
	if err := s.selection(); err != nil {
		return err
	}
	s.tellTargets(jobs)
	return nil
}

// tellTargets says that there will be no loss facts where there will be none.
func (s *session) tellTargets(jobs []job) {
	if len(jobs) > 0 && !slices.ContainsFunc(jobs, func(j job) bool { return len(j.project.targets) > 0 }) {
		s.app.note("no targets, so there are no loss facts; name some with --target or in promptglot.yaml")
	}
}

// selection refuses names in --select and --ignore that nothing goes by.
func (s *session) selection() error {
	ids := slices.Concat(s.opt.Select, s.opt.Ignore)
	if len(ids) == 0 {
		return nil
	}
	var known []string
	for _, f := range catalog.Default().Features() {
		known = append(known, f.ID)
	}
	for _, p := range s.order {
		e, err := p.policies()
		if err != nil {
			return err
		}
		for _, r := range e.Rules() {
			known = append(known, r.ID)
		}
	}
	return unknownIDs(ids, known)
}

func unknownIDs(ids, known []string) error {
	for _, id := range ids {
		if slices.Contains(known, id) {
			continue
		}
		if near := catalog.Similar(id, known); len(near) > 0 {
			return usage("--select or --ignore names %q, which is nothing; did you mean %s?", id, strings.Join(near, ", "))
		}
		return usage("--select or --ignore names %q, which is neither a rule nor a feature; see promptglot policy list", id)
	}
	return nil
}

// A check is a run of `check` over its files.
type check struct {
	*session
	mode     FixMode
	findings []*finding.Finding
	notices  []report.Notice
	files    map[string]*source.File // that have findings
	failed   []error
	status   Status
	fixes    int
	fixed    int // files
	diffs    []*result
}

// one judges a file; it runs on a worker.
func (c *check) one(j job) *result {
	return c.guard(&j, func() *result {
		e, err := j.project.policies()
		if err != nil {
			return &result{job: &j, err: err}
		}
		needed := e.Needs()
		needs := func(k fact.Kind) bool { return slices.Contains(needed, k) }
		r := c.analyse(&j, needs)
		c.judge(r, e)
		if c.mode.on() && r.file != nil && r.err == nil {
			fixed := c.fix(r, c.mode, needs, e)
			if !c.mode.Diff {
				return fixed
			}
			// On disk nothing changes, so the findings are those from before.
			r.fixed = fixed.fixed
		}
		return r
	})
}

// take gathers a result; results come in the order of their paths.
func (c *check) take(r *result) {
	c.app.tell(r)
	for _, n := range r.notes {
		c.notices = append(c.notices, report.Notice{Severity: finding.Warning, Message: n, File: r.job.Path})
	}
	c.status = c.status.Worse(r.status)
	if r.err != nil {
		c.failed = append(c.failed, r.err)
	}
	if r.fixed != nil && r.err == nil {
		c.settle(r)
	}
	c.findings = append(c.findings, r.findings...)
	if len(r.findings) > 0 && r.file != nil {
		c.files[r.job.Path] = r.file
	}
}

// settle writes a fixed file, or keeps it to be shown.
func (c *check) settle(r *result) {
	if c.mode.Diff {
		c.diffs = append(c.diffs, r)
		return
	}
	if err := c.writeFixed(r); err != nil {
		c.status = c.status.Worse(c.app.Fail(err))
		return
	}
	c.fixes += r.fixes
	c.fixed++
}

// repository judges what concerns no single file: the waivers of the
// configurations and the renderings of the lock file.
func (c *check) repository() error {
	for _, p := range c.order {
		facts := c.configWaivers(p)
		if len(facts) == 0 {
			continue
		}
		e, err := p.policies()
		if err != nil {
			return err
		}
		j := job{project: p}
		j.Path = p.config.File.Path
		r := &result{job: &j, file: p.config.File, facts: facts}
		c.judge(r, e)
		c.take(r)
	}
	return nil
}

// report writes the findings and decides the status.
func (c *check) report(sinks []sink) (Status, error) {
	finding.Sort(c.findings)
	failOn := c.opt.FailOn
	if failOn == "" {
		failOn = finding.Error
	}
	run := &report.Run{
		Findings: c.findings, Notices: c.notices, FailOn: failOn, Version: c.app.Version,
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
		c.app.note("fixed %s in %s", report.Plural(c.fixes, "finding"), report.Plural(c.fixed, "file"))
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
		c.app.note("%s would be changed", report.Plural(n, "file"))
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
