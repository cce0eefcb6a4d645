package tokens

import (
	"fmt"
	"math/bits"
	"strings"
	"unicode/utf8"
)

// newModel builds the tables of m, which was checked.
func newModel(m *Model) (model, error) {
	x := newIndex(m.Pieces)
	switch m.Kind {
	case BytePairs:
		return newBytePairs(m, x), nil
	case CharPairs:
		return newCharPairs(m, x), nil
	}
	return newUnigram(m, x)
}

// An index finds pieces by their text.
type index struct {
	pieces []string
	slots  []uint32 // id+1; 0 is empty
	shift  uint
}

func newIndex(pieces []string) *index {
	b := bits.Len(uint(2 * len(pieces)))
	x := &index{pieces: pieces, slots: make([]uint32, 1<<b), shift: uint(64 - b)}
	for id, p := range pieces {
		if p == "" || x.of(p) != none {
			continue
		}
		i := int(hashKey(keyOf(p)) >> x.shift)
		for x.slots[i&(len(x.slots)-1)] != 0 {
			i++
		}
		x.slots[i&(len(x.slots)-1)] = uint32(id) + 1
	}
	return x
}

// of returns the lowest id that reads p, or none.
func (x *index) of(p string) uint32 {
	for i := int(hashKey(keyOf(p)) >> x.shift); ; i++ {
		e := x.slots[i&(len(x.slots)-1)]
		if e == 0 {
			return none
		}
		if x.pieces[e-1] == p {
			return e - 1
		}
	}
}

// bytePairs starts from bytes.
type bytePairs struct {
	single  [256]uint32
	pairs   pairs
	index   *index
	whole   bool
	unknown uint32 // or none
	fuse    bool
}

func newBytePairs(m *Model, x *index) *bytePairs {
	b := &bytePairs{pairs: newPairs(m.Pairs), index: x, whole: m.Whole, unknown: none, fuse: m.FuseUnknown}
	if m.Unknown >= 0 {
		b.unknown = uint32(m.Unknown)
	}
	for c := range b.single {
		b.single[c] = x.of(string([]byte{byte(c)}))
	}
	return b
}

func (b *bytePairs) tokens(w *work, p string) { w.remembered(p, b.tokenize) }

func (b *bytePairs) tokenize(w *work, p string) {
	if b.whole {
		if id := b.index.of(p); id != none {
			w.emit(id)
			return
		}
	}
	ids, lost := w.ids[:0], false
	for i := range len(p) {
		id := b.single[p[i]]
		if id == none {
			if id = b.unknown; id == none || lost && b.fuse {
				continue
			}
			lost = true
		} else {
			lost = false
		}
		ids = append(ids, id)
	}
	w.ids = ids
	w.emitAll(b.pairs.mergeRanked(w, ids))
}

// charPairs starts from characters; those without a piece become their bytes or
// the unknown token.
//
// Its pieces may be whole documents: SentencePiece does not split text before
// merging. They are cut, where that cannot change the result, between two
// characters that stand side by side in no token; see apart.
type charPairs struct {
	bytePairs
	ascii [utf8.RuneSelf]uint32
	bytes []uint32
	apart *apart
}

func newCharPairs(m *Model, x *index) *charPairs {
	c := &charPairs{bytePairs: *newBytePairs(m, x), bytes: m.Bytes}
	for b := range c.ascii {
		c.ascii[b] = x.of(string(rune(b)))
	}
	if m.Bytes != nil && !m.Whole {
		c.apart = newApart(m)
	}
	return c
}

func (c *charPairs) tokens(w *work, p string) {
	if c.apart == nil {
		c.tokenize(w, p)
		return
	}
	for len(p) > 0 && w.n <= w.limit {
		n := c.apart.cut(p)
		w.remembered(p[:n], c.tokenize)
		p = p[n:]
	}
}

func (c *charPairs) tokenize(w *work, p string) {
	if c.whole {
		if id := c.index.of(p); id != none {
			w.emit(id)
			return
		}
	}
	ids, lost := w.ids[:0], false
	for i := 0; i < len(p); {
		id, n := none, 1
		if p[i] < utf8.RuneSelf {
			id = c.ascii[p[i]]
		} else {
			_, n = utf8.DecodeRuneInString(p[i:])
			id = c.index.of(p[i : i+n])
		}
		switch {
		case id != none:
			ids, lost = append(ids, id), false
		case c.bytes != nil:
			for ; n > 0; n-- {
				ids = append(ids, c.bytes[p[i]])
				i++
			}
			lost = false
		case c.unknown != none && !(lost && c.fuse):
			ids, lost = append(ids, c.unknown), true
		}
		i += n
	}
	w.ids = ids
	w.emitAll(c.pairs.mergeRanked(w, ids))
}

// An apart knows which characters stand side by side in some token: all ASCII
// characters, "▁" and, as one, all others.
type apart [130][130]bool

const blankMark = "▁"

// kindOf returns the row of the character at p[i] and its width.
func kindOf(p string, i int) (row, width int) {
	if b := p[i]; b < utf8.RuneSelf {
		return int(b), 1
	}
	if strings.HasPrefix(p[i:], blankMark) {
		return 128, len(blankMark)
	}
	_, w := utf8.DecodeRuneInString(p[i:])
	return 129, w
}

// newApart marks what the results of joins have side by side. Byte tokens stand
// for no character; those that are spelt "<0x41>" mark a few pairs too many,
// which costs nothing.
func newApart(m *Model) *apart {
	a := new(apart)
	for _, e := range m.Pairs {
		p := m.Pieces[e.ID]
		for last, i := -1, 0; i < len(p); {
			row, n := kindOf(p, i)
			if last >= 0 {
				a[last][row] = true
			}
			last = row
			i += n
		}
	}
	for i := range a {
		a[i][129] = a[i][129] || i == 129
	}
	return a
}

// cut returns the length of the first part of p, which is not empty.
func (a *apart) cut(p string) int {
	last, i := kindOf(p, 0)
	for i < len(p) {
		row, n := kindOf(p, i)
		if !a[last][row] {
			return i
		}
		last = row
		i += n
	}
	return i
}

// errPiece names a piece that a model cannot have.
func errPiece(id int, p, what string) error {
	return fmt.Errorf("piece %d (%q) %s", id, p, what)
}
