// Package concise is the report with one line per finding, for grep, editors
// and people in a hurry: path:line:col: severity RULE message [targets].
package concise

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/promptglot/promptglot/internal/finding"
	"github.com/promptglot/promptglot/internal/report"
	"github.com/promptglot/promptglot/internal/report/term"
)

func init() { report.Register(format{}) }

type format struct{}

func (format) ID() string { return "concise" }

// codes are the colours of the severities.
var codes = map[finding.Severity]string{finding.Error: "1;31", finding.Warning: "1;33", finding.Info: "1;36"}

func (format) Write(w io.Writer, r *report.Run) error {
	b := bufio.NewWriter(w)
	for _, f := range r.Findings {
		if f.File == "" {
			b.WriteString("(repository)")
		} else {
			b.WriteString(term.Printable(f.File))
		}
		if f.Start != nil {
			fmt.Fprintf(b, ":%d:%d", f.Start.Line, f.Start.Column)
		}
		severity := string(f.Severity)
		if r.Color {
			severity = "\x1b[" + codes[f.Severity] + "m" + severity + "\x1b[0m"
		}
		fmt.Fprintf(b, ": %s %s %s", severity, f.Rule, term.Printable(f.Message))
		if len(f.Targets) > 0 {
			fmt.Fprintf(b, " [%s]", strings.Join(f.Targets, ", "))
		}
		b.WriteByte('\n')
	}
	return b.Flush()
}
