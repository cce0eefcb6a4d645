package all

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/promptglot/promptglot/internal/report"
	"github.com/promptglot/promptglot/internal/report/reporttest"
	"github.com/promptglot/promptglot/internal/testkit"
)

// support names the folders beside the formats that are none.
var support = []string{"all", "html", "reporttest", "term"}

func TestEveryFolderIsARegisteredFormat(t *testing.T) {
	entries, err := os.ReadDir("..")
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, e := range entries {
		if e.IsDir() && !slices.Contains(support, e.Name()) {
			want = append(want, e.Name())
		}
	}
	if got := report.Names(); !slices.Equal(got, want) {
		t.Errorf("registered: %v, folders: %v", got, want)
	}
}

func TestGolden(t *testing.T) {
	extension := map[string]string{"json": ".json", "sarif": ".json", "gitlab": ".json", "jsonl": ".jsonl", "junit": ".xml", "markdown": ".md"}
	for _, id := range report.Names() {
		if id == "text" {
			continue // has its own, in several widths
		}
		ext := extension[id]
		if ext == "" {
			ext = ".txt"
		}
		for name, change := range map[string]func(*report.Run){"findings": nil, "clean": func(r *report.Run) { r.Findings = nil }} {
			t.Run(id+"/"+name, func(t *testing.T) {
				testkit.Golden(t, "../"+id+"/testdata/"+name+ext, reporttest.Write(t, id, change))
			})
		}
	}
}

func TestNoFormatLetsASecretThrough(t *testing.T) {
	old := reporttest.Secret
	defer func() { reporttest.Secret = old }()
	const body = "Zx81kQpLm4Wv9TtRc7Yh2NsBq6Xj3GdF"
	for _, prefix := range []string{"sk-", "sk-proj-", "sk-ant-api03-", "AIza", "ghp_", "github_pat_", "xai-", "gsk_", "hf_", "xoxb-", "Bearer "} {
		reporttest.Secret = prefix + body
		for _, id := range report.Names() {
			for _, width := range []int{0, 40, 55, 300} {
				out := reporttest.Write(t, id, func(r *report.Run) { spreadSecret(r, width) })
				for n := 6; n <= len(body); n += 6 {
					if bytes.Contains(out, []byte(body[n-6:n])) {
						t.Errorf("%s, width %d: %q of %s… is in the report", id, width, body[n-6:n], prefix)
					}
				}
			}
		}
	}
}

// spreadSecret puts the secret where the fixture does not have it yet.
func spreadSecret(r *report.Run, width int) {
	r.Width = width
	r.Targets = append(r.Targets, "vllm/"+reporttest.Secret)
	r.Rules[0].Help += reporttest.Secret
	r.Rules[0].URL += "?" + reporttest.Secret
	r.Rules[1].Tags = []string{reporttest.Secret}
	for _, f := range r.Findings {
		f.Targets = append(f.Targets, reporttest.Secret)
		f.Facts = append(f.Facts, reporttest.Secret)
		f.URL += "https://example.org/?k=" + reporttest.Secret
		f.Feature += " " + reporttest.Secret
	}
}

func TestReportsAreTheSameEveryTimeAndUTF8(t *testing.T) {
	for _, id := range report.Names() {
		a, b := reporttest.Write(t, id, nil), reporttest.Write(t, id, nil)
		if !bytes.Equal(a, b) {
			t.Errorf("%s: two runs differ", id)
		}
		if !utf8.Valid(a) || bytes.Contains(a, []byte("\x1b")) {
			t.Errorf("%s: not plain UTF-8", id)
		}
	}
}

func TestEveryFindingIsInEveryReport(t *testing.T) {
	want := len(reporttest.Run().Findings)
	counts := map[string]string{"concise": "\n", "jsonl": "\n", "json": `{"rule":`, "sarif": `"ruleId":`, "junit": "<testcase ",
		"github": "::PG", "gitlab": `"check_name":`, "markdown": "", "text": ""}
	for _, id := range report.Names() {
		out := reporttest.Write(t, id, nil)
		mark, ok := counts[id]
		if !ok {
			t.Errorf("%s: say here how a finding is recognised", id)
		}
		if id == "github" {
			mark = ",title="
			out = bytes.ReplaceAll(out, []byte(" title="), []byte(",title="))
		}
		if mark != "" && bytes.Count(out, []byte(mark)) != want {
			t.Errorf("%s: %d findings of %d", id, bytes.Count(out, []byte(mark)), want)
		}
		for _, f := range reporttest.Run().Findings {
			if !bytes.Contains(out, []byte(f.Rule)) {
				t.Errorf("%s: %s is missing", id, f.Rule)
			}
		}
	}
}

func TestUnknownFormatNamesTheKnownOnes(t *testing.T) {
	_, err := report.Lookup("xml")
	if err == nil || !strings.Contains(err.Error(), "concise, github") {
		t.Errorf("got %v", err)
	}
}
