package callsite

import (
	_ "embed"
	"strings"
	"sync"
)

// words are the texts without one of which a program has nothing to do with any
// vendor, one a line. A word of everyday life stands there in the forms only that
// it has in programs: `import together`. The list is used by the benchmark
// against a searcher as well.
//
//go:embed words
var words string

// MayMatter reports whether a program may have to do with a vendor. It never
// says no to one that has, and says it without reading the program.
func MayMatter(data []byte) bool { return filter().match(data) }

var filter = sync.OnceValue(func() *finder { return newFinder(strings.Split(strings.TrimSpace(words), "\n")) })

// A finder tells whether a text holds one of many words. Of each word it knows
// the three bytes that are the rarest in programs: two neighbours of them stand at
// an even place of the text, so that it is enough to look up every second pair of
// bytes, and few of those are known.
type finder struct {
	bucket  [1 << 16]uint8 // by pair of bytes; 0 for a pair of no word
	buckets [][]anchor
	pairs   int      // that have a bucket
	short   []string // words of two bytes
}

// An anchor is a word with the offset of the pair that it is known by.
type anchor struct {
	word   string
	offset int
}

func newFinder(list []string) *finder {
	f := &finder{buckets: make([][]anchor, 1, 256)}
	for _, w := range list {
		switch {
		case len(w) < 2:
			panic("callsite: a word of fewer than two bytes is in every program")
		case len(w) == 2:
			f.short = append(f.short, w)
			f.add(pair(w[0], w[1]), anchor{w, 0})
		default:
			k := rarest(w)
			f.add(pair(w[k], w[k+1]), anchor{w, k})
			f.add(pair(w[k+1], w[k+2]), anchor{w, k + 1})
		}
	}
	for _, w := range f.short { // at an odd place, its second byte and any other
		f.after(w)
	}
	return f
}

// after notes a word of two bytes under its second byte with any other behind it.
// Those pairs share a bucket, as far as they are no other word's.
func (f *finder) after(w string) {
	own := uint8(0)
	for b := range 1 << 8 {
		p := pair(w[1], byte(b))
		if f.bucket[p] == 0 {
			f.bucket[p] = own
		}
		if own == 0 || f.bucket[p] != own {
			f.add(p, anchor{w, 1})
		}
		if own == 0 {
			own = f.bucket[p]
		}
	}
}

func pair(a, b byte) uint16 { return uint16(a) | uint16(b)<<8 }

// add notes a word under a pair. When all buckets are in use, pairs share them in
// turn.
func (f *finder) add(p uint16, a anchor) {
	if f.bucket[p] == 0 {
		if len(f.buckets) < 1<<8 {
			f.buckets = append(f.buckets, nil)
		}
		f.bucket[p] = uint8(1 + f.pairs%(1<<8-1))
		f.pairs++
	}
	b := &f.buckets[f.bucket[p]]
	*b = append(*b, a)
}

func (f *finder) match(data []byte) bool {
	for i := 1; i < len(data); i += 2 {
		if b := f.bucket[pair(data[i-1], data[i])]; b != 0 && f.holds(data, i-1, b) {
			return true
		}
	}
	if len(data)%2 == 1 { // the last byte has no other
		for _, w := range f.short {
			if strings.HasSuffix(string(data[max(0, len(data)-2):]), w) {
				return true
			}
		}
	}
	return false
}

// holds reports whether one of a bucket's words stands around the pair at i.
func (f *finder) holds(data []byte, i int, bucket uint8) bool {
	for _, a := range f.buckets[bucket] {
		at := i - a.offset
		if at >= 0 && len(data)-at >= len(a.word) && string(data[at:at+len(a.word)]) == a.word {
			return true
		}
	}
	return false
}

// rarest returns where the three bytes of w begin that are rarest in programs.
func rarest(w string) int {
	best, least := 0, 0
	for k := 0; k+3 <= len(w); k++ {
		n := commonness(w[k])*commonness(w[k+1]) + commonness(w[k+1])*commonness(w[k+2])
		if k == 0 || n < least {
			best, least = k, n
		}
	}
	return best
}

// commonness is how often a byte stands in programs, roughly, in thousandths.
func commonness(c byte) int {
	const letters = "zqjkxvwybgpfhumdlcsoanirte" // the rarest first
	switch i := strings.IndexByte(letters, c); {
	case i >= 0:
		return 1 + i*i/10
	case c == ' ':
		return 150
	case strings.IndexByte("_.\"'/-:=(", c) >= 0:
		return 12
	}
	return 5 // capital letters, digits and the rest
}
