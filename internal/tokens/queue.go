package tokens

import "math/bits"

// A queue holds positions of a text by the rank of the join that may be made
// there, for long pieces. It is a priority queue for joins whose ranks only go
// up: what a join makes can only be joined after it. Then a bucket for each rank
// does, a bitmap tells the next one that is not empty, and push and pop are a
// few instructions where a heap goes through memory at random.
type queue struct {
	heads  []uint32 // by rank: the link that was pushed last, 0 for none
	filled []uint64 // a bit for each rank that has a head
	word   int      // filled has no bit before this word
	links  []link   // the first is not used
	free   uint32   // links that were popped
}

type link struct {
	at   int32
	next uint32
}

// prepare makes room for ranks below n and about size positions.
func (q *queue) prepare(n, size int) {
	if len(q.heads) < n {
		q.heads, q.filled = make([]uint32, n), make([]uint64, (n+63)/64)
	}
	q.links = grown(q.links, size+1)[:1]
	q.free, q.word = 0, 0
}

func (q *queue) push(rank uint32, at int32) {
	i := q.free
	if i != 0 {
		q.free = q.links[i].next
	} else {
		i = uint32(len(q.links))
		q.links = append(q.links, link{})
	}
	q.links[i] = link{at, q.heads[rank]}
	q.heads[rank] = i
	q.filled[rank>>6] |= 1 << (rank & 63)
}

// lowest returns the lowest rank that has positions, or none.
func (q *queue) lowest() uint32 {
	for ; q.word < len(q.filled); q.word++ {
		if w := q.filled[q.word]; w != 0 {
			return uint32(q.word<<6 + bits.TrailingZeros64(w))
		}
	}
	return none
}

// pop takes a position from rank; -1 when there are no more.
func (q *queue) pop(rank uint32) int32 {
	i := q.heads[rank]
	if i == 0 {
		q.filled[rank>>6] &^= 1 << (rank & 63)
		return -1
	}
	l := &q.links[i]
	at := l.at
	q.heads[rank], l.next, q.free = l.next, q.free, i
	return at
}
