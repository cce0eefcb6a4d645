// Package finding holds what a policy decided about facts: the one diagnostic
// type that every report prints.
package finding

import (
	"cmp"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/source"
)

// A Severity grades a finding.
type Severity string

// The severities, gravest first.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
	Info    Severity = "info"
)

// Rank orders severities: 3 for error, 0 for an unknown word.
func (s Severity) Rank() int {
	switch s {
	case Error:
		return 3
	case Warning:
		return 2
	case Info:
		return 1
	}
	return 0
}

// A Finding is one verdict about one place. A repository finding has no range.
type Finding struct {
	Rule        string      `json:"rule"`
	Severity    Severity    `json:"severity"`
	Feature     string      `json:"feature,omitempty"`
	Vendor      string      `json:"vendor,omitempty"`
	Targets     []string    `json:"targets"`
	File        string      `json:"file,omitempty"`
	Start       *source.Pos `json:"start,omitempty"`
	End         *source.Pos `json:"end,omitempty"`
	Message     string      `json:"message"`
	Help        string      `json:"help,omitempty"`
	URL         string      `json:"url,omitempty"`
	Facts       []string    `json:"facts"`
	Fixes       []fact.Fix  `json:"fixes"`
	Fingerprint string      `json:"fingerprint"`
}

// Compare is the total order of reports: file, place, rule, message, targets.
func Compare(a, b *Finding) int {
	return cmp.Or(
		cmp.Compare(a.File, b.File),
		cmp.Compare(offset(a.Start), offset(b.Start)),
		cmp.Compare(offset(a.End), offset(b.End)),
		cmp.Compare(a.Rule, b.Rule),
		cmp.Compare(a.Message, b.Message),
		cmp.Compare(strings.Join(a.Targets, ","), strings.Join(b.Targets, ",")),
		cmp.Compare(a.Fingerprint, b.Fingerprint),
	)
}

func offset(p *source.Pos) int {
	if p == nil {
		return -1
	}
	return p.Offset
}

// Sort puts findings in report order.
func Sort(fs []*Finding) { slices.SortFunc(fs, Compare) }
