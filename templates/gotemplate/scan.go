package gotemplate

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A kind of token inside an action.
type kind uint8

const (
	tEnd   kind = iota
	tName       // if, eq, true
	tVar        // $, $x
	tField      // .Name
	tDot        // .
	tNum        // numbers and characters
	tStr        // strings of both kinds
	tOp         // | ( ) , = :=
	tBad
)

// A token of an action.
type token struct {
	kind  kind
	text  string // as written; for tStr decoded, for tVar and tField the bare name
	at    int
	space bool // white space stands before it
}

// scan cuts an action into tokens; the last one is tEnd.
func scan(s string) []token {
	var out []token
	for i := 0; ; {
		from := i
		for i < len(s) && strings.IndexByte(space, s[i]) >= 0 {
			i++
		}
		if i >= len(s) {
			return append(out, token{kind: tEnd, at: len(s), space: i > from})
		}
		t, end := next(s, i)
		t.at, t.space = i, i > from
		out = append(out, t)
		i = end
	}
}

func next(s string, i int) (token, int) {
	switch c := s[i]; {
	case c == '"' || c == '\'' || c == '`':
		return literalAt(s, i)
	case c == '.' && (i+1 >= len(s) || s[i+1] < '0' || s[i+1] > '9'):
		j := i + 1 + word(s[i+1:])
		if j == i+1 {
			return token{kind: tDot, text: "."}, j
		}
		return token{kind: tField, text: s[i+1 : j]}, j
	case c == '$':
		j := i + 1 + word(s[i+1:])
		return token{kind: tVar, text: s[i+1 : j]}, j
	case c == '+' || c == '-' || c == '.' || c >= '0' && c <= '9':
		j := i + 1
		for j < len(s) && (word(s[j:]) > 0 || s[j] == '.' || (s[j] == '+' || s[j] == '-') && (s[j-1]|0x20 == 'e' || s[j-1]|0x20 == 'p')) {
			j += max(1, word(s[j:]))
		}
		if !isNumber(s[i:j]) {
			return token{kind: tBad, text: s[i:j]}, j
		}
		return token{kind: tNum, text: decimal(s[i:j])}, j
	case strings.HasPrefix(s[i:], ":="):
		return token{kind: tOp, text: ":="}, i + 2
	case strings.IndexByte("|(),=", c) >= 0:
		return token{kind: tOp, text: s[i : i+1]}, i + 1
	}
	if n := word(s[i:]); n > 0 {
		return token{kind: tName, text: s[i : i+n]}, i + n
	}
	_, n := utf8.DecodeRuneInString(s[i:])
	return token{kind: tBad, text: s[i : i+n]}, i + n
}

// literalAt reads a string or a character.
func literalAt(s string, i int) (token, int) {
	for j := i + 1; j < len(s); j++ {
		switch {
		case s[j] == '\\' && s[i] != '`':
			j++
		case s[j] == '\n' && s[i] != '`':
			return token{kind: tBad, text: s[i:j]}, j
		case s[j] == s[i]:
			lit := s[i : j+1]
			if s[i] == '\'' {
				r, _, rest, err := strconv.UnquoteChar(lit[1:len(lit)-1], '\'')
				if err != nil || rest != "" {
					return token{kind: tBad, text: lit}, j + 1
				}
				return token{kind: tNum, text: strconv.Itoa(int(r))}, j + 1
			}
			text, err := strconv.Unquote(lit)
			if err != nil {
				return token{kind: tBad, text: lit}, j + 1
			}
			return token{kind: tStr, text: text}, j + 1
		}
	}
	return token{kind: tBad, text: s[i:]}, len(s)
}

// word returns the length of the name that s begins with. A digit may lead:
// {{.0}} is no field, but the rest of a number is read with it.
func word(s string) int {
	for i, r := range s {
		if r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return i
		}
	}
	return len(s)
}

// isName reports whether s can stand after a dot or a dollar sign.
func isName(s string) bool {
	return s != "" && word(s) == len(s) && (s[0] < '0' || s[0] > '9') && utf8.ValidString(s)
}

// decimal writes a number of Go (0x1F, 1_000, .5) as every language writes it.
func decimal(s string) string {
	if n, err := strconv.ParseInt(s, 0, 64); err == nil {
		return strconv.FormatInt(n, 10)
	}
	if n, err := strconv.ParseUint(s, 0, 64); err == nil {
		return strconv.FormatUint(n, 10)
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return s
	}
	if out := strconv.FormatFloat(f, 'f', -1, 64); strings.Contains(out, ".") {
		return out
	}
	return strconv.FormatFloat(f, 'f', 1, 64) // 1e3 is no whole number
}

// isNumber reports whether s is a number that Go can read.
func isNumber(s string) bool {
	if _, err := strconv.ParseInt(s, 0, 64); err == nil {
		return true
	}
	if _, err := strconv.ParseUint(s, 0, 64); err == nil {
		return true
	}
	_, err := strconv.ParseFloat(s, 64)
	return err == nil && !strings.ContainsAny(s, "nN") // no infinity, no NaN
}
