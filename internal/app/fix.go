package app

import (
	"bytes"
	"io"
	"slices"

	"github.com/aymanbagabas/go-udiff"

	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/finding"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/policies"
)

// FixMode says which fixes are applied.
type FixMode struct {
	Safe, Unsafe bool
	Diff         bool // show instead of writing
}

func (m FixMode) on() bool { return m.Safe || m.Unsafe || m.Diff }

func (m FixMode) takes(applicability string) bool {
	return applicability == "safe" || m.Unsafe && applicability == "unsafe"
}

// maxRounds bounds the rounds of fixing, in case two fixes undo each other.
const maxRounds = 20

// fix applies fixes until none is left. Fixes that overlap wait for the next
// round, where they are computed anew from the changed bytes.
func (s *session) fix(r *result, mode FixMode, needs func(fact.Kind) bool, e *policies.Engine) *result {
	original := r.file.Data
	for round := 0; round < maxRounds; round++ {
		edits, n := choose(r.findings, r.file, mode)
		if n == 0 {
			break
		}
		data, err := source.Apply(r.file.Data, edits)
		if err != nil || bytes.Equal(data, r.file.Data) {
			break
		}
		next := &result{job: r.job, file: source.NewFile(r.job.Path, data)}
		s.facts(next, needs, nil)
		if countKind(next.facts, fact.Parse) > countKind(r.facts, fact.Parse) {
			r.note("%s: a fix was not applied: the file could not be read after it", r.job.Path)
			break
		}
		s.judge(next, e)
		next.fixes, next.fixed = r.fixes+n, data
		next.notes, next.details = r.notes, r.details
		r = next
	}
	if bytes.Equal(original, r.fixed) {
		r.fixed, r.fixes = nil, 0
	}
	return r
}

// choose picks the fixes of one round: those that do not touch what an earlier
// one changes. n counts them.
func choose(found []*finding.Finding, f *source.File, mode FixMode) (edits []source.Edit, n int) {
	var taken spans
	for _, x := range found {
		i := slices.IndexFunc(x.Fixes, func(fx fact.Fix) bool { return mode.takes(fx.Applicability) && len(fx.Edits) > 0 })
		if i < 0 {
			continue
		}
		if own, ok := editsOf(x.Fixes[i], f, taken); ok {
			for _, e := range own {
				taken = taken.with(e.Span)
			}
			edits = append(edits, own...)
			n++
		}
	}
	return edits, n
}

// editsOf returns the edits of a fix; ok is false for one that leaves the file,
// or touches itself or what is taken.
func editsOf(fx fact.Fix, f *source.File, taken spans) (out []source.Edit, ok bool) {
	var own spans
	for _, e := range fx.Edits {
		span := source.Span{Start: e.Start.Offset, End: e.End.Offset}
		if e.File != f.Path || span.Start < 0 || span.End < span.Start || span.End > len(f.Data) || own.touch(span) || taken.touch(span) {
			return nil, false
		}
		own = own.with(span)
		out = append(out, source.Edit{Span: span, Text: e.Text})
	}
	return out, true
}

// spans are places that edits have taken, in order and apart from each other.
type spans []source.Span

// at returns the index of the first span that ends at s or behind its start.
func (ss spans) at(s source.Span) int {
	i, _ := slices.BinarySearchFunc(ss, s.Start, func(t source.Span, start int) int { return t.End - start })
	return i
}

// touch reports whether s shares a place or an end with a span. Two insertions
// at one place touch: which comes first is not for us to say.
func (ss spans) touch(s source.Span) bool {
	i := ss.at(s)
	return i < len(ss) && ss[i].Start <= s.End
}

func (ss spans) with(s source.Span) spans { return slices.Insert(ss, ss.at(s), s) }

func countKind(fs []*fact.Fact, k fact.Kind) (n int) {
	for _, f := range fs {
		if f.Kind == k {
			n++
		}
	}
	return n
}

// writeFixed writes the bytes of a fixed file, or refuses where a symbolic
// link leads out of the paths that the run was given.
func (s *session) writeFixed(r *result) error {
	if !r.job.Named && !s.inside(r.job.Path) {
		return input("%s: not fixed: it leads out of the paths given", r.job.Path)
	}
	if err := s.app.FS.WriteFile(r.job.Path, r.fixed); err != nil {
		return input("%s: the fix cannot be written: %w", r.job.Path, cause(err))
	}
	return nil
}

func (s *session) inside(name string) bool {
	real, err := s.app.FS.Real(name)
	if err != nil {
		return false
	}
	return slices.ContainsFunc(s.roots(), func(p string) bool {
		root, err := s.app.FS.Real(p)
		return err == nil && within(real, root)
	})
}

// writeDiff shows what fixing would change, without credentials.
func writeDiff(w io.Writer, name string, before, after []byte) error {
	_, err := io.WriteString(w, source.Redact(udiff.Unified("a/"+name, "b/"+name, string(before), string(after))))
	return err
}
