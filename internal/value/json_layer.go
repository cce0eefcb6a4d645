package value

import (
	"encoding/binary"
	"math/bits"
	"slices"
	"unicode/utf8"

	"github.com/promptglot/promptglot/internal/source"
)

// jsonString is the layer of a JSON string literal: it can say every text in
// place.
type jsonString struct{}

func (jsonString) Encode(_ *source.View, _, _ int, text string) (string, bool) {
	return string(appendEscaped(nil, text)), true
}

func (jsonString) Whole(v *source.View, text string) (int, int, string, bool) {
	start, end := literalRange(v)
	return start, end, string(appendQuoted(nil, text)), true
}

// literalRange returns the literal of v in the parent's text with its quotes.
func literalRange(v *source.View) (start, end int) {
	start, end = v.ParentRange(0, len(v.Text))
	return start - 1, end + 1
}

// jsonMarked is the layer of a literal with template tags, whose bytes are not
// JSON: an edit inside of a tag is written as it is.
type jsonMarked struct {
	jsonString
	pieces []piece
}

func (m jsonMarked) Encode(v *source.View, start, end int, text string) (string, bool) {
	if end > start {
		for _, pc := range m.pieces {
			if pc.tag != nil && pc.start <= start && end <= pc.end {
				return text, true
			}
		}
	}
	return m.jsonString.Encode(v, start, end, text)
}

const hexDigits = "0123456789abcdef"

// appendQuoted appends s as a JSON string literal.
func appendQuoted(b []byte, s string) []byte {
	b = append(b, '"')
	b = appendEscaped(b, s)
	return append(b, '"')
}

// appendEscaped appends s as the inside of a JSON string: as RFC 8785 does it,
// escaping nothing that JSON does not demand. Half a surrogate pair (see
// stringLexer.unicode) becomes its escape again, other bytes that are not
// UTF-8 become U+FFFD, because JSON has no way to say them.
func appendEscaped(b []byte, s string) []byte {
	from := len(b)
	b = slices.Grow(b, len(s)+len(s)/8+8)
	out, n := b[:cap(b)], len(b)
	var seen uint64
	for i := 0; i < len(s); {
		if i+8 <= len(s) && n+8 <= len(out) {
			// All eight are copied; what needs an escape is written over.
			x := load(s, i)
			binary.LittleEndian.PutUint64(out[n:], x)
			seen |= x
			m := special(x)
			if m == 0 {
				i, n = i+8, n+8
				continue
			}
			k := bits.TrailingZeros64(m) / 8
			i, n = i+k, n+k
		}
		if len(out)-n < 8 {
			b = slices.Grow(out[:n], len(s)-i+16)
			out = b[:cap(b)]
		}
		c := s[i]
		i++
		switch {
		case !isSpecial(c):
			out[n] = c
			seen |= uint64(c)
			n++
		case escapes[c] != 0:
			out[n], out[n+1] = '\\', escapes[c]
			n += 2
		default:
			n += copy(out[n:], []byte{'\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&0xF]})
		}
	}
	if seen&highs != 0 && !utf8.ValidString(s) {
		return appendRepaired(out[:from], s)
	}
	return out[:n]
}

// escapes holds the letters of the short escapes.
var escapes = [256]byte{'"': '"', '\\': '\\', '\b': 'b', '\f': 'f', '\n': 'n', '\r': 'r', '\t': 't'}

// appendRepaired is appendEscaped for text that is not UTF-8.
func appendRepaired(b []byte, s string) []byte {
	for s != "" {
		r, n := utf8.DecodeRuneInString(s)
		switch {
		case r != utf8.RuneError || n > 1:
			b = appendEscaped(b, s[:n])
		case len(s) >= 3 && s[0] == 0xED && s[1]&0xE0 == 0xA0 && s[2]&0xC0 == 0x80:
			n = 3
			b = append(b, '\\', 'u', 'd', hexDigits[s[1]>>2&0xF], hexDigits[s[1]&3<<2|s[2]>>4&3], hexDigits[s[2]&0xF])
		default:
			b = append(b, "\ufffd"...)
		}
		s = s[n:]
	}
	return b
}
