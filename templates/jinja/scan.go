package jinja

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// A kind of expression token.
type kind uint8

const (
	tEnd kind = iota
	tName
	tNum
	tStr
	tOp
	tBad
)

// A token of an expression.
type token struct {
	kind       kind
	text       string // as written; for tStr decoded
	start, end int
}

// operators, longest first.
var operators = []string{"==", "!=", "<=", ">=", "//", "**"}

// scan cuts an expression into tokens; the last one is tEnd.
func scan(s string) []token {
	var out []token
	for i := 0; ; {
		for i < len(s) && isSpace(s[i]) {
			i++
		}
		if i >= len(s) {
			return append(out, token{kind: tEnd, start: len(s), end: len(s)})
		}
		t := next(s, i)
		out = append(out, t)
		i = t.end
	}
}

func next(s string, i int) token {
	c := s[i]
	switch {
	case c == '_' || c >= utf8.RuneSelf || isAlpha(c):
		j := i + 1
		for j < len(s) && (s[j] == '_' || s[j] >= utf8.RuneSelf || isAlpha(s[j]) || isDigit(s[j])) {
			j++
		}
		return token{tName, s[i:j], i, j}
	case isDigit(c):
		j := number(s, i)
		return token{tNum, s[i:j], i, j}
	case c == '\'' || c == '"':
		for j := i + 1; j < len(s); j++ {
			switch s[j] {
			case '\\':
				j++
			case c:
				return token{tStr, unescape(s[i+1 : j]), i, j + 1}
			}
		}
		return token{tBad, s[i:], i, len(s)}
	}
	for _, op := range operators {
		if strings.HasPrefix(s[i:], op) {
			return token{tOp, op, i, i + len(op)}
		}
	}
	if strings.IndexByte("+-*/%~<>=.,:|()[]{};", c) >= 0 {
		return token{tOp, s[i : i+1], i, i + 1}
	}
	return token{tBad, s[i : i+1], i, i + 1}
}

// number returns the offset after the number at i.
func number(s string, i int) int {
	j := i
	if s[i] == '0' && i+1 < len(s) && strings.IndexByte("xXoObB", s[i+1]) >= 0 {
		for j = i + 2; j < len(s) && (isDigit(s[j]) || isAlpha(s[j]) || s[j] == '_'); j++ {
		}
		return j
	}
	digits := func() {
		for j < len(s) && (isDigit(s[j]) || s[j] == '_') {
			j++
		}
	}
	digits()
	if j+1 < len(s) && s[j] == '.' && isDigit(s[j+1]) {
		j++
		digits()
	}
	if j < len(s) && (s[j] == 'e' || s[j] == 'E') {
		k := j + 1
		if k < len(s) && (s[k] == '+' || s[k] == '-') {
			k++
		}
		if k < len(s) && isDigit(s[k]) {
			j = k
			digits()
		}
	}
	return j
}

// unescape decodes the escapes of a string literal, which are Python's.
func unescape(s string) string {
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			b.WriteByte(s[i])
			continue
		}
		i++
		if k := strings.IndexByte("abfnrtv\\'\"", s[i]); k >= 0 {
			b.WriteByte("\a\b\f\n\r\t\v\\'\""[k])
			continue
		}
		digits, base := 0, 16
		switch c := s[i]; {
		case c == '\n':
			continue
		case c == 'x':
			digits = 2
		case c == 'u':
			digits = 4
		case c == 'U':
			digits = 8
		case '0' <= c && c <= '7':
			base = 8
			for digits < 3 && i+digits < len(s) && '0' <= s[i+digits] && s[i+digits] <= '7' {
				digits++
			}
			i--
		}
		if digits > 0 && i+1+digits <= len(s) {
			if r, err := strconv.ParseUint(s[i+1:i+1+digits], base, 32); err == nil {
				b.WriteRune(rune(r))
				i += digits
				continue
			}
		}
		b.WriteByte('\\')
		b.WriteByte(s[i])
	}
	return b.String()
}

func isSpace(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' }
func isDigit(c byte) bool { return '0' <= c && c <= '9' }
func isAlpha(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }

// isName reports whether s can be written as an attribute or variable.
func isName(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c != '_' && c < utf8.RuneSelf && !isAlpha(c) && (i == 0 || !isDigit(c)) {
			return false
		}
	}
	return s != ""
}

// isVar reports whether s can be the name of a variable: no keyword either.
func isVar(s string) bool {
	switch s {
	case "and", "or", "not", "in", "is", "if", "else", "true", "false", "none", "True", "False", "None":
		return false
	}
	return isName(s)
}
