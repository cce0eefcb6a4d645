package policies

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/cover"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// A TestReport is what came of the tests of the user's policies.
type TestReport struct {
	Tests    []TestResult   `json:"tests"`    // by file and line
	Coverage []FileCoverage `json:"coverage"` // by file, without the tests themselves
	// Covered and Lines are the sums over all files.
	Covered int `json:"covered"`
	Lines   int `json:"lines"`
}

// FileCoverage says which lines of a policy no test has come to.
type FileCoverage struct {
	File    string  `json:"file"`
	Covered int     `json:"covered"` // lines that can be covered and are
	Lines   int     `json:"lines"`   // lines that can be covered
	Missing []Range `json:"missing"` // in order
}

// A Range is lines from the first to the last, from 1.
type Range struct {
	First int `json:"first"`
	Last  int `json:"last"`
}

// Failed counts the tests that did not pass.
func (r *TestReport) Failed() int {
	n := 0
	for _, t := range r.Tests {
		if !t.Pass && !t.Skipped {
			n++
		}
	}
	return n
}

// Percent is the share of lines that are covered, 100 where there are none.
func (r *TestReport) Percent() float64 { return percent(r.Covered, r.Lines) }

// Percent is the share of lines that are covered, 100 where there are none.
func (c FileCoverage) Percent() float64 { return percent(c.Covered, c.Lines) }

func percent(n, of int) float64 {
	if of == 0 {
		return 100
	}
	return 100 * float64(n) / float64(of)
}

// TestAll runs the tests of the user's policies as Test does and says what they
// cover.
func (e *Engine) TestAll(ctx context.Context) (*TestReport, error) {
	tracer := cover.New()
	out := &TestReport{Tests: []TestResult{}, Coverage: []FileCoverage{}}
	results, err := e.tests(ctx, tracer)
	if err != nil {
		return nil, err
	}
	out.Tests = append(out.Tests, results...)
	report := tracer.Report(e.user)
	for _, file := range slices.Sorted(maps.Keys(e.user)) {
		f, ok := report.Files[file]
		if !ok {
			continue
		}
		c := FileCoverage{File: file, Covered: f.CoveredLines, Lines: f.CoveredLines + f.NotCoveredLines, Missing: []Range{}}
		for _, r := range f.NotCovered {
			c.Missing = append(c.Missing, Range{r.Start.Row, r.End.Row})
		}
		slices.SortFunc(c.Missing, func(a, b Range) int { return cmp.Or(cmp.Compare(a.First, b.First), cmp.Compare(a.Last, b.Last)) })
		c.Missing = slices.Compact(c.Missing)
		out.Coverage = append(out.Coverage, c)
		out.Covered, out.Lines = out.Covered+c.Covered, out.Lines+c.Lines
	}
	return out, nil
}

// locate runs a test again to see how far it came.
func (e *Engine) locate(ctx context.Context, ref ast.Ref, t *TestResult) {
	far := &furthest{file: t.File}
	for _, r := range e.compiler.GetRulesExact(ref) {
		far.rules = append(far.rules, Range{r.Location.Row, r.Location.Row + strings.Count(string(r.Location.Text), "\n")})
	}
	_ = e.runTest(ctx, ref, far) // how it ends is known
	if far.at != nil {
		first, _, more := strings.Cut(string(far.at.Text), "\n")
		if t.FailedLine = far.at.Row; more {
			first += " …"
		}
		t.Message = "not true: " + first
	}
}

// furthest remembers the last expression, in the order of the text, at which a
// test stopped.
type furthest struct {
	file  string
	rules []Range
	at    *ast.Location
}

func (*furthest) Enabled() bool               { return true }
func (*furthest) Config() topdown.TraceConfig { return topdown.TraceConfig{} }

func (f *furthest) TraceEvent(ev topdown.Event) {
	at := ev.Location
	if ev.Op != topdown.FailOp || at == nil || at.File != f.file || len(at.Text) == 0 {
		return
	}
	if !slices.ContainsFunc(f.rules, func(r Range) bool { return r.First <= at.Row && at.Row <= r.Last }) {
		return
	}
	if f.at == nil || at.Row > f.at.Row {
		f.at = at
	}
}
