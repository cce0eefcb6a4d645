package tokens

import (
	"slices"
	"unicode/utf8"
)

// punctAt reports whether the character at s[i] is punctuation or a symbol
// (P, S) of Unicode 16.
func punctAt(s string, i int) bool {
	if b := s[i]; b < utf8.RuneSelf {
		return ascii[b] == other && b > ' ' && b != 0x7f
	}
	r, _ := utf8.DecodeRuneInString(s[i:])
	at, found := slices.BinarySearchFunc(punctRanges[:], r, func(e [2]rune, r rune) int { return int(e[1] - r) })
	return found || at < len(punctRanges) && punctRanges[at][0] <= r
}
