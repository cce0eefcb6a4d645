package tokens

import "math/bits"

// pairs maps two ids to their join: its rank and its id. Unlike joins, which
// the embedded vocabularies use, rank and id are two numbers: in many files a
// token with a high id is made early, or in several ways. A filter of eight
// bits or more per pair answers most look-ups that find nothing.
type pairs struct {
	filter      []uint64
	filterShift uint
	slots       []pairSlot
	shift       uint
	ranks       int // a queue's, if it will do: see ordered; else 0
}

// A pairSlot is empty when its key is 0; keys are stored plus one.
type pairSlot struct {
	key      uint64
	rank, id uint32
}

// newPairs files list; of two entries for the same pair the last counts, which
// is what a file that names a merge twice means to its own loader.
func newPairs(list []Pair) pairs {
	b := uint(max(bits.Len(uint(len(list)+len(list)/2)), 4))
	p := pairs{
		filter:      make([]uint64, 1<<(b+3-6)),
		filterShift: 64 - (b + 3),
		slots:       make([]pairSlot, 1<<b),
		shift:       64 - b,
		ranks:       ordered(list),
	}
	for _, e := range list {
		p.add(e)
	}
	return p
}

// maxRanks bounds the memory of a queue; vocabularies have up to 600,000 merges.
const maxRanks = 1 << 21

// ordered returns how many ranks there are, counted from 0, if what a pair makes
// only goes into pairs of higher rank, as in all that was trained by joining;
// otherwise 0.
func ordered(list []Pair) int {
	var top, ranks uint32
	for _, e := range list {
		top, ranks = max(top, e.Left, e.Right, e.ID), max(ranks, e.Rank+1)
	}
	if ranks > maxRanks {
		return 0
	}
	made := make([]uint32, int(top)+1) // by id: the highest rank that makes it, plus one
	for _, e := range list {
		made[e.ID] = max(made[e.ID], e.Rank+1)
	}
	for _, e := range list {
		if max(made[e.Left], made[e.Right]) > e.Rank {
			return 0
		}
	}
	return int(ranks)
}

func pairKey(l, r uint32) uint64 { return uint64(l)<<32 | uint64(r) + 1 }

// hashPair brings the key's bits to the high end, where slot and filter are
// taken from.
func hashPair(k uint64) uint64 {
	k *= mul1
	return (k ^ k>>32) * mul3
}

func (p *pairs) add(e Pair) {
	k := pairKey(e.Left, e.Right)
	h := hashPair(k)
	f := h >> p.filterShift
	p.filter[f>>6] |= 1 << (f & 63)
	i := int(h>>p.shift) & (len(p.slots) - 1)
	for p.slots[i].key != 0 && p.slots[i].key != k {
		i = (i + 1) & (len(p.slots) - 1)
	}
	p.slots[i] = pairSlot{k, e.Rank, e.ID}
}

// of returns the rank and the id of what l and r make; the rank is none when
// they make nothing.
func (p *pairs) of(l, r uint32) (rank, id uint32) {
	k := pairKey(l, r)
	h := hashPair(k)
	f := h >> p.filterShift
	if p.filter[f>>6]>>(f&63)&1 == 0 {
		return none, 0
	}
	for i := int(h >> p.shift); ; i++ {
		e := &p.slots[i&(len(p.slots)-1)]
		if e.key == k {
			return e.rank, e.id
		}
		if e.key == 0 {
			return none, 0
		}
	}
}
