package text

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/finding"
	"github.com/promptglot/promptglot/internal/report"
	"github.com/promptglot/promptglot/internal/report/reporttest"
	"github.com/promptglot/promptglot/internal/report/term"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/testkit"
)

func TestGolden(t *testing.T) {
	for name, change := range map[string]func(*report.Run){
		"plain":    nil,
		"color":    func(r *report.Run) { r.Color = true },
		"narrow":   func(r *report.Run) { r.Width = 50 },
		"nosource": func(r *report.Run) { r.Source = nil },
		"clean":    func(r *report.Run) { r.Findings = nil },
	} {
		t.Run(name, func(t *testing.T) {
			testkit.Golden(t, "testdata/"+name+".txt", reporttest.Write(t, "text", change))
		})
	}
}

func TestColourChangesNothingElse(t *testing.T) {
	plain := reporttest.Write(t, "text", nil)
	coloured := string(reporttest.Write(t, "text", func(r *report.Run) { r.Color = true }))
	for {
		i := strings.Index(coloured, "\x1b[")
		if i < 0 {
			break
		}
		j := strings.IndexByte(coloured[i:], 'm')
		coloured = coloured[:i] + coloured[i+j+1:]
	}
	if coloured != string(plain) {
		t.Error("without its colours the report differs from the plain one")
	}
}

// What stands above the carets is the text of the finding, whatever is
// before it in the line.
func TestCaretsStandUnderTheFinding(t *testing.T) {
	for _, before := range []string{"", "\t", "ab\t", "日本", "🙂👩‍👩‍👧 ", "e\u0301", "\u200b\x1b", strings.Repeat("x ", 9000)} {
		data := []byte("first\n" + before + "TARGET, and more\n")
		file := source.NewFile("f", data)
		at := bytes.Index(data, []byte("TARGET"))
		start, end := file.Pos(at), file.Pos(at+6)
		lineOnly := source.Pos{Line: start.Line, Column: start.Column}
		for _, from := range []source.Pos{start, lineOnly} {
			out := write(&report.Run{
				Findings: []*finding.Finding{{Rule: "R", Severity: finding.Error, File: "f", Start: &from, End: &end, Message: "m"}},
				Source:   func(string) *source.File { return file },
			})
			lines := strings.Split(out, "\n")
			for i, l := range lines {
				if !strings.Contains(l, "^") {
					continue
				}
				from := term.Width(l[:strings.Index(l, "^")])
				if got := columns(lines[i-1], from, term.Width(l)); got != "TARGET" {
					t.Errorf("behind %.20q the carets stand under %q", before, got)
				}
			}
			if strings.Count(out, "^") != 6 {
				t.Errorf("behind %.20q: no six carets in\n%s", before, out)
			}
		}
	}
}

func TestPlacesThatAreNotInTheFileAreNoTrouble(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	pos := func() source.Pos {
		return source.Pos{Line: rng.IntN(9) - 2, Column: rng.IntN(30) - 2, Offset: rng.IntN(80) - 5}
	}
	for range 3000 {
		a, b, c, d := pos(), pos(), pos(), pos()
		f := &finding.Finding{Rule: "R", Severity: finding.Warning, File: "f", Start: &a, Message: "m",
			Fixes: []fact.Fix{{Applicability: "safe", Edits: []fact.Edit{{File: "f", Start: c, End: d, Text: "new\ntext"}, {File: "f", Start: d, End: c}}}}}
		if rng.IntN(4) > 0 {
			f.End = &b
		}
		out := write(&report.Run{Findings: []*finding.Finding{f},
			Source: func(string) *source.File {
				return source.NewFile("f", []byte("one\r\n\ttwo 日本\n\nlast without an end"))
			}})
		if !strings.Contains(out, "warning R m") {
			t.Fatalf("%+v: %s", f, out)
		}
	}
}

func TestSummaryCountsEveryFinding(t *testing.T) {
	r := &report.Run{Rules: []report.Rule{{ID: "A", Title: "title of A"}}}
	for i := range 1234 {
		rule, sev := "A", finding.Error
		if i%10 == 0 {
			rule, sev = "LONG-ID", finding.Warning
		}
		r.Findings = append(r.Findings, &finding.Finding{Rule: rule, Severity: sev, File: fmt.Sprint(i % 7), Message: "m"})
	}
	out := write(r)
	for _, want := range []string{"Found 1110 errors, 124 warnings in 7 files.", "1110  error    A        title of A\n", " 124  warning  LONG-ID\n"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in the summary", want)
		}
	}
	if n := strings.Count(out, " m\n"); n != 2*7*maxAlike {
		t.Errorf("%d findings are shown", n)
	}
}

// A megabyte in one line with thousands of findings: the cost must follow
// what is shown.
func BenchmarkHugeLine(b *testing.B) {
	const unit = `{"role":"user"},`
	file := source.NewFile("f", []byte(strings.Repeat(unit, 1<<16)))
	r := &report.Run{Source: func(string) *source.File { return file }}
	for i := range 5000 {
		start := source.Pos{Line: 1, Column: i*len(unit) + 2, Offset: i*len(unit) + 1}
		end := source.Pos{Line: 1, Column: start.Column + 6, Offset: start.Offset + 6}
		r.Findings = append(r.Findings, &finding.Finding{Rule: "R", Severity: finding.Info, File: "f", Start: &start, End: &end, Message: "m",
			Fixes: []fact.Fix{{Applicability: "safe", Edits: []fact.Edit{{File: "f", Start: start, End: end, Text: "x"}}}}})
	}
	for b.Loop() {
		if err := (format{}).Write(io.Discard, r); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/5000, "µs/finding")
}

func write(r *report.Run) string {
	var b bytes.Buffer
	if err := (format{}).Write(&b, report.Mask(r)); err != nil {
		panic(err)
	}
	return b.String()
}

// columns returns what is printed between two columns of a line.
func columns(line string, from, to int) string {
	var b strings.Builder
	col := 0
	for _, c := range term.Cells(line) {
		if col >= from && col < to {
			b.WriteString(c.Text)
		}
		col += c.Width
	}
	return b.String()
}

// Of many findings alike in one file the first are shown and the others counted;
// of one more than that none is hidden, and another rule is not hidden by them.
func TestManyAlikeAreCounted(t *testing.T) {
	for n, want := range map[int]struct{ shown, more int }{maxAlike: {maxAlike, 0}, maxAlike + 1: {maxAlike + 1, 0}, maxAlike + 30: {maxAlike, 30}} {
		run := &report.Run{}
		for i := range n {
			at := &source.Pos{Line: i + 1, Column: 1, Offset: i}
			run.Findings = append(run.Findings, &finding.Finding{Rule: "PG201", Severity: finding.Error, File: "models.json", Start: at, Message: "the model is retired"})
		}
		for _, file := range []string{"models.json", "other.json"} {
			run.Findings = append(run.Findings, &finding.Finding{Rule: "PG103", Severity: finding.Warning, File: file, Message: "an option is dropped"})
		}
		finding.Sort(run.Findings)
		out := string(write(run))
		if got := strings.Count(out, "the model is retired"); got != want.shown || strings.Count(out, "an option is dropped") != 2 {
			t.Errorf("%d findings: shown are %d, want %d\n%s", n, got, want.shown, out)
		}
		if line := fmt.Sprintf("models.json: %d more of PG201 in this file; --format concise lists them all", want.more); strings.Contains(out, line) != (want.more > 0) {
			t.Errorf("%d findings: the others are not counted:\n%s", n, out)
		}
	}
}
