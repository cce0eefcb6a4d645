package github

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/finding"
	"github.com/promptglot/promptglot/internal/report"
	"github.com/promptglot/promptglot/internal/report/reporttest"
)

// A workflow command is ::name key=value,key=value::data on one line, in which
// %, line ends and, in values, : and , are escaped.
var workflowCommand = regexp.MustCompile(`^::(error|warning|notice) ((file|line|endLine|col|endColumn|title)=[^:,]*(,|::))+[^\n]*$`)

func TestEveryLineIsAWorkflowCommand(t *testing.T) {
	for line := range strings.Lines(string(reporttest.Write(t, "github", nil))) {
		line = strings.TrimSuffix(line, "\n")
		if !workflowCommand.MatchString(line) {
			t.Errorf("no workflow command: %s", line)
		}
		if strings.Contains(regexp.MustCompile(`%(25|0A|3A|2C)`).ReplaceAllString(line, ""), "%") {
			t.Errorf("a %% is not escaped: %s", line)
		}
	}
}

func TestWhatGitHubDoesNotShowIsSaid(t *testing.T) {
	write := func(errors, infos int) string {
		r := &report.Run{}
		for i := range errors + infos {
			sev := finding.Error
			if i < infos {
				sev = finding.Info
			}
			r.Findings = append(r.Findings, &finding.Finding{Rule: "R", Severity: sev, File: "a", Message: fmt.Sprint(i)})
		}
		var b bytes.Buffer
		if err := (format{}).Write(&b, r); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	out := write(12, 11)
	if !strings.HasSuffix(out, "promptglot: GitHub shows 10 of 12 errors, 10 of 11 notices as annotations, the first of each kind in a step; this log has them all.\n") {
		t.Errorf("%s", out)
	}
	if strings.Index(out, "::notice") < strings.LastIndex(out, "::error") {
		t.Error("an error stands behind a notice")
	}
	if out := write(10, 10); strings.Contains(out, "GitHub shows") {
		t.Errorf("%s", out)
	}
}
