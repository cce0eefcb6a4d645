package tokens

// A symbol is a part of a piece that is being merged: a doubly linked list in
// an array. rank and to are what it and its successor make; the rank is none
// when that is nothing, and for good once the symbol was joined to the one
// before.
type symbol struct {
	id, rank, to uint32
	prev, next   int32
}

// mergeRanked joins the ids, the pair with the lowest rank first, of equal ranks
// the leftmost, and returns what is left, in ids' or w's memory.
func (p *pairs) mergeRanked(w *work, ids []uint32) []uint32 {
	if len(ids) < 2 {
		return ids
	}
	if len(ids) <= scanMax {
		return p.scanRanked(w, ids)
	}
	return p.longRanked(w, ids)
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

// rankedMargin is how many ids at the end of a window are left to the next.
const rankedMargin = 512

// longRanked does the same window by window, as mergeLong does and for the same
// reason; nothing there depends on what ranks are.
func (p *pairs) longRanked(w *work, ids []uint32) []uint32 {
	out := w.joined[:0]
	var expected uint32
	for from := 0; from < len(ids); {
		part := ids[from:min(len(ids), from+window)]
		last := len(part)
		if from+last < len(ids) {
			last -= rankedMargin
		}
		syms := p.joined(w, part)
		if from > 0 && syms[0].id != expected {
			out, part = out[:0], ids
			syms, from, last = p.joined(w, ids), 0, len(ids)
		}
		at := 0
		for ; at < last; at = int(syms[at].next) {
			out = append(out, syms[at].id)
		}
		if expected = none; at < len(part) {
			expected = syms[at].id
		}
		from += at
	}
	w.joined = out
	return out
}

// joined joins the ids and returns the symbols.
func (p *pairs) joined(w *work, ids []uint32) []symbol {
	if p.ranks > 0 {
		return p.queueRanked(w, ids)
	}
	return p.heapRanked(w, ids)
}

// queueRanked does so in linear time, as mergeQueue does.
func (p *pairs) queueRanked(w *work, ids []uint32) []symbol {
	syms := grown(w.symbols, len(ids))
	w.symbols = syms
	q := &w.queue
	q.prepare(p.ranks, len(ids))
	end := int32(len(ids))
	for i := end - 1; i >= 0; i-- {
		s := symbol{id: ids[i], rank: none, prev: i - 1, next: i + 1}
		if i+1 < end {
			if s.rank, s.to = p.of(s.id, ids[i+1]); s.rank != none {
				q.push(s.rank, i)
			}
		}
		syms[i] = s
	}
	for rank := q.lowest(); rank != none; rank = q.lowest() {
		for i := q.pop(rank); i >= 0; i = q.pop(rank) {
			if syms[i].rank != rank {
				continue
			}
			for at := syms[i].prev; at >= 0 && syms[at].rank == rank; at = syms[at].prev {
				i = at
			}
			for i < end && syms[i].rank == rank {
				i = p.joinAt(syms, q, i)
			}
		}
	}
	return syms
}

// joinAt joins the symbol at i with its successor and returns the position of
// the one after.
func (p *pairs) joinAt(syms []symbol, q *queue, i int32) (after int32) {
	s := &syms[i]
	gone := &syms[s.next]
	gone.rank = none
	after = gone.next
	s.id, s.rank, s.next = s.to, none, after
	if int(after) < len(syms) {
		follower := &syms[after]
		follower.prev = i
		if s.rank, s.to = p.of(s.id, follower.id); s.rank != none {
			q.push(s.rank, i)
		}
	}
	if s.prev >= 0 {
		before := &syms[s.prev]
		if before.rank, before.to = p.of(before.id, s.id); before.rank != none {
			q.push(before.rank, s.prev)
		}
	}
	return after
}

// heapRanked joins the ids, whatever their ranks, in n·log n and returns the symbols. An entry of the
// heap is never removed: it counts only while it still names its symbol's rank.
func (p *pairs) heapRanked(w *work, ids []uint32) []symbol {
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
	return syms
}
