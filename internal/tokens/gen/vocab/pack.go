package main

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math/bits"
)

// The packed form. A byte-pair vocabulary was grown by joining two earlier
// tokens at a time, so a token is told completely by the ids of its two
// halves: 2·⌈log₂ id⌉ bits, and no compressor to wait for when reading. And
// because merging is deterministic, a stretch of text that becomes token T
// always does so by the same last join, whatever stands around it; the halves
// are therefore also the whole of the merge table.
//
//	magic    "ptok1\n"
//	uvarint  number of ids
//	uvarint  number of bytes of all tokens
//	256 B    the bytes that ids 0–255 stand for
//	uvarint  number of literal entries, then for each, in ascending order:
//	         uvarint id − previous id
//	         uvarint length, bytes        (length 0: the id is not used)
//	         uvarint left+1, right+1      (0 0: no join leads to it)
//	bits     for each other id k ≥ 256: left, right, each in bits.Len(k-1)
//	         bits, least significant bit first
//
// Literal are the tokens whose halves are not both older than themselves.
const magic = "ptok1\n"

type stats struct{ literal, unreachable int }

func pack(v [][]byte) ([]byte, stats, error) {
	var st stats
	ids := make(map[string]int, len(v))
	for id, tok := range v {
		if tok == nil {
			continue
		}
		if _, dup := ids[string(tok)]; dup {
			return nil, st, fmt.Errorf("token %q twice", tok)
		}
		ids[string(tok)] = id
	}
	out := binary.AppendUvarint([]byte(magic), uint64(len(v)))
	total := 0
	for _, tok := range v {
		total += len(tok)
	}
	out = binary.AppendUvarint(out, uint64(total))
	for id := range 256 {
		if len(v[id]) != 1 {
			return nil, st, errors.New("the first 256 ids are not the bytes")
		}
		out = append(out, v[id][0])
	}
	var lits []byte
	var w bitWriter
	prev := 0
	for id := 256; id < len(v); id++ {
		left, right, ok := halves(v[id], ids)
		if ok && left < id && right < id {
			n := bits.Len(uint(id - 1))
			w.put(uint64(left), n)
			w.put(uint64(right), n)
			continue
		}
		st.literal++
		lits = binary.AppendUvarint(lits, uint64(id-prev))
		prev = id
		lits = binary.AppendUvarint(lits, uint64(len(v[id])))
		lits = append(lits, v[id]...)
		if !ok {
			st.unreachable++
			left, right = -1, -1
		}
		lits = binary.AppendUvarint(lits, uint64(left+1))
		lits = binary.AppendUvarint(lits, uint64(right+1))
	}
	out = binary.AppendUvarint(out, uint64(st.literal))
	out = append(out, lits...)
	return append(out, w.flush()...), st, nil
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

// A bitWriter packs numbers, least significant bit first.
type bitWriter struct {
	out []byte
	acc uint64
	n   int
}

func (w *bitWriter) put(v uint64, n int) {
	w.acc |= v << w.n
	w.n += n
	for w.n >= 8 {
		w.out = append(w.out, byte(w.acc))
		w.acc >>= 8
		w.n -= 8
	}
}

// flush ends the stream; the padding lets a reader load eight bytes anywhere.
func (w *bitWriter) flush() []byte {
	if w.n > 0 {
		w.out = append(w.out, byte(w.acc))
	}
	return append(w.out, make([]byte, 8)...)
}
