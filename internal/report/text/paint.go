package text

import "github.com/promptglot/promptglot/internal/finding"

// A painter wraps text in ANSI colours, or leaves it alone when false. It uses
// the sixteen basic colours only: they follow the reader's theme.
type painter bool

func (on painter) sgr(code, text string) string {
	if !on || text == "" {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

func (on painter) bold(s string) string  { return on.sgr("1", s) }
func (on painter) faint(s string) string { return on.sgr("2", s) }
func (on painter) frame(s string) string { return on.sgr("34", s) }
func (on painter) good(s string) string  { return on.sgr("32", s) }
func (on painter) gone(s string) string  { return on.sgr("31", s) }

func (on painter) severity(sev finding.Severity, s string) string {
	switch sev {
	case finding.Error:
		return on.sgr("1;31", s)
	case finding.Warning:
		return on.sgr("1;33", s)
	}
	return on.sgr("1;36", s)
}
