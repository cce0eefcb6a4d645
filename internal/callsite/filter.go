package callsite

import (
	"bytes"
	_ "embed"
	"strings"
	"sync"
	"unsafe"

	"github.com/promptglot/promptglot/internal/lang"
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

// OnlyRemarked reports whether a program that MayMatter names vendors in remarks
// only. Those of settings count: they say what a line is for that is switched off.
func OnlyRemarked(l lang.Language, data []byte) bool {
	if settingLanguages[l.ID()] || l.ID() == notebook {
		return false
	}
	f := filter()
	for at := 0; ; {
		i := f.find(data, at)
		if i < 0 {
			break
		}
		if !likeRemark(data, i) {
			return false // so it is of nearly all programs, at the first word already
		}
		end := bytes.IndexByte(data[i:], '\n')
		if end < 0 {
			break
		}
		at = i + end
	}
	tokens := l.Lex(unsafe.String(unsafe.SliceData(data), len(data)))
	defer lang.Release(tokens)
	at := 0
	for _, t := range tokens {
		if t.Kind != lang.Remark {
			continue
		}
		if f.match(data[at:t.Start]) {
			return false
		}
		at = int(t.End)
	}
	return !f.match(data[at:])
}

// notebook is the language whose programs stand in the strings of another one.
const notebook = "notebook"

// likeRemark reports whether the line around an offset begins as remarks do.
func likeRemark(data []byte, i int) bool {
	line := bytes.TrimLeft(data[1+bytes.LastIndexByte(data[:i], '\n'):i+1], " \t")
	return len(line) > 0 && (line[0] == '/' || line[0] == '*' || line[0] == '#' || line[0] == '-')
}

var filter = sync.OnceValue(func() *finder { return newFinder(strings.Split(strings.TrimSpace(words), "\n")) })

// A finder tells whether a text holds one of many words. Of each word it knows
// the three bytes that are the rarest in programs: two neighbours of them stand at
// an even place of the text, so that it is enough to look up every second pair of
// bytes, and few of those are known.
type finder struct {
	bucket  [1 << 16]uint8 // by pair of bytes; 0 for a pair of no word
	buckets []bucket
	pairs   int      // that have a bucket
	short   []string // words of two bytes
}

// A bucket is what a pair of bytes stands for: some words, and what the bytes before
// and behind the pair are in them. That rules out nearly all places of the pair.
type bucket struct {
	anchors      []anchor
	before, next byteSet
	whole        bool // the pair itself is one of the words
}

// A byteSet is a set of bytes.
type byteSet [4]uint64

func (s *byteSet) add(b byte)      { s[b>>6] |= 1 << (b & 63) }
func (s *byteSet) has(b byte) bool { return s[b>>6]&(1<<(b&63)) != 0 }

// An anchor is a word with the offset of the pair that it is known by.
type anchor struct {
	word   string
	offset int
}

func newFinder(list []string) *finder {
	f := &finder{buckets: make([]bucket, 1, 256)}
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
			f.buckets = append(f.buckets, bucket{})
		}
		f.bucket[p] = uint8(1 + f.pairs%(1<<8-1))
		f.pairs++
	}
	b := &f.buckets[f.bucket[p]]
	b.anchors = append(b.anchors, a)
	switch behind := a.offset + 2; {
	case behind < len(a.word):
		b.next.add(a.word[behind])
	case a.offset > 0:
		b.before.add(a.word[a.offset-1])
	default:
		b.whole = true
	}
}

func (f *finder) match(data []byte) bool { return f.find(data, 0) >= 0 }

// find returns an offset within a word of those that begin at from or later, -1
// where none does.
func (f *finder) find(data []byte, from int) int {
	for i := from; i+2 <= len(data); i += 2 {
		if b := f.bucket[pair(data[i], data[i+1])]; b != 0 && f.holds(data, from, i, b) {
			return i
		}
	}
	if (len(data)-from)%2 == 1 { // the last byte has no other
		for _, w := range f.short {
			if end := data[max(from, len(data)-2):]; string(end) == w {
				return len(data) - 2
			}
		}
	}
	return -1
}

// holds reports whether one of a bucket's words stands around the pair at i, and
// not before from.
func (f *finder) holds(data []byte, from, i int, known uint8) bool {
	b := &f.buckets[known]
	if !(i+2 < len(data) && b.next.has(data[i+2]) || i > from && b.before.has(data[i-1]) || b.whole) {
		return false
	}
	for _, a := range b.anchors {
		at := i - a.offset
		if at >= from && len(data)-at >= len(a.word) && string(data[at:at+len(a.word)]) == a.word {
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
