package tokens

import (
	"errors"
	"math"
)

var errPacked = errors.New("tokens: the embedded vocabulary is damaged")

// A packed is a vocabulary in the form that gen/vocab/pack.go describes. Joins
// are looked up where they lie in the program's own data: nothing is unpacked,
// allocated or copied, and only the pages that are asked come into memory.
type packed struct {
	bits    uint   // log₂ of the number of buckets
	n       uint32 // ids; higher ones in joins are not part of this vocabulary
	total   int    // bytes of all tokens
	longest int    // bytes of the longest
	order   string // the bytes of ids 0 to 255
	starts  string // index of each bucket's first join, 3 bytes each
	joins   string // 5 bytes each: the rest of the hash, the id
}

// Sizes in the packed form, in bytes.
const (
	startSize  = 3
	joinSize   = 5
	headerSize = 20 + 256
	padding    = 8
)

const startMask, joinMask = 1<<(8*startSize) - 1, 1<<(8*joinSize) - 1

// readPacked checks that data has the parts it announces and returns the
// vocabulary of the ids below limit.
func readPacked(data string, limit int) (packed, error) {
	if len(data) < headerSize || data[:6] != "ptok2\n" {
		return packed{}, errPacked
	}
	n, joins, total := load32(data, 8), load32(data, 12), load32(data, 16)
	p := packed{bits: uint(data[6]), longest: int(data[7]), order: data[20:headerSize]}
	if p.bits < 14 || p.bits > 24 || p.longest < 1 || n < 256 || n > idMask || joins > n || total < 256 || total > math.MaxInt32 {
		return packed{}, errPacked
	}
	p.n, p.total = uint32(min(int(n), limit)), int(total)
	starts := (1<<p.bits + 1) * startSize
	if p.n < 256 || len(data) != headerSize+starts+int(joins)*joinSize+padding {
		return packed{}, errPacked
	}
	p.starts, p.joins = data[headerSize:], data[headerSize+starts:]
	if p.start(1<<p.bits) != int(joins) {
		return packed{}, errPacked
	}
	return p, nil
}

// start returns the index of the first join of bucket b.
func (p *packed) start(b int) int {
	return int(load32(p.starts, b*startSize) & startMask)
}

// join returns the token that the two with the hash h make, or none.
func (p *packed) join(h uint64) uint32 {
	want := h << p.bits >> p.bits >> (64 - 3*idBits)
	at := int(h>>(64-p.bits)) * startSize
	end := joinSize * int(load64(p.starts, at)>>(8*startSize)&startMask)
	for i := joinSize * int(load32(p.starts, at)&startMask); i < end; i += joinSize {
		e := load64(p.joins, i) & joinMask
		if e < want {
			continue
		}
		if id := uint32(e & idMask); e&^idMask == want && id < p.n {
			return id
		}
		break
	}
	return none
}

// each calls f for all joins, in the order of their hashes, with the hash. It
// stops, and returns false, at one that no vocabulary has.
func (p *packed) each(f func(h uint64, l, r, id uint32)) bool {
	i := 0
	for b := range 1 << p.bits {
		for end := p.start(b + 1); i < end; i++ {
			if (i+1)*joinSize+padding > len(p.joins) {
				return false
			}
			e := load64(p.joins, i*joinSize) & joinMask
			h := uint64(b)<<(64-p.bits) | e>>idBits<<(64-2*idBits)
			l, r := unhashJoin(h)
			id := uint32(e & idMask)
			if id >= p.n {
				continue
			}
			if id < 256 || l >= id || r >= id {
				return false
			}
			f(h, l, r, id)
		}
	}
	return true
}

// The inverses of mul1 and mul3 modulo 2^64.
const (
	inv1 = 0xef168d52208d9539
	inv3 = 0x671b31c665dc0683
)

// lowBits are the bits of a join's hash that are always 0.
const lowBits = 1<<(64-2*idBits) - 1

// hashJoin permutes the bits of two ids and returns them at the high end, where
// bucket, slot and filter are taken from. It is one-to-one: the hash is the key.
func hashJoin(l, r uint32) uint64 {
	x := (uint64(l)<<idBits | uint64(r)) << (64 - 2*idBits)
	x *= mul1
	x ^= x >> idBits &^ lowBits
	return x * mul3
}

// unhashJoin returns the ids with the hash h.
func unhashJoin(h uint64) (l, r uint32) {
	x := h * inv3
	x ^= x >> idBits &^ lowBits
	x *= inv1
	return uint32(x >> (64 - idBits)), uint32(x >> (64 - 2*idBits) & idMask)
}
