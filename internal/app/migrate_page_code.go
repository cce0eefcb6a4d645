package app

import (
	"github.com/promptglot/promptglot/internal/migrate"
	"github.com/promptglot/promptglot/internal/report/html"
	"github.com/promptglot/promptglot/internal/source"
)

// site says on the page what becomes of a call of the program f.
func (v *planView) site(s *migrate.CodeSite, e *pageEntry, f *source.File) error {
	start(e, s.At, s.Before)
	e.Action = "a call in " + s.Now()
	if s.Why != "" {
		e.Action += ": stays as it is: " + s.Why
	}
	e.Line = s.Start.Line
	for _, u := range s.Unseen {
		e.Notes = append(e.Notes, "Known at run time only: "+u)
	}
	for i := range s.Targets {
		t := &s.Targets[i]
		at, err := v.cell(e, t.Target, t.Size, t.Ledger, t.Accepted, f)
		if err != nil {
			return err
		}
		if t.Action == migrate.Refused {
			v.refuse(e, at, t.Why)
		}
		c := html.Code{Target: at, Becomes: t.Becomes()}
		for j := range t.Edits {
			c.Edits = append(c.Edits, s.Edit(&t.Edits[j]))
		}
		if t.Call != nil {
			c.Language, c.Package, c.Notes = t.Call.Language, t.Call.Package, t.Call.Notes
			c.Lines = migrate.CallLines(t.Call)
		}
		for _, m := range t.Response {
			c.Answers = append(c.Answers, html.Answer{Part: m.Part, From: m.From, To: m.To, Note: m.Note, Read: m.Read, Source: m.Source, AsOf: m.AsOf})
		}
		e.Code = append(e.Code, c)
	}
	e.excerpt(html.NewFile(f), s.Span, true)
	if c := v.changes[s.Path]; c != nil {
		e.Diffs = append(e.Diffs, html.Diff{File: c.Path + " (" + c.Verb() + ")", Text: c.Diff()})
	}
	return nil
}
