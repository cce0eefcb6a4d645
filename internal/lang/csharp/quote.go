package csharp

import (
	"strings"

	"github.com/promptglot/promptglot/internal/lang/curly"
)

// maxNest bounds literals within interpolations.
const maxNest = 8

// A form is how a literal is written.
type form struct {
	dollars  int  // signs before the quotes: as many braces begin an interpolation
	verbatim bool // @"…": no escapes but ""
	quotes   int  // 1, or three and more for a raw literal
	q        int  // where the first quote stands, from the start
}

// formOf returns the form of the literal that s begins with; quotes is 0 for
// none.
func formOf(s string) form {
	var f form
	i := 0
	for i < len(s) && i < 16 && (s[i] == '$' || s[i] == '@') {
		if s[i] == '$' {
			f.dollars++
		} else {
			f.verbatim = true
		}
		i++
	}
	f.q = i
	switch n := curly.Run(s, i, '"'); {
	case n >= 3 && !f.verbatim:
		f.quotes = n
	case n > 0:
		f.quotes = 1
	}
	return f
}

// literalEnd returns where the literal at i is over, 0 where there is none. One
// on a line that nobody closes ends with its line.
func literalEnd(s string, i, nest int) int {
	f := formOf(s[i:])
	if f.quotes == 0 {
		return 0
	}
	raw := f.quotes > 1
	for i += f.q + f.quotes; i < len(s); {
		switch c := s[i]; {
		case c == '"' && raw:
			n := curly.Run(s, i, '"')
			if i += n; n >= f.quotes {
				return i
			}
		case c == '"' && f.verbatim && i+1 < len(s) && s[i+1] == '"':
			i += 2
		case c == '"':
			return i + 1
		case c == '\\' && !raw && !f.verbatim && i+1 < len(s) && s[i+1] != '\n' && s[i+1] != '\r':
			i += 2
		case (c == '\n' || c == '\r') && !raw && !f.verbatim:
			return i
		case c == '{' && f.dollars > 0 && nest < maxNest:
			n := curly.Run(s, i, '{')
			if !f.opens(n) {
				i += n
				continue
			}
			i = holeEnd(s, i+n-1, nest)
			if raw {
				i += min(curly.Run(s, i, '}'), f.dollars-1)
			}
		default:
			i++
		}
	}
	return len(s)
}

// opens reports whether n braces in a row begin an interpolation: the last ones
// of a raw literal, one that is not doubled of any other.
func (f form) opens(n int) bool {
	if f.quotes > 1 {
		return n >= f.dollars
	}
	return n%2 == 1
}

// holeEnd returns where the interpolation whose last brace stands at i is over.
func holeEnd(s string, i, nest int) int {
	depth := 0
	for i < len(s) {
		switch c := s[i]; {
		case c == '{' || c == '(' || c == '[':
			depth++
		case c == '}' || c == ')' || c == ']':
			if depth--; depth <= 0 {
				return i + 1
			}
		case c == '\'':
			i = curly.Quoted(s, i)
			continue
		case c == '"' || c == '$' || c == '@':
			if end := literalEnd(s, i, nest+1); end > 0 {
				i = end
				continue
			}
		}
		i++
	}
	return i
}

// exprEnd returns where the expression of an interpolation ends: before its
// width or its format.
func exprEnd(s string) int {
	depth := 0
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c == '(' || c == '[' || c == '{':
			depth++
		case c == ')' || c == ']' || c == '}':
			depth--
		case c == '\'':
			i = curly.Quoted(s, i)
			continue
		case c == '"' || c == '$' || c == '@':
			if end := literalEnd(s, i, 1); end > 0 {
				i = end
				continue
			}
		case strings.HasPrefix(s[i:], "::"):
			i++
		case depth == 0 && (c == ':' || c == ','):
			return i
		}
		i++
	}
	return len(s)
}
