package typescript

import (
	"strings"

	"github.com/promptglot/promptglot/internal/lang"
)

// beforeValue are the keywords that a value follows.
var beforeValue = words("return typeof instanceof in new delete void throw case do else yield await default")

// valueMayBegin reports whether a value may stand at the cursor: a slash is a
// regular expression there, and a division where it may not.
func (l *lexer) valueMayBegin() bool {
	switch l.prev {
	case prevWord:
		return beforeValue[l.s[l.prevFrom:l.prevTo]]
	case prevOperand:
		return false
	}
	return true
}

// operator emits a sign behind which a value may begin.
func (l *lexer) operator(end int) {
	from := l.i
	l.emit(lang.Punct, end)
	l.prev, l.prevFrom, l.prevTo = prevOperator, from, end
}

// sign reads a token that begins with punctuation.
func (l *lexer) sign() {
	s, i := l.s, l.i
	switch s[i] {
	case '/':
		l.slash()
	case '(', '[':
		l.open(s[i])
	case '{':
		f := frame{kind: '{', flag: l.objectBegins()}
		l.operator(i + 1)
		l.push(f)
	case ')', ']':
		l.close(s[i])
	case '}':
		l.closeBrace()
	case '<':
		if l.markup && l.markupBegins() {
			l.openTag()
			return
		}
		l.operator(i + signLen(s[i:]))
	case '.':
		if i+1 < len(s) && classes[s[i+1]] == isDigit {
			l.operand(lang.Number, numberEnd(s, i))
			return
		}
		l.operator(i + signLen(s[i:]))
	case '!':
		n := signLen(s[i:])
		if n == 1 && !l.valueMayBegin() && !l.lineBefore() {
			l.emit(lang.Other, i+1) // a!: nothing but a promise to the compiler
			return
		}
		l.operator(i + n)
	case '+', '-':
		if n := signLen(s[i:]); n == 2 && s[i+1] == s[i] {
			l.emit(lang.Punct, i+n) // whether a value may begin stays what it was
			return
		}
		l.operator(i + signLen(s[i:]))
	default:
		l.operator(i + signLen(s[i:]))
	}
}

// slash reads a comment, a regular expression or a division.
func (l *lexer) slash() {
	s, i := l.s, l.i
	switch {
	case strings.HasPrefix(s[i:], "//"):
		l.emit(lang.Remark, lineEnd(s, i))
		return
	case strings.HasPrefix(s[i:], "/*"):
		end := len(s)
		if j := strings.Index(s[i+2:], "*/"); j >= 0 {
			end = i + 2 + j + 2
		}
		l.emit(lang.Remark, end)
		return
	}
	if i >= l.noRegex && l.valueMayBegin() {
		if end := regexEnd(s, i); end > 0 {
			l.operand(lang.String, end)
			return
		}
		l.noRegex = lineEnd(s, i) // one look at a line is enough
	}
	l.operator(i + signLen(s[i:]))
}

// lineBefore reports whether the cursor stands first on its line.
func (l *lexer) lineBefore() bool {
	for i := l.i - 1; i >= 0; i-- {
		if c := l.s[i]; classes[c] != isBlank {
			return c == '\n' || c == '\r'
		}
	}
	return true
}

func (l *lexer) open(c byte) {
	f := frame{kind: c}
	if c == '(' && l.prev == prevWord {
		switch l.s[l.prevFrom:l.prevTo] {
		case "if", "while", "for", "with":
			f.flag = true
		}
	}
	l.operator(l.i + 1)
	l.push(f)
}

// close reads ) or ]. A bracket of the other kind in between has been left
// open.
func (l *lexer) close(c byte) {
	opener := byte('(')
	if c == ']' {
		opener = '['
	}
	l.operand(lang.Punct, l.i+1)
	n := len(l.stack)
	if l.top != opener && n > 1 && (l.top == '(' || l.top == '[') && l.stack[n-2].kind == opener {
		l.pop()
	}
	if l.top == opener && l.pop().flag {
		l.prev, l.prevTo = prevOperator, l.prevFrom // if (…) /regex/
	}
}

// objectBegins reports whether the brace at the cursor opens an object rather
// than a block.
func (l *lexer) objectBegins() bool {
	switch l.prev {
	case prevWord:
		w := l.s[l.prevFrom:l.prevTo]
		return beforeValue[w] && w != "do" && w != "else"
	case prevStart, prevOperand:
		return false
	}
	switch l.s[l.prevFrom:l.prevTo] {
	case "=>", ";", "{", "}", "":
		return false
	case ":":
		n := len(l.stack)
		return n > 0 && (l.top != '{' || l.stack[n-1].flag)
	}
	return true
}

// closeBrace reads the end of a block, an object, a hole or a piece of markup.
// Other brackets that were opened in it have been left open.
func (l *lexer) closeBrace() {
	n := len(l.stack)
	for n > 0 && (l.stack[n-1].kind == '(' || l.stack[n-1].kind == '[') {
		n--
	}
	for len(l.stack) > n {
		l.pop()
	}
	if n == 0 {
		l.operator(l.i + 1)
		return
	}
	f := l.pop()
	switch {
	case f.kind == inHole:
		l.i++
		if l.keep && l.templates == 1 {
			h := &l.holes[len(l.holes)-1]
			h.to, h.end = l.i-1, l.i
		}
	case f.flag:
		l.operand(lang.Punct, l.i+1)
	default:
		l.operator(l.i + 1)
	}
}

// template reads the text of a template literal up to its next hole or its
// end.
func (l *lexer) template() {
	s := l.s
	for l.i < len(s) {
		j := strings.IndexAny(s[l.i:], "`\\$")
		if j < 0 {
			l.i = len(s)
			return
		}
		l.i += j
		switch s[l.i] {
		case '\\':
			l.i = min(l.i+2, len(s))
		case '`':
			l.pop()
			if l.templates--; l.templates == 0 {
				l.emitFrom(l.start, lang.String, l.i+1)
			} else {
				l.i++
			}
			l.prev = prevOperand
			return
		default:
			if l.i++; l.i < len(s) && s[l.i] == '{' {
				l.i++
				if l.keep && l.templates == 1 {
					l.holes = append(l.holes, hole{start: l.i - 2, from: l.i, to: len(s), end: len(s)})
				}
				l.prev, l.prevTo = prevStart, l.prevFrom
				l.push(frame{kind: inHole})
				return
			}
		}
	}
}
