package value

import (
	"encoding/binary"
	"math"
	"math/bits"
	"unicode/utf16"
	"unicode/utf8"
	"unsafe"

	"github.com/promptglot/promptglot/internal/source"
)

// Prompts are long strings, so strings are looked at eight bytes at a time.
const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// load returns the eight bytes of s at i, the first one lowest.
func load(s string, i int) uint64 {
	b := s[i : i+8]
	return uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
		uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
}

// special returns a word whose lowest set bit is the high bit of the first byte
// of x that is a quote, a backslash or a control character. Bits above that one
// say nothing.
func special(x uint64) uint64 {
	// A byte of y is 0 where x has the character that y is made for; the
	// subtraction then borrows into its high bit, as it does for what is less
	// than a space.
	quote, slash := x^ones*'"', x^ones*'\\'
	return ((x-ones*' ')&^x | (quote-ones)&^quote | (slash-ones)&^slash) & highs
}

// isSpecial is special for one byte.
func isSpecial(c byte) bool { return c < ' ' || c == '"' || c == '\\' }

// run returns the end of the run of characters from i that stand in a JSON
// string as they are, and whether all of them are ASCII.
func run(s string, i int) (end int, ascii bool) {
	var seen uint64
	for ; i+8 <= len(s); i += 8 {
		x := load(s, i)
		if m := special(x); m != 0 {
			k := bits.TrailingZeros64(m) / 8
			seen |= x & (1<<(8*k) - 1)
			return i + k, seen&highs == 0
		}
		seen |= x
	}
	for ; i < len(s) && !isSpecial(s[i]); i++ {
		seen |= uint64(s[i])
	}
	return i, seen&highs == 0
}

// str reads the string at pos; one without escapes shares the bytes of the text.
func (p *strictReader) str() (string, bool) {
	start := p.pos + 1
	end, ascii := run(p.s, start)
	switch {
	case end >= len(p.s):
		return "", false
	case p.s[end] == '\\':
		return p.escaped(start, end)
	case p.s[end] != '"' || !ascii && !utf8.ValidString(p.s[start:end]):
		return "", false
	}
	p.pos = end + 1
	return p.s[start:end], true
}

// textChunk bounds what is allocated at once for decoded strings.
const textChunk = 1 << 16

// escaped reads the string that begins at start and has its first escape at i.
// It copies eight bytes at a time, whatever they are: what is no text is written
// over.
func (p *strictReader) escaped(start, i int) (string, bool) {
	s := p.s
	if len(p.text) < min(len(s)-start, i-start+256) {
		// A decoded text is never longer than its source.
		p.text = make([]byte, min(len(s)-start, i-start+textChunk))
	}
	out, n := p.text, copy(p.text, s[start:i])
	for {
		if i+8 <= len(s) && n+8 <= len(out) {
			x := load(s, i)
			binary.LittleEndian.PutUint64(out[n:], x)
			m := special(x)
			if m == 0 {
				i, n = i+8, n+8
				continue
			}
			k := bits.TrailingZeros64(m) / 8
			i, n = i+k, n+k
		} else if i >= len(s) {
			return "", false
		}
		if room := len(out) - n; room < 8 && room < len(s)-i {
			longer := make([]byte, 2*len(out)+8)
			copy(longer, out[:n])
			out = longer
		}
		switch c := s[i]; {
		case c == '"':
			p.pos, p.text = i+1, out[n:]
			if !utf8.ValidString(s[start:i]) {
				return "", false
			}
			return unsafe.String(unsafe.SliceData(out), n), true
		case c == '\\':
			if i+1 >= len(s) {
				return "", false
			}
			if e := unescaped[s[i+1]]; e != 0 {
				out[n] = e
				i, n = i+2, n+1
				continue
			}
			r, length := unicodeEscape(s, i)
			if length == 0 {
				return "", false
			}
			i, n = i+length, n+utf8.EncodeRune(out[n:], r)
		case c < ' ':
			return "", false
		default:
			out[n] = c
			i, n = i+1, n+1
		}
	}
}

// unescaped holds what stands behind a backslash and what it stands for.
var unescaped = [256]byte{'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}

// unicodeEscape decodes \uXXXX, or the pair of them that stands for one
// character; n is 0 where neither stands at i.
func unicodeEscape(s string, i int) (r rune, n int) {
	if s[i+1] != 'u' {
		return 0, 0
	}
	hi, ok := hex4(s, i+2)
	if !ok {
		return 0, 0
	}
	if !utf16.IsSurrogate(hi) {
		return hi, 6
	}
	if i+8 > len(s) || s[i+6] != '\\' || s[i+7] != 'u' {
		return 0, 0
	}
	lo, ok := hex4(s, i+8)
	if r = utf16.DecodeRune(hi, lo); !ok || r == utf8.RuneError {
		return 0, 0
	}
	return r, 12
}

// Segs implements source.Mapper for a literal that strictReader has decoded.
func (jsonString) Segs(_ *source.View, parent string, start int) []source.Seg {
	l := stringLexer{p: &jsonReader{s: parent, next: math.MaxInt}, run: start}
	i := start
	for parent[i] != '"' {
		if j, _ := run(parent, i); j > i {
			i = j
			continue
		}
		i = l.escape(i)
	}
	l.verbatim(i)
	return l.lit.segs
}
