// Package curly holds what the readers of Go, Java, C# and Kotlin share: the
// lexer of everything but literals, the decoding of literals, and the formats
// of printf.
package curly

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/promptglot/promptglot/internal/lang"
)

// A Lexer cuts a program of a language with braces into tokens. It is safe for
// concurrent use.
type Lexer struct {
	// Signs are the operators of two bytes and more, longer ones first.
	Signs []string
	// Nested is true where a block comment may hold another.
	Nested bool
	// Dollar is true where $ is a letter.
	Dollar bool
	// Special returns the token at i where it is none that all languages share,
	// foremost a literal; end is 0 for anything else. It is asked where a byte of
	// Starts begins a token, and looks back over blanks at most.
	Special func(s string, i int) (kind lang.Kind, end int)
	Starts  string

	class [256]class
	signs [256][]string
}

type class uint8

const (
	other class = iota
	blank
	lineEnd
	letter
	digit
	sign
	wide
)

// New returns l ready for use.
func New(l Lexer) *Lexer {
	for c := range 256 {
		b := byte(c)
		switch {
		case b == ' ' || b == '\t' || b == '\f' || b == '\v':
			l.class[c] = blank
		case b == '\n' || b == '\r':
			l.class[c] = lineEnd
		case 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' || b == '_' || b == '$' && l.Dollar:
			l.class[c] = letter
		case '0' <= b && b <= '9':
			l.class[c] = digit
		case b > ' ' && b < 0x7f:
			l.class[c] = sign
		case b >= utf8.RuneSelf:
			l.class[c] = wide
		}
	}
	for _, s := range l.Signs {
		l.signs[s[0]] = append(l.signs[s[0]], s)
	}
	return &l
}

// Lex cuts text into tokens that follow one another without a gap.
func (l *Lexer) Lex(text string) []lang.Token {
	var special [256]bool
	for i := range len(l.Starts) {
		special[l.Starts[i]] = true
	}
	out := lang.Tokens(len(text)/3 + 8)
	for i := 0; i < len(text); {
		kind, end := lang.Other, 0
		if special[text[i]] {
			kind, end = l.Special(text, i)
		}
		if end <= i {
			kind, end = l.next(text, i)
		}
		out = append(out, lang.Token{Kind: kind, Start: int32(i), End: int32(end)})
		i = end
	}
	return out
}

// next returns the kind of the token at i and where it ends.
func (l *Lexer) next(s string, i int) (lang.Kind, int) {
	c := s[i]
	switch l.class[c] {
	case blank:
		for i++; i < len(s) && l.class[s[i]] == blank; i++ {
		}
		return lang.Space, i
	case lineEnd:
		if c == '\r' && i+1 < len(s) && s[i+1] == '\n' {
			i++
		}
		return lang.Newline, i + 1
	case letter:
		return lang.Ident, l.Word(s, i+1)
	case digit:
		return lang.Number, l.number(s, i)
	case wide:
		r, n := utf8.DecodeRuneInString(s[i:])
		if unicode.IsLetter(r) {
			return lang.Ident, l.Word(s, i+n)
		}
		return lang.Other, i + n
	case sign:
		switch {
		case c == '/' && i+1 < len(s) && s[i+1] == '/':
			return lang.Remark, LineEnd(s, i)
		case c == '/' && i+1 < len(s) && s[i+1] == '*':
			return lang.Remark, l.block(s, i)
		case c == '.' && i+1 < len(s) && l.class[s[i+1]] == digit:
			return lang.Number, l.number(s, i)
		}
		for _, p := range l.signs[c] {
			if strings.HasPrefix(s[i:], p) {
				return lang.Punct, i + len(p)
			}
		}
		return lang.Punct, i + 1
	}
	return lang.Other, i + 1
}

// Word returns where the name that goes on at i is over.
func (l *Lexer) Word(s string, i int) int {
	for i < len(s) {
		switch l.class[s[i]] {
		case letter, digit:
			i++
			continue
		case wide:
			r, n := utf8.DecodeRuneInString(s[i:])
			if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) {
				i += n
				continue
			}
		}
		break
	}
	return i
}

// number returns where the number at i is over; a range (1..2) ends it.
func (l *Lexer) number(s string, i int) int {
	hex := i+1 < len(s) && s[i] == '0' && (s[i+1] == 'x' || s[i+1] == 'X')
	for start := i; i < len(s); i++ {
		c := s[i]
		switch {
		case l.class[c] == digit, l.class[c] == letter && c != '$':
		case c == '.' && i+1 < len(s) && s[i+1] != '.' && (l.class[s[i+1]] == digit || i == start || l.class[s[i+1]] != letter):
		case (c == '+' || c == '-') && i > start && (!hex && (s[i-1] == 'e' || s[i-1] == 'E') || hex && (s[i-1] == 'p' || s[i-1] == 'P')):
		default:
			return i
		}
	}
	return i
}

// block returns where the block comment at i is over.
func (l *Lexer) block(s string, i int) int {
	depth := 1
	for i += 2; i < len(s); {
		j := strings.IndexByte(s[i:], '*')
		if l.Nested {
			j = strings.IndexAny(s[i:], "*/")
		}
		if j < 0 {
			return len(s)
		}
		i += j
		switch {
		case strings.HasPrefix(s[i:], "*/"):
			i += 2
			if depth--; depth == 0 {
				return i
			}
		case l.Nested && strings.HasPrefix(s[i:], "/*"):
			depth++
			i += 2
		default:
			i++
		}
	}
	return len(s)
}

// LineEnd returns where the line of i ends, before its line end.
func LineEnd(s string, i int) int {
	for j := i; j < len(s); j++ {
		if s[j] == '\n' || s[j] == '\r' {
			return j
		}
	}
	return len(s)
}

// Quoted returns where the literal of one line whose quote stands at i is over:
// behind its counterpart, or before the end of the line.
func Quoted(s string, i int) int {
	q := s[i]
	for i++; i < len(s); i++ {
		switch s[i] {
		case '\\':
			if i+1 < len(s) && s[i+1] != '\n' && s[i+1] != '\r' {
				i++
			}
		case q:
			return i + 1
		case '\n', '\r':
			return i
		}
	}
	return len(s)
}

// Run returns how often c stands in a row at i.
func Run(s string, i int, c byte) int {
	n := 0
	for i+n < len(s) && s[i+n] == c {
		n++
	}
	return n
}

// Words returns the words of s as a set.
func Words(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}
