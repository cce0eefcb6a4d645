package report

import (
	"io"
	"slices"
	"unicode/utf8"

	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/finding"
	"github.com/promptglot/promptglot/internal/source"
)

// masking puts Mask in front of a format.
type masking struct{ Format }

func (m masking) Write(w io.Writer, r *Run) error { return m.Format.Write(w, Mask(r)) }

// Mask returns a copy of r in which nothing looks like a credential and no
// list of a finding is nil. A fix whose bytes cannot be reported as they are
// can no longer be applied, so it becomes display-only.
func Mask(r *Run) *Run {
	m := *r
	real := map[string]string{} // masked path → path, where they differ
	hide := func(path string) string {
		masked := source.Redact(path)
		if masked != path {
			real[masked] = path
		}
		return masked
	}
	m.Findings = make([]*finding.Finding, len(r.Findings))
	for i, f := range r.Findings {
		m.Findings[i] = maskFinding(f, hide)
	}
	m.Rules = slices.Clone(r.Rules)
	for i := range m.Rules {
		rule := &m.Rules[i]
		rule.Title, rule.Description = source.Redact(rule.Title), source.Redact(rule.Description)
		rule.Help, rule.URL = source.Redact(rule.Help), source.Redact(rule.URL)
		rule.Tags = redactAll(rule.Tags)
	}
	m.Notices = slices.Clone(r.Notices)
	for i := range m.Notices {
		m.Notices[i].Message = source.Redact(m.Notices[i].Message)
		m.Notices[i].File = hide(m.Notices[i].File)
	}
	m.Targets = redactAll(r.Targets)
	m.Anchor = hide(r.Anchor)
	m.Source = maskSource(r.Source, real)
	return &m
}

func maskFinding(f *finding.Finding, hide func(string) string) *finding.Finding {
	c := *f
	c.Rule, c.Feature, c.Vendor = source.Redact(f.Rule), source.Redact(f.Feature), source.Redact(f.Vendor)
	c.File = hide(f.File)
	c.Message, c.Help, c.URL = source.Redact(f.Message), source.Redact(f.Help), source.Redact(f.URL)
	c.Targets, c.Facts = redactAll(f.Targets), redactAll(f.Facts)
	c.Fingerprint = source.Redact(f.Fingerprint)
	c.Fixes = make([]fact.Fix, len(f.Fixes))
	for i, fix := range f.Fixes {
		edits := make([]fact.Edit, len(fix.Edits))
		for j, e := range fix.Edits {
			edits[j] = e
			edits[j].File, edits[j].Text = hide(e.File), source.Redact(e.Text)
			// Formats are UTF-8: other bytes would arrive changed.
			if edits[j] != e || !utf8.ValidString(e.Text) {
				fix.Applicability = "display"
			}
		}
		fix.Message, fix.Edits = source.Redact(fix.Message), edits
		c.Fixes[i] = fix
	}
	return &c
}

func redactAll(in []string) []string {
	out := make([]string, len(in))
	for i, s := range in {
		out[i] = source.Redact(s)
	}
	return out
}

// keptFiles is how many masked files are kept. Findings come file by file,
// and fixes reach into a few others: each file is masked about once.
const keptFiles = 16

// maskSource hides the credentials in the bytes of files.
func maskSource(get func(string) *source.File, real map[string]string) func(string) *source.File {
	if get == nil {
		return func(string) *source.File { return nil }
	}
	kept := map[string]*source.File{}
	return func(path string) *source.File {
		if f, ok := kept[path]; ok {
			return f
		}
		name := path
		if p, ok := real[path]; ok {
			name = p
		}
		f := get(name)
		if f != nil {
			if data := source.RedactBytes(f.Data); path != name || !sameBytes(data, f.Data) {
				f = source.NewFile(path, data)
			}
		}
		if len(kept) == keptFiles {
			clear(kept)
		}
		kept[path] = f
		return f
	}
}

// sameBytes reports whether a and b are the same memory.
func sameBytes(a, b []byte) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}
