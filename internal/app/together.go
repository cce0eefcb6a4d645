package app

import (
	"context"
	"errors"
	"slices"

	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/finding"
	"github.com/promptglot/promptglot/policies"
)

// document is what policies are given of a file.
func (p *project) document(file string, facts []*fact.Fact) policies.Document {
	d := policies.Document{File: file, Facts: facts, Targets: p.names, AsOf: p.asOf}
	for i, t := range p.targets {
		d.On = append(d.On, policies.Target{Name: p.names[i], ID: t.String(), Dialect: t.Dialect.ID, Vendor: t.Dialect.Vendor, Model: t.Model.ID})
	}
	return d
}

// remember asks the policies what the repository phase is to know of a file.
func (c *check) remember(r *result, e *policies.Engine) *result {
	var err error
	r.collected, err = e.Collect(context.Background(), r.job.project.document(r.job.Path, r.facts))
	r.err = errors.Join(r.err, err)
	return r
}

// together judges the documents of each project as a whole. What is found has
// no file; the configuration leaves it out by the pattern "**".
func (c *check) together() error {
	for _, p := range c.order {
		e, err := p.policies()
		if err != nil {
			return err
		}
		all := c.collected[p]
		if len(all) == 0 {
			continue
		}
		dir, name := ".", "the repository"
		if p.config != nil {
			dir, name = p.config.Dir, "the files of "+p.config.File.Path
		}
		scope := policies.Partial
		if c.whole(dir) {
			scope = policies.Whole
		}
		j := job{project: p}
		r := &result{job: &j}
		r.findings, r.err = e.Repository(context.Background(), all, scope, p.document(name, nil))
		r.findings = slices.DeleteFunc(r.findings, func(f *finding.Finding) bool {
			return !c.opt.wants(f.Rule, f.Feature) ||
				p.config != nil && e.Waivable(f.Rule) && (p.config.Ignored(f.Rule, "") || p.waives(f.Rule, ""))
		})
		c.take(r)
	}
	return nil
}
