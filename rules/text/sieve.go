package text

// A sieve tells in one pass over a text which of many literals it holds: an
// Aho-Corasick automaton over bytes, in which ASCII letters have no case. A
// text without any of them, which most texts are, costs this pass and nothing
// else.
type sieve struct {
	class [256]uint8 // byte → column; 0 stands for all bytes that no literal has
	width int
	next  []uint16 // state × column → state
	out   [][]int  // state → owners of the literals that end there
	n     int      // number of owners
	steps []uint32 // next as scan uses it: offset of the state's row, and whether literals end there
}

// ends marks a step to a state in which literals end.
const ends = 1 << 31

// newSieve builds the automaton; owner i has the literals needs[i].
func newSieve(needs [][]string) *sieve {
	s := &sieve{n: len(needs), width: 1}
	for _, list := range needs {
		for _, lit := range list {
			for i := range len(lit) {
				if b := fold(lit[i]); s.class[b] == 0 {
					s.class[b] = uint8(s.width)
					s.width++
				}
			}
		}
	}
	for b := 'A'; b <= 'Z'; b++ {
		s.class[b] = s.class[b+'a'-'A']
	}
	s.state()
	for owner, list := range needs {
		for _, lit := range list {
			s.add(owner, lit)
		}
	}
	s.link()
	return s
}

func fold(b byte) byte {
	if 'A' <= b && b <= 'Z' {
		return b + 'a' - 'A'
	}
	return b
}

func (s *sieve) state() uint16 {
	s.next = append(s.next, make([]uint16, s.width)...)
	s.out = append(s.out, nil)
	return uint16(len(s.out) - 1)
}

func (s *sieve) add(owner int, lit string) {
	at := uint16(0)
	for i := range len(lit) {
		col := int(s.class[fold(lit[i])])
		to := s.next[int(at)*s.width+col]
		if to == 0 {
			to = s.state()
			s.next[int(at)*s.width+col] = to
		}
		at = to
	}
	s.out[at] = append(s.out[at], owner)
}

// link turns the tree into an automaton: every missing step becomes the step
// of the longest proper suffix, breadth first.
func (s *sieve) link() {
	fail := make([]uint16, len(s.out))
	var queue []uint16
	for col := range s.width {
		if to := s.next[col]; to != 0 {
			queue = append(queue, to)
		}
	}
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		s.out[at] = append(s.out[at], s.out[fail[at]]...)
		for col := range s.width {
			i := int(at)*s.width + col
			back := s.next[int(fail[at])*s.width+col]
			if to := s.next[i]; to != 0 {
				fail[to] = back
				queue = append(queue, to)
			} else {
				s.next[i] = back
			}
		}
	}
	s.steps = make([]uint32, len(s.next))
	for i, to := range s.next {
		s.steps[i] = uint32(int(to) * s.width)
		if s.out[to] != nil {
			s.steps[i] |= ends
		}
	}
}

// scan returns which owners have a literal in text, nil for none.
func (s *sieve) scan(text string) []bool {
	var found []bool
	at := uint32(0)
	for i := range len(text) {
		at = s.steps[at+uint32(s.class[text[i]])]
		if at&ends == 0 {
			continue
		}
		at &^= ends
		if found == nil {
			found = make([]bool, s.n)
		}
		for _, owner := range s.out[int(at)/s.width] {
			found[owner] = true
		}
	}
	return found
}
