package app

import (
	"errors"
	"io/fs"
	"path"
	"slices"

	"github.com/promptglot/promptglot/internal/app/disk"
	"github.com/promptglot/promptglot/internal/baseline"
	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/figure"
	"github.com/promptglot/promptglot/internal/finding"
	"github.com/promptglot/promptglot/internal/source"
)

// known is a baseline in use.
type known struct {
	*baseline.Baseline
	name string // of its file, as the user gave it
	dir  string // the folder that its paths are relative to
}

// readBaseline reads a baseline that must be there.
func (a *App) readBaseline(name string) (*known, error) {
	data, err := a.FS.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, usage("there is no baseline %s; promptglot baseline create writes one", name)
	}
	if err != nil {
		return nil, usage("the baseline cannot be read: %w", err)
	}
	b, err := baseline.Parse(name, data)
	if err != nil {
		return nil, usage("%w", err)
	}
	return &known{b, name, path.Dir(a.located(name))}, nil
}

// identify notes what a baseline is to know the findings of a file by.
func (c *check) identify(r *result) {
	if c.contents == nil {
		return
	}
	if r.job.Path != "" {
		name := c.app.located(r.job.Path)
		switch {
		case r.err != nil || r.status != Clean || slices.ContainsFunc(r.facts, guessed):
			c.judged[name] = nil
		case r.file != nil:
			c.judged[name] = r.job.project
		}
	}
	if len(r.findings) == 0 {
		return
	}
	facts := make(map[string]*fact.Fact, len(r.facts))
	for _, x := range r.facts {
		facts[x.ID] = x
	}
	for _, f := range r.findings {
		var x *fact.Fact
		if len(f.Facts) > 0 {
			x = facts[f.Facts[0]]
		}
		text := ""
		if r.file != nil && f.Start != nil && f.End != nil {
			text = r.file.Slice(source.Span{Start: f.Start.Offset, End: f.End.Offset})
		}
		if r.job.project.waivable(f.Rule) {
			c.contents[f] = baseline.Content(f, x, text)
		}
	}
}

// entries are the findings as a baseline in a folder names them. Those of rules
// that cannot be waived have no content: no baseline knows them.
func (c *check) entries(dir string) []baseline.Entry {
	out := make([]baseline.Entry, len(c.findings))
	last, name := "", ""
	for i, f := range c.findings {
		if f.File != last { // findings of one file stand together
			last, name = f.File, ""
			if f.File != "" {
				name = disk.Relative(dir, c.app.located(f.File))
			}
		}
		out[i] = baseline.Entry{File: name, Rule: f.Rule, Content: c.contents[f], Count: 1, Message: f.Message}
	}
	return out
}

// match compares what was found with what is known.
func (c *check) match(k *known) *baseline.Match {
	whole := c.whole(k.dir)
	return k.Match(c.entries(k.dir), func(e baseline.Entry) baseline.Say { return c.say(k, e, whole) })
}

// say tells whether the run would have found again what an entry speaks of, if
// it were still there. whole says that it was asked for all of the baseline's
// folder.
func (c *check) say(k *known, e baseline.Entry, whole bool) baseline.Say {
	name := path.Join(k.dir, e.File)
	p, met := c.judged[name]
	say := baseline.Judged
	switch {
	case met && p == nil:
		return baseline.Unseen
	case !met && e.File == "":
		if !whole {
			return baseline.Unseen
		}
	case !met:
		_, err := c.app.FS.Stat(name)
		gone := errors.Is(err, fs.ErrNotExist)
		// A file that is there and was not read, though its folder was asked
		// for, is excluded, or is judged where there is something to say.
		if !gone && !c.whole(path.Dir(name)) {
			return baseline.Unseen
		}
		if gone && !whole {
			say = baseline.Away
		}
	}
	if !met {
		p = c.nearest(name)
	}
	if _, on := p.kindsOf(e.Rule); !on || !c.runs(p, e.Rule) {
		return baseline.Unseen
	}
	return say
}

// guessed reports whether a fact says that its file could not be read to the
// end: what is not found in it may be there all the same.
func guessed(f *fact.Fact) bool {
	return f.Kind == fact.Parse && (f.Code == CodeUnreadable || slices.Contains(broken, f.Code))
}

// nearest returns the project of the run that a file would belong to.
func (c *check) nearest(name string) *project {
	best, depth := c.order[0], -1 // a run has one at least
	for _, p := range c.order {
		dir := ""
		if p.config != nil {
			dir = path.Dir(c.app.located(p.config.File.Path))
		}
		if within(name, dir) && len(dir) > depth {
			best, depth = p, len(dir)
		}
	}
	return best
}

// hideKnown takes out what the baseline knows.
func (c *check) hideKnown(k *known) {
	m := c.match(k)
	var fresh []*finding.Finding
	for i, f := range c.findings {
		if !m.Known[i] {
			fresh = append(fresh, f)
		}
	}
	hidden := len(c.findings) - len(fresh)
	c.findings = fresh
	if hidden > 0 {
		c.remark("%s known to %s: not reported", figure.Plural(hidden, "finding"), k.name)
	}
	if n := baseline.New(m.Stale).Len(); n > 0 {
		c.remark("%s of %s gone from the files: promptglot baseline prune forgets them", figure.Plural(n, "finding"), k.name)
	}
}
