package app

import (
	"errors"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/policies"
)

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
	ids := slices.DeleteFunc(slices.Concat(s.opt.Select, s.opt.Ignore), policies.Ships)
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
