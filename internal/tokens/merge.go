package tokens

// scanMax is the length in bytes up to which the next join is found by scanning
// an array; beyond it by a queue. The scan is quadratic with a tiny constant.
const scanMax = 100

// merge splits p into tokens as byte-pair encoding does: of all neighbours that
// can be joined, the pair with the lowest id is, the leftmost first. The result
// is valid until the next merge.
func (v *vocab) merge(sc *scratch, p string) []uint32 {
	if len(p) <= scanMax {
		return v.mergeScan(sc, p)
	}
	return v.mergeLong(sc, p)
}

func (v *vocab) mergeScan(sc *scratch, p string) []uint32 {
	ids, next := sc.ids[:len(p)], sc.next[:len(p)]
	for i := range len(p) {
		ids[i] = v.single[p[i]]
	}
	// next[i] is what ids[i] and ids[i+1] join to.
	last := len(p) - 1
	if v.doubles != nil {
		for i := range last {
			next[i] = v.doubles[int(p[i])<<8|int(p[i+1])]
		}
	} else {
		for i := range last {
			next[i] = v.joins.of(ids[i], ids[i+1])
		}
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

// mergeLong does the same for a piece of any length, window by window: what is
// worked on stays in a core's own cache. That is exact, because tokens in a row
// are what their text merges to if and only if each two neighbours are what
// theirs does. Neighbours within one window are. The last token that is taken
// from a window and the first of the next are, when that first one is the one
// that followed in the window before; should text a margin away have changed
// it, the piece is merged as a whole.
func (v *vocab) mergeLong(sc *scratch, p string) []uint32 {
	out := sc.long[:0]
	var expected uint32
	for from := 0; from < len(p); {
		w := p[from:min(len(p), from+window)]
		last := len(w)
		if from+last < len(p) {
			last -= 2 * v.longest
		}
		nodes := v.mergeQueue(sc, w)
		if from > 0 && nodes[0].id != expected {
			out, w = out[:0], p
			nodes, from, last = v.mergeQueue(sc, p), 0, len(p)
		}
		at := 0
		for ; at < last; at = int(nodes[at].next) {
			out = append(out, nodes[at].id)
		}
		if expected = none; at < len(w) {
			expected = nodes[at].id
		}
		from += at
	}
	sc.long = out
	return out
}

// window is how much of a long piece is merged at once, in bytes: many times the
// longest token.
const window = 4096

// mergeQueue merges p in linear time and returns its parts. Positions are never
// removed from the queue when they go stale: one counts only while its part's
// join is that of the bucket. The queue wants ranks that only go up, and ids do:
// halves are older than what they make.
func (v *vocab) mergeQueue(sc *scratch, p string) []node {
	nodes := grown(sc.nodes, len(p))
	q := &sc.queue
	q.prepare(int(v.n), len(p))
	end := int32(len(p))
	for i := end - 1; i >= 0; i-- {
		nd := node{id: v.single[p[i]], join: none, prev: i - 1, next: i + 1}
		if i+1 < end {
			if nd.join = v.double(p[i], p[i+1]); nd.join != none {
				q.push(nd.join, i)
			}
		}
		nodes[i] = nd
	}
	for id := q.lowest(); id != none; id = q.lowest() {
		for i := q.pop(id); i >= 0; i = q.pop(id) {
			if nodes[i].join != id {
				continue
			}
			// Where joins overlap ("aaa") the leftmost goes first: all of the
			// chain are made from its beginning, in whatever order they come.
			for at := nodes[i].prev; at >= 0 && nodes[at].join == id; at = nodes[at].prev {
				i = at
			}
			for i < end && nodes[i].join == id {
				i = v.joinAt(nodes, q, i)
			}
		}
	}
	sc.nodes = nodes
	return nodes
}

// joinAt joins the part at i with its successor and returns the position of the
// one after.
func (v *vocab) joinAt(nodes []node, q *queue, i int32) (after int32) {
	nd := &nodes[i]
	id := nd.join
	gone := &nodes[nd.next]
	gone.join = none
	after = gone.next
	nd.id, nd.join, nd.next = id, none, after
	if int(after) < len(nodes) {
		follower := &nodes[after]
		follower.prev = i
		if nd.join = v.joins.of(id, follower.id); nd.join != none {
			q.push(nd.join, i)
		}
	}
	if nd.prev >= 0 {
		before := &nodes[nd.prev]
		if before.join = v.joins.of(before.id, id); before.join != none {
			q.push(before.join, nd.prev)
		}
	}
	return after
}

// grown returns a slice of n elements, s itself where it is long enough.
func grown[T any](s []T, n int) []T {
	if cap(s) >= n {
		return s[:n]
	}
	return make([]T, n)
}
