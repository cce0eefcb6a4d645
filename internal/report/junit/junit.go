// Package junit is the report as JUnit XML, which nearly every CI service
// reads: a suite per file, a case per finding. A case fails when its finding
// fails the run; the others pass and say what they have to say as output.
package junit

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"github.com/promptglot/promptglot/internal/finding"
	"github.com/promptglot/promptglot/internal/report"
	"github.com/promptglot/promptglot/internal/report/term"
)

func init() { report.Register(format{}) }

type format struct{}

func (format) ID() string { return "junit" }

type suites struct {
	XMLName  xml.Name `xml:"testsuites"`
	Name     string   `xml:"name,attr"`
	Tests    int      `xml:"tests,attr"`
	Failures int      `xml:"failures,attr"`
	Errors   int      `xml:"errors,attr"`
	Suites   []*suite `xml:"testsuite"`
}

type suite struct {
	Name     string `xml:"name,attr"`
	Tests    int    `xml:"tests,attr"`
	Failures int    `xml:"failures,attr"`
	Errors   int    `xml:"errors,attr"`
	Cases    []test `xml:"testcase"`
}

type test struct {
	Name    string   `xml:"name,attr"`
	Class   string   `xml:"classname,attr"`
	File    string   `xml:"file,attr,omitempty"`
	Line    int      `xml:"line,attr,omitempty"`
	Failure *failure `xml:"failure"`
	Output  string   `xml:"system-out,omitempty"`
}

type failure struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr"`
	Text    string `xml:",chardata"`
}

func (format) Write(w io.Writer, r *report.Run) error {
	all := &suites{Name: report.ToolName}
	var cur *suite
	for _, f := range r.Findings {
		name := f.File
		if name == "" {
			name = "(repository)"
		}
		name = clean(name)
		if cur == nil || cur.Name != name {
			cur = &suite{Name: name}
			all.Suites = append(all.Suites, cur)
		}
		t := caseOf(f, name)
		if r.Fails(f.Severity) {
			t.Failure = &failure{Message: clean(f.Message), Type: string(f.Severity), Text: t.Output}
			t.Output = ""
			cur.Failures++
			all.Failures++
		}
		cur.Cases = append(cur.Cases, t)
		cur.Tests++
		all.Tests++
	}
	// Services take a report without any test for a broken run.
	if all.Tests == 0 {
		all.Tests = 1
		all.Suites = []*suite{{Name: report.ToolName, Tests: 1, Cases: []test{{Name: "no findings", Class: report.ToolName}}}}
	}
	b := bufio.NewWriter(w)
	b.WriteString(xml.Header)
	enc := xml.NewEncoder(b)
	enc.Indent("", "  ")
	if err := enc.Encode(all); err != nil {
		return err
	}
	b.WriteByte('\n')
	return b.Flush()
}

// caseOf makes the case of a finding, with its whole text as output.
func caseOf(f *finding.Finding, suite string) test {
	t := test{Class: suite, File: clean(f.File), Name: f.Rule}
	place := suite
	if f.Start != nil {
		t.Line = f.Start.Line
		at := fmt.Sprintf(":%d:%d", f.Start.Line, f.Start.Column)
		t.Name += " " + strings.TrimPrefix(at, ":")
		place += at
	}
	lines := []string{fmt.Sprintf("%s: %s %s %s", place, f.Severity, f.Rule, f.Message)}
	if len(f.Targets) > 0 {
		lines = append(lines, "for: "+strings.Join(f.Targets, ", "))
	}
	if f.Help != "" {
		lines = append(lines, "help: "+f.Help)
	}
	if f.URL != "" {
		lines = append(lines, "see: "+f.URL)
	}
	for i, l := range lines {
		lines[i] = clean(l)
	}
	t.Output = strings.Join(lines, "\n")
	return t
}

// clean makes text fit for XML, which knows no control characters, and for
// the web pages that show it.
func clean(s string) string { return term.Printable(s) }
