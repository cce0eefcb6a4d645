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
	return digested(out)
}

// digested appends the digest that sealed expects.
func digested(out []byte) []byte {
	sum := sha256.Sum256(out)
	return append(out, sum[:sumLen]...)
}

// sealed returns what stands between the head of a file of the cache and the digest
// at its end; false is a file that is damaged, or that is another scope's.
func sealed(data []byte, magic string, scope Key) (body []byte, ok bool) {
	n := len(data) - sumLen
	head := len(magic) + len(scope)
	if n < head || string(data[:len(magic)]) != magic || Key(data[len(magic):head]) != scope {
		return nil, false
	}
	if sum := sha256.Sum256(data[:n]); string(sum[:sumLen]) != string(data[n:]) {
		return nil, false
	}
	return data[head:n:n], true
}

// decode reads what encode has written; false is a file that is damaged, or that
// is another scope's.
func (s *shard) decode(data []byte, scope Key) bool {
	body, ok := sealed(data, magic, scope)
	if !ok {
		return false
	}
	for r := (&decoder{rest: body, ok: true}); len(r.rest) > 0; {
		var k Key
		copy(k[:], r.bytes(uint64(len(k))))
		payload := r.bytes(r.uvarint())
		if !r.ok {
			return false
		}
		s.entries[k] = &entry{payload: payload}
		s.order = append(s.order, k)
	}
	return true
}
