package callsite

import (
	_ "embed"
	"strings"
	"sync"
)

// words are the texts without one of which a program has nothing to do with any
// vendor. The list is used by the benchmark against a searcher as well.
//
//go:embed words
var words string

// MayMatter reports whether a program may have to do with a vendor. It never
// says no to one that has, and says it without reading the program.
func MayMatter(data []byte) bool { return filter().match(data) }

var filter = sync.OnceValue(func() *automaton { return newAutomaton(strings.Fields(words)) })

// An automaton finds any of many words in one pass (Aho and Corasick): a state
// for each beginning of a word, and for each state where each byte leads.
type automaton struct {
	class [256]uint8 // bytes that stand in no word are all class 0
	width int
	next  []uint16 // state*width + class
	final []bool
}

func newAutomaton(list []string) *automaton {
	a := &automaton{width: 1}
	for _, w := range list {
		for i := 0; i < len(w); i++ {
			if a.class[w[i]] == 0 {
				a.class[w[i]] = uint8(a.width)
				a.width++
			}
		}
	}
	add := func() uint16 {
		a.next = append(a.next, make([]uint16, a.width)...)
		a.final = append(a.final, false)
		return uint16(len(a.final) - 1)
	}
	add()
	for _, w := range list {
		s := uint16(0)
		for i := 0; i < len(w); i++ {
			at := int(s)*a.width + int(a.class[w[i]])
			if a.next[at] == 0 {
				to := add()
				a.next[at] = to
			}
			s = a.next[at]
		}
		a.final[s] = true
	}
	a.link()
	return a
}

// link leads every state that a byte ends in to the longest word's beginning
// that is still open, the shortest states first.
func (a *automaton) link() {
	fail := make([]uint16, len(a.final))
	queue := make([]uint16, 0, len(a.final))
	for c := range a.width {
		if s := a.next[c]; s != 0 {
			queue = append(queue, s)
		}
	}
	for len(queue) > 0 {
		s := queue[0]
		queue = queue[1:]
		a.final[s] = a.final[s] || a.final[fail[s]]
		for c := range a.width {
			at, back := int(s)*a.width+c, a.next[int(fail[s])*a.width+c]
			if to := a.next[at]; to != 0 {
				fail[to] = back
				queue = append(queue, to)
			} else {
				a.next[at] = back
			}
		}
	}
}

func (a *automaton) match(data []byte) bool {
	s := 0
	for _, c := range data {
		s = int(a.next[s*a.width+int(a.class[c])])
		if a.final[s] {
			return true
		}
	}
	return false
}
