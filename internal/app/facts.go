package app

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/policies"
)

// Facts shows what policies see.
func (a *App) Facts(opt *Options) (Status, error) {
	sinks, err := opt.sinks("text", "json", "jsonl")
	if err != nil {
		return 0, err
	}
	if err := unknownIDs(slices.Concat(opt.Select, opt.Ignore), factNames()); err != nil {
		return 0, err
	}
	s, err := a.session(opt)
	if err != nil {
		return 0, err
	}
	s.factsOnly = true
	jobs, err := s.jobs()
	if err != nil {
		return 0, err
	}
	s.tellTargets(jobs)
	out := newFactList(sinks)
	status := Clean
	unwanted := func(f *fact.Fact) bool { return !opt.wantsFact(f) }
	s.each(jobs, func(j job) *result {
		return s.guard(&j, func() *result {
			r := s.analyse(&j, nil)
			r.lines = out.lines(slices.DeleteFunc(r.facts, unwanted))
			r.facts, r.file = nil, nil
			return r
		})
	}, func(r *result) {
		a.tell(r)
		status = status.Worse(r.status)
		out.add(r.lines)
	})
	about, err := s.repositoryFacts()
	if err != nil {
		return 0, err
	}
	out.add(out.lines(slices.DeleteFunc(about, unwanted)))
	return status, a.emit(sinks, func(w io.Writer, format string, _ bool) error { return out.emit(w, format) })
}

// repositoryFacts are those that no single file has: renderings that no longer
// fit, and waivers of the configuration that have run out.
func (s *session) repositoryFacts() ([]*fact.Fact, error) {
	out, err := s.stale()
	for _, p := range s.order {
		for _, f := range s.configWaivers(p) {
			if f.Code != "unused" { // only judging tells
				out = append(out, f)
			}
		}
	}
	return out, err
}

// wantsFact is wants for the names that a fact goes by.
func (o *Options) wantsFact(f *fact.Fact) bool {
	names := []string{string(f.Kind), f.Feature, f.Code}
	if f.Loss != nil {
		names = append(names, f.Loss.Feature)
	}
	return o.wants(names...)
}

// factNames are the names that --select and --ignore of `facts` take: kinds
// and features. Codes are free, so they are not among them but for those that
// policies rely on.
func factNames() []string {
	out := []string{"vendor-prose"}
	for _, k := range fact.Kinds {
		out = append(out, string(k))
	}
	for _, f := range catalog.Default().Features() {
		out = append(out, f.ID)
	}
	return append(out, factCodes()...)
}

// writeFacts prints facts for people, one a line.
func writeFacts(w io.Writer, facts []*fact.Fact) error {
	b := bufio.NewWriter(w)
	for _, f := range facts {
		place := f.File
		if f.Start != nil {
			place = fmt.Sprintf("%s:%d:%d", place, f.Start.Line, f.Start.Column)
		}
		what := []string{string(f.Kind)}
		for _, s := range []string{f.Feature, f.Code, f.Vendor} {
			if s != "" {
				what = append(what, s)
			}
		}
		fmt.Fprintf(b, "%s: %s: %s\n", place, strings.Join(what, " "), f.Message)
	}
	return b.Flush()
}

// factCodes are the codes of facts that the shipped policies rely on.
func factCodes() []string {
	var out []string
	for _, k := range fact.Kinds {
		out = append(out, policies.Codes[k]...)
	}
	return out
}
