package text

import (
	"slices"
	"strings"
)

// A Hit is a place in a text that a pattern is about.
type Hit struct {
	Pattern    *Pattern
	Vendor     string
	Start, End int // byte offsets
}

// oneThing reports whether what stands between two hits of a line makes them
// one: nothing but white space, or a word as in
// <|start_header_id|>user<|end_header_id|>.
func oneThing(between string) bool {
	const most = 16
	if len(between) > most {
		return false
	}
	return strings.TrimSpace(between) == "" || !strings.ContainsAny(between, " \t")
}

// Find returns the hits in s, in order. code holds the ranges of s that are
// code, sorted: what stands there is an example. with says whether a pattern is
// wanted; nil wants all.
//
// Time is linear in s for every pattern whose literals s holds, and one cheap
// pass otherwise.
func Find(s string, code func() [][2]int, with func(*Pattern) bool) []Hit {
	t := patterns()
	found := t.sieve.scan(s)
	if found == nil {
		return nil
	}
	f := &finder{s: s, bare: s}
	if code != nil {
		f.code = code()
		f.bare = blank(s, f.code)
	}
	var out []Hit
	for i, p := range t.patterns {
		if found[i] && (with == nil || with(p)) {
			out = append(out, f.find(p)...)
		}
	}
	slices.SortStableFunc(out, func(a, b Hit) int {
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return b.End - a.End
	})
	return out
}

type finder struct {
	s    string
	bare string // s with code blanked out
	code [][2]int
}

// blank overwrites ranges of s with a byte that no pattern looks for, but for
// line ends.
func blank(s string, ranges [][2]int) string {
	if len(ranges) == 0 {
		return s
	}
	b := []byte(s)
	for _, r := range ranges {
		for i := r[0]; i < r[1]; i++ {
			if b[i] != '\n' {
				b[i] = Blank
			}
		}
	}
	return string(b)
}

// Blank is the byte that stands in a text for what is not to be read: template
// tags, code. No pattern matches it but as "anything".
const Blank = 0x01

func (f *finder) find(p *Pattern) []Hit {
	s := f.bare
	if p.CodeToo {
		s = f.s
	}
	var out []Hit
	line, last, seen := 0, -1, 0 // start of the line, that of the last hit, how far lines are known
	behind := -1                 // end of the last match that counts
	for _, m := range p.re.FindAllStringSubmatchIndex(s, -1) {
		start, end := shown(p, m)
		if i := strings.LastIndexByte(s[seen:start], '\n'); i >= 0 {
			line = seen + i + 1
		}
		seen = start
		if !f.counts(p, s, line, m[0], start, end) {
			continue
		}
		near := behind >= 0 && p.Per == "block" && strings.Count(s[behind:start], "\n") < 2
		behind = end
		if near && line != last {
			continue
		}
		if line == last { // one for each line
			if h := &out[len(out)-1]; oneThing(s[h.End:start]) {
				h.End = end
			}
			continue
		}
		out = append(out, Hit{Pattern: p, Vendor: p.owner(s[start:end]), Start: start, End: end})
		last = line
		if p.Per == "text" {
			break
		}
	}
	if len(out) > 0 && (p.also != nil && !p.also.MatchString(f.bare) || p.not != nil && p.not.MatchString(f.bare)) {
		return nil
	}
	return out
}

// shown is the part of a match that a fact points at.
func shown(p *Pattern, m []int) (start, end int) {
	for g := 2; g+1 < len(m); g += 2 {
		if m[g] >= 0 {
			if p.Whole {
				return m[0], m[g+1]
			}
			return m[g], m[g+1]
		}
	}
	return m[0], m[1]
}

// counts reports whether a match is meant, and not mentioned. line is where its
// line begins.
func (f *finder) counts(p *Pattern, s string, line, match, start, end int) bool {
	if strings.HasPrefix(strings.TrimLeft(s[line:min(len(s), line+16)], " \t"), ">") {
		return false // a quotation in Markdown
	}
	if !p.Quoted && quoted(s, start, end) {
		return false
	}
	return len(p.Behind) == 0 || !slices.Contains(p.Behind, wordBefore(s, match))
}

// quoteReach bounds how far around a match quotation marks are looked for.
const quoteReach = 200

// quoted reports whether [start, end) of s stands in quotation marks: right
// inside a pair of any, or somewhere within a pair of double ones on its line.
func quoted(s string, start, end int) bool {
	before, after := s[max(0, start-quoteReach):start], s[end:min(len(s), end+quoteReach)]
	if i := strings.LastIndexByte(before, '\n'); i >= 0 {
		before = before[i+1:]
	}
	if i := strings.IndexByte(after, '\n'); i >= 0 {
		after = after[:i]
	}
	for _, q := range [][2]string{{`"`, `"`}, {"'", "'"}, {"“", "”"}, {"‘", "’"}, {"«", "»"}, {"„", "“"}, {"`", "`"}, {`\"`, `\"`}} {
		if strings.HasSuffix(before, q[0]) && strings.HasPrefix(after, q[1]) {
			return true
		}
	}
	if strings.Count(before, `"`)%2 == 1 && strings.Contains(after, `"`) {
		return true
	}
	i, j := strings.LastIndex(before, "“"), strings.LastIndex(before, "”")
	return i > j && strings.Contains(after, "”")
}

// wordBefore returns the word before offset, in lower case.
func wordBefore(s string, at int) string {
	head := strings.TrimRight(s[max(0, at-40):at], " \t\"'“‘(*_")
	i := strings.LastIndexFunc(head, func(r rune) bool {
		return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z')
	})
	return strings.ToLower(head[i+1:])
}
