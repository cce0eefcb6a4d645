package jinja

import (
	"strings"

	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/internal/lex"
)

// Lex implements templates.Language.
//
// A tag ends at its closing delimiter outside of strings and braces, as in
// Jinja's own lexer. Where the end is missing Jinja refuses the whole template;
// here the tag is a bad token up to the next opening delimiter or the end of
// the text, and lexing goes on. What was searched for in vain once is never
// searched for again, which keeps time linear.
func (Language) Lex(src string) []templates.Token {
	l := &lexer{buf: lex.NewBuffer(src), src: src}
	l.run()
	return l.buf.Done()
}

type lexer struct {
	buf *lex.Buffer
	src string

	noSingle, noDouble bool // no closing quote from here on
	noComment, noRaw   bool // no #} or endraw from here on
}

func (l *lexer) run() {
	for i := 0; ; {
		j := strings.IndexByte(l.src[i:], '{')
		if j < 0 || i+j+1 >= len(l.src) {
			return
		}
		i += j
		switch l.src[i+1] {
		case '{':
			i = l.tag(i, '}')
		case '%':
			i = l.tag(i, '%')
		case '#':
			i = l.comment(i)
		default:
			i++
		}
	}
}

// tag lexes the tag at i whose closing delimiter is end and '}', and returns
// the offset after it.
func (l *lexer) tag(i int, end byte) int {
	j, ok := l.closing(i+2, end)
	if !ok {
		l.buf.Bad(i, j, unclosed(l.src[i:i+2], end))
		return j
	}
	t := l.src[i:j]
	layout := lex.Layout{TrimLeft: t[2] == '-', TrimRight: len(t) > 4 && t[len(t)-3] == '-'}
	if end == '%' && inner(t) == "raw" {
		return l.raw(i, j, layout)
	}
	l.buf.Tag(i, j, layout)
	return j
}

func unclosed(open string, end byte) string {
	return open + " is not closed; expected " + string(end) + "} after the expression"
}

// closing returns the offset after the closing delimiter, or, with ok false,
// the offset at which the tag must be given up.
func (l *lexer) closing(i int, end byte) (int, bool) {
	braces := 0
	src := l.src
	for i < len(src) {
		switch c := src[i]; c {
		case '\'', '"':
			i = l.str(i, c)
			continue
		case '{':
			if i+1 < len(src) && (src[i+1] == '{' || src[i+1] == '%' || src[i+1] == '#') {
				return i, false
			}
			braces++
		case '%':
			if end == '%' && i+1 < len(src) && src[i+1] == '}' {
				return i + 2, true
			}
		case '}':
			if braces > 0 {
				braces--
			} else if end == '}' && i+1 < len(src) && src[i+1] == '}' {
				return i + 2, true
			}
		}
		i++
	}
	return i, false
}

// str returns the offset after the string literal at i; a quote that is never
// closed is passed over alone. Once a quote is found unclosed every later one
// of its kind is too.
func (l *lexer) str(i int, quote byte) int {
	dead := &l.noSingle
	if quote == '"' {
		dead = &l.noDouble
	}
	if *dead {
		return i + 1
	}
	for j := i + 1; j < len(l.src); j++ {
		switch l.src[j] {
		case '\\':
			j++
		case quote:
			return j + 1
		}
	}
	*dead = true
	return i + 1
}

func (l *lexer) comment(i int) int {
	if !l.noComment {
		if n := strings.Index(l.src[i+2:], "#}"); n >= 0 {
			j := i + 2 + n + 2
			t := l.src[i:j]
			l.buf.Tag(i, j, lex.Layout{TrimLeft: t[2] == '-', TrimRight: len(t) > 4 && t[len(t)-3] == '-'})
			return j
		}
		l.noComment = true
	}
	l.buf.Bad(i, i+2, "{# is not closed; expected #} after the comment")
	return i + 2
}

// longestEndraw bounds the search for the end of an endraw tag, white space in
// it included.
const longestEndraw = 256

// raw lexes a raw block, whose tag stands at [i, j): three tokens that output
// nothing but the text between its tags.
func (l *lexer) raw(i, j int, open lex.Layout) int {
	for k := j; !l.noRaw; {
		n := strings.Index(l.src[k:], "{%")
		if n < 0 {
			l.noRaw = true
			break
		}
		k += n
		end := strings.Index(l.src[k+2:min(len(l.src), k+longestEndraw)], "%}")
		if end < 0 || inner(l.src[k:k+end+4]) != "endraw" {
			k += 2
			continue
		}
		t := l.src[k : k+end+4]
		l.buf.Decoded(i, j, "", lex.Layout{TrimLeft: open.TrimLeft, TrimRight: open.TrimRight})
		l.buf.Decoded(k, k+len(t), "", lex.Layout{TrimLeft: t[2] == '-', TrimRight: t[len(t)-3] == '-'})
		return k + len(t)
	}
	l.buf.Bad(i, j, "{% raw %} is not closed; expected {% endraw %}")
	return j
}

// inner returns what stands in a tag, without delimiters and white space
// control.
func inner(t string) string {
	s := t[2 : len(t)-2]
	if s != "" && (s[0] == '-' || s[0] == '+') {
		s = s[1:]
	}
	if s != "" && (s[len(s)-1] == '-' || s[len(s)-1] == '+') {
		s = s[:len(s)-1]
	}
	return strings.Trim(s, " \t\r\n\f\v")
}
