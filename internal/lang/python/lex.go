package python

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/promptglot/promptglot/internal/lang"
)

// A class is what a byte may begin.
type class uint8

const (
	sign  class = iota // one byte, or the first of several
	blank              // white space within a line
	digit
	word
	wide // the first byte of a character beyond ASCII
)

var classes = func() (t [256]class) {
	for c := range t {
		switch b := byte(c); {
		case b == ' ' || b == '\t' || b == '\f':
			t[c] = blank
		case '0' <= b && b <= '9':
			t[c] = digit
		case 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' || b == '_':
			t[c] = word
		case b >= utf8.RuneSelf:
			t[c] = wide
		}
	}
	return t
}()

// lex cuts a program into tokens.
func lex(text string) []lang.Token {
	out := lang.Tokens(len(text)/4 + 8)
	x := lexer{s: text}
	for i := 0; i < len(text); {
		kind, end := x.next(i)
		out = append(out, lang.Token{Kind: kind, Start: int32(i), End: int32(end)})
		i = end
	}
	return out
}

// next returns the kind of the token at i and where it ends.
func (x *lexer) next(i int) (lang.Kind, int) {
	s := x.s
	c := s[i]
	switch classes[c] {
	case blank:
		for i++; i < len(s) && classes[s[i]] == blank; i++ {
		}
		return lang.Space, i
	case word:
		j := i + 1
		for j < len(s) && (classes[s[j]] == word || classes[s[j]] == digit) {
			j++
		}
		if j < len(s) && (s[j] == '"' || s[j] == '\'') && j-i <= 2 && isPrefix(s[i:j]) {
			end, _ := x.stringEnd(i, j, 0)
			return lang.String, end
		}
		if j < len(s) && s[j] >= utf8.RuneSelf {
			j = identEnd(s, j)
		}
		return lang.Ident, j
	case digit:
		return lang.Number, numberEnd(s, i)
	case wide:
		r, n := utf8.DecodeRuneInString(s[i:])
		if unicode.IsLetter(r) {
			return lang.Ident, identEnd(s, i+n)
		}
		return lang.Other, i + n
	}
	switch c {
	case '\n', '\r':
		return lang.Newline, lineEnd(s, i)
	case '"', '\'':
		end, _ := x.stringEnd(i, i, 0)
		return lang.String, end
	case '#':
		return lang.Remark, restOfLine(s, i)
	case '\\':
		// A line that goes on is white space.
		if j := lineEnd(s, i+1); j > 0 {
			return lang.Space, j
		}
		return lang.Other, i + 1
	case '.':
		if i+1 < len(s) && classes[s[i+1]] == digit {
			return lang.Number, numberEnd(s, i)
		}
	case 0:
		return lang.Other, i + 1
	}
	return lang.Punct, i + punct(s[i:])
}

func identEnd(s string, i int) int {
	for i < len(s) {
		if c := classes[s[i]]; c == word || c == digit {
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if s[i] < utf8.RuneSelf || r == utf8.RuneError || !unicode.In(r, unicode.L, unicode.N, unicode.Mn, unicode.Mc, unicode.Pc) {
			break
		}
		i += n
	}
	return i
}

// lineEnd returns where the line end at i is over, 0 where there is none.
func lineEnd(s string, i int) int {
	switch {
	case i >= len(s):
	case s[i] == '\r' && i+1 < len(s) && s[i+1] == '\n':
		return i + 2
	case s[i] == '\n' || s[i] == '\r':
		return i + 1
	}
	return 0
}

func restOfLine(s string, i int) int {
	for i < len(s) && s[i] != '\n' && s[i] != '\r' {
		i++
	}
	return i
}

// numberEnd returns where a number is over. A keyword may stand right behind it
// (`1if x else y`), so that letters count only where a number has them.
func numberEnd(s string, i int) int {
	if s[i] == '0' && i+1 < len(s) && strings.IndexByte("xXoObB", s[i+1]) >= 0 {
		hex := s[i+1] == 'x' || s[i+1] == 'X'
		for i += 2; i < len(s) && (classes[s[i]] == digit || s[i] == '_' || hex && isHex(s[i])); i++ {
		}
		return i
	}
	dot, exp := false, false
	for ; i < len(s); i++ {
		switch c := s[i]; {
		case classes[c] == digit || c == '_':
		case c == '.' && !dot && !exp:
			dot = true
		case (c == 'e' || c == 'E') && !exp && exponent(s[i+1:]):
			exp = true
			i++
		case c == 'j' || c == 'J':
			return i + 1
		default:
			return i
		}
	}
	return i
}

func exponent(s string) bool {
	if s != "" && (s[0] == '+' || s[0] == '-') {
		s = s[1:]
	}
	return s != "" && classes[s[0]] == digit
}

func isHex(c byte) bool { return 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F' }

var signs = []string{"**=", "//=", ">>=", "<<=", "...", "**", "//", ":=", "->", "==", "!=", "<=", ">=", "<<", ">>", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "@="}

func punct(s string) int {
	if len(s) < 2 || strings.IndexByte("=*/.<>", s[1]) < 0 && !strings.HasPrefix(s, "->") {
		return 1 // the second byte of no sign
	}
	for _, p := range signs {
		if strings.HasPrefix(s, p) {
			return len(p)
		}
	}
	return 1
}

// isPrefix reports whether letters before a quote belong to the literal.
func isPrefix(s string) bool {
	switch len(s) {
	case 1:
		return strings.IndexByte("rRbBuUfFtT", s[0]) >= 0
	case 2:
		a, b := s[0]|0x20, s[1]|0x20
		return a == 'r' && (b == 'b' || b == 'f' || b == 't') || b == 'r' && (a == 'b' || a == 'f' || a == 't')
	}
	return false
}
