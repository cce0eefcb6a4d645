package generic

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/promptglot/promptglot/internal/lang"
)

// lex cuts a program into tokens.
func (t *table) lex(s string) []lang.Token {
	l := lexer{t: t, s: s, out: lang.Tokens(len(s)/5 + 8)}
	i := 0
	if t.id == "php" && !strings.HasPrefix(s, "<?") {
		// What stands before the first <?php is a page.
		if i = strings.Index(s, "<?php"); i < 0 {
			i = len(s)
			if !strings.Contains(s, "<?") {
				i = 0
			}
		}
		l.add(lang.Other, 0, i)
	}
	for i < len(s) {
		i = l.next(i)
	}
	return l.out
}

// A lexer is at work on one program.
type lexer struct {
	t   *table
	s   string
	out []lang.Token
	// waiting are the literals whose text begins on the next line.
	waiting []literal
}

func (l *lexer) add(k lang.Kind, start, end int) int {
	if end > start {
		l.out = append(l.out, lang.Token{Kind: k, Start: int32(start), End: int32(end)})
	}
	return end
}

func (l *lexer) next(i int) int {
	s, t := l.s, l.t
	c := s[i]
	switch {
	case c == '\n' || c == '\r':
		n := 1
		if strings.HasPrefix(s[i:], "\r\n") {
			n = 2
		}
		i = l.add(lang.Newline, i, i+n)
		for _, w := range l.waiting {
			// The text of a heredoc belongs to the token that announced it.
			i = l.add(lang.Other, i, max(i, w.tail))
		}
		l.waiting = l.waiting[:0]
		return i
	case c == ' ' || c == '\t' || c == '\f' || c == '\v':
		j := i + 1
		for j < len(s) && (s[j] == ' ' || s[j] == '\t') {
			j++
		}
		return l.add(lang.Space, i, j)
	}
	if special[c] {
		if end := t.comment(s, i); end > 0 {
			return l.add(lang.Remark, i, end)
		}
	}
	if c == '.' && t.id == "ruby" && len(l.out) > 0 && l.out[len(l.out)-1].Kind == lang.String {
		if end := unchanged(s, i); end > i {
			return l.add(lang.Space, i, end)
		}
	}
	if t.opens[c] {
		if lit, ok := t.match(s, i); ok {
			if lit.tail > 0 {
				l.waiting = append(l.waiting, lit)
			}
			return l.add(lang.String, i, lit.end)
		}
	}
	switch {
	case digit(c):
		return l.add(lang.Number, i, numberEnd(s, i))
	case letter(c) || strings.IndexByte(t.first, c) >= 0 && i+1 < len(s) && (letter(s[i+1]) || s[i+1] == '{' && c == '$'):
		j := i + 1
		for j < len(s) && (letter(s[j]) || digit(s[j]) || strings.IndexByte(t.idents, s[j]) >= 0 && t.inside(s, j)) {
			j++
		}
		l.add(lang.Ident, i, j)
		// A macro is called like a function: json!({…}).
		if t.id == "rust" && j+1 < len(s) && s[j] == '!' && strings.IndexByte("([{ ", s[j+1]) >= 0 {
			j = l.add(lang.Space, j, j+1)
		}
		return j
	case c >= utf8.RuneSelf:
		r, n := utf8.DecodeRuneInString(s[i:])
		k := lang.Other
		if unicode.IsLetter(r) {
			k = lang.Ident
		}
		return l.add(k, i, i+n)
	case c < ' ':
		return l.add(lang.Other, i, i+1)
	}
	return l.add(lang.Punct, i, i+sign(s[i:]))
}

// unchanged returns where the method at i is over if it leaves a text what it is
// but for white space; i for any other.
func unchanged(s string, i int) int {
	for _, m := range []string{".freeze", ".strip", ".chomp", ".squish"} {
		if end := i + len(m); strings.HasPrefix(s[i:], m) && (end == len(s) || !letter(s[end]) && strings.IndexByte("(_!?", s[end]) < 0) {
			return end
		}
	}
	return i
}

// inside reports whether a sign that names may have belongs to the name before
// it rather than to what follows.
func (t *table) inside(s string, j int) bool {
	next := byte(0)
	if j+1 < len(s) {
		next = s[j+1]
	}
	switch s[j] {
	case '?', '!':
		return next == '(' || next == ' ' && t.id == "clojure" || next == '.'
	case ':', '-', '.', '/', '\\':
		return letter(next)
	}
	return true
}

// special are the bytes that comments begin with.
var special = func() (t [256]bool) {
	for _, c := range []byte("/#-;{<'=%(") {
		t[c] = true
	}
	return t
}()

// comment returns where the comment at i is over, 0 where there is none.
func (t *table) comment(s string, i int) int {
	for _, b := range t.block {
		if !strings.HasPrefix(s[i:], b[0]) || b[0][0] == '=' && (i > 0 && s[i-1] != '\n') {
			continue
		}
		if n := strings.Index(s[i+len(b[0]):], b[1]); n >= 0 {
			return i + len(b[0]) + n + len(b[1])
		}
		return len(s)
	}
	for _, sign := range t.line {
		if !strings.HasPrefix(s[i:], sign) {
			continue
		}
		if n := strings.IndexAny(s[i:], "\r\n"); n >= 0 {
			return i + n
		}
		return len(s)
	}
	return 0
}

func letter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_' }
func digit(c byte) bool  { return '0' <= c && c <= '9' }

func numberEnd(s string, i int) int {
	from := i
	for i < len(s) {
		c := s[i]
		point := c == '.' && i+1 < len(s) && digit(s[i+1]) || (c == '+' || c == '-') && i > from && (s[i-1] == 'e' || s[i-1] == 'E') && s[from] != '0'
		if !letter(c) && !digit(c) && !point {
			break
		}
		i++
	}
	return i
}

var signs = []string{
	"<<-", "<=>", "===", "!==", "...", "..<", "**=", "||=", "&&=", "??=", "//=", "?->", "<<=", ">>=", ":::",
	"->", "=>", "::", "?.", "&.", "!.", "..", "<-", "<<", ">>", "==", "!=", "<=", ">=", "&&", "||", "??", "?:", "+=", "-=", "*=", "/=", ":=", "|>", "<>", "**", "++", "=~", "%%",
}

func sign(s string) int {
	if len(s) > 1 && strings.IndexByte("=<>.:-&|?*/+!~%", s[1]) >= 0 {
		for _, p := range signs {
			if strings.HasPrefix(s, p) {
				return len(p)
			}
		}
	}
	return 1
}
