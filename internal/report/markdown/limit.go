package markdown

import (
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/promptglot/promptglot/internal/finding"
	"github.com/promptglot/promptglot/internal/report"
)

const (
	// comment is how many characters GitHub takes in one comment; its API
	// refuses more with "Body is too long (maximum is 65536 characters)". See
	// https://github.com/telia-oss/github-pr-resource/issues/259, as of 2026-11-22. It
	// is applied to bytes, which are never fewer than characters.
	comment = 65_536
	// room is kept free for the mark by which a bot finds its comment again.
	room = 512
	// maxText is the longest message that a table is readable with.
	maxText = 2_000
	// maxRules is how many rules are listed where space is scarce.
	maxRules = 50
)

// fit writes the report so that it stays within a number of bytes. First go
// the mildest findings, then the rules that spoke least, then the names of
// the targets.
func fit(r *report.Run, limit int) []byte {
	limit -= room
	order := report.Gravest(r.Findings)
	// A row has 40 bytes at least: nobody need try to show more.
	most := min(len(order), limit/40)
	if data := page(r, first(order, most, r), len(r.Findings), true); len(data) <= limit {
		return data
	}
	for _, targets := range []bool{true, false} {
		n := sort.Search(most+1, func(n int) bool { return len(page(r, first(order, n, r), maxRules, targets)) > limit })
		if n > 0 {
			return page(r, first(order, n-1, r), maxRules, targets)
		}
	}
	return page(r, nil, 0, false)
}

// first returns the n gravest findings in report order.
func first(order []*finding.Finding, n int, r *report.Run) []*finding.Finding {
	if n == len(r.Findings) {
		return r.Findings
	}
	keep := make(map[*finding.Finding]bool, n)
	for _, f := range order[:n] {
		keep[f] = true
	}
	var out []*finding.Finding
	for _, f := range r.Findings {
		if keep[f] {
			out = append(out, f)
		}
	}
	return out
}

// clip cuts text that would fill a table.
func clip(s string) string {
	if len(s) <= maxText {
		return s
	}
	end := maxText
	for !utf8.RuneStart(s[end]) {
		end--
	}
	s = s[:end]
	if strings.Count(s, "`")%2 == 1 {
		s += "`" // the code that was cut is code still
	}
	return s + " …"
}
