package report_test

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/finding"
	"github.com/promptglot/promptglot/internal/report"
	_ "github.com/promptglot/promptglot/internal/report/json"
	_ "github.com/promptglot/promptglot/internal/report/jsonl"
	"github.com/promptglot/promptglot/internal/report/reporttest"
	"github.com/promptglot/promptglot/internal/source"
)

// The JSON reports are the contract of the command line: reading them back
// gives the findings that were written.
func TestJSONReadsBackAsTheFindings(t *testing.T) {
	want := report.Mask(reporttest.Run()).Findings
	var array []*finding.Finding
	if err := json.Unmarshal(reporttest.Write(t, "json", nil), &array); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(array, want) {
		t.Error("json: findings differ")
	}
	var lines []*finding.Finding
	for line := range bytes.Lines(reporttest.Write(t, "jsonl", nil)) {
		f := new(finding.Finding)
		if err := json.Unmarshal(line, f); err != nil {
			t.Fatal(err)
		}
		lines = append(lines, f)
	}
	if !reflect.DeepEqual(lines, want) {
		t.Error("jsonl: findings differ")
	}
}

func TestListsAreNeverNull(t *testing.T) {
	r := &report.Run{Findings: []*finding.Finding{{Rule: "R", Severity: finding.Info, Fixes: []fact.Fix{{Applicability: "display"}}}}}
	f, err := report.Lookup("json")
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b, r); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"targets":[]`, `"facts":[]`, `"edits":[]`} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%s is not in %s", want, b.String())
		}
	}
}

func TestMaskLeavesTheRunAndHarmlessFixesAlone(t *testing.T) {
	run, again := reporttest.Run(), reporttest.Run()
	masked := report.Mask(run)
	if !reflect.DeepEqual(run.Findings, again.Findings) {
		t.Error("Mask changed its argument")
	}
	for i, f := range masked.Findings {
		for j, fix := range f.Fixes {
			secret := strings.Contains(run.Findings[i].Fixes[j].Message, reporttest.Secret)
			for _, e := range run.Findings[i].Fixes[j].Edits {
				secret = secret || strings.Contains(e.Text, reporttest.Secret)
			}
			want := run.Findings[i].Fixes[j].Applicability
			if secret {
				want = "display"
			}
			if fix.Applicability != want {
				t.Errorf("%s: fix is %s, want %s", f.Rule, fix.Applicability, want)
			}
		}
	}
}

func TestMaskedFilesKeepTheirPlaces(t *testing.T) {
	masked := report.Mask(reporttest.Run())
	f, raw := masked.Source("app/ask.py"), reporttest.File("app/ask.py")
	if len(f.Data) != len(raw.Data) || f.Lines() != raw.Lines() || bytes.Contains(f.Data, []byte(reporttest.Secret)) {
		t.Errorf("masked: %s", f.Data)
	}
	if masked.Source("no/such/file") != nil {
		t.Error("a file that is not at hand must stay nil")
	}
}

func TestMaskedPathStillOpensItsFile(t *testing.T) {
	name := reporttest.Secret + ".md"
	r := report.Mask(&report.Run{
		Findings: []*finding.Finding{{Rule: "R", Severity: finding.Error, File: name}},
		Source: func(p string) *source.File {
			if p != name {
				return nil
			}
			return source.NewFile(p, []byte("text"))
		},
	})
	if got := r.Source(r.Findings[0].File); got == nil || got.Path == name {
		t.Errorf("got %v", got)
	}
}

func TestFingerprintsAreUniqueWithinAFile(t *testing.T) {
	fs := []*finding.Finding{
		{Rule: "R", File: "a", Fingerprint: "x"}, {Rule: "R", File: "a", Fingerprint: "x"},
		{Rule: "R", File: "b", Fingerprint: "x"}, {Rule: "R", File: "a", Message: "m"},
	}
	got := report.Fingerprints(fs)
	if want := []string{"x", "x:2", "x", got[3]}; !slices.Equal(got, want) || got[3] == "" {
		t.Errorf("got %v", got)
	}
}

func TestGravestKeepsOrderAmongEquals(t *testing.T) {
	fs := []*finding.Finding{{Rule: "1", Severity: finding.Info}, {Rule: "2", Severity: finding.Error}, {Rule: "3", Severity: finding.Warning}, {Rule: "4", Severity: finding.Error}}
	var got string
	for _, f := range report.Gravest(fs) {
		got += f.Rule
	}
	if got != "2431" || fs[0].Rule != "1" {
		t.Errorf("got %s", got)
	}
}
