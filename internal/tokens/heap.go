package tokens

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
