package templates

import (
	"strings"
	"unicode/utf8"
)

// longest is how many bytes of a tag a message shows.
const longest = 40

// Clip shortens the source of a tag for a message, which is one line: at a
// character's end, and with spaces for what would end the line.
func Clip(s string) string {
	if len(s) > longest {
		n := longest
		for n > longest-utf8.UTFMax && !utf8.RuneStart(s[n]) {
			n--
		}
		s = s[:n] + "…"
	}
	return strings.Map(func(r rune) rune {
		switch r {
		case '\n', '\r', '\t', '\u2028', '\u2029':
			return ' '
		}
		return r
	}, s)
}
