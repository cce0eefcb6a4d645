package tokens

import "unsafe"

// keepText bounds the buffers for changed text that are kept between counts.
const keepText = 1 << 20

// A work is the working memory of one count by a Tokenizer, and its result. The
// memos remember how many tokens a short piece makes, as in scratch.
type work struct {
	n, limit int
	keep     bool // ids are wanted, not only their number
	dst      []int

	ids      []uint32 // the piece being merged
	rank, to [scanMax]uint32
	symbols  []symbol
	heap     joinHeap
	queue    queue
	joined   []uint32 // what became of a long piece
	path     []step   // unigram
	fixed    []byte   // repaired text
	text     [2][]byte
	prefixed []byte
	memo     [1 << memoBits]memoEntry
	wide     [1 << wideMemoBits]wideEntry
}

// emit takes one token.
func (w *work) emit(id uint32) {
	w.n++
	if w.keep {
		w.dst = append(w.dst, int(id))
	}
}

// emitAll takes the tokens of a piece.
func (w *work) emitAll(ids []uint32) {
	w.n += len(ids)
	if w.keep {
		for _, id := range ids {
			w.dst = append(w.dst, int(id))
		}
	}
}

// normalized returns s after the steps, in s's or w's memory; the next call
// overwrites it.
func (w *work) normalized(steps []normalizer, s string) string {
	k := 0
	for _, step := range steps {
		out, changed := step(w.text[k][:0], s)
		if !changed {
			continue
		}
		w.text[k] = out
		s = unsafe.String(unsafe.SliceData(out), len(out))
		k = 1 - k
	}
	return s
}

// remembered runs tokenize for the piece p unless its count is known and enough.
func (w *work) remembered(p string, tokenize func(*work, string)) {
	if w.keep || len(p) > 32 {
		tokenize(w, p)
		return
	}
	k := keyOf(p)
	h := hashKey(k)
	before := w.n
	if k.exact() {
		m := &w.memo[h>>(64-memoBits)]
		if m.lo == k.lo && m.hi == k.hi && m.n == uint32(k.n) {
			w.n += int(m.count)
			return
		}
		tokenize(w, p)
		*m = memoEntry{k.lo, k.hi, uint32(k.n), uint32(w.n - before)}
		return
	}
	n := len(p)
	key := [4]uint64{load64(p, 0), load64(p, 8), load64(p, n-16), load64(p, n-8)}
	m := &w.wide[h>>(64-wideMemoBits)]
	if m.key == key && m.n == uint32(n) {
		w.n += int(m.count)
		return
	}
	tokenize(w, p)
	*m = wideEntry{key, uint32(n), uint32(w.n - before)}
}
