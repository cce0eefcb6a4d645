package value

import (
	"strings"
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
	for {
		i := 0
		for i < len(s) && (plainByte[s[i]] || s[i] == '\'') {
			i++
		}
		b = append(b, s[:i]...)
		if s = s[i:]; s == "" {
			return b
		}
		c := s[0]
		if c >= utf8.RuneSelf {
			r, n := utf8.DecodeRuneInString(s)
			switch {
			case r != utf8.RuneError || n > 1:
				b = append(b, s[:n]...)
			case len(s) >= 3 && c == 0xED && s[1]&0xE0 == 0xA0 && s[2]&0xC0 == 0x80:
				n = 3
				b = append(b, '\\', 'u', 'd', hexDigits[s[1]>>2&0xF], hexDigits[s[1]&3<<2|s[2]>>4&3], hexDigits[s[2]&0xF])
			default:
				b = append(b, "\ufffd"...)
			}
			s = s[n:]
			continue
		}
		s = s[1:]
		if k := strings.IndexByte("\"\\\b\f\n\r\t", c); k >= 0 {
			b = append(b, '\\', `"\bfnrt`[k])
		} else {
			b = append(b, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&0xF])
		}
	}
}
