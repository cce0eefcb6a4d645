package app

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"runtime/debug"
	"slices"

	"github.com/promptglot/promptglot/internal/compose"
	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/finding"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/policies"
	"github.com/promptglot/promptglot/rules"
)

// A result is what came of one file.
type result struct {
	job      *job
	file     *source.File // nil where it could not be read
	facts    []*fact.Fact
	findings []*finding.Finding
	// collected is what the policies remember of the file for the repository.
	collected *policies.Collection
	waivers   []*waiver
	lines     *factLines // of `facts`, which keeps nothing else of them
	notes     []string   // for stderr
	details   []string   // for stderr with -v
	fixed     []byte     // the bytes after fixing; nil where nothing changed
	fixes     int
	status    Status
	err       error // a policy that failed
	lent      bool  // the bytes of the file are somebody else's; see own
}

// own gives a file its own bytes: something is going to speak of them.
func (r *result) own() {
	if r.lent {
		r.file, r.lent = source.NewFile(r.file.Path, bytes.Clone(r.file.Data)), false
	}
}

func (r *result) note(format string, args ...any) {
	r.notes = append(r.notes, fmt.Sprintf(format, args...))
}

// CodeUnreadable is the code of the parse fact of a file whose bytes could not
// be had.
const CodeUnreadable = "unreadable"

// analyse reads one file and computes its facts. needs tells which kinds; nil
// is all of them.
func (s *session) analyse(j *job, needs func(fact.Kind) bool) *result {
	if r := s.known(j, needs); r != nil {
		return r
	}
	r := &result{job: j}
	b := buffers.Get().(*[]byte)
	defer buffers.Put(b)
	data, err := s.app.readInto(j, b)
	if err != nil {
		r.unreadable(err)
		return r
	}
	r.file, r.lent = source.NewFile(j.Path, data), len(data) > 0 && &data[0] == &(*b)[0]
	s.look(r, data, needs)
	if len(r.facts)+len(r.waivers) == 0 || r.lent {
		// Nobody will speak of its bytes, and many results wait for their turn.
		r.file = source.NewFile(j.Path, nil)
	}
	return r
}

// look finds the facts of r.file, in the cache or in its bytes.
func (s *session) look(r *result, data []byte, needs func(fact.Kind) bool) {
	j := r.job
	kept := j.project.cached(needs)
	if kept == nil || j.data != nil {
		s.facts(r, needs, nil)
		return
	}
	k := s.key(j, data)
	if payload, ok := kept.Get(k); ok && s.recall(r, payload, func() bool { r.own(); return true }) {
		s.saw(r, kept, k, payload)
		return
	}
	d := &dependencies{session: s, project: j.project}
	s.facts(r, needs, d)
	s.keepResult(r, kept, k, d)
}

func (r *result) unreadable(err error) {
	r.note("%s: %v", r.job.Path, err)
	if r.job.Named {
		r.status = Input
		return
	}
	f := &fact.Fact{Kind: fact.Parse, Code: CodeUnreadable, File: r.job.Path, Message: "the file cannot be read: " + err.Error()}
	f.ID = factID(f)
	r.facts = append(r.facts, f)
}

// factID is a digest of what the fact says: it stays when lines move.
func factID(f *fact.Fact) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%s\x00%s\x00%s", f.Kind, f.Code, f.File, f.Value))
	return hex.EncodeToString(sum[:8])
}

// facts computes the facts of r.file; d gathers what else they depend on, where
// somebody wants to know.
func (s *session) facts(r *result, needs func(fact.Kind) bool, d *dependencies) {
	p := r.job.project
	open, counter := p.compose, p.counters.forModel
	if d != nil {
		own := *open
		own.Beside = d.beside
		open, counter = &own, d.counter
	}
	var docs []*compose.Doc
	if r.job.Named {
		r.own()
		if docs = open.OpenNamed(r.file); len(docs) == 0 {
			docs = open.OpenCode(r.file)
		}
	} else {
		g := open.Glance(r.file)
		if g.Nothing() && !rules.MayWaive(r.file) {
			r.details = append(r.details, noPrompt(r.file.Path)) // as of most files
			return
		}
		r.own()
		docs = open.OpenGlanced(r.file, g)
	}
	if len(docs) == 0 {
		r.details = append(r.details, noPrompt(r.file.Path))
	}
	for _, doc := range docs {
		if doc.Prompt != nil { // a program that only names a vendor has none
			r.details = append(r.details, taken(doc))
		}
	}
	opt := &rules.Options{
		Catalog: p.catalog, Translator: p.compose.Translator, Targets: p.targets, AsOf: p.asOf,
		Needs: needs, Models: p.own, VendorProse: s.vendorProse(), Within: s.within(r.job),
		Counter: counter,
	}
	r.problems(docs)
	for _, d := range docs {
		r.facts = append(r.facts, rules.Collect(opt, d)...)
	}
	r.facts = append(r.facts, rules.CollectFile(opt, r.file, docs)...)
	notebookCells(r.file, r.facts)
	for _, f := range r.facts {
		detach(f)
	}
	r.waivers = inline(r.file, rules.Waivers(r.file, docs))
}

// taken says for what a prompt was taken, and why.
func taken(d *compose.Doc) string {
	form := d.Format
	if d.Lang != "" {
		form += ", " + d.Lang
	}
	return fmt.Sprintf("%s: a prompt (%s): %s", d.ID, form, d.Why)
}

// maxProblems is how many problems of one prompt become facts. Nobody mends
// more than these at once, and a hostile file may have a million.
const maxProblems = 100

// problems says on stderr that a file is broken. One that was named outright
// and that has no readable form is an input that could not be read.
func (r *result) problems(docs []*compose.Doc) {
	n := 0
	var first value.Problem
	for _, d := range docs {
		for _, p := range d.Problems {
			if n++; n == 1 || p.Span.Start < first.Span.Start {
				first = p
			}
			if r.job.Named && slices.Contains(broken, p.Code) {
				r.status = Input
			}
		}
	}
	for _, d := range docs {
		d.Problems = d.Problems[:min(len(d.Problems), maxProblems)]
	}
	switch {
	case n == 1:
		r.note("%s: %s", place(r.file, first.Span), first.Message)
	case n > 1:
		r.note("%s: %s (and %d more)", place(r.file, first.Span), first.Message, n-1)
	}
}

// broken are the codes of problems after which the rest of a file is guessed.
var broken = []string{
	value.CodeSyntax, value.CodeUnterminated, value.CodeTrailing, value.CodeDepth, value.CodeFrontMatter, "binary",
}

// judge evaluates the policies on r's facts and applies suppressions.
func (s *session) judge(r *result, e *policies.Engine) {
	p := r.job.project
	eval := func(facts []*fact.Fact) []*finding.Finding {
		if len(facts) == 0 {
			return nil
		}
		found, err := e.Eval(context.Background(), p.document(r.job.Path, facts))
		if err != nil {
			r.err = err
		}
		return found
	}
	r.findings = s.suppress(r, eval(r.facts))
	// Only now it is known which suppressions suppress something. What they
	// are is a matter of policy like everything else.
	if about := s.waiverFacts(r); len(about) > 0 {
		r.facts = append(r.facts, about...)
		r.findings = append(r.findings, s.leave(r, eval(about))...)
		finding.Sort(r.findings)
	}
	r.findings = slices.DeleteFunc(r.findings, func(f *finding.Finding) bool {
		return !s.opt.wants(f.Rule, f.Feature)
	})
}

// guard runs do and turns a panic into a result: one bad file must not hide
// the findings of the others.
func (s *session) guard(j *job, do func() *result) (r *result) {
	defer func() {
		if x := recover(); x != nil {
			r = &result{job: j, status: Input}
			r.note("%s: internal error: %v; please report it with the file", j.Path, x)
			r.details = append(r.details, string(debug.Stack()))
		}
	}()
	return do()
}

// tell says on stderr what came up with a file.
func (a *App) tell(r *result) {
	for _, n := range r.notes {
		a.say(n)
	}
	for _, d := range r.details {
		a.detail("%s", d)
	}
}
