package evaluation

import (
	"fmt"
	"slices"
	"strings"
)

// A Table is what the report shows of one prompt, or of all of them together.
type Table struct {
	Title string
	Rows  []Row
	// Notes say what failed and what went wrong, one line each.
	Notes []string
}

// A Row is one side as cells, in the order of Columns.
type Row struct {
	Cells                  []string
	Passed, Failed, Errors int // tests; they add up to all of the side's
}

// Columns are the heads of a table.
func Columns() []string { return slices.Clone(columns) }

// Tables are the whole report, as it is printed: all prompts together, where
// there are several, and then each.
func (r *Report) Tables() []Table {
	var out []Table
	if len(r.Prompts) > 1 {
		all := r.total()
		// Where fewer prompts have run there is nothing to compare.
		out = append(out, all.table(func(s, old *SideResult) bool { return s.Tests == old.Tests }))
	}
	for i := range r.Prompts {
		t := r.Prompts[i].table(func(_, _ *SideResult) bool { return true })
		for j := range r.Prompts[i].Sides {
			t.Notes = append(t.Notes, r.Prompts[i].Sides[j].why()...)
		}
		out = append(out, t)
	}
	return out
}

// table is a prompt on all its sides; alike says of which a comparison with the
// old one means something.
func (p *PromptResult) table(alike func(s, old *SideResult) bool) Table {
	t := Table{Title: p.Prompt}
	for i := range p.Sides {
		s, old := &p.Sides[i], p.old()
		if s == old || old != nil && !alike(s, old) {
			old = nil
		}
		t.Rows = append(t.Rows, Row{Cells: s.row(old), Passed: s.Passed, Failed: s.Tests - s.Passed - s.Errors, Errors: s.Errors})
	}
	return t
}

// total is all prompts together: what they were in one side, whatever their
// models, and one side for each target.
func (r *Report) total() PromptResult {
	out := PromptResult{Prompt: fmt.Sprintf("%d prompts together", len(r.Prompts))}
	var olds []string
	for i := range r.Prompts {
		for j := range r.Prompts[i].Sides {
			s := &r.Prompts[i].Sides[j]
			k := slices.IndexFunc(out.Sides, func(x SideResult) bool {
				return x.Which == s.Which && (s.Which == OldSide || x.Target == s.Target)
			})
			if k < 0 {
				k = len(out.Sides)
				out.Sides = append(out.Sides, SideResult{Target: s.Target, Which: s.Which})
			}
			if s.Which == OldSide && !slices.Contains(olds, s.Target) {
				olds = append(olds, s.Target)
			}
			out.Sides[k].take(s)
		}
	}
	for i := range out.Sides {
		s := &out.Sides[i]
		slices.Sort(s.Latencies)
		if s.Which == OldSide {
			s.Target = strings.Join(olds, ", ")
		}
	}
	slices.SortStableFunc(out.Sides, func(a, b SideResult) int {
		switch {
		case a.Which == b.Which:
			return 0
		case a.Which == OldSide:
			return -1
		}
		return 1
	})
	return out
}

func (s *SideResult) take(x *SideResult) {
	s.Tests, s.Passed, s.Errors, s.Tokens = s.Tests+x.Tests, s.Passed+x.Passed, s.Errors+x.Errors, s.Tokens+x.Tokens
	s.Cost, s.Priced = s.Cost+x.Cost, s.Priced+x.Priced
	s.Latencies = append(s.Latencies, x.Latencies...)
}
