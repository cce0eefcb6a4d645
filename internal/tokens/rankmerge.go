package tokens

// A symbol is a part of a piece that is being merged: a doubly linked list in
// an array. rank and to are what it and its successor make; the rank is none
// when that is nothing, and for good once the symbol was joined to the one
// before.
type symbol struct {
	id, rank, to uint32
	prev, next   int32
}

// mergeRanked joins the ids in place, the pair with the lowest rank first, of
// equal ranks the leftmost, and returns what is left.
func (p *pairs) mergeRanked(w *work, ids []uint32) []uint32 {
	if len(ids) < 2 {
		return ids
	}
	if len(ids) <= scanMax {
		return p.scanRanked(w, ids)
	}
	return p.heapRanked(w, ids)
}

func (p *pairs) scanRanked(w *work, ids []uint32) []uint32 {
	rank, to := w.rank[:len(ids)], w.to[:len(ids)]
	last := len(ids) - 1
	for i := range last {
		rank[i], to[i] = p.of(ids[i], ids[i+1])
	}
	rank[last] = none
	for {
		best, at := none, 0
		for i, r := range rank {
			if r < best {
				best, at = r, i
			}
		}
		if best == none {
			return ids
		}
		id := to[at]
		copy(ids[at+1:], ids[at+2:])
		copy(rank[at:], rank[at+1:])
		copy(to[at:], to[at+1:])
		n := len(ids) - 1
		ids, rank, to = ids[:n], rank[:n], to[:n]
		ids[at] = id
		if at+1 < n {
			rank[at], to[at] = p.of(id, ids[at+1])
		}
		if at > 0 {
			rank[at-1], to[at-1] = p.of(ids[at-1], id)
		}
	}
}

// heapRanked does the same in n·log n. As in mergeHeap, an entry of the heap
// counts only while it still names its symbol's rank.
func (p *pairs) heapRanked(w *work, ids []uint32) []uint32 {
	syms := grown(w.symbols, len(ids))
	heap := w.heap[:0]
	end := int32(len(ids))
	for i, id := range ids {
		s := symbol{id: id, rank: none, prev: int32(i - 1), next: int32(i + 1)}
		if i+1 < len(ids) {
			if s.rank, s.to = p.of(id, ids[i+1]); s.rank != none {
				heap = append(heap, uint64(s.rank)<<32|uint64(i))
			}
		}
		syms[i] = s
	}
	heap.init()
	for len(heap) > 0 {
		top := heap.pop()
		i := int32(uint32(top))
		s := &syms[i]
		if s.rank != uint32(top>>32) {
			continue
		}
		gone := &syms[s.next]
		gone.rank = none
		s.id, s.rank, s.next = s.to, none, gone.next
		if s.next < end {
			syms[s.next].prev = i
			if s.rank, s.to = p.of(s.id, syms[s.next].id); s.rank != none {
				heap.push(uint64(s.rank)<<32 | uint64(i))
			}
		}
		if s.prev >= 0 {
			before := &syms[s.prev]
			if before.rank, before.to = p.of(before.id, s.id); before.rank != none {
				heap.push(uint64(before.rank)<<32 | uint64(s.prev))
			}
		}
	}
	w.symbols, w.heap = syms, heap
	out := ids[:0]
	for i := int32(0); i < end; i = syms[i].next {
		out = append(out, syms[i].id)
	}
	return out
}
