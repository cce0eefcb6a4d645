package tokens

// scanMax is the length in bytes up to which the next join is found by scanning
// an array; beyond it by a heap. The scan is quadratic with a tiny constant.
const scanMax = 100

// merge splits p into tokens as byte-pair encoding does: of all neighbours that
// can be joined, the pair with the lowest id is, the leftmost first. The result
// is valid until the next merge.
func (v *vocab) merge(sc *scratch, p string) []uint32 {
	if len(p) <= scanMax {
		return v.mergeScan(sc, p)
	}
	return v.mergeHeap(sc, p)
}

func (v *vocab) mergeScan(sc *scratch, p string) []uint32 {
	ids, next := sc.ids[:len(p)], sc.next[:len(p)]
	for i := range len(p) {
		ids[i] = v.single[p[i]]
	}
	// next[i] is what ids[i] and ids[i+1] join to.
	last := len(p) - 1
	for i := range last {
		next[i] = v.doubles[int(p[i])<<8|int(p[i+1])]
	}
	next[last] = none
	for {
		best, at := none, 0
		for i, id := range next {
			if id < best {
				best, at = id, i
			}
		}
		if best == none {
			return ids
		}
		copy(ids[at+1:], ids[at+2:])
		copy(next[at:], next[at+1:])
		ids, next = ids[:len(ids)-1], next[:len(next)-1]
		ids[at] = best
		if at+1 < len(ids) {
			next[at] = v.joins.of(best, ids[at+1])
		}
		if at > 0 {
			next[at-1] = v.joins.of(ids[at-1], best)
		}
	}
}

// A node is a part of a long piece: a doubly linked list in an array, indexed
// by the part's first byte. join is what the part and its successor make, or
// none; a part that was joined to its predecessor has none for good.
type node struct {
	id, join   uint32
	prev, next int32
}

// mergeHeap does the same in n·log n. Heap entries are never removed when they
// go stale: an entry counts only if it still names its part's join.
func (v *vocab) mergeHeap(sc *scratch, p string) []uint32 {
	nodes := grown(sc.nodes, len(p))
	heap := sc.heap[:0]
	for i := range len(p) {
		nd := node{id: v.single[p[i]], join: none, prev: int32(i - 1), next: int32(i + 1)}
		if i+1 < len(p) {
			nd.join = v.doubles[int(p[i])<<8|int(p[i+1])]
		}
		if nd.join != none {
			heap = append(heap, uint64(nd.join)<<32|uint64(i))
		}
		nodes[i] = nd
	}
	end := int32(len(p))
	heap.init()
	for len(heap) > 0 {
		top := heap.pop()
		i, id := int32(uint32(top)), uint32(top>>32)
		nd := &nodes[i]
		if nd.join != id {
			continue
		}
		gone := &nodes[nd.next]
		gone.join = none
		nd.id, nd.join, nd.next = id, none, gone.next
		if nd.next < end {
			nodes[nd.next].prev = i
			if nd.join = v.joins.of(id, nodes[nd.next].id); nd.join != none {
				heap.push(uint64(nd.join)<<32 | uint64(i))
			}
		}
		if nd.prev >= 0 {
			before := &nodes[nd.prev]
			if before.join = v.joins.of(before.id, id); before.join != none {
				heap.push(uint64(before.join)<<32 | uint64(nd.prev))
			}
		}
	}
	sc.nodes, sc.heap = nodes, heap
	out := sc.long[:0]
	for i := int32(0); i < end; i = nodes[i].next {
		out = append(out, nodes[i].id)
	}
	sc.long = out
	return out
}

// A joinHeap is a binary min-heap of id<<32|position: the lowest id first, of
// equal ids the leftmost.
type joinHeap []uint64

func (h joinHeap) init() {
	for i := len(h)/2 - 1; i >= 0; i-- {
		h.down(i)
	}
}

func (h *joinHeap) push(x uint64) {
	s := append(*h, x)
	i := len(s) - 1
	for i > 0 {
		up := (i - 1) / 2
		if s[up] <= x {
			break
		}
		s[i] = s[up]
		i = up
	}
	s[i] = x
	*h = s
}

func (h *joinHeap) pop() uint64 {
	s := *h
	top, last := s[0], len(s)-1
	s[0] = s[last]
	s = s[:last]
	s.down(0)
	*h = s
	return top
}

func (h joinHeap) down(i int) {
	if i >= len(h) {
		return
	}
	x := h[i]
	for {
		kid := 2*i + 1
		if kid >= len(h) {
			break
		}
		if kid+1 < len(h) && h[kid+1] < h[kid] {
			kid++
		}
		if x <= h[kid] {
			break
		}
		h[i] = h[kid]
		i = kid
	}
	h[i] = x
}

// grown returns a slice of n elements, s itself where it is long enough.
func grown[T any](s []T, n int) []T {
	if cap(s) >= n {
		return s[:n]
	}
	return make([]T, n)
}
