package app

import (
	"fmt"
	"path"
	"slices"

	"github.com/promptglot/promptglot/internal/app/disk"
	"github.com/promptglot/promptglot/internal/figure"
	"github.com/promptglot/promptglot/internal/finding"
	"github.com/promptglot/promptglot/internal/report"
	"github.com/promptglot/promptglot/internal/vcs"
)

// A narrowing says which findings of a run are reported: those that are not
// known and that stand on changed lines. Everything is evaluated all the same,
// so that repository rules, suppressions and baselines see the whole.
type narrowing struct {
	baseline *known
	changes  *vcs.Changes
}

// narrowing reads the baseline and asks git, before the first file is judged.
func (a *App) narrowing(opt *Options) (narrowing, error) {
	var n narrowing
	var err error
	if opt.Baseline != "" {
		if n.baseline, err = a.readBaseline(opt.Baseline); err != nil {
			return n, err
		}
	}
	if opt.ChangedSince != "" {
		n.changes, err = a.changesSince(opt)
	}
	return n, err
}

func (a *App) changesSince(opt *Options) (*vcs.Changes, error) {
	if slices.ContainsFunc(opt.Paths, isStdin) {
		return nil, usage("--changed-since: stdin has no history; name the file, or leave the flag out")
	}
	dir := "."
	if len(opt.Paths) > 0 {
		dir = opt.Paths[0]
	}
	if info, err := a.FS.Stat(dir); err != nil || !info.IsDir() {
		dir = path.Dir(dir)
	}
	if _, err := a.FS.Stat(dir); err != nil {
		dir = "."
	}
	abs, err := a.FS.Abs(dir)
	if err != nil {
		return nil, err
	}
	c, err := vcs.Since(gitIn{abs}, opt.ChangedSince)
	if err != nil {
		return nil, usage("--changed-since: %w", err)
	}
	return c, nil
}

// narrow takes out the findings that are not to be reported and says how many
// there are.
func (c *check) narrow(n narrowing) {
	if n.baseline != nil {
		c.hideKnown(n.baseline)
	}
	if n.changes == nil {
		return
	}
	before := len(c.findings)
	c.findings = slices.DeleteFunc(c.findings, func(f *finding.Finding) bool { return !c.changed(n.changes, f) })
	if hidden := before - len(c.findings); hidden > 0 {
		c.remark("%s on lines that did not change since %s: not reported", figure.Plural(hidden, "finding"), c.opt.ChangedSince)
	}
}

// changed reports whether a finding stands on a changed line. One without a
// range concerns more than lines.
func (c *check) changed(changes *vcs.Changes, f *finding.Finding) bool {
	if f.Start == nil {
		return true
	}
	last := f.Start.Line
	if f.End != nil {
		last = f.End.Line
		if f.End.Column == 1 && last > f.Start.Line {
			last-- // the range ends with the line before
		}
	}
	return changes.Touches(disk.Relative(changes.Top, c.app.located(f.File)), f.Start.Line, last)
}

// located returns the absolute path of a file, with the links of its folder
// resolved but not its own: that is how git and baselines name it.
func (a *App) located(name string) string {
	if abs, err := a.FS.Abs(name); err == nil {
		name = abs
	}
	if dir, err := a.FS.Real(path.Dir(name)); err == nil {
		return path.Join(dir, path.Base(name))
	}
	return name
}

// remark says something about the findings, on stderr and in the reports that
// machines read.
func (c *check) remark(format string, args ...any) {
	n := report.Notice{Severity: finding.Info, Message: fmt.Sprintf(format, args...)}
	c.app.note("%s", n.Message)
	c.notices = append(c.notices, n)
}
