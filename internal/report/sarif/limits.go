package sarif

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"slices"
)

// limits are what a service takes in one upload.
type limits struct {
	results int // more are refused
	shown   int // more are taken but not shown
	rules   int
	packed  int // bytes of the upload, compressed
}

// gitHub holds the limits of GitHub code scanning. Sources:
// https://docs.github.com/code-security/code-scanning/troubleshooting-sarif/results-exceed-limit
// and https://docs.github.com/code-security/code-scanning/troubleshooting-sarif/file-too-large
// (10 MB compressed), as of 2026-11-22.
var gitHub = limits{results: 25_000, shown: 5_000, rules: 25_000, packed: 10_000_000}

// fit encodes the log so that it stays within the limits. First goes what is
// least missed: rules that did not speak, then fixes, then the mildest
// results. Whatever goes is counted in a notification.
func fit(l *log, lim limits) ([]byte, error) {
	r := &l.Runs[0]
	all := r.Results
	if len(r.Tool.Driver.Rules) > lim.rules {
		r.notify("%d rules without results are not listed: a run may have %d.", dropSilentRules(r), lim.rules)
	}
	if len(all) > lim.shown {
		r.notify("This run has %d results; GitHub shows the %d gravest of a run.", len(all), lim.shown)
	}
	before := len(r.Invocations[0].Notifications)
	keep := min(len(all), lim.results)
	fixes := 0
	for {
		r.Results = gravest(all, keep)
		r.Invocations[0].Notifications = r.Invocations[0].Notifications[:before]
		if n := len(all) - keep; n > 0 {
			r.notify("%d of %d results were left out, the mildest and last ones (%s): an upload may have %d results and %d bytes compressed. Other formats have them all.",
				n, len(all), levels(all, r.Results), lim.results, lim.packed)
		}
		if fixes > 0 {
			r.notify("The fixes of %d results were left out: an upload may have %d bytes compressed.", fixes, lim.packed)
		}
		data, err := encode(l)
		if err != nil || len(data) <= lim.packed || keep == 0 {
			return data, err
		}
		size, err := packedSize(data)
		if err != nil || size <= lim.packed {
			return data, err
		}
		if fixes == 0 {
			if fixes = dropFixes(all); fixes > 0 {
				continue
			}
		}
		// Somewhat fewer than would fit if all were of one size.
		keep = min(keep-1, keep*9/10*lim.packed/size)
	}
}

// notify adds a warning about the run.
func (r *run) notify(format string, args ...any) {
	inv := &r.Invocations[0]
	inv.Notifications = append(inv.Notifications, notification{Level: "warning", Message: text{Text: fmt.Sprintf(format, args...)}})
}

// gravest returns the n gravest results in their old order; of equals the
// first ones stay.
func gravest(all []*result, n int) []*result {
	if n >= len(all) {
		return all
	}
	order := make([]int, len(all))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return all[b].rank - all[a].rank })
	order = order[:n]
	slices.Sort(order)
	out := make([]*result, n)
	for i, at := range order {
		out[i] = all[at]
	}
	return out
}

// levels says how many results of each level are in all and not in kept.
func levels(all, kept []*result) string {
	n := map[string]int{}
	for _, r := range all {
		n[r.Level]++
	}
	for _, r := range kept {
		n[r.Level]--
	}
	return fmt.Sprintf("%d errors, %d warnings, %d notes", n["error"], n["warning"], n["note"])
}

// dropFixes takes the fixes off all results and returns how many had any.
func dropFixes(all []*result) int {
	n := 0
	for _, r := range all {
		if r.Fixes != nil {
			r.Fixes = nil
			n++
		}
	}
	return n
}

// dropSilentRules removes the rules that no result names and returns their
// number.
func dropSilentRules(r *run) int {
	used := map[string]bool{}
	for _, res := range r.Results {
		used[res.RuleID] = true
	}
	rules := &r.Tool.Driver.Rules
	before := len(*rules)
	*rules = slices.DeleteFunc(*rules, func(x rule) bool { return !used[x.ID] })
	index := map[string]int{}
	for i, x := range *rules {
		index[x.ID] = i
	}
	for _, res := range r.Results {
		res.RuleIndex = index[res.RuleID]
	}
	return before - len(*rules)
}

func packedSize(data []byte) (int, error) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write(data); err != nil {
		return 0, err
	}
	err := z.Close()
	return b.Len(), err
}
