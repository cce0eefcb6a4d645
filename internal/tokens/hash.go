package tokens

import "math/bits"

// A key is a piece of text as three words. Up to 16 bytes long pieces are told
// apart exactly: the length and two loads, which overlap, hold every byte.
// Longer ones are folded and must be compared.
type key struct {
	lo, hi uint64
	n      int
}

// exact reports whether two pieces with this key are the same piece.
func (k key) exact() bool { return k.n <= 16 }

func keyOf[T string | []byte](p T) key {
	n := len(p)
	switch {
	case n > 16:
		fold := uint64(n) * mul1
		for i := 0; i+16 < n; i += 16 {
			fold = mix(fold^load64(p, i), mul2^load64(p, i+8))
		}
		return key{fold ^ load64(p, n-16), load64(p, n-8), n}
	case n >= 8:
		return key{load64(p, 0), load64(p, n-8), n}
	case n >= 4:
		return key{load32(p, 0), load32(p, n-4), n}
	case n > 0:
		return key{uint64(p[0]), uint64(p[n>>1])<<8 | uint64(p[n-1]), n}
	}
	return key{}
}

// Odd constants with about half of their bits set, from the digits of √2, √3
// and √5.
const (
	mul1 = 0x6a09e667f3bcc909
	mul2 = 0xbb67ae8584caa73b
	mul3 = 0x3c6ef372fe94f82b
)

// mix folds the 128-bit product of a and b; both ends of the result depend on
// all bits of both.
func mix(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a, b)
	return hi ^ lo
}

func hashKey(k key) uint64 {
	return mix(k.lo^mul1, k.hi^mul2^uint64(k.n)*mul3)
}

// load64 reads eight bytes, least significant first; the compiler makes it one
// load.
func load64[T string | []byte](p T, i int) uint64 {
	q := p[i : i+8]
	return uint64(q[0]) | uint64(q[1])<<8 | uint64(q[2])<<16 | uint64(q[3])<<24 |
		uint64(q[4])<<32 | uint64(q[5])<<40 | uint64(q[6])<<48 | uint64(q[7])<<56
}

func load32[T string | []byte](p T, i int) uint64 {
	q := p[i : i+4]
	return uint64(q[0]) | uint64(q[1])<<8 | uint64(q[2])<<16 | uint64(q[3])<<24
}
