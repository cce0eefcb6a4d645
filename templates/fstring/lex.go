package fstring

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/internal/lex"
)

// Lex implements templates.Language. A field begins with a brace and what a
// field can begin with, and ends at the next closing brace outside of indexes;
// after a colon it may hold fields of its own, one level deep. No byte is
// looked at more than a few times.
func (l Language) Lex(src string) []templates.Token {
	// Every token that is no text has two braces, and one text before it.
	braces := strings.Count(src, "{") + strings.Count(src, "}")
	x := &lexer{buf: lex.NewBufferFor(src, braces+1), src: src, expressions: l.Expressions}
	for i := 0; i < len(src); {
		// Both braces are common: a plain loop is faster than strings.IndexAny,
		// which prepares a set for each call.
		if c := src[i]; c == '{' || c == '}' {
			i = x.brace(i)
		} else {
			i++
		}
	}
	return x.buf.Done()
}

type lexer struct {
	buf         *lex.Buffer
	src         string
	expressions bool
	dead        [2]int // double and single quotes are not closed before this offset
}

// brace lexes the brace at i and returns the offset after what it begins.
func (l *lexer) brace(i int) int {
	src := l.src
	if i+1 < len(src) && src[i+1] == src[i] {
		l.buf.Decoded(i, i+2, src[i:i+1], lex.Layout{})
		return i + 2
	}
	if src[i] == '}' {
		l.buf.Bad(i, i+1, "} closes nothing; write }} for a brace")
		return i + 1
	}
	if !l.begins(src[i+1:]) {
		l.buf.Bad(i, i+1, "{ opens no field; write {{ for a brace, or the name of a variable after it")
		return i + 1
	}
	end, ok := l.closing(i + 1)
	if !ok {
		l.buf.Bad(i, end, "{ is not closed; expected } after the name of a variable, or {{ for a brace")
		return end
	}
	l.buf.Tag(i, end, lex.Layout{})
	return end
}

// begins reports whether a field can begin with s: a name, a number, or what
// follows a name that is left out.
func (l *lexer) begins(s string) bool {
	if s == "" {
		return false
	}
	switch c := s[0]; {
	case c == '}' || c == '!' || c == ':' || c == '_':
		return true
	case c >= '0' && c <= '9':
		return true
	case l.expressions && (c == ' ' || c == '\'' || c == '"' || c == '(' || c == '['):
		return true
	}
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r)
}

// closing returns the offset after the closing brace of the field whose inside
// begins at i, or, with ok false, the offset at which it must be given up.
func (l *lexer) closing(i int) (int, bool) {
	src := l.src
	format, nested := false, -1 // nested is where a field of the format begins
	for i < len(src) {
		switch c := src[i]; c {
		case '}':
			if nested < 0 {
				return i + 1, true
			}
			nested = -1
		case '{':
			if !format || nested >= 0 {
				return i, false
			}
			nested = i
		case ':':
			format = true
		case '[':
			if !format || nested >= 0 {
				i = l.bracket(i)
				continue
			}
		case '\'', '"':
			if l.expressions && !format {
				i = l.quoted(i)
				continue
			}
		}
		i++
	}
	return i, false
}

// bracket returns the offset after the index at i, whose text may hold braces.
func (l *lexer) bracket(i int) int {
	n := strings.IndexAny(l.src[i+1:min(len(l.src), i+longestIndex)], "]{\n")
	if n < 0 || l.src[i+1+n] != ']' {
		return i + 1 // no index
	}
	return i + 1 + n + 1
}

// longestIndex bounds how far the end of an index is looked for.
const longestIndex = 128

// quoted returns the offset after the string at i, which ends on its line.
func (l *lexer) quoted(i int) int {
	quote, kind := l.src[i], 0
	if quote == '\'' {
		kind = 1
	}
	if i < l.dead[kind] {
		return i + 1
	}
	j := i + 1
	for ; j < len(l.src) && l.src[j] != '\n'; j++ {
		switch l.src[j] {
		case '\\':
			if j+1 < len(l.src) && l.src[j+1] != '\n' {
				j++
			}
		case quote:
			return j + 1
		}
	}
	l.dead[kind] = j
	return i + 1
}
