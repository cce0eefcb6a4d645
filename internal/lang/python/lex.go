package python

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/promptglot/promptglot/internal/lang"
)

// lex cuts a program into tokens.
func lex(text string) []lang.Token {
	out := make([]lang.Token, 0, len(text)/5+8)
	for i := 0; i < len(text); {
		kind, end := next(text, i)
		out = append(out, lang.Token{Kind: kind, Start: int32(i), End: int32(end)})
		i = end
	}
	return out
}

// next returns the kind of the token at i and where it ends.
func next(s string, i int) (lang.Kind, int) {
	switch c := s[i]; {
	case c == '\n':
		return lang.Newline, i + 1
	case c == '\r':
		if i+1 < len(s) && s[i+1] == '\n' {
			return lang.Newline, i + 2
		}
		return lang.Newline, i + 1
	case c == ' ' || c == '\t' || c == '\f':
		for i < len(s) && (s[i] == ' ' || s[i] == '\t' || s[i] == '\f') {
			i++
		}
		return lang.Space, i
	case c == '\\':
		// A line that goes on is white space.
		if j := lineEnd(s, i+1); j > 0 {
			return lang.Space, j
		}
		return lang.Other, i + 1
	case c == '#':
		if j := strings.IndexAny(s[i:], "\r\n"); j >= 0 {
			return lang.Remark, i + j
		}
		return lang.Remark, len(s)
	case c == '"' || c == '\'':
		return lang.String, stringEnd(s, i, i, 0)
	case '0' <= c && c <= '9' || c == '.' && i+1 < len(s) && '0' <= s[i+1] && s[i+1] <= '9':
		return lang.Number, numberEnd(s, i)
	case letter(c):
		j := i + 1
		for j < len(s) && (letter(s[j]) || '0' <= s[j] && s[j] <= '9') {
			j++
		}
		if j < len(s) && (s[j] == '"' || s[j] == '\'') && j-i <= 2 && isPrefix(s[i:j]) {
			return lang.String, stringEnd(s, i, j, 0)
		}
		return lang.Ident, identEnd(s, j)
	case c >= utf8.RuneSelf:
		r, n := utf8.DecodeRuneInString(s[i:])
		if unicode.IsLetter(r) {
			return lang.Ident, identEnd(s, i+n)
		}
		return lang.Other, i + n
	}
	return lang.Punct, i + punct(s[i:])
}

func letter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_' }

func identEnd(s string, i int) int {
	for i < len(s) {
		if c := s[i]; letter(c) || '0' <= c && c <= '9' {
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError || s[i] < utf8.RuneSelf || !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) {
			break
		}
		i += n
	}
	return i
}

// lineEnd returns where the line end at i is over, 0 where there is none.
func lineEnd(s string, i int) int {
	switch {
	case strings.HasPrefix(s[min(i, len(s)):], "\r\n"):
		return i + 2
	case i < len(s) && (s[i] == '\n' || s[i] == '\r'):
		return i + 1
	}
	return 0
}

func numberEnd(s string, i int) int {
	for i < len(s) {
		c := s[i]
		if letter(c) || '0' <= c && c <= '9' || c == '.' || (c == '+' || c == '-') && (s[i-1] == 'e' || s[i-1] == 'E') {
			i++
			continue
		}
		break
	}
	return i
}

var signs = []string{"**=", "//=", ">>=", "<<=", "...", "**", "//", ":=", "->", "==", "!=", "<=", ">=", "<<", ">>", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "@="}

func punct(s string) int {
	if strings.IndexByte("*/>.<:-=!+%&|^@", s[0]) < 0 {
		return 1
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
	switch strings.ToLower(s) {
	case "r", "b", "u", "f", "t", "rb", "br", "fr", "rf", "tr", "rt":
		return true
	}
	return false
}

// maxNest bounds literals within interpolations.
const maxNest = 8

// stringEnd returns where the literal that begins at start, whose quote is at q,
// is over. A literal on one line that nobody closes ends with its line.
func stringEnd(s string, start, q, nest int) int {
	quote := s[q : q+1]
	if strings.HasPrefix(s[q:], strings.Repeat(quote, 3)) {
		quote = s[q : q+3]
	}
	formatted := strings.ContainsAny(s[start:q], "fFtT") && nest < maxNest
	for i := q + len(quote); i < len(s); {
		switch c := s[i]; {
		case c == '\\' && i+1 < len(s):
			if i += 2; s[i-1] == '\r' && i < len(s) && s[i] == '\n' {
				i++
			}
		case c == quote[0] && strings.HasPrefix(s[i:], quote):
			return i + len(quote)
		case (c == '\n' || c == '\r') && len(quote) == 1:
			return i
		case c == '{' && formatted:
			if strings.HasPrefix(s[i:], "{{") {
				i += 2
				continue
			}
			i = holeEnd(s, i, quote, nest)
		default:
			i++
		}
	}
	return len(s)
}

// holeEnd returns where the interpolation at i is over: behind its brace, or at
// the end of its literal where that comes first.
func holeEnd(s string, i int, quote string, nest int) int {
	depth := 0
	for i < len(s) {
		switch c := s[i]; {
		case c == '{' || c == '(' || c == '[':
			depth++
		case c == '}' || c == ')' || c == ']':
			if depth--; depth <= 0 {
				return i + 1
			}
		case strings.HasPrefix(s[i:], quote) && len(quote) == 3, (c == '\n' || c == '\r') && len(quote) == 1:
			return i
		case c == '"' || c == '\'':
			// The quote of the literal itself ends it before Python 3.12, and cannot
			// begin another one without being closed on the way.
			end := stringEnd(s, i, i, maxNest)
			if c == quote[0] && !closesLater(s, end, quote) {
				return i
			}
			if i > 0 && letter(s[i-1]) && nest+1 < maxNest {
				end = stringEnd(s, prefixStart(s, i), i, nest+1)
			}
			i = end
			continue
		}
		i++
	}
	return i
}

// closesLater reports whether a literal of the same quote inside of an
// interpolation leaves a brace and the outer quote behind it, on its line.
func closesLater(s string, i int, quote string) bool {
	rest := s[min(i, len(s)):]
	if j := strings.IndexAny(rest, "\r\n"); j >= 0 && len(quote) == 1 {
		rest = rest[:j]
	}
	rest = rest[:min(len(rest), 400)]
	b := strings.IndexByte(rest, '}')
	return b >= 0 && strings.Contains(rest[b:], quote)
}

func prefixStart(s string, q int) int {
	i := q
	for i > 0 && letter(s[i-1]) && q-i < 2 {
		i--
	}
	if !isPrefix(s[i:q]) {
		return q
	}
	return i
}
