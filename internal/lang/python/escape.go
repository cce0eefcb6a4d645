package python

import (
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/unicode/runenames"
)

// unescape decodes the escape that s begins with; n is its length in bytes. An
// escape that Python does not know stands for itself.
func unescape(s string, bytes bool) (text string, n int, ok bool) {
	c := s[1]
	if i := strings.IndexByte(`\'"abfnrtv`, c); i >= 0 {
		return "\\'\"\a\b\f\n\r\t\v"[i : i+1], 2, true
	}
	switch {
	case c == '\n' || c == '\r':
		return "", lineEnd(s, 1), true
	case '0' <= c && c <= '7':
		n = 2
		for n < len(s) && n < 4 && '0' <= s[n] && s[n] <= '7' {
			n++
		}
		v, err := strconv.ParseUint(s[1:n], 8, 32)
		return char(v, bytes), n, err == nil
	case c == 'x':
		return code(s, 2, bytes)
	case bytes:
	case c == 'u':
		return code(s, 4, false)
	case c == 'U':
		return code(s, 8, false)
	case c == 'N' && strings.HasPrefix(s[2:], "{"):
		end := strings.IndexByte(s[:min(len(s), maxName)], '}')
		if end < 0 {
			break
		}
		if r, found := named(s[3:end]); found {
			return string(r), end + 1, true
		}
	}
	return "", 0, false
}

// code decodes \xNN, \uNNNN and \UNNNNNNNN.
func code(s string, digits int, bytes bool) (string, int, bool) {
	if len(s) < 2+digits {
		return "", 0, false
	}
	v, err := strconv.ParseUint(s[2:2+digits], 16, 32)
	if err != nil || v > utf8.MaxRune {
		return "", 0, false
	}
	return char(v, bytes), 2 + digits, true
}

// char is a code point, or a byte. Half a surrogate pair is written as the
// three bytes that UTF-8 would have for it, as values are elsewhere.
func char(v uint64, bytes bool) string {
	switch {
	case bytes:
		return string([]byte{byte(v)})
	case 0xD800 <= v && v <= 0xDFFF:
		return string([]byte{0xE0 | byte(v>>12), 0x80 | byte(v>>6)&0x3F, 0x80 | byte(v)&0x3F})
	}
	return string(rune(v))
}

// maxName is longer than the name of any character with its \N{}.
const maxName = 120

// named finds a character by its Unicode name. Programs that name characters
// are rare, so that the table is made when the first one comes.
func named(name string) (rune, bool) {
	r, ok := byName()[strings.ToUpper(name)]
	return r, ok
}

var byName = sync.OnceValue(func() map[string]rune {
	m := make(map[string]rune, 50_000)
	for r := rune(0); r <= utf8.MaxRune; r++ {
		if n := runenames.Name(r); n != "" && n[0] != '<' {
			m[n] = r
		}
	}
	// Control characters have no name but these aliases (NameAliases.txt).
	for n, r := range map[string]rune{
		"NULL": 0, "ALERT": 7, "BACKSPACE": 8, "CHARACTER TABULATION": 9, "TAB": 9, "LINE FEED": 10, "NEW LINE": 10,
		"LINE TABULATION": 11, "FORM FEED": 12, "CARRIAGE RETURN": 13, "ESCAPE": 27, "DELETE": 127, "NEXT LINE": 0x85,
		"NBSP": 0xA0, "SHY": 0xAD, "ZWSP": 0x200B, "ZWNJ": 0x200C, "ZWJ": 0x200D, "BOM": 0xFEFF, "BYTE ORDER MARK": 0xFEFF,
	} {
		m[n] = r
	}
	return m
})
