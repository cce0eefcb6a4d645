package python

import "strings"

// maxNest bounds literals within interpolations.
const maxNest = 8

// A lexer finds the ends of literals. An interpolation may hold literals of the
// same quote (Python 3.12), so that a brace which nobody closes is found out
// only at the end of the text: then it is a character like any other.
type lexer struct {
	s      string
	wasted int // bytes that were read for such braces
}

// hopeful reports whether it is still worth trying a brace: without the bound a
// program of nothing but open braces would take quadratic time.
func (x *lexer) hopeful() bool { return x.wasted <= 8*len(x.s) }

// stringEnd returns where the literal that begins at start, whose quote is at q,
// is over, and whether it is closed. A literal on one line that nobody closes
// ends with its line.
func (x *lexer) stringEnd(start, q, nest int) (end int, closed bool) {
	s := x.s
	quote := s[q : q+1]
	if q+3 <= len(s) && s[q+1] == s[q] && s[q+2] == s[q] {
		quote = s[q : q+3]
	}
	formatted := nest < maxNest && isFormatted(s[start:q])
	for i := q + len(quote); i < len(s); {
		switch c := s[i]; c {
		case '\\':
			if i++; i < len(s) {
				i = max(i+1, lineEnd(s, i))
			}
		case quote[0]:
			if len(quote) == 1 || strings.HasPrefix(s[i:], quote) {
				return i + len(quote), true
			}
			i++
		case '\n', '\r':
			if len(quote) == 1 {
				return i, false
			}
			i++
		case '{':
			switch {
			case !formatted:
				i++
			case i+1 < len(s) && s[i+1] == '{':
				i += 2
			default:
				f, ok := x.field(i, quote, nest)
				if !ok {
					formatted = false
				}
				i = f.end
			}
		default:
			i++
		}
	}
	return len(s), false
}

func isFormatted(prefix string) bool { return strings.ContainsAny(prefix, "fFtT") }

// A field is an interpolation: {expr!r:spec}.
type field struct {
	exprEnd int // before =, conversion and format
	end     int // behind the brace
}

// field reads the interpolation at i of a literal with this quote. Without
// success end is behind the brace.
func (x *lexer) field(i int, quote string, nest int) (field, bool) {
	f := field{end: i + 1}
	if !x.hopeful() {
		return f, false
	}
	end, exprEnd := x.expression(i+1, nest)
	if end < len(x.s) && (x.s[end] == ':' || x.s[end] == '!') {
		end = x.spec(end+1, quote, nest)
	}
	if end >= len(x.s) || x.s[end] != '}' {
		x.wasted += end - i
		return f, false
	}
	return field{exprEnd: exprEnd, end: end + 1}, true
}

// expression returns the byte that ends the expression at i, one of }, : and !,
// or any other that cannot stand in it, and where the expression is over: the
// sign = that shows it is no part of it.
func (x *lexer) expression(i, nest int) (end, exprEnd int) {
	s := x.s
	from, depth := i, 0
	for i < len(s) {
		c := s[i]
		switch {
		case c == '(' || c == '[' || c == '{':
			depth++
		case depth > 0 && (c == ')' || c == ']' || c == '}'):
			depth--
		case c == '"' || c == '\'':
			j, closed := x.stringEnd(prefixStart(s, i, from), i, nest+1)
			if !closed {
				return len(s), len(s)
			}
			i = j
			continue
		case c == '#':
			i = restOfLine(s, i)
			continue
		case depth > 0:
		case c == '!' && i+1 < len(s) && s[i+1] == '=':
			i++
		case c == '}' || c == ':' || c == '!' || c == ')' || c == ']':
			return i, shown(s, from, i)
		}
		i++
	}
	return i, i
}

// shown takes the = of {x=} off an expression.
func shown(s string, from, end int) int {
	e := strings.TrimRight(s[from:end], " \t\r\n")
	if n := len(e); n > 1 && e[n-1] == '=' && strings.IndexByte("=!<>", e[n-2]) < 0 {
		return from + n - 1
	}
	return end
}

// spec returns the brace that ends the conversion and format at i, which may
// hold interpolations; another byte where there is none.
func (x *lexer) spec(i int, quote string, nest int) int {
	s := x.s
	for i < len(s) {
		switch c := s[i]; {
		case c == '}':
			return i
		case c == '{':
			if nest+1 >= maxNest {
				return len(s)
			}
			f, ok := x.field(i, quote, nest+1)
			if !ok {
				return len(s)
			}
			i = f.end
			continue
		case c == '\\' && i+1 < len(s):
			i++
		case quote != "" && c == quote[0] && strings.HasPrefix(s[i:], quote), len(quote) == 1 && (c == '\n' || c == '\r'):
			return i
		}
		i++
	}
	return i
}

// prefixStart returns where the prefix of the literal at q begins.
func prefixStart(s string, q, from int) int {
	for n := min(2, q-from); n > 0; n-- {
		if isPrefix(s[q-n : q]) {
			return q - n
		}
	}
	return q
}
