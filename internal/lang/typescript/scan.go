package typescript

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// lineEnd returns where the line that holds i ends, before its line end.
func lineEnd(s string, i int) int {
	if j := strings.IndexAny(s[i:], "\r\n"); j >= 0 {
		return i + j
	}
	return len(s)
}

// wordEnd returns where the name that goes on at i ends.
func wordEnd(s string, i int) int {
	for i < len(s) {
		if wordByte[s[i]] {
			i++
			continue
		}
		if s[i] < utf8.RuneSelf {
			break
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if !unicode.In(r, unicode.L, unicode.Nl, unicode.Nd, unicode.Mn, unicode.Mc, unicode.Pc) && r != '\u200c' && r != '\u200d' {
			break
		}
		i += n
	}
	return i
}

// numberEnd returns where the number at i ends: 0x1f, 1_000n, 1.5e-3. The
// second dot of 1..toFixed() is no part of it.
func numberEnd(s string, i int) int {
	start, dot := i, false
	for i < len(s) {
		switch c := s[i]; {
		case (c == '+' || c == '-') && i > start && (s[i-1] == 'e' || s[i-1] == 'E') && !based(s[start:i]):
		case c == '.' && !dot && !based(s[start:i]) && !strings.ContainsAny(s[start:i], "eEn"):
			dot = true
		case !wordByte[c]:
			return i
		}
		i++
	}
	return i
}

// based reports whether a number is one of 0x, 0o and 0b.
func based(s string) bool {
	return len(s) > 1 && s[0] == '0' && strings.IndexByte("xXoObB", s[1]) >= 0
}

// quotedEnd returns where the literal at i ends. One that nobody closes ends
// with its line.
func quotedEnd(s string, i int) int {
	quote := s[i]
	for i++; i < len(s); i++ {
		switch s[i] {
		case quote:
			return i + 1
		case '\\':
			if i++; i+1 < len(s) && s[i] == '\r' && s[i+1] == '\n' {
				i++
			}
		case '\n', '\r':
			return i
		}
	}
	return len(s)
}

// regexEnd returns where the regular expression at i ends with its flags, 0
// where its line ends before it does: then it was none.
func regexEnd(s string, i int) int {
	class := false
	for i++; i < len(s); i++ {
		switch s[i] {
		case '\\':
			if i++; i < len(s) && (s[i] == '\n' || s[i] == '\r') {
				return 0
			}
		case '[':
			class = true
		case ']':
			class = false
		case '\n', '\r':
			return 0
		case '/':
			if !class {
				for i++; i < len(s) && wordByte[s[i]]; i++ {
				}
				return i
			}
		}
	}
	return 0
}

// signLen returns how long the operator is that s begins with.
func signLen(s string) int {
	n := 1
	at := func(i int) byte {
		if i < len(s) {
			return s[i]
		}
		return 0
	}
	switch c := s[0]; c {
	case '(', ')', '[', ']', '{', '}', ',', ';', ':', '~', '@':
		return 1
	case '.':
		if at(1) == '.' && at(2) == '.' {
			return 3
		}
		return 1
	case '?':
		if at(1) == '.' && (at(2) < '0' || at(2) > '9') {
			return 2
		}
		fallthrough
	case '&', '|', '*', '<', '>': // also doubled, and then with =
		for at(n) == c && n < 2 || c == '>' && at(n) == c && n < 3 {
			n++
		}
		if at(n) == '=' && (c != '?' || n == 2) {
			n++
		}
		return n
	case '=', '!':
		if c == '=' && at(1) == '>' {
			return 2
		}
		for at(n) == '=' && n < 3 {
			n++
		}
		return n
	case '+', '-':
		if at(1) == c || at(1) == '=' {
			return 2
		}
		return 1
	}
	if at(1) == '=' { // / % ^
		return 2
	}
	return 1
}
