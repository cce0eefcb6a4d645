package markdown

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/finding"
	"github.com/promptglot/promptglot/internal/report"
	"github.com/promptglot/promptglot/internal/source"
)

func many(n int, message string) *report.Run {
	r := &report.Run{Targets: []string{"gemini"}}
	for i := range n {
		p := source.Pos{Line: i + 1, Column: 1, Offset: i}
		r.Findings = append(r.Findings, &finding.Finding{
			Rule: fmt.Sprintf("R%d", i%7), Severity: report.Severities[i%3], File: fmt.Sprintf("f%d", i/100), Start: &p, Message: fmt.Sprint(message, i),
		})
	}
	return r
}

func TestReportFitsIntoAComment(t *testing.T) {
	for name, r := range map[string]*report.Run{
		"many findings":      many(20_000, "m"),
		"long messages":      many(3, strings.Repeat("x", 100_000)),
		"wide messages":      many(500, strings.Repeat("日", 300)),
		"long paths":         {Findings: []*finding.Finding{{Rule: "R", File: strings.Repeat("d/", 50_000), Severity: finding.Error}}},
		"thousands of rules": rulesRun(5_000),
		"very many targets":  {Targets: strings.Split(strings.Repeat("vllm/model ", 9_000), " ")},
	} {
		data := fit(r, comment)
		if len(data) > comment || len(data) == 0 {
			t.Errorf("%s: %d bytes", name, len(data))
		}
		if want := report.CountSeverities(r.Findings); want != "" && !bytes.Contains(data, []byte(want+".")) {
			t.Errorf("%s: the numbers are not those of all findings", name)
		}
	}
}

func rulesRun(n int) *report.Run {
	r := &report.Run{}
	for i := range n {
		r.Findings = append(r.Findings, &finding.Finding{Rule: fmt.Sprintf("RULE%d", i), Severity: finding.Error, Message: "m"})
	}
	return r
}

func TestMildestFindingsGoFirstAndTheCutIsSaid(t *testing.T) {
	r := many(3_000, "the message of a finding, of some length: ")
	data := fit(r, comment)
	rows := 0
	for line := range strings.Lines(string(data)) {
		if strings.Contains(line, "the message of a finding") {
			rows++
			if !strings.Contains(line, "| error |") {
				t.Fatalf("a milder finding is shown: %s", line)
			}
		}
	}
	if rows < 300 {
		t.Errorf("only %d findings are shown", rows)
	}
	want := fmt.Sprintf("The %d findings below are the gravest; %d more are left out", rows, 3_000-rows)
	if !strings.Contains(string(data), want) {
		t.Errorf("%q is not said: %.300s", want, data)
	}
}

func TestWhatFitsIsWhole(t *testing.T) {
	r := many(100, "m")
	data := string(fit(r, comment))
	if strings.Contains(data, "left out") || strings.Count(data, "\n| ") != 100+1+21+1 {
		t.Errorf("%d rows: %.500s", strings.Count(data, "\n| "), data)
	}
}

func TestClippedCodeIsClosed(t *testing.T) {
	got := clip("`" + strings.Repeat("é", maxText))
	if !strings.HasSuffix(got, "é` …") || len(got) > maxText+10 {
		t.Errorf("ends with %q", got[len(got)-8:])
	}
	if short := "a `b"; clip(short) != short {
		t.Error("a short text is changed")
	}
}

func TestWhatIsKnownIsMentioned(t *testing.T) {
	r := &report.Run{Notices: []report.Notice{{Severity: finding.Info, Message: "7 findings known to b: not reported"}, {Severity: finding.Warning, Message: "for the log"}}}
	if data := string(fit(r, comment)); !strings.Contains(data, "7 findings known to b") || strings.Contains(data, "for the log") {
		t.Errorf("%s", data)
	}
}
