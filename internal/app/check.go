package app

import (
	"errors"
	"slices"

	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/finding"
	"github.com/promptglot/promptglot/internal/report"
	_ "github.com/promptglot/promptglot/internal/report/all" // every format
	"github.com/promptglot/promptglot/internal/source"
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
	c := &check{session: s, mode: mode, failOn: failOn, files: map[string]*source.File{}}
	inOrder(jobs, opt.jobs(), c.one, c.take)
	if err := c.repository(); err != nil {
		return 0, err
	}
	status, err := c.report(sinks)
	// A policy that failed hides nothing that the others found.
	return status, errors.Join(append(c.failed, err)...)
}

// A check is a run of `check` over its files.
type check struct {
	*session
	mode     FixMode
	failOn   finding.Severity
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
