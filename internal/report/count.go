package report

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/promptglot/promptglot/internal/figure"
	"github.com/promptglot/promptglot/internal/finding"
)

// Severities lists the severities, gravest first.
var Severities = []finding.Severity{finding.Error, finding.Warning, finding.Info}

// A RuleCount says how often a rule spoke with one severity.
type RuleCount struct {
	Rule     string
	Severity finding.Severity
	Title    string // of the rule, "" when unknown
	Count    int
}

// CountRules counts findings per rule and severity, gravest first, then by
// number, then by rule.
func CountRules(r *Run) []RuleCount {
	title := make(map[string]string, len(r.Rules))
	for _, rule := range r.Rules {
		title[rule.ID] = rule.Title
	}
	type key struct {
		rule string
		sev  finding.Severity
	}
	at := map[key]int{}
	var out []RuleCount
	for _, f := range r.Findings {
		k := key{f.Rule, f.Severity}
		i, ok := at[k]
		if !ok {
			i = len(out)
			at[k] = i
			out = append(out, RuleCount{Rule: f.Rule, Severity: f.Severity, Title: title[f.Rule]})
		}
		out[i].Count++
	}
	slices.SortFunc(out, func(a, b RuleCount) int {
		return cmp.Or(b.Severity.Rank()-a.Severity.Rank(), b.Count-a.Count,
			cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Severity, b.Severity))
	})
	return out
}

// CountSeverities puts numbers of findings into words: "2 errors, 1 warning".
// Severities that did not occur are left out; "" means no findings.
func CountSeverities(fs []*finding.Finding) string {
	n := map[finding.Severity]int{}
	for _, f := range fs {
		n[f.Severity]++
	}
	var parts []string
	for _, s := range Severities {
		switch {
		case n[s] == 0:
		case s == finding.Info:
			parts = append(parts, strconv.Itoa(n[s])+" info")
		default:
			parts = append(parts, figure.Plural(n[s], string(s)))
		}
	}
	return strings.Join(parts, ", ")
}

// FixCounts returns how many findings have a safe fix, and how many have an
// unsafe one only.
func FixCounts(fs []*finding.Finding) (safe, unsafe int) {
	for _, f := range fs {
		best := ""
		for _, fix := range f.Fixes {
			if fix.Applicability == "safe" || fix.Applicability == "unsafe" && best == "" {
				best = fix.Applicability
			}
		}
		switch best {
		case "safe":
			safe++
		case "unsafe":
			unsafe++
		}
	}
	return safe, unsafe
}

// Gravest returns the findings ordered by severity, gravest first, otherwise
// as they stood.
func Gravest(fs []*finding.Finding) []*finding.Finding {
	out := slices.Clone(fs)
	slices.SortStableFunc(out, func(a, b *finding.Finding) int { return b.Severity.Rank() - a.Severity.Rank() })
	return out
}
