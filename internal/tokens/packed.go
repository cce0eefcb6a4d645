package tokens

import (
	"errors"
	"math/bits"
)

var errPacked = errors.New("tokens: the embedded vocabulary is damaged")

// A packed is a vocabulary in the form that gen/vocab/pack.go describes, its
// header read.
type packed struct {
	n      int    // ids
	total  int    // bytes of all tokens
	order  string // the bytes of ids 0 to 255
	odd    []literal
	stream string // the halves of the others
}

// A literal is a token whose bytes are given instead of told by its halves.
type literal struct {
	id          uint32
	bytes       string
	left, right uint32 // none: no join leads to it
}

func readHeader(data string, limit int) (packed, error) {
	r := packReader{rest: data}
	magic := r.bytes(6)
	p := packed{n: min(r.number(), limit), total: r.number(), order: r.bytes(256)}
	id := 0
	for k := r.number(); k > 0 && !r.bad; k-- {
		id += r.number()
		p.odd = append(p.odd, literal{uint32(id), r.bytes(r.number()), uint32(r.number() - 1), uint32(r.number() - 1)})
	}
	p.stream = r.rest
	if r.bad || magic != "ptok1\n" || p.n < 256 || p.n > idMask || p.total < 256 {
		return packed{}, errPacked
	}
	return p, nil
}

// halves returns a reader of the tokens from id 256 on.
func (p packed) halves() halfReader {
	return halfReader{id: 255, n: uint32(p.n), stream: p.stream, odd: p.odd}
}

// A halfReader goes through the tokens by id.
type halfReader struct {
	id, left, right uint32
	literal         bool   // bytes counts, not the halves
	bytes           string //
	bad             bool   // the stream ended early or pointed ahead

	n      uint32
	pos    int // in bits
	stream string
	odd    []literal
}

// next moves on; false at the end and when the stream is bad.
func (h *halfReader) next() bool {
	h.id++
	if h.bad || h.id >= h.n {
		return false
	}
	if h.literal = len(h.odd) > 0 && h.odd[0].id == h.id; h.literal {
		h.bytes, h.left, h.right = h.odd[0].bytes, h.odd[0].left, h.odd[0].right
		h.odd = h.odd[1:]
		return true
	}
	at := h.pos >> 3
	if at+8 > len(h.stream) {
		h.bad = true
		return false
	}
	w := bits.Len32(h.id - 1)
	x := load64(h.stream, at) >> (h.pos & 7)
	h.left, h.right = uint32(x)&(1<<w-1), uint32(x>>w)&(1<<w-1)
	h.pos += 2 * w
	if h.left >= h.id || h.right >= h.id {
		h.bad = true
		return false
	}
	return true
}

// A packReader takes the header apart; bad stays set after a short read.
type packReader struct {
	rest string
	bad  bool
}

func (r *packReader) bytes(n int) string {
	if n < 0 || n > len(r.rest) {
		r.bad = true
		return ""
	}
	s := r.rest[:n]
	r.rest = r.rest[n:]
	return s
}

// number reads a uvarint below 2^28, more than any vocabulary has of anything.
func (r *packReader) number() int {
	x := 0
	for shift := 0; shift < 28; shift += 7 {
		b := r.bytes(1)
		if r.bad {
			return 0
		}
		x |= int(b[0]&0x7f) << shift
		if b[0] < 0x80 {
			return x
		}
	}
	r.bad = true
	return 0
}
