package gotemplate

import (
	"strings"

	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/internal/lex"
)

// space is what the trim markers {{- and -}} take away.
const space = " \t\r\n"

// Lex implements templates.Language.
//
// A tag ends at the first }} outside of strings. Where the end is missing Go
// refuses the whole template; here the tag is a bad token up to the next
// opening delimiter or the end of the text, and lexing goes on. What was
// searched for in vain once is never searched for again, which keeps time
// linear.
func (Language) Lex(src string) []templates.Token {
	l := &lexer{buf: lex.NewBuffer(src), src: src}
	l.buf.Space = space
	for i := 0; ; {
		j := strings.Index(src[i:], "{{")
		if j < 0 {
			return l.buf.Done()
		}
		i = l.tag(i + j)
	}
}

type lexer struct {
	buf *lex.Buffer
	src string

	noRaw, noComment bool   // no backquote, no */ from here on
	dead             [2]int // double and single quotes are not closed before this offset
}

// tag lexes the tag at i and returns the offset after it.
func (l *lexer) tag(i int) int {
	at, lay := i+2, lex.Layout{}
	if trimsLeft(l.src[i:]) {
		lay.TrimLeft = true
		at += 2
	}
	if strings.HasPrefix(l.src[at:], "/*") {
		return l.comment(i, at, lay)
	}
	j, ok := l.closing(at)
	if !ok {
		l.buf.Bad(i, j, "{{ is not closed; expected }} after the action")
		return j
	}
	lay.TrimRight = trimsRight(l.src[at:j])
	l.buf.Tag(i, j, lay)
	return j
}

// trimsLeft reports whether a tag begins with {{- and white space.
func trimsLeft(s string) bool {
	return len(s) > 3 && s[2] == '-' && strings.IndexByte(space, s[3]) >= 0
}

// trimsRight reports whether a tag ends with white space and -}}.
func trimsRight(s string) bool {
	n := len(s)
	return n > 3 && s[n-3] == '-' && strings.IndexByte(space, s[n-4]) >= 0
}

// comment lexes the comment of the tag at i whose slash stands at at.
func (l *lexer) comment(i, at int, lay lex.Layout) int {
	if !l.noComment {
		n := strings.Index(l.src[at+2:], "*/")
		if n < 0 {
			l.noComment = true
		} else {
			end := at + 2 + n + 2
			rest := l.src[end:]
			switch {
			case strings.HasPrefix(rest, "}}"):
				l.buf.Tag(i, end+2, lay)
				return end + 2
			case len(rest) >= 4 && strings.IndexByte(space, rest[0]) >= 0 && rest[1:4] == "-}}":
				lay.TrimRight = true
				l.buf.Tag(i, end+4, lay)
				return end + 4
			}
			l.buf.Bad(i, end, "the comment ends before the tag; expected }} or -}} directly after */")
			return end
		}
	}
	l.buf.Bad(i, at+2, "{{/* is not closed; expected */}} after the comment")
	return at + 2
}

// closing returns the offset after the closing delimiter, or, with ok false,
// the offset at which the tag must be given up.
func (l *lexer) closing(i int) (int, bool) {
	src := l.src
	for i < len(src) {
		switch src[i] {
		case '"':
			i = l.quoted(i, 0)
			continue
		case '\'':
			i = l.quoted(i, 1)
			continue
		case '`':
			i = l.raw(i)
			continue
		case '{':
			if i+1 < len(src) && src[i+1] == '{' {
				return i, false
			}
		case '}':
			if i+1 < len(src) && src[i+1] == '}' {
				return i + 2, true
			}
		}
		i++
	}
	return i, false
}

// quoted returns the offset after the string or character at i, which ends on
// its line; where it does not, the offset after the quote.
func (l *lexer) quoted(i, kind int) int {
	if i < l.dead[kind] {
		return i + 1
	}
	quote := l.src[i]
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

// raw returns the offset after the raw string at i.
func (l *lexer) raw(i int) int {
	if !l.noRaw {
		if n := strings.IndexByte(l.src[i+1:], '`'); n >= 0 {
			return i + 1 + n + 1
		}
		l.noRaw = true
	}
	return i + 1
}

// inner returns what stands in a tag, without delimiters and trim markers.
func inner(t string) string {
	s := t[2 : len(t)-2]
	if trimsLeft(t) {
		s = t[4 : len(t)-2]
	}
	if len(s) > 1 && s[len(s)-1] == '-' && strings.IndexByte(space, s[len(s)-2]) >= 0 {
		s = s[:len(s)-1]
	}
	return strings.Trim(s, space)
}
