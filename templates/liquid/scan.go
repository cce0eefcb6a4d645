package liquid

import "strings"

// A kind of token inside a tag.
type kind uint8

const (
	tEnd kind = iota
	tName
	tNum
	tStr
	tOp
	tBad
)

// A token of a tag.
type token struct {
	kind kind
	text string // as written; for tStr without its quotes
	at   int
}

// operators, longest first.
var operators = []string{"==", "!=", "<>", "<=", ">=", "..", "<", ">", "=", ".", ",", ":", "|", "(", ")", "[", "]"}

// scan cuts the inside of a tag into tokens; the last one is tEnd.
func scan(s string) []token {
	var out []token
	for i := 0; ; {
		for i < len(s) && strings.IndexByte(" \t\r\n\f\v", s[i]) >= 0 {
			i++
		}
		if i >= len(s) {
			return append(out, token{tEnd, "", len(s)})
		}
		t, end := next(s, i)
		out = append(out, t)
		i = end
	}
}

func next(s string, i int) (token, int) {
	c := s[i]
	switch {
	case isAlpha(c):
		j := i + 1
		// A name may hold dashes, but a dash before the end trims.
		for j < len(s) && (isAlpha(s[j]) || isDigit(s[j]) || s[j] == '-') {
			j++
		}
		if j < len(s) && s[j] == '?' {
			j++
		}
		return token{tName, s[i:j], i}, j
	case isDigit(c) || c == '-' && i+1 < len(s) && isDigit(s[i+1]):
		j := i + 1
		for j < len(s) && isDigit(s[j]) {
			j++
		}
		if j+1 < len(s) && s[j] == '.' && isDigit(s[j+1]) {
			for j++; j < len(s) && isDigit(s[j]); j++ {
			}
		}
		return token{tNum, s[i:j], i}, j
	case c == '\'' || c == '"':
		n := strings.IndexByte(s[i+1:], c)
		if n < 0 {
			return token{tBad, s[i:], i}, len(s)
		}
		return token{tStr, s[i+1 : i+1+n], i}, i + n + 2
	}
	for _, op := range operators {
		if strings.HasPrefix(s[i:], op) {
			return token{tOp, op, i}, i + len(op)
		}
	}
	return token{tBad, s[i : i+1], i}, i + 1
}

func isAlpha(c byte) bool { return c == '_' || c|0x20 >= 'a' && c|0x20 <= 'z' || c >= 0x80 }
func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// isName reports whether s can be written as a name.
func isName(s string) bool {
	if s == "" || !isAlpha(s[0]) || strings.HasSuffix(s, "-") {
		return false
	}
	for i := 1; i < len(s); i++ {
		if !isAlpha(s[i]) && !isDigit(s[i]) && s[i] != '-' {
			return false
		}
	}
	return true
}
