package tokens

import "math/bits"

// joins maps two ids to the id of the token they make together. It is looked up
// twice for each join that a merge makes, and most of the time there is no such
// token: a filter of 8 bits or more per token, small enough for a core's own
// cache, answers nine of ten of these without a look at the table.
//
// A slot holds left, right and result in idBits each, so it decides by itself.
// The table may therefore be dense: those that pass the filter are found.
type joins struct {
	packed      *packed // is asked while there are no slots
	filter      []uint64
	filterShift uint
	slots       []uint64
	shift       uint
}

// newJoins returns an empty map for n entries.
func newJoins(n int) joins {
	b := uint(bits.Len(uint(n + n/4)))
	return joins{
		filter:      make([]uint64, 1<<(b+3-6)),
		filterShift: 64 - (b + 3),
		slots:       make([]uint64, 1<<b),
		shift:       64 - b,
	}
}

func joinKey(l, r uint32) uint64 { return uint64(l)<<idBits | uint64(r) }

// of returns the token that l and r make, or none.
func (j *joins) of(l, r uint32) uint32 {
	h := hashJoin(l, r)
	if j.slots == nil {
		return j.packed.join(h)
	}
	k := joinKey(l, r)
	f := h >> j.filterShift
	if j.filter[f>>6&uint64(len(j.filter)-1)]>>(f&63)&1 == 0 {
		return none
	}
	for i := int(h >> j.shift); ; i++ {
		e := j.slots[i&(len(j.slots)-1)]
		if e>>idBits == k {
			return uint32(e & idMask)
		}
		if e == 0 {
			return none
		}
	}
}

// add files what l and r make, whose hash is h. Filled in the order of the
// hashes it goes through memory once from front to back.
func (j *joins) add(h uint64, l, r, id uint32) {
	f := h >> j.filterShift
	j.filter[f>>6] |= 1 << (f & 63)
	i := int(h >> j.shift)
	for j.slots[i&(len(j.slots)-1)] != 0 {
		i++
	}
	j.slots[i&(len(j.slots)-1)] = joinKey(l, r)<<idBits | uint64(id)
}
