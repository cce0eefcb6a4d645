package sarif

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/promptglot/promptglot/internal/finding"
	"github.com/promptglot/promptglot/internal/report"
	"github.com/promptglot/promptglot/internal/report/reporttest"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/testkit"
)

func TestReportIsValidSARIF(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile(testkit.Shared(t, "oracles", "sarif-2.1.0.schema.json"))
	if err != nil {
		t.Fatal(err)
	}
	cut := func(r *report.Run) []byte {
		data, err := fit(build(report.Mask(r)), limits{results: 3, shown: 2, rules: 2, packed: 1 << 20})
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	for name, data := range map[string][]byte{
		"findings": reporttest.Write(t, "sarif", nil),
		"clean":    reporttest.Write(t, "sarif", func(r *report.Run) { *r = report.Run{} }),
		"cut":      cut(reporttest.Run()),
	} {
		inst, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(inst); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Whoever replaces the deleted regions by the inserted content, counting
// lines and code points as the log declares, gets what our own edits give.
func TestFixesMeanTheSameEditsInCodePoints(t *testing.T) {
	file := source.NewFile("p.md", []byte("一🙂two\r\nthree\n"))
	run := reporttest.Run()
	l := build(report.Mask(run))
	n := 0
	for i, f := range run.Findings {
		for j, fx := range l.Runs[0].Results[i].Fixes {
			for k, rep := range fx.ArtifactChanges[0].Replacements {
				e := f.Fixes[j].Edits[k]
				src := reporttest.File(e.File)
				if a, b := byteAt(src, rep.DeletedRegion.StartLine, rep.DeletedRegion.StartColumn), byteAt(src, rep.DeletedRegion.EndLine, rep.DeletedRegion.EndColumn); a != e.Start.Offset || b != e.End.Offset {
					t.Errorf("%s: region is [%d,%d), edit is [%d,%d)", f.Rule, a, b, e.Start.Offset, e.End.Offset)
				}
				n++
			}
		}
	}
	if n < 3 {
		t.Errorf("only %d replacements were compared", n)
	}
	for off := range len(file.Data) {
		p := file.Pos(off)
		if file.Data[off]&0xC0 != 0x80 && byteAt(file, p.Line, p.Column) != off {
			t.Errorf("byte %d is %d:%d, and back %d", off, p.Line, p.Column, byteAt(file, p.Line, p.Column))
		}
	}
}

// byteAt finds a place the way a reader of the log does.
func byteAt(f *source.File, line, column int) int {
	lines := strings.SplitAfter(string(f.Data), "\n")
	off := 0
	for _, l := range lines[:line-1] {
		off += len(l)
	}
	for i := range lines[line-1] {
		if column == 1 {
			return off + i
		}
		column--
	}
	return off + len(lines[line-1])
}

func TestMildestResultsGoFirstAndTheCutIsSaid(t *testing.T) {
	run := &report.Run{}
	for i := range 30 {
		sev := report.Severities[i%3]
		run.Findings = append(run.Findings, &finding.Finding{Rule: "R" + string(sev), Severity: sev, File: "a", Message: fmt.Sprint(i)})
	}
	data, err := fit(build(run), limits{results: 15, shown: 10, rules: 100, packed: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	r := read(t, data)
	if len(r.Results) != 15 {
		t.Fatalf("%d results", len(r.Results))
	}
	last := -1
	for _, res := range r.Results {
		n := 0
		fmt.Sscan(res.Message.Text, &n)
		if res.Level == "note" || n <= last {
			t.Errorf("%s %s stands after %d", res.Level, res.Message.Text, last)
		}
		last = n
	}
	said := fmt.Sprint(r.Invocations[0].Notifications)
	for _, want := range []string{"15 of 30 results", "0 errors, 5 warnings, 10 notes", "shows the 10 gravest"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not said: %s", want, said)
		}
	}
}

func TestUploadStaysWithinItsSize(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	run := &report.Run{}
	for range 2000 {
		run.Findings = append(run.Findings, &finding.Finding{Rule: "R", Severity: finding.Error, File: "a",
			Message: fmt.Sprintf("%x%x%x", rng.Uint64(), rng.Uint64(), rng.Uint64())})
	}
	const most = 20_000
	data, err := fit(build(run), limits{results: 25_000, shown: 25_000, rules: 100, packed: most})
	if err != nil {
		t.Fatal(err)
	}
	size, err := packedSize(data)
	if err != nil || size > most || size < most/2 {
		t.Errorf("%d bytes, %v; at most %d and not much less were asked for", size, err, most)
	}
	r := read(t, data)
	if said := fmt.Sprint(r.Invocations[0].Notifications); !strings.Contains(said, fmt.Sprintf("%d of 2000 results", 2000-len(r.Results))) {
		t.Errorf("the cut is not said: %s", said)
	}
}

func TestPathsBecomeURIs(t *testing.T) {
	for _, tt := range []struct{ path, uri, base string }{
		{"a/b.py", "a/b.py", srcRoot},
		{"./a//b.py", "a/b.py", srcRoot},
		{`a\b.py`, "a/b.py", srcRoot},
		{"日本 語%.md", "%E6%97%A5%E6%9C%AC%20%E8%AA%9E%25.md", srcRoot},
		{"a:b", "./a:b", srcRoot},
		{"/tmp/x y", "file:///tmp/x%20y", ""},
		{`C:\x\y`, "file:///C:/x/y", ""},
		{"q?a#b", "q%3Fa%23b", srcRoot},
	} {
		if got := at(tt.path); got.URI != tt.uri || got.URIBaseID != tt.base {
			t.Errorf("%s: got %q %q", tt.path, got.URI, got.URIBaseID)
		}
	}
}

func read(t *testing.T, data []byte) run {
	t.Helper()
	var l log
	if err := json.Unmarshal(data, &l); err != nil {
		t.Fatal(err)
	}
	return l.Runs[0]
}
