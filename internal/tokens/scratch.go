package tokens

// The memos have 2^14 entries of 24 bytes and 2^12 of 40: they stay in a core's
// own cache.
const (
	memoBits     = 14
	wideMemoBits = 12
)

// keepBytes bounds the length of a piece whose working memory is kept for the
// next; a megabyte of one letter is not what the pool is for.
const keepBytes = 1 << 16

// A scratch is the working memory of one count. Its memo remembers how many
// tokens a short piece makes: text repeats its words, and a hit costs one
// cached line where the vocabulary costs three far ones.
type scratch struct {
	ids, next [scanMax]uint32
	memo      [1 << memoBits]memoEntry
	wide      [1 << wideMemoBits]wideEntry
	nodes     []node
	queue     queue
	long      []uint32
	fixed     []byte // repaired text
}

// A memoEntry holds the key of a piece of 2 to 16 bytes; an empty one has n 0.
type memoEntry struct {
	lo, hi uint64
	n      uint32 // length of the piece
	count  uint32
}

// count returns the number of tokens of the piece p.
func (v *vocab) count(sc *scratch, p string) int {
	if len(p) == 1 {
		return 1
	}
	k := keyOf(p)
	h := hashKey(k)
	if !k.exact() {
		return v.countLong(sc, p, h)
	}
	m := &sc.memo[h>>(64-memoBits)]
	if m.lo == k.lo && m.hi == k.hi && m.n == uint32(k.n) {
		return int(m.count)
	}
	n := 1
	if v.id(p, h) == none {
		n = len(v.merge(sc, p))
	}
	*m = memoEntry{k.lo, k.hi, uint32(k.n), uint32(n)}
	return n
}

// A wideEntry holds a piece of 17 to 32 bytes: words of scripts that take two
// or three bytes a letter.
type wideEntry struct {
	key      [4]uint64
	n, count uint32
}

func (v *vocab) countLong(sc *scratch, p string, h uint64) int {
	if len(p) > 32 {
		if v.id(p, h) != none {
			return 1
		}
		return len(v.merge(sc, p))
	}
	n := len(p)
	k := [4]uint64{load64(p, 0), load64(p, 8), load64(p, n-16), load64(p, n-8)}
	m := &sc.wide[h>>(64-wideMemoBits)]
	if m.key == k && m.n == uint32(n) {
		return int(m.count)
	}
	count := 1
	if v.id(p, h) == none {
		count = len(v.merge(sc, p))
	}
	*m = wideEntry{k, uint32(n), uint32(count)}
	return count
}

// encode appends the tokens of the piece p to dst.
func (v *vocab) encode(sc *scratch, dst []int, p string) []int {
	if len(p) == 1 {
		return append(dst, int(v.single[p[0]]))
	}
	if id := v.id(p, hashKey(keyOf(p))); id != none {
		return append(dst, int(id))
	}
	for _, id := range v.merge(sc, p) {
		dst = append(dst, int(id))
	}
	return dst
}

// release gives sc back, without the memory of an unusually long piece.
func (v *vocab) release(sc *scratch) {
	if max(cap(sc.nodes), cap(sc.long)) > keepBytes {
		sc.nodes, sc.long, sc.queue.links = nil, nil, nil
	}
	if cap(sc.fixed) > keepBytes {
		sc.fixed = nil
	}
	v.pool.Put(sc)
}
