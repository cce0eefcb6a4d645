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

// A vocab is a byte-pair vocabulary, ready for look-up: by bytes (words) and by
// halves (joins). See gen/vocab/pack.go for why one join per token is enough.
// It is read-only once built.
type vocab struct {
	blob    []byte   // the bytes of all tokens, by id
	starts  []uint32 // token id is blob[starts[id]:starts[id+1]]
	words   []uint32 // slots by hash of the bytes
	joins   joins
	shift   uint        // hash bits that are not slot bits
	single  [256]uint32 // id of each byte
	doubles []uint32    // id of each pair of bytes, or none
	longest int         // length of the longest token
	pool    sync.Pool   // of *scratch, whose memo belongs to this vocabulary
}

// unpack reads the form that gen/vocab writes, up to limit ids. Filing the
// joins needs no token's bytes, so that it goes on beside the rest.
func unpack(data string, limit int) (*vocab, error) {
	p, err := readHeader(data, limit)
	if err != nil {
		return nil, err
	}
	v := &vocab{
		blob:    make([]byte, p.total+slack),
		starts:  make([]uint32, p.n+1),
		doubles: make([]uint32, 1<<16),
		shift:   uint(64 - bits.Len(uint(p.n+p.n/4))),
		joins:   newJoins(p.n),
	}
	v.words = make([]uint32, 1<<(64-v.shift))
	for id := range uint32(256) {
		v.single[p.order[id]] = id
		v.blob[id] = p.order[id]
		v.starts[id+1] = id + 1
	}
	for i := range v.doubles {
		v.doubles[i] = none
	}
	var wg sync.WaitGroup
	var joined bool
	wg.Go(func() { joined = v.fillJoins(p) })
	filed := v.fillWords(p)
	wg.Wait()
	if !joined || !filed {
		return nil, errPacked
	}
	v.pool.New = func() any { return new(scratch) }
	return v, nil
}

// slack is room behind the blob for copies by the block.
const slack = 16

// fillJoins makes the tables that merging asks.
func (v *vocab) fillJoins(p packed) bool {
	h := p.halves()
	for h.next() {
		if h.left == none || h.right == none {
			continue
		}
		v.joins.add(h.left, h.right, h.id)
		if h.left < 256 && h.right < 256 {
			v.doubles[int(p.order[h.left])<<8|int(p.order[h.right])] = h.id
		}
	}
	return !h.bad
}

// fillWords makes the blob and the table of tokens by their bytes.
func (v *vocab) fillWords(p packed) bool {
	h := p.halves()
	for h.next() {
		start := int(v.starts[h.id])
		end := start
		if h.literal {
			end += copy(v.blob[start:], h.bytes)
		} else {
			end = v.append(v.append(start, h.left), h.right)
		}
		if end+slack > len(v.blob) {
			return false
		}
		v.starts[h.id+1] = uint32(end)
		if end > start {
			v.longest = max(v.longest, end-start)
			v.file(hashKey(keyOf(v.blob[start:end])), h.id)
		}
	}
	return !h.bad
}

// append writes the bytes of id at blob[to:] and returns their end. Nearly all
// tokens fit a block; what is written too much is written over by the next.
func (v *vocab) append(to int, id uint32) (end int) {
	from, n := int(v.starts[id]), int(v.starts[id+1]-v.starts[id])
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

// size is the number of ids.
func (v *vocab) size() int { return len(v.starts) - 1 }

// bytes returns what id stands for.
func (v *vocab) bytes(id uint32) []byte { return v.blob[v.starts[id]:v.starts[id+1]] }

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
// the hash h, or none.
func (v *vocab) id(p string, h uint64) uint32 {
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
