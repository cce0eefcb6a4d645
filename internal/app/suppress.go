package app

import (
	"fmt"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/app/config"
	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/finding"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/rules"
)

// A waiver is a suppression in a comment of a file, and whether it suppressed
// anything.
type waiver struct {
	rules.Waiver
	line int             // that the comment stands on
	used map[string]bool // by rule
}

func inline(f *source.File, ws []rules.Waiver) []*waiver {
	var out []*waiver
	for _, w := range ws {
		out = append(out, &waiver{w, f.Pos(w.Span.Start).Line, map[string]bool{}})
	}
	return out
}

// expired reports whether the last day of a suppression is over. Days compare
// as text.
func expired(until, asOf string) bool { return until != "" && asOf > until }

// suppress takes out the findings that a comment, the configuration's ignores
// or its waivers cover, and remembers which comments and waivers were of use. A
// comment that gives no reason covers nothing.
func (s *session) suppress(r *result, found []*finding.Finding) []*finding.Finding {
	asOf := r.job.project.asOf
	byLine := map[int][]*waiver{}
	for _, w := range r.waivers {
		if w.Reason == "" || expired(w.Until, asOf) {
			continue
		}
		byLine[w.AppliesTo] = append(byLine[w.AppliesTo], w)
		if w.line != w.AppliesTo {
			byLine[w.line] = append(byLine[w.line], w)
		}
	}
	return s.leave(r, slices.DeleteFunc(found, func(f *finding.Finding) bool {
		covered := false
		if f.Start == nil || !r.job.project.waivable(f.Rule) {
			return false
		}
		for _, w := range byLine[f.Start.Line] {
			if slices.Contains(w.Rules, f.Rule) {
				w.used[f.Rule] = true
				covered = true
			}
		}
		return covered
	}))
}

// leave takes out what the configuration ignores or waives.
func (s *session) leave(r *result, found []*finding.Finding) []*finding.Finding {
	p := r.job.project
	if p.config == nil {
		return found
	}
	rel, in := p.config.Rel(r.job.Path)
	if !in {
		return found
	}
	return slices.DeleteFunc(found, func(f *finding.Finding) bool {
		return p.waivable(f.Rule) && (p.config.Ignored(f.Rule, rel) || p.waives(f.Rule, rel))
	})
}

// waivable reports whether findings of a rule may be suppressed.
func (p *project) waivable(rule string) bool {
	e, err := p.policies()
	return err != nil || e.Waivable(rule)
}

// waiverFacts states which comments of a file have run out and which cover
// nothing.
func (s *session) waiverFacts(r *result) []*fact.Fact {
	var out []*fact.Fact
	for _, w := range r.waivers {
		if w.Reason == "" {
			continue // the rules have said what it lacks
		}
		at := func(code, value, message string) {
			out = append(out, waiverFact(r.file, w.Span, code, value, message))
		}
		if expired(w.Until, r.job.project.asOf) {
			at("expired", strings.Join(w.Rules, ","), "the suppression ended on "+w.Until)
			continue
		}
		for _, rule := range w.Rules {
			if !r.job.project.waivable(rule) {
				at("malformed", rule, rule+" cannot be suppressed; remove the suppression")
				continue
			}
			if !w.used[rule] && s.runs(r.job.project, rule) {
				at("unused", rule, "no finding of "+rule+" stands here; remove the suppression")
			}
		}
	}
	return out
}

func waiverFact(f *source.File, at source.Span, code, value, message string) *fact.Fact {
	start, end := f.Pos(at.Start), f.Pos(at.End)
	x := &fact.Fact{Kind: fact.Waiver, Code: code, File: f.Path, Value: value, Start: &start, End: &end, Message: message}
	x.ID = factID(x)
	return x
}

// runs reports whether a rule had its say in this run: a suppression of a rule
// that was left out, or of losses towards targets that were not asked for, is
// not unused.
func (s *session) runs(p *project, id string) bool {
	if len(s.opt.Select)+len(s.opt.Ignore) > 0 {
		return false
	}
	kinds, ok := p.kindsOf(id)
	if !ok {
		return true // no rule of that name: it suppresses nothing for sure
	}
	perTarget := slices.Contains(kinds, fact.Loss) || slices.Contains(kinds, fact.Tokens)
	narrowed := len(s.opt.Targets) > 0 && p.config != nil && len(p.config.Targets) > 0
	return !perTarget || len(p.targets) > 0 && !narrowed
}

// waives reports whether a waiver of the configuration covers a rule in a
// file, and remembers that it was of use.
func (p *project) waives(rule, rel string) bool {
	covered := false
	for i, w := range p.config.Waivers {
		if w.Rule == rule && !expired(w.Expires, p.asOf) && config.Match(w.Pattern, rel) {
			p.used[i].Store(true)
			covered = true
		}
	}
	return covered
}

// configWaivers states which waivers of the configurations have run out, and,
// where the run saw the whole of their folder, which cover nothing.
func (s *session) configWaivers(p *project) []*fact.Fact {
	if p.config == nil {
		return nil
	}
	whole := s.whole(p.config.Dir)
	var out []*fact.Fact
	for i, w := range p.config.Waivers {
		value := w.Rule + " " + w.Pattern
		switch {
		case !p.waivable(w.Rule):
			out = append(out, waiverFact(p.config.File, w.Span, "malformed", value, w.Rule+" cannot be waived; remove the waiver"))
		case expired(w.Expires, p.asOf):
			message := fmt.Sprintf("the waiver of %s for %s ended on %s", w.Rule, w.Pattern, w.Expires)
			if w.Owner != "" {
				message += "; it belongs to " + w.Owner
			}
			out = append(out, waiverFact(p.config.File, w.Span, "expired", value, message))
		case whole && !p.used[i].Load() && s.runs(p, w.Rule):
			out = append(out, waiverFact(p.config.File, w.Span, "unused", value,
				fmt.Sprintf("no finding of %s in %s is left; remove the waiver", w.Rule, w.Pattern)))
		}
	}
	return out
}

// whole reports whether the run was asked for all of a folder.
func (s *session) whole(dir string) bool {
	want, err := s.app.FS.Real(dir)
	if err != nil {
		return false
	}
	return slices.ContainsFunc(s.roots(), func(p string) bool {
		real, err := s.app.FS.Real(p)
		return err == nil && within(want, real)
	})
}

// within reports whether a path is the folder or lies below it.
func within(p, dir string) bool {
	return p == dir || strings.HasPrefix(p, strings.TrimSuffix(dir, "/")+"/")
}
