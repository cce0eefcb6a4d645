package app

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/promptglot/promptglot/internal/finding"
	"github.com/promptglot/promptglot/policies"
)

// policyTools loads the policies of the working folder with their tests.
func (a *App) policyTools(opt *Options) (*policies.Engine, error) {
	s, err := a.session(opt)
	if err != nil {
		return nil, err
	}
	p, err := s.here()
	if err != nil {
		return nil, err
	}
	o := s.policyOptions(p)
	if len(o.Paths) == 0 {
		return nil, usage("no policies; name files, folders or bundles, or have them in promptglot.yaml")
	}
	o.Tests = true
	return s.compile(p, o)
}

// PolicyTest runs the tests of the user's policies. least is the share of lines,
// in percent, that they must cover.
func (a *App) PolicyTest(opt *Options, least float64) (Status, error) {
	sinks, err := opt.sinks(listings...)
	if err != nil {
		return 0, err
	}
	e, err := a.policyTools(opt)
	if err != nil {
		return 0, err
	}
	r, err := e.TestAll(context.Background())
	if err != nil {
		return 0, err
	}
	if len(r.Tests) == 0 {
		return 0, usage("no tests; expected rules test_… in files …_test.rego")
	}
	status := Clean
	if r.Failed() > 0 || r.Percent() < least {
		status = Findings
	}
	return status, a.emit(sinks, func(w io.Writer, format string, _ bool) error {
		switch format {
		case "text":
			return writeTests(w, r, least)
		case "jsonl":
			return writeJSON(w, r.Tests, true)
		}
		return writeJSON(w, []*policies.TestReport{r}, false)
	})
}

func writeTests(w io.Writer, r *policies.TestReport, least float64) error {
	var b strings.Builder
	skipped := 0
	for _, t := range r.Tests {
		switch {
		case t.Skipped:
			skipped++
			fmt.Fprintf(&b, "%s:%d: skipped %s\n", t.File, t.Line, t.Name)
		case !t.Pass:
			line := t.Line
			if t.FailedLine > 0 {
				line = t.FailedLine
			}
			fmt.Fprintf(&b, "%s:%d: failed %s: %s\n", t.File, line, t.Name, t.Message)
		}
	}
	fmt.Fprintf(&b, "%d passed, %d failed, %d skipped\n", len(r.Tests)-r.Failed()-skipped, r.Failed(), skipped)
	for _, c := range r.Coverage {
		if c.Covered == c.Lines {
			continue
		}
		lines := make([]string, len(c.Missing))
		for i, m := range c.Missing {
			lines[i] = fmt.Sprint(m.First)
			if m.Last > m.First {
				lines[i] += fmt.Sprintf("–%d", m.Last)
			}
		}
		fmt.Fprintf(&b, "%s: %.1f %% covered; no test comes to %s\n", c.File, c.Percent(), strings.Join(lines, ", "))
	}
	fmt.Fprintf(&b, "coverage %.1f %%", r.Percent())
	if r.Percent() < least {
		fmt.Fprintf(&b, ", expected at least %g %%", least)
	}
	b.WriteByte('\n')
	_, err := io.WriteString(w, b.String())
	return err
}

// PolicyCheck compiles the user's policies strictly against the form of their
// input and says what in them is hardly meant.
func (a *App) PolicyCheck(opt *Options) (Status, error) {
	sinks, err := opt.sinks(listings...)
	if err != nil {
		return 0, err
	}
	failOn, err := opt.failOn()
	if err != nil {
		return 0, err
	}
	e, err := a.policyTools(opt)
	if err != nil {
		return 0, err
	}
	remarks := e.Remarks()
	status := Clean
	if remarks == nil {
		remarks = []policies.Remark{}
		a.note("the policies are in order")
	}
	for _, r := range remarks {
		if r.Severity.Rank() >= failOn.Rank() && r.Severity != finding.Info {
			status = Findings
		}
	}
	return status, a.emit(sinks, func(w io.Writer, format string, _ bool) error {
		if format != "text" {
			return writeJSON(w, remarks, format == "jsonl")
		}
		for _, r := range remarks {
			if _, err := fmt.Fprintf(w, "%s:%d: %s %s: %s\n", r.File, r.Line, r.Severity, r.Code, r.Message); err != nil {
				return err
			}
		}
		return nil
	})
}
