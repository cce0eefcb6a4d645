package app

import (
	"errors"
	"slices"

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
	failOn, err := opt.failOn()
	if err != nil {
		return 0, err
	}
	if mode.on() && !mode.Diff && slices.ContainsFunc(opt.Paths, isStdin) {
		return 0, usage("what comes from stdin cannot be fixed in place; use --diff")
	}
	if mode.on() && (opt.Baseline != "" || opt.ChangedSince != "") {
		return 0, usage("fixing goes over all findings of a file; leave out --baseline and --changed-since, or --fix, --unsafe-fixes and --diff")
	}
	n, err := a.narrowing(opt)
	if err != nil {
		return 0, err
	}
	c, err := a.evaluate(opt, mode, n.baseline != nil)
	if err != nil {
		return 0, err
	}
	c.failOn = failOn
	c.narrow(n)
	status, err := c.report(sinks)
	// A policy that failed hides nothing that the others found.
	return status, errors.Join(append(c.failed, err)...)
}

// evaluate finds all that there is to find. contents asks for what a baseline
// knows findings by.
func (a *App) evaluate(opt *Options, mode FixMode, contents bool) (*check, error) {
	s, err := a.session(opt)
	if err != nil {
		return nil, err
	}
	jobs, err := s.jobs()
	if err != nil {
		return nil, err
	}
	if err := s.ready(jobs); err != nil {
		return nil, err
	}
	c := &check{session: s, mode: mode, files: map[string]*source.File{}, collected: map[*project][]*policies.Collection{}}
	if contents {
		c.contents, c.judged = map[*finding.Finding]string{}, map[string]*project{}
	}
	s.each(jobs, c.one, c.take)
	if err := c.repository(); err != nil {
		return nil, err
	}
	finding.Sort(c.findings)
	return c, nil
}

// A check is a run of `check` over its files.
type check struct {
	*session
	mode     FixMode
	failOn   finding.Severity
	findings []*finding.Finding
	notices  []report.Notice
	files    map[string]*source.File // that have findings
	// collected is what policies remember of the documents of a project.
	collected map[*project][]*policies.Collection
	// contents is what a baseline knows findings by, and judged are the
	// projects of the files that the run met, by path, nil for one that could
	// not be read. Both are nil where no baseline is in use.
	contents map[*finding.Finding]string
	judged   map[string]*project
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
				return c.remember(fixed, e)
			}
			// On disk nothing changes, so the findings are those from before.
			r.fixed = fixed.fixed
		}
		return c.remember(r, e)
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
	if r.collected != nil {
		c.collected[r.job.project] = append(c.collected[r.job.project], r.collected)
	}
	c.identify(r)
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
