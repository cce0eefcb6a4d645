package tokens

import (
	"math"
	"unicode/utf8"
)

// unigram finds the most probable way to spell a piece, by Viterbi's algorithm
// over a tree of the pieces' bytes.
type unigram struct {
	scores  []float64
	tree    matcher
	ids     map[uint32]uint32 // node → id
	unknown uint32
	penalty float64 // score of an unknown character
	bytes   []uint32
}

// unknownPenalty is how much worse than the worst piece an unknown character
// is; SentencePiece's constant, which every implementation shares.
const unknownPenalty = 10

func newUnigram(m *Model, x *index) (*unigram, error) {
	if m.Unknown < 0 {
		return nil, errPiece(m.Unknown, "", "is no unknown token, which a unigram model needs")
	}
	u := &unigram{scores: m.Scores, ids: map[uint32]uint32{}, unknown: uint32(m.Unknown), bytes: m.Bytes}
	worst := math.Inf(1)
	u.tree.edges = map[uint64]uint32{}
	for id, p := range m.Pieces {
		if s := m.Scores[id]; math.IsNaN(s) || math.IsInf(s, 0) {
			return nil, errPiece(id, p, "has a score that is not a number")
		}
		worst = min(worst, m.Scores[id])
		if p != "" && x.of(p) == uint32(id) {
			u.ids[u.tree.path(p)] = uint32(id)
		}
	}
	u.penalty = worst - unknownPenalty
	return u, nil
}

// path returns the node of p, made where it is missing.
func (m *matcher) path(p string) uint32 {
	node := uint32(0)
	for i := range len(p) {
		e := uint64(node)<<8 | uint64(p[i])
		to, ok := m.edges[e]
		if !ok {
			m.nodes++
			to = m.nodes
			m.edges[e] = to
		}
		node = to
	}
	return node
}

// A step is the best way to reach a position: its score, where its last piece
// begins, and that piece, or none for an unknown character.
type step struct {
	score float64
	from  int32
	id    uint32
}

func (u *unigram) tokens(w *work, p string) { w.remembered(p, u.tokenize) }

func (u *unigram) tokenize(w *work, p string) {
	path := grown(w.path, len(p)+1)
	for i := range path {
		path[i] = step{from: -1}
	}
	path[0].from = 0
	for i := 0; i < len(p); {
		_, width := utf8.DecodeRuneInString(p[i:])
		known := false
		node := uint32(0)
		for j := i; j < len(p); j++ {
			to, ok := u.tree.edges[uint64(node)<<8|uint64(p[j])]
			if !ok {
				break
			}
			node = to
			id, ok := u.ids[node]
			if !ok {
				continue
			}
			known = known || j+1 == i+width
			reach(path, i, j+1, path[i].score+u.scores[id], id)
		}
		if !known {
			reach(path, i, i+width, path[i].score+u.penalty, none)
		}
		i += width
	}
	w.path = path
	u.collect(w, path, p)
}

// reach files a way from i to j if it is better than those before it.
func reach(path []step, i, j int, score float64, id uint32) {
	if path[j].from < 0 || score > path[j].score {
		path[j] = step{score, int32(i), id}
	}
}

// collect emits the best path; unknown characters in a row are one token, or
// their bytes.
func (u *unigram) collect(w *work, path []step, p string) {
	// The steps lead backwards: turn them round in place.
	next := len(p)
	for at := len(p); at > 0; {
		from := int(path[at].from)
		path[at].from, next = int32(next), at
		at = from
	}
	lost := false
	begin := 0
	for at := next; ; {
		id, to := path[at].id, int(path[at].from)
		switch {
		case id != none:
			w.emit(id)
			lost = false
		case u.bytes != nil:
			for i := begin; i < at; i++ {
				w.emit(u.bytes[p[i]])
			}
		case !lost:
			w.emit(u.unknown)
			lost = true
		}
		if at == len(p) {
			return
		}
		begin, at = at, to
	}
}
