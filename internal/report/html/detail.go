package html

import (
	"fmt"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/figure"
)

// detail is what stands behind a row of the matrix, as its template sees it.
type detail struct {
	*row
	Tried  []tried
	Says   bool // some target has a reason or a file
	Ledger []entry
	Tied   string
	Calls  []call
	Was    *tried // what the prompt weighs where it is served now; nil where that is not known
	Text   []textLine
	Files  []fileDiff
}

// tried is a target that the prompt was tried at.
type tried struct {
	Column *column
	Label  label
	Cell   *Cell
	Tokens string // "" where they were not counted
	Share  string // of the context
	Cost   string
	Over   bool
}

// call is what becomes of a call in a program at a target.
type call struct {
	*Code
	Column *column
}

// entry is one line of the ledger.
type entry struct {
	*Loss
	Class string
	Word  string
	At    string // the targets
	Refs  []ref
}

type ref struct {
	URL, Name string // URL is "" where the source is no page
	AsOf      string
}

// textLine is a line of an excerpt; one without a number stands for lines that
// are left out.
type textLine struct {
	Number int
	Runs   []run
}

// A run is a piece of text in one colour.
type run struct{ Class, Text string }

type fileDiff struct {
	File  string
	Lines []run
	Left  int // lines that are not shown
}

// diffLines is how many lines of a diff are shown.
const diffLines = 160

// The classes that ledger outcomes are coloured by.
var outcomeClass = map[string]string{
	"exact": Same, "approximate": Changed, "emulated": Changed, "added": Changed, "dropped": Loses, "refused": Refused,
}

// detail puts together what is shown of a row.
func (v *view) detail(r *row) *detail {
	d := &detail{row: r}
	for i := range r.At {
		if cell := &r.At[i]; cell.Outcome != "" {
			d.Tried = append(d.Tried, newTried(&v.Columns[i], cell))
			d.Says = d.Says || cell.Refusal != "" || cell.File != ""
		}
	}
	for i := range r.Losses {
		l := &r.Losses[i]
		e := entry{Loss: l, Class: outcomeClass[l.Outcome], Word: l.Outcome, At: v.names(l.Targets, d.Tried)}
		if l.Possible {
			e.Word += "?"
			e.Class += " maybe"
		}
		for _, s := range l.Sources {
			e.Refs = append(e.Refs, v.ref(s, len(l.Sources), d.Tried))
		}
		d.Ledger = append(d.Ledger, e)
	}
	if r.Before != nil {
		was := newTried(nil, &Cell{Size: r.Before})
		d.Was = &was
	}
	for i := range r.Code {
		d.Calls = append(d.Calls, call{Code: &r.Code[i], Column: &v.Columns[r.Code[i].Target]})
	}
	d.Tied = ties(r.Ties)
	if r.Source != nil {
		d.Text = excerptLines(r.Source)
	}
	for _, x := range r.Diffs {
		d.Files = append(d.Files, newFileDiff(x))
	}
	return d
}

// ref is one of several sources; where there are more, each says for whom it
// speaks.
func (v *view) ref(s Ref, of int, tried []tried) ref {
	r := ref{Name: "source", AsOf: s.AsOf}
	if of > 1 {
		r.Name = v.names(s.Targets, tried)
	}
	switch {
	case isURL(s.Source):
		r.URL = s.Source
	case s.Source != "":
		r.Name = s.Source
	default:
		r.Name = ""
	}
	return r
}

func isURL(s string) bool { return strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://") }

func newTried(c *column, cell *Cell) tried {
	t := tried{Column: c, Label: cell.label(), Cell: cell}
	s := cell.Size
	if s == nil {
		return t
	}
	t.Tokens = figure.Count(s.Tokens)
	if s.Low != s.High {
		t.Tokens += fmt.Sprintf(" (%s to %s)", figure.Count(s.Low), figure.Count(s.High))
	}
	if s.Context != nil && *s.Context > 0 {
		t.Share = percent(s.Tokens, *s.Context)
	}
	if s.CostUSD != nil {
		t.Cost = figure.USD(*s.CostUSD)
	}
	t.Over = s.Fits != nil && !*s.Fits
	return t
}

func percent(n, of int) string {
	switch p := float64(n) * 100 / float64(of); {
	case p < 0.1:
		return "under 0.1%"
	case p < 10:
		return fmt.Sprintf("%.1f%%", p)
	default:
		return fmt.Sprintf("%.0f%%", p)
	}
}

// names lists targets in few words.
func (v *view) names(targets []int, of []tried) string {
	if len(targets) == len(of) && len(of) > 1 {
		return "all targets"
	}
	short := func(i int) string { return v.Columns[i].Short }
	if len(targets) > 2 && len(targets) >= len(of)-2 {
		var others []string
		for _, t := range of {
			if i := t.Column.Number - 1; !slices.Contains(targets, i) {
				others = append(others, short(i))
			}
		}
		return "all but " + strings.Join(others, ", ")
	}
	var out []string
	for _, i := range targets {
		out = append(out, short(i))
	}
	return strings.Join(out, ", ")
}

// ties says what binds a prompt to its vendor, each thing once.
func ties(list []Tie) string {
	lines := map[string][]string{}
	var order []string
	for _, t := range list {
		name := t.Feature
		if t.Value != "" && len(t.Value) <= 40 {
			name += " " + t.Value
		}
		if lines[name] == nil {
			order = append(order, name)
			lines[name] = []string{}
		}
		if t.Line > 0 && len(lines[name]) < 4 {
			lines[name] = append(lines[name], fmt.Sprint(t.Line))
		}
	}
	for i, name := range order {
		if at := lines[name]; len(at) > 0 {
			order[i] += " (" + figure.Noun(len(at), "line ", "lines ") + strings.Join(slices.Compact(at), ", ") + ")"
		}
	}
	return strings.Join(order, "; ")
}

func excerptLines(s *Source) []textLine {
	var out []textLine
	last := 0
	for i := range s.Lines {
		l := &s.Lines[i]
		if last > 0 && l.Number != last+1 {
			out = append(out, textLine{})
		}
		last = l.Number
		t := textLine{Number: l.Number}
		if l.Before {
			t.Runs = append(t.Runs, run{"cut", "…"})
		}
		at := 0
		for _, m := range l.Marks {
			if m.Start > at {
				t.Runs = append(t.Runs, run{"", l.Text[at:m.Start]})
			}
			t.Runs = append(t.Runs, run{m.Class, l.Text[m.Start:m.End]})
			at = m.End
		}
		if at < len(l.Text) {
			t.Runs = append(t.Runs, run{"", l.Text[at:]})
		}
		if l.After {
			t.Runs = append(t.Runs, run{"cut", "…"})
		}
		out = append(out, t)
	}
	return out
}

func newFileDiff(d Diff) fileDiff {
	out := fileDiff{File: d.File}
	for line := range strings.Lines(d.Text) {
		line = strings.TrimRight(line, "\r\n")
		if strings.HasPrefix(line, "--- ") || strings.HasPrefix(line, "+++ ") {
			if len(out.Lines) == 0 { // the names stand above
				continue
			}
		}
		if len(out.Lines) >= diffLines {
			out.Left++
			continue
		}
		out.Lines = append(out.Lines, run{diffClass(line), clip(line)})
	}
	return out
}

func diffClass(line string) string {
	switch {
	case strings.HasPrefix(line, "+"):
		return "add"
	case strings.HasPrefix(line, "-"):
		return "del"
	case strings.HasPrefix(line, "@@"):
		return "hunk"
	}
	return ""
}

// clip shortens an endless line.
func clip(line string) string {
	line = strings.ToValidUTF8(line, "\uFFFD")
	if len(line) <= 2*wide {
		return line
	}
	n := 2 * wide
	for n > 0 && line[n]&0xC0 == 0x80 {
		n--
	}
	return line[:n] + "…"
}
