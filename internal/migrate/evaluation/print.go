package evaluation

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/promptglot/promptglot/internal/figure"
)

// PassRate is the part of the tests that passed, from 0 to 1; an error is a
// test that did not.
func (s *SideResult) PassRate() float64 {
	if s.Tests == 0 {
		return 0
	}
	return float64(s.Passed) / float64(s.Tests)
}

// Median is the median latency in milliseconds; false where none is known.
func (s *SideResult) Median() (float64, bool) {
	n := len(s.Latencies)
	if n == 0 {
		return 0, false
	}
	return (s.Latencies[(n-1)/2] + s.Latencies[n/2]) / 2, true
}

// CostEach is the mean cost of an answer in US dollars; false where the price
// of some answer is unknown.
func (s *SideResult) CostEach() (float64, bool) {
	if s.Priced == 0 || s.Priced < s.Tests-s.Errors {
		return 0, false
	}
	return s.Cost / float64(s.Priced), true
}

// old is the side that others are compared with, nil where there is none or
// nothing has answered.
func (p *PromptResult) old() *SideResult {
	if len(p.Sides) > 0 && p.Sides[0].Which == OldSide {
		return &p.Sides[0]
	}
	return nil
}

var columns = []string{"side", "target", "passed", "errors", "latency", "cost each", "tokens"}

// row is a side as cells; its figures say how they compare with the old ones,
// if any.
func (s *SideResult) row(old *SideResult) []string {
	passed := fmt.Sprintf("%d of %d (%.0f %%)", s.Passed, s.Tests, 100*s.PassRate())
	if old != nil {
		if d := 100 * (s.PassRate() - old.PassRate()); d > -0.5 && d < 0.5 {
			passed += ", the same"
		} else {
			passed += fmt.Sprintf(", %+.0f points", d)
		}
	}
	latency, cost := "unknown", "unknown"
	if m, ok := s.Median(); ok {
		latency = fmt.Sprintf("%.0f ms", m)
		if old != nil {
			o, known := old.Median()
			latency += times(m, o, known)
		}
	}
	if c, ok := s.CostEach(); ok {
		cost = figure.USD(c)
		if old != nil {
			o, known := old.CostEach()
			cost += times(c, o, known)
		}
	}
	return []string{s.Which, s.Target, passed, fmt.Sprint(s.Errors), latency, cost, fmt.Sprint(s.Tokens)}
}

func times(now, before float64, known bool) string {
	if !known || before == 0 {
		return ""
	}
	return fmt.Sprintf(", ×%.2f", now/before)
}

// why says what failed on a side, and what went wrong.
func (s *SideResult) why() []string {
	var out []string
	for _, f := range s.Failed {
		out = append(out, fmt.Sprintf("%s: %s failed %d×: %s", s.Target, f.Check, f.Count, f.Reason))
	}
	if s.Error != "" {
		out = append(out, fmt.Sprintf("%s: no answer: %s", s.Target, clip(s.Error)))
	}
	return out
}

// Title says what has run, and when.
func (r *Report) Title() string {
	s := "promptfoo"
	if r.Tool != "" {
		s += " " + r.Tool
	}
	if r.Date != "" {
		s += ", " + r.Date
	}
	return s
}

// Foot says what is left out, in a line; "" where nothing is.
func (r *Report) Foot() string {
	if r.Foreign == 0 {
		return ""
	}
	return fmt.Sprintf("%d results of other prompts are left out\n", r.Foreign)
}

// Text returns the report for a terminal.
func (r *Report) Text() string {
	var b strings.Builder
	b.WriteString(r.Title() + "\n")
	for _, t := range r.Tables() {
		fmt.Fprintf(&b, "\n%s\n", t.Title)
		w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
		fmt.Fprintf(w, "  %s\n", strings.Join(columns, "\t"))
		for _, row := range t.Rows {
			fmt.Fprintf(w, "  %s\n", strings.Join(row.Cells, "\t"))
		}
		_ = w.Flush() // a strings.Builder takes everything
		for _, l := range t.Notes {
			fmt.Fprintf(&b, "    %s\n", l)
		}
	}
	return b.String() + r.Foot()
}

// Markdown returns the report as a page.
func (r *Report) Markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "# Old against new\n\n%s\n", r.Title())
	cell := strings.NewReplacer("|", "\\|", "\n", " ", "\r", " ", "<", "&lt;")
	for _, t := range r.Tables() {
		fmt.Fprintf(&b, "\n## %s\n\n| %s |\n|%s\n", t.Title, strings.Join(columns, " | "), strings.Repeat("---|", len(columns)))
		for _, row := range t.Rows {
			for k := range row.Cells {
				row.Cells[k] = cell.Replace(row.Cells[k])
			}
			fmt.Fprintf(&b, "| %s |\n", strings.Join(row.Cells, " | "))
		}
		first := "\n"
		for _, l := range t.Notes {
			fmt.Fprintf(&b, "%s- %s\n", first, cell.Replace(l))
			first = ""
		}
	}
	if f := r.Foot(); f != "" {
		b.WriteString("\n" + f)
	}
	return b.String()
}

// JSON returns the report as one indented object, ended by a newline. What is
// unknown is null.
func (r *Report) JSON() []byte {
	type side struct {
		Side    string   `json:"side"`
		Target  string   `json:"target"`
		Tests   int      `json:"tests"`
		Passed  int      `json:"passed"`
		Errors  int      `json:"errors"`
		Rate    float64  `json:"pass_rate"`
		Median  *float64 `json:"latency_ms_median"`
		Slowest *float64 `json:"latency_ms_max"`
		Cost    *float64 `json:"cost_usd"`
		Each    *float64 `json:"cost_usd_each"`
		Tokens  int      `json:"tokens"`
		Failed  []Failed `json:"failed"`
		Error   string   `json:"error,omitempty"`
	}
	type prompt struct {
		Prompt string `json:"prompt"`
		Sides  []side `json:"sides"`
	}
	out := struct {
		Tool    string   `json:"promptfoo"`
		Date    string   `json:"date"`
		Foreign int      `json:"foreign_results"`
		Total   []side   `json:"total"` // of all prompts together
		Prompts []prompt `json:"prompts"`
	}{r.Tool, r.Date, r.Foreign, nil, []prompt{}}
	as := func(of *PromptResult) prompt {
		p := prompt{Prompt: of.Prompt, Sides: []side{}}
		for j := range of.Sides {
			s := &of.Sides[j]
			x := side{Side: s.Which, Target: s.Target, Tests: s.Tests, Passed: s.Passed, Errors: s.Errors, Rate: s.PassRate(), Tokens: s.Tokens, Failed: append([]Failed{}, s.Failed...), Error: s.Error}
			if m, ok := s.Median(); ok {
				x.Median, x.Slowest = &m, &s.Latencies[len(s.Latencies)-1]
			}
			if c, ok := s.CostEach(); ok {
				x.Cost, x.Each = &s.Cost, &c
			}
			p.Sides = append(p.Sides, x)
		}
		return p
	}
	for i := range r.Prompts {
		out.Prompts = append(out.Prompts, as(&r.Prompts[i]))
	}
	all := r.total()
	out.Total = as(&all).Sides
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(out); err != nil {
		return nil // strings and finite numbers only
	}
	return b.Bytes()
}
