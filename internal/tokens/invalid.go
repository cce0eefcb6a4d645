package tokens

import "unicode/utf8"

// Invalid reports whether s is not valid UTF-8. Tokenizers are defined on text;
// such input is counted as if each maximal ill-formed part were U+FFFD, which
// is what Python's errors="replace" makes of it before tiktoken sees it.
func Invalid(s string) bool { return !utf8.ValidString(s) }

// Repair returns s as it is counted: s itself when it is valid UTF-8.
func Repair(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	return string(repair(nil, s))
}

const replacement = "\uFFFD"

// repair appends s to dst with its ill-formed parts replaced.
func repair(dst []byte, s string) []byte {
	for i := 0; i < len(s); {
		if r, w := utf8.DecodeRuneInString(s[i:]); r != utf8.RuneError || w > 1 {
			dst = append(dst, s[i:i+w]...)
			i += w
			continue
		}
		dst = append(dst, replacement...)
		i += illFormed(s[i:])
	}
	return dst
}

// illFormed returns the length of the maximal subpart that s begins with: the
// longest start of some well-formed sequence (Unicode, table 3-7), or one byte.
func illFormed(s string) int {
	lo, hi, more := byte(0x80), byte(0xBF), 0
	switch b := s[0]; {
	case b >= 0xC2 && b <= 0xDF:
		more = 1
	case b >= 0xE0 && b <= 0xEF:
		more = 2
		switch b {
		case 0xE0:
			lo = 0xA0
		case 0xED:
			hi = 0x9F
		}
	case b >= 0xF0 && b <= 0xF4:
		more = 3
		switch b {
		case 0xF0:
			lo = 0x90
		case 0xF4:
			hi = 0x8F
		}
	}
	n := 1
	for n <= more && n < len(s) && s[n] >= lo && s[n] <= hi {
		lo, hi = 0x80, 0xBF
		n++
	}
	return n
}
