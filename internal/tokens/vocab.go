package tokens

import (
	"encoding/binary"
	"math/bits"
	"sync"
)

// A token's id fits idBits; a table slot holds an id below and a tag, the rest
// of a hash, above. No multi-byte token has an id below 256, so an empty slot
// is 0.
const (
	idBits = 18
	idMask = 1<<idBits - 1
	none   = ^uint32(0) // no such token
)

// A vocab is a byte-pair vocabulary. It comes in two states that count alike:
// as packed, ready at once, and unpacked into tables, which take some time to
// build and make counting faster by a third or more. It is read-only in either.
type vocab struct {
	packed
	joins  joins
	single [256]uint32 // id of each byte
	pool   *sync.Pool  // of *scratch, whose memo belongs to this vocabulary

	// Of an unpacked one only:
	blob    []byte   // the bytes of all tokens, by id
	offsets []uint32 // token id is blob[offsets[id]:offsets[id+1]]
	words   []uint32 // slots by hash of the bytes
	shift   uint     // hash bits that are not slot bits
	doubles []uint32 // id of each pair of bytes, or none
}

// open returns the vocabulary in data, cut to the ids below limit, as packed.
func open(data string, limit int) (*vocab, error) {
	p, err := readPacked(data, limit)
	if err != nil {
		return nil, err
	}
	v := &vocab{packed: p, pool: &sync.Pool{New: func() any { return new(scratch) }}}
	v.joins.packed = &v.packed
	for id := range uint32(256) {
		v.single[p.order[id]] = id
	}
	return v, nil
}

// unpacked returns v with tables.
func (v *vocab) unpacked() (*vocab, error) {
	v = &vocab{
		packed: v.packed, joins: newJoins(int(v.n)), single: v.single, pool: v.pool,
		blob:    make([]byte, v.total+slack),
		offsets: make([]uint32, v.n+1),
		shift:   uint(64 - bits.Len(uint(v.n+v.n/4))),
		doubles: make([]uint32, 1<<16),
	}
	v.words = make([]uint32, 1<<(64-v.shift))
	for i := range v.doubles {
		v.doubles[i] = none
	}
	halves := make([]uint64, v.n) // left<<idBits|right, plus one; 0: no token
	ok := v.each(func(h uint64, l, r, id uint32) {
		v.joins.add(h, l, r, id)
		if l < 256 && r < 256 {
			v.doubles[int(v.order[l])<<8|int(v.order[r])] = id
		}
		halves[id] = joinKey(l, r) + 1
	})
	if !ok || !v.fill(halves) {
		return nil, errPacked
	}
	return v, nil
}

// double returns the token that two bytes make, or none.
func (v *vocab) double(a, b byte) uint32 {
	if v.doubles == nil {
		return v.joins.of(v.single[a], v.single[b])
	}
	return v.doubles[int(a)<<8|int(b)]
}

// slack is room behind the blob for copies by the block.
const slack = 16

// fill makes the blob and the table of tokens by their bytes. Halves are older
// than what they make, so the bytes of both are there when they are needed.
func (v *vocab) fill(halves []uint64) bool {
	for id := range uint32(256) {
		v.blob[id] = v.order[id]
		v.offsets[id+1] = id + 1
	}
	for id := uint32(256); id < v.n; id++ {
		start := int(v.offsets[id])
		end := start
		if k := halves[id]; k != 0 {
			end = v.append(v.append(start, uint32((k-1)>>idBits)), uint32((k-1)&idMask))
		}
		if end+slack > len(v.blob) {
			return false
		}
		v.offsets[id+1] = uint32(end)
		if end > start {
			v.file(hashKey(keyOf(v.blob[start:end])), id)
		}
	}
	return true
}

// append writes the bytes of id at blob[to:] and returns their end. Nearly all
// tokens fit a block; what is written too much is written over by the nexv.
func (v *vocab) append(to int, id uint32) (end int) {
	from, n := int(v.offsets[id]), int(v.offsets[id+1]-v.offsets[id])
	if n > 16 {
		return to + copy(v.blob[to:], v.blob[from:from+n])
	}
	if to+slack <= len(v.blob) {
		lo, hi := load64(v.blob, from), load64(v.blob, from+8)
		binary.LittleEndian.PutUint64(v.blob[to:], lo)
		binary.LittleEndian.PutUint64(v.blob[to+8:], hi)
	}
	return to + n
}

// bytes returns what id stands for.
func (v *vocab) bytes(id uint32) []byte { return v.blob[v.offsets[id]:v.offsets[id+1]] }

// file puts id into the first free slot of its hash.
func (v *vocab) file(h uint64, id uint32) {
	i := int(h >> v.shift)
	for v.words[i&(len(v.words)-1)] != 0 {
		i++
	}
	v.words[i&(len(v.words)-1)] = v.tag(h) | id
}

// tag takes the bits of a hash that follow the slot's.
func (v *vocab) tag(h uint64) uint32 { return uint32(h>>(v.shift-32+idBits)) << idBits }

// id returns the id of the token that reads p, which has two bytes or more and
// the hash h, or none: so always while packed. That only saves work, for merging
// makes one token of each token's bytes.
func (v *vocab) id(p string, h uint64) uint32 {
	if v.words == nil {
		return none
	}
	tag, i := v.tag(h), int(h>>v.shift)
	for {
		e := v.words[i&(len(v.words)-1)]
		if e == 0 {
			return none
		}
		if e&^idMask == tag && string(v.bytes(e&idMask)) == p {
			return e & idMask
		}
		i++
	}
}
