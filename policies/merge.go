package policies

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/finding"
)

// finish merges the drafts, lets losses speak for features, and names each
// finding by its content.
func (b *builder) finish() []*finding.Finding {
	drafts := lossSpeaks(outermost(merge(b.drafts)))
	slices.SortStableFunc(drafts, func(x, y *draft) int { return finding.Compare(x.Finding, y.Finding) })
	equals := map[string]int{}
	out := make([]*finding.Finding, len(drafts))
	for i, d := range drafts {
		key := d.identity()
		d.Fingerprint = fingerprint(key, equals[key])
		equals[key]++
		out[i] = d.Finding
	}
	return out
}

// merge joins findings of one rule on the same thing at the same place for
// several targets.
func merge(drafts []*draft) []*draft {
	type place struct {
		rule, file, message string
		start, end          int
	}
	// In a total order before joining, so that which message and fact come
	// first does not depend on who was asked first.
	slices.SortStableFunc(drafts, func(x, y *draft) int {
		return cmp.Or(finding.Compare(x.Finding, y.Finding), slices.Compare(x.Facts, y.Facts))
	})
	at := map[place]int{}
	var groups [][]*draft
	for _, d := range drafts {
		p := place{rule: d.Rule, file: d.File, message: d.subject(), start: -1, end: -1}
		if d.Start != nil {
			p.start = d.Start.Offset
		}
		if d.End != nil {
			p.end = d.End.Offset
		}
		i, there := at[p]
		if !there {
			i = len(groups)
			at[p] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], d)
	}
	out := make([]*draft, len(groups))
	for i, g := range groups {
		out[i] = join(g)
	}
	return out
}

// join makes one finding of several: of the gravest severity, with all targets,
// facts and fixes.
func join(group []*draft) *draft {
	d := group[0]
	if len(group) == 1 {
		return d
	}
	message := joinedMessage(group)
	fixes := map[string]bool{}
	all := d.Fixes[:0:0]
	for _, o := range group {
		if o.Severity.Rank() > d.Severity.Rank() {
			d.Severity = o.Severity
		}
		if o != d {
			d.Targets = append(d.Targets, o.Targets...)
			d.Facts = append(d.Facts, o.Facts...)
		}
		for _, f := range o.Fixes {
			if key := fixKey(f); !fixes[key] {
				fixes[key] = true
				all = append(all, f)
			}
		}
	}
	d.Message = message
	d.Targets, d.Facts = sortedSet(d.Targets), sortedSet(d.Facts)
	d.Fixes = append([]fact.Fix{}, all...)
	return d
}

// subject is what findings must share to be one: of losses the feature, for
// each target has its own reason; of anything else the message.
func (d *draft) subject() string {
	if d.fact != nil && d.fact.Loss != nil {
		return "loss of " + d.fact.Feature
	}
	return d.neutralMessage()
}

// joinedMessage is the message of a group: the one that all have, or each
// target's own reason behind the words that they share.
func joinedMessage(group []*draft) string {
	same, neutral := true, group[0].neutralMessage()
	alike := true
	for _, d := range group[1:] {
		same = same && d.Message == group[0].Message
		alike = alike && d.neutralMessage() == neutral
	}
	switch {
	case same:
		return group[0].Message
	case alike:
		return neutral
	}
	head, _, _ := strings.Cut(group[0].Message, ": ")
	var reasons []string
	seen := map[string]bool{}
	for _, d := range group {
		m := d.Message
		if rest, ok := strings.CutPrefix(m, head+": "); ok {
			m = rest
		}
		if seen[m] {
			continue
		}
		seen[m] = true
		if d.fact != nil && d.fact.Loss != nil {
			m += " (" + d.fact.Loss.Dialect + ")"
		}
		reasons = append(reasons, m)
	}
	return head + ": " + strings.Join(reasons, "; ")
}

func fixKey(f fact.Fix) string {
	b, _ := json.Marshal(f) // plain data: cannot fail
	return string(b)
}

func sortedSet(ss []string) []string {
	slices.Sort(ss)
	return slices.Compact(ss)
}

// neutralMessage is the message without the names of its target and dialect.
func (d *draft) neutralMessage() string {
	m := d.Message
	if d.fact == nil {
		return m
	}
	if l := d.fact.Loss; l != nil {
		m = replaceWord(replaceWord(m, l.Target), l.Dialect)
	}
	if t := d.fact.Tokens; t != nil {
		m = replaceWord(m, t.Target)
	}
	return m
}

// replaceWord puts "the target" for every whole word that is name.
func replaceWord(s, name string) string {
	if name == "" || !strings.Contains(s, name) {
		return s
	}
	var b strings.Builder
	for {
		i := strings.Index(s, name)
		if i < 0 {
			b.WriteString(s)
			return b.String()
		}
		end := i + len(name)
		b.WriteString(s[:i])
		if i > 0 && inWord(s[i-1]) || end < len(s) && inWord(s[end]) {
			b.WriteString(name)
		} else {
			b.WriteString("the target")
		}
		s = s[end:]
	}
}

func inWord(c byte) bool {
	return c == '_' || c == '-' || c == '/' || c == '@' || '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z' || c >= 0x80
}

// lossSpeaks drops what was found of a feature or of the structure where a loss of the same feature
// is found at the same place and weighs as much: the loss says more. The user's
// own policies give way only to what weighs more.
func lossSpeaks(drafts []*draft) []*draft {
	type place struct {
		file, feature string
		start         int
	}
	rank := map[place]int{}
	at := func(d *draft) place { return place{d.File, d.Feature, d.Start.Offset} }
	for _, d := range drafts {
		if d.fact != nil && d.fact.Kind == fact.Loss && d.Start != nil {
			rank[at(d)] = max(rank[at(d)], d.Severity.Rank())
		}
	}
	return slices.DeleteFunc(drafts, func(d *draft) bool {
		if d.fact == nil || d.Start == nil || d.fact.Kind != fact.Feature && d.fact.Kind != fact.Structure {
			return false
		}
		loss, mine := rank[at(d)], d.Severity.Rank()
		return loss > mine || loss == mine && d.rule.Shipped
	})
}

// identity is what makes a finding this one, wherever in the file it stands:
// the rule, the file, the prompt and what stands in the source. Neither line
// numbers nor the wording of messages take part, nor the targets, so that a
// baseline survives edits elsewhere, updates and further targets.
func (d *draft) identity() string {
	parts := []string{d.Rule, d.File}
	if d.about != "" {
		parts = append(parts, d.about)
	}
	if f := d.fact; f != nil {
		parts = append(parts, f.Prompt, f.Feature, f.Code, f.Value)
	}
	return strings.Join(parts, "\x00")
}

// fingerprint is half a SHA-256 in hex: 32 characters. The ordinal tells equals
// apart, in order of place.
func fingerprint(identity string, ordinal int) string {
	h := sha256.New()
	io.WriteString(h, identity)
	io.WriteString(h, "\x00"+strconv.Itoa(ordinal))
	return hex.EncodeToString(h.Sum(nil)[:16])
}
