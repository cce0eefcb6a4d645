package cache

import (
	"crypto/sha256"
	"encoding/binary"
)

// The form of a shard: magic, scope, then for each entry its key, the length of
// its payload as a uvarint and the payload, then a digest of all that.
const (
	magic  = "promptglot facts 1\n"
	sumLen = 16
)

// encode writes the entries: those of this run, then the others as long as there
// is room. What nobody asked for in many runs so goes away by and by.
func (s *shard) encode(scope Key) []byte {
	out := append([]byte(magic), scope[:]...)
	for _, used := range []bool{true, false} {
		for _, k := range s.order {
			e := s.entries[k]
			if e.used != used || len(out)+len(k)+binary.MaxVarintLen64+len(e.payload)+sumLen > maxShard {
				continue
			}
			out = append(out, k[:]...)
			out = binary.AppendUvarint(out, uint64(len(e.payload)))
			out = append(out, e.payload...)
		}
	}
	sum := sha256.Sum256(out)
	return append(out, sum[:sumLen]...)
}

// decode reads what encode has written; false is a file that is damaged, or that
// is another scope's.
func (s *shard) decode(data []byte, scope Key) bool {
	n := len(data) - sumLen
	head := len(magic) + len(scope)
	if n < head || string(data[:len(magic)]) != magic || Key(data[len(magic):head]) != scope {
		return false
	}
	if sum := sha256.Sum256(data[:n]); string(sum[:sumLen]) != string(data[n:]) {
		return false
	}
	for at := head; at < n; {
		if n-at < len(Key{}) {
			return false
		}
		k := Key(data[at : at+len(Key{})])
		at += len(k)
		size, used := binary.Uvarint(data[at:n])
		if used <= 0 || size > uint64(n-at-used) {
			return false
		}
		at += used
		s.entries[k] = &entry{payload: data[at : at+int(size) : at+int(size)]}
		s.order = append(s.order, k)
		at += int(size)
	}
	return true
}
