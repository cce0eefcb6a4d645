package main

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
)

// The packed form. A byte-pair vocabulary was grown by joining two earlier
// tokens at a time, so a token is told completely by the ids of its two halves.
// And because merging is deterministic, a stretch of text that becomes token T
// always does so by the same last join, whatever stands around it; the halves
// are therefore also the whole of the merge table. They are laid out as a hash
// table in which they are looked up where they lie: a program that counts little
// has nothing to unpack.
//
//	magic    "ptok2\n"
//	byte     bits: log₂ of the number of buckets, 14 or more
//	byte     length of the longest token in bytes
//	uint32   number of ids
//	uint32   number of joins
//	uint32   number of bytes of all tokens
//	256 B    the bytes that ids 0–255 stand for
//	uint24   for each bucket and the end: index of its first join
//	uint40   for each join, ascending within its bucket:
//	         (what the bucket does not tell of the hash) << 18 | id
//	8 B      of padding: any entry can be loaded as a word
//
// All numbers are little-endian. The hash is one-to-one (see hashJoin), so
// bucket and rest together tell both halves: Cleary's compact hashing.
const magic = "ptok2\n"

const (
	idBits  = 18
	minBits = 14 // below, rest and id do not fit 40 bits
)

// The first two must be those of package tokens; its tests look every join up.
const (
	mul1 = 0x6a09e667f3bcc909
	mul3 = 0x3c6ef372fe94f82b
)

// hashJoin permutes the 36 bits of two ids and returns them at the high end.
func hashJoin(l, r int) uint64 {
	const low = 64 - 2*idBits
	x := uint64(l<<idBits|r) << low
	x *= mul1
	x ^= x >> idBits >> low << low
	return x * mul3
}

type stats struct{ joins, fullest int }

func pack(v [][]byte) ([]byte, stats, error) {
	var st stats
	ids := make(map[string]int, len(v))
	total, longest := 0, 0
	for id, tok := range v {
		if tok == nil {
			continue
		}
		if _, dup := ids[string(tok)]; dup {
			return nil, st, fmt.Errorf("token %q twice", tok)
		}
		ids[string(tok)] = id
		total += len(tok)
		longest = max(longest, len(tok))
	}
	if len(v) > 1<<idBits || longest > 255 {
		return nil, st, fmt.Errorf("%d ids, %d bytes in the longest token: the form holds %d and 255", len(v), longest, 1<<idBits)
	}
	type join struct {
		hash uint64
		id   int
	}
	var joins []join
	for id := 256; id < len(v); id++ {
		if v[id] == nil {
			continue
		}
		left, right, ok := halves(v[id], ids)
		if !ok || left >= id || right >= id {
			return nil, st, fmt.Errorf("token %d, %q, is not made of two older ones", id, v[id])
		}
		joins = append(joins, join{hashJoin(left, right), id})
	}
	slices.SortFunc(joins, func(a, b join) int { return cmp.Compare(a.hash, b.hash) })

	// Six joins to a bucket on average: half of them are read to learn that two
	// tokens do not join.
	bits := minBits
	for len(joins)>>bits > 6 {
		bits++
	}
	var out bytes.Buffer
	out.WriteString(magic)
	out.Write([]byte{byte(bits), byte(longest)})
	for _, n := range []int{len(v), len(joins), total} {
		out.Write(binary.LittleEndian.AppendUint32(nil, uint32(n)))
	}
	for id := range 256 {
		if len(v[id]) != 1 {
			return nil, st, errors.New("the first 256 ids are not the bytes")
		}
		out.WriteByte(v[id][0])
	}
	at := 0
	for b := range 1<<bits + 1 {
		first := at
		for at < len(joins) && joins[at].hash>>(64-bits) < uint64(b) {
			at++
		}
		st.fullest = max(st.fullest, at-first)
		out.Write(binary.LittleEndian.AppendUint32(nil, uint32(at))[:3])
	}
	for _, j := range joins {
		rest := j.hash << bits >> bits >> (64 - 2*idBits)
		out.Write(binary.LittleEndian.AppendUint64(nil, rest<<idBits|uint64(j.id))[:5])
	}
	out.Write(make([]byte, 8))
	st.joins = len(joins)
	return out.Bytes(), st, nil
}

// halves runs the merge on tok and returns the two parts that are joined last.
// ok is false when merging stops earlier or tok is empty.
func halves(tok []byte, ids map[string]int) (left, right int, ok bool) {
	if len(tok) < 2 {
		return 0, 0, false
	}
	cuts := make([]int, len(tok)+1)
	for i := range cuts {
		cuts[i] = i
	}
	for len(cuts) > 3 {
		best, at := -1, 0
		for i := 0; i+2 < len(cuts); i++ {
			if id, found := ids[string(tok[cuts[i]:cuts[i+2]])]; found && (best < 0 || id < best) {
				best, at = id, i
			}
		}
		if best < 0 {
			return 0, 0, false
		}
		cuts = append(cuts[:at+1], cuts[at+2:]...)
	}
	return ids[string(tok[:cuts[1]])], ids[string(tok[cuts[1]:])], true
}
