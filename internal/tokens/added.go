package tokens

import (
	"unicode"
	"unicode/utf8"
)

// A matcher finds added tokens: of those that begin leftmost, the longest. It
// is a tree of bytes whose edges are one table.
type matcher struct {
	starts [256]bool
	edges  map[uint64]uint32 // node<<8|byte → node
	ends   map[uint32]*addedEnd
	nodes  uint32
}

type addedEnd struct {
	Added
	hidden bool // found, but left as text
}

// A match is s[start:end]; token is nil when there is none, and then both are
// the end of the text.
type match struct {
	start, end int
	token      *addedEnd
}

func (m *matcher) empty() bool { return m.nodes == 0 }

// add files a; hidden tokens keep others from being found inside them, and stay
// text.
func (m *matcher) add(a Added, hidden bool) {
	if m.nodes == 0 {
		m.edges, m.ends = map[uint64]uint32{}, map[uint32]*addedEnd{}
	}
	m.starts[a.Text[0]] = true
	node := uint32(0)
	for i := range len(a.Text) {
		e := uint64(node)<<8 | uint64(a.Text[i])
		to, ok := m.edges[e]
		if !ok {
			m.nodes++
			to = m.nodes
			m.edges[e] = to
		}
		node = to
	}
	m.ends[node] = &addedEnd{a, hidden}
}

// next returns the first token at or behind s[at]; stripping reaches back to
// from at most.
func (m *matcher) next(s string, at, from int) match {
	if m.nodes == 0 {
		return match{start: len(s), end: len(s)}
	}
	for at < len(s) {
		if !m.starts[s[at]] {
			at++
			continue
		}
		end, tok := m.longest(s, at)
		if tok == nil {
			at++
			continue
		}
		if tok.hidden || tok.SingleWord && !alone(s, at, end) {
			at = end
			continue
		}
		start := at
		if tok.LeftStrip {
			for start > from {
				r, w := utf8.DecodeLastRuneInString(s[from:start])
				if !unicode.IsSpace(r) {
					break
				}
				start -= w
			}
		}
		if tok.RightStrip {
			for end < len(s) {
				r, w := utf8.DecodeRuneInString(s[end:])
				if !unicode.IsSpace(r) {
					break
				}
				end += w
			}
		}
		return match{start, end, tok}
	}
	return match{start: len(s), end: len(s)}
}

// longest returns the longest token at s[at].
func (m *matcher) longest(s string, at int) (end int, tok *addedEnd) {
	node := uint32(0)
	for i := at; i < len(s); i++ {
		to, ok := m.edges[uint64(node)<<8|uint64(s[i])]
		if !ok {
			break
		}
		node = to
		if t := m.ends[node]; t != nil {
			end, tok = i+1, t
		}
	}
	return end, tok
}

// alone reports whether no word character touches s[at:end].
func alone(s string, at, end int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:at])
	after, _ := utf8.DecodeRuneInString(s[end:])
	return (at == 0 || !wordRune(before)) && (end == len(s) || !wordRune(after))
}

// wordRune is \w of regular expressions.
func wordRune(r rune) bool {
	c := runeClass(r)
	return 1<<c&(letters|1<<mark) != 0 || unicode.Is(unicode.Nd, r) || unicode.Is(unicode.Pc, r) ||
		unicode.Is(unicode.Other_Alphabetic, r) || unicode.Is(unicode.Join_Control, r)
}
