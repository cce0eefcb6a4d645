package typescript

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/promptglot/promptglot/internal/lang"
)

// A frame is something that has been opened and not closed yet.
type frame struct {
	kind byte
	flag bool  // '(': a condition; '{': an object or a hole of markup
	deep int32 // tag: open type arguments
}

// The kinds of frame that are no brackets of a program.
const (
	inCode     = 0   // not a frame: the bottom
	inTemplate = '`' // the text of a template literal
	inHole     = '$' // ${…}
	inTag      = '<' // <div …
	inChildren = '>' // between <div> and </div>
)

// What the last token that says something was: it decides whether a slash
// begins a regular expression and < begins markup.
const (
	prevStart    = iota // nothing: a value may begin
	prevWord            // a name or a keyword, at [prevFrom, prevTo)
	prevOperand         // the end of a value
	prevOperator        // a value may begin
)

// A lexer cuts a program into tokens in one pass. Nesting is on a stack of its
// own, so that depth costs no recursion.
type lexer struct {
	s      string
	i      int
	markup bool // < may begin JSX
	out    []lang.Token
	stack  []frame
	top    byte // kind of the last frame

	prev             uint8
	prevFrom, prevTo int

	// A template literal is one token, whatever is in its holes: while one is
	// open nothing is emitted.
	templates int
	start     int    // of the outermost template
	holes     []hole // of the outermost template, where keep is true
	keep      bool

	closers map[string]int // where the last </name> stands
	noRegex int            // no regular expression begins before this offset
}

// A hole is ${…}: the whole of it, and the expression in it.
type hole struct{ start, from, to, end int }

// lex cuts a program into tokens.
func lex(text string, markup bool) []lang.Token {
	l := lexer{s: text, markup: markup, out: lang.Tokens(len(text)/3 + 8)}
	l.run()
	return l.out
}

func (l *lexer) run() {
	if strings.HasPrefix(l.s, "#!") {
		l.emit(lang.Remark, lineEnd(l.s, 0))
	}
	for l.i < len(l.s) {
		switch l.top {
		case inTemplate:
			l.template()
		case inTag:
			l.tag()
		case inChildren:
			l.children()
		default:
			l.code()
		}
	}
	if l.templates > 0 { // nobody closed it
		l.templates = 0
		l.emitFrom(l.start, lang.String, len(l.s))
	}
}

// emit makes a token of the bytes up to end.
func (l *lexer) emit(kind lang.Kind, end int) { l.emitFrom(l.i, kind, end) }

func (l *lexer) emitFrom(from int, kind lang.Kind, end int) {
	if l.templates == 0 {
		l.out = append(l.out, lang.Token{Kind: kind, Start: int32(from), End: int32(end)})
	}
	l.i = end
}

// operand emits a token that ends a value.
func (l *lexer) operand(kind lang.Kind, end int) {
	l.emit(kind, end)
	l.prev = prevOperand
}

func (l *lexer) push(f frame) {
	l.stack = append(l.stack, f)
	l.top = f.kind
}

func (l *lexer) pop() frame {
	f := l.stack[len(l.stack)-1]
	l.stack = l.stack[:len(l.stack)-1]
	l.top = inCode
	if n := len(l.stack); n > 0 {
		l.top = l.stack[n-1].kind
	}
	return f
}

// The classes of bytes that code begins a token with.
const (
	isOther = iota
	isBlank
	isLetter
	isDigit
	isQuote
	isSign
)

var classes, wordByte = func() (c [256]uint8, w [256]bool) {
	for b := range 256 {
		switch {
		case b == ' ' || b == '\t' || b == '\f' || b == '\v':
			c[b] = isBlank
		case 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' || b == '_' || b == '$':
			c[b], w[b] = isLetter, true
		case '0' <= b && b <= '9':
			c[b], w[b] = isDigit, true
		case b == '"' || b == '\'':
			c[b] = isQuote
		case strings.IndexByte("!%&()*+,-.:;<=>?@[]^{|}~/", byte(b)) >= 0:
			c[b] = isSign
		}
	}
	return c, w
}()

// code reads one token of a program.
func (l *lexer) code() {
	s, i := l.s, l.i
	switch classes[s[i]] {
	case isBlank:
		for i++; i < len(s) && classes[s[i]] == isBlank; i++ {
		}
		l.emit(lang.Space, i)
	case isLetter:
		l.word(i + 1)
	case isDigit:
		l.operand(lang.Number, numberEnd(s, i))
	case isQuote:
		l.operand(lang.String, quotedEnd(s, i))
	case isSign:
		l.sign()
	default:
		l.rare()
	}
}

// word emits the name whose first byte has been seen.
func (l *lexer) word(i int) {
	s, from := l.s, l.i
	for i < len(s) && wordByte[s[i]] {
		i++
	}
	if i < len(s) && s[i] >= utf8.RuneSelf {
		i = wordEnd(s, i)
	}
	member := l.prev == prevOperator && l.prevTo > l.prevFrom && s[l.prevTo-1] == '.' && l.prevTo-l.prevFrom < 3
	l.emit(lang.Ident, i)
	if member { // a.return is no keyword
		l.prev = prevOperand
		return
	}
	l.prev, l.prevFrom, l.prevTo = prevWord, from, i
}

// rare reads what seldom begins a token.
func (l *lexer) rare() {
	s, i := l.s, l.i
	switch c := s[i]; {
	case c == '\n':
		l.emit(lang.Newline, i+1)
	case c == '\r':
		if i+1 < len(s) && s[i+1] == '\n' {
			i++
		}
		l.emit(lang.Newline, i+1)
	case c == '`':
		if l.templates++; l.templates == 1 {
			l.start = i
		}
		l.i++
		l.push(frame{kind: inTemplate})
	case c == '#' && i+1 < len(s) && (classes[s[i+1]] == isLetter || s[i+1] >= utf8.RuneSelf):
		l.word(i + 1)
	case c >= utf8.RuneSelf:
		switch r, n := utf8.DecodeRuneInString(s[i:]); {
		case unicode.IsLetter(r) || unicode.Is(unicode.Nl, r):
			l.word(i + n)
		case r == '\u2028' || r == '\u2029':
			l.emit(lang.Newline, i+n)
		case unicode.IsSpace(r) || r == '\ufeff':
			l.emit(lang.Space, i+n)
		default:
			l.emit(lang.Other, i+n)
		}
	default:
		l.emit(lang.Other, i+1)
	}
}
