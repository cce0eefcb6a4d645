package typescript

import (
	"strings"
	"unicode/utf8"

	"github.com/promptglot/promptglot/internal/lang"
)

// The tokens of markup: <name, its attributes (names, signs, strings, braces),
// > or />, and </name> are punctuation and words; the text between tags is
// nothing that a program has a use for. What stands in braces is code.

// markupBegins reports whether the < at the cursor opens an element: it stands
// where a value may begin, and the parameters of a generic function do not
// follow.
func (l *lexer) markupBegins() bool {
	s, i := l.s, l.i+1
	if i >= len(s) || !l.valueMayBegin() {
		return false
	}
	if l.prev == prevOperator && l.prevTo > l.prevFrom && strings.IndexByte(")}", s[l.prevTo-1]) >= 0 {
		return false
	}
	if s[i] == '>' {
		return true
	}
	end := nameEnd(s, i)
	if end == i {
		return false
	}
	name := s[i:end]
	for end < len(s) && (classes[s[end]] == isBlank || s[end] == '\n' || s[end] == '\r') {
		end++
	}
	switch rest := s[end:]; {
	case rest == "" || name == "const":
		return false
	case rest[0] == ',' || rest[0] == '=' || rest[0] == '[':
		return false
	case rest[0] == '>':
		return l.closed(name)
	case strings.HasPrefix(rest, "extends") && len(rest) > 7 && !wordByte[rest[7]]:
		rest = strings.TrimLeft(rest[7:min(len(rest), 40)], " \t\r\n")
		return rest != "" && strings.IndexByte("=>/", rest[0]) >= 0
	}
	return true
}

// closed reports whether </name> stands somewhere behind the cursor: <T>(x)
// begins a function where it does not.
func (l *lexer) closed(name string) bool {
	if l.closers == nil {
		l.closers = map[string]int{}
		for at := 0; ; {
			j := strings.Index(l.s[at:], "</")
			if j < 0 {
				break
			}
			at += j + 2
			end := nameEnd(l.s, at)
			l.closers[l.s[at:end]] = at
		}
	}
	return l.closers[name] > l.i
}

// nameEnd returns where the name of an element or an attribute ends.
func nameEnd(s string, i int) int {
	if i >= len(s) || classes[s[i]] != isLetter && s[i] < utf8.RuneSelf {
		return i
	}
	for i < len(s) && (wordByte[s[i]] || s[i] == '-' || s[i] == '.' || s[i] == ':' || s[i] >= utf8.RuneSelf) {
		i++
	}
	return i
}

// openTag reads <name, or <> as a whole.
func (l *lexer) openTag() {
	if l.s[l.i+1] == '>' {
		l.emit(lang.Punct, l.i+2)
		l.push(frame{kind: inChildren})
		return
	}
	l.emit(lang.Punct, nameEnd(l.s, l.i+1))
	l.push(frame{kind: inTag})
}

// tag reads one token of what stands between <name and its >.
func (l *lexer) tag() {
	s, i := l.s, l.i
	f := &l.stack[len(l.stack)-1]
	switch c := s[i]; {
	case classes[c] == isBlank || c == '\n' || c == '\r':
		l.code()
	case strings.HasPrefix(s[i:], "//"), strings.HasPrefix(s[i:], "/*"):
		l.slash()
	case c == '<':
		f.deep++
		l.emit(lang.Other, i+1)
	case c == '>' && f.deep > 0:
		f.deep--
		l.emit(lang.Other, i+1)
	case f.deep > 0 && c != '{' && c != '`' && c != '"' && c != '\'':
		l.emit(lang.Other, i+1)
	case c == '>':
		l.emit(lang.Punct, i+1)
		l.pop()
		l.push(frame{kind: inChildren})
	case strings.HasPrefix(s[i:], "/>"):
		l.emit(lang.Punct, i+2)
		l.element()
	case c == '{':
		l.operator(i + 1)
		l.push(frame{kind: '{', flag: true})
	case c == '"' || c == '\'':
		end := len(s)
		if j := strings.IndexByte(s[i+1:], c); j >= 0 {
			end = i + 1 + j + 1
		}
		l.emit(lang.String, end)
	case c == '=':
		l.emit(lang.Punct, i+1)
	case nameEnd(s, i) > i:
		l.emit(lang.Ident, nameEnd(s, i))
	case c == '`':
		l.rare()
	default:
		l.emit(lang.Other, i+1)
	}
}

// element ends the element that is open.
func (l *lexer) element() {
	l.pop()
	l.prev = prevOperand
}

// children reads text, or what ends it.
func (l *lexer) children() {
	s, i := l.s, l.i
	j := strings.IndexAny(s[i:], "<{")
	if j < 0 {
		l.emit(lang.Other, len(s))
		return
	}
	if j > 0 {
		l.emit(lang.Other, i+j)
		return
	}
	switch {
	case s[i] == '{':
		l.operator(i + 1)
		l.push(frame{kind: '{', flag: true})
	case strings.HasPrefix(s[i:], "</"):
		end := len(s)
		if j := strings.IndexByte(s[i:], '>'); j >= 0 {
			end = i + j + 1
		}
		l.emit(lang.Punct, end)
		l.element()
	case strings.HasPrefix(s[i:], "<>"), nameEnd(s, i+1) > i+1:
		l.openTag()
	default:
		l.emit(lang.Other, i+1)
	}
}
