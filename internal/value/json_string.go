package value

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/source"
)

// stringLit is a string literal as it was lexed.
type stringLit struct {
	text   string       // decoded; tags stand in it as they are in the source
	segs   []source.Seg // text → reader's text; nil where they are the same
	pieces []piece      // set where tags stand in the literal
}

// A piece is a run of literal text, or a tag, in decoded offsets.
type piece struct {
	start, end int
	tag        *expr.Tag
}

// plainByte tells which bytes a string literal may be skipped over by.
var plainByte = func() (t [256]bool) {
	for c := 0x20; c < 0x80; c++ {
		t[c] = true
	}
	t['"'], t['\\'], t['\''] = false, false, false
	return t
}()

// skipPlain returns the offset of the first byte at or after i that plainByte
// does not list. It looks at eight bytes at a time: prompts are long strings.
func skipPlain(s string, i int) int {
	for ; i+8 <= len(s); i += 8 {
		x := load(s, i)
		if single := x ^ ones*'\''; x&highs != 0 || special(x) != 0 || (single-ones)&^single&highs != 0 {
			break
		}
	}
	for i < len(s) && plainByte[s[i]] {
		i++
	}
	return i
}

// lexString consumes the literal at pos. Most have no escapes and share the
// bytes of the text.
func (p *jsonReader) lexString() stringLit {
	start := p.pos
	q := p.s[start]
	limit := min(len(p.s), p.next)
	high := false
	i := start + 1
	for i < limit {
		i = skipPlain(p.s[:limit], i)
		if i == limit {
			break
		}
		c := p.s[i]
		if c >= utf8.RuneSelf {
			high = true
			i++
			continue
		}
		if c == '\'' && q == '"' {
			i++
			continue
		}
		if c != q || q != '"' {
			break
		}
		p.pos = i + 1
		text := p.s[start+1 : i]
		if high && !utf8.ValidString(text) {
			p.invalidUTF8(start+1, i)
		}
		return stringLit{text: text}
	}
	return p.lexStringSlow(start, i)
}

// stringLexer decodes a literal that has escapes, tags or mistakes.
type stringLexer struct {
	p     *jsonReader
	b     strings.Builder
	lit   stringLit
	run   int // input offset where the verbatim run began
	flush int // output length up to which pieces are cut
}

// maxGuess bounds the search for how much room a literal will need.
const maxGuess = 1 << 12

// lexStringSlow reads on at i, up to which everything is verbatim.
func (p *jsonReader) lexStringSlow(start, i int) stringLit {
	q := p.s[start]
	if q == '\'' {
		p.rep.add(CodeLiteral, start, start+1, "a JSON string needs double quotes, not single ones")
	}
	l := stringLexer{p: p, run: start + 1}
	if q := strings.IndexByte(p.s[i:min(len(p.s), i+maxGuess)], q); q > 0 {
		l.b.Grow(i + q - start)
	}
	control, firstLine := false, -1
	closed := false
	for i < len(p.s) {
		if i == p.next {
			i = l.tag(i)
			continue
		}
		if j := skipPlain(p.s[:min(len(p.s), p.next)], i); j > i {
			i = j
			continue
		}
		c := p.s[i]
		if c == q {
			closed = true
			break
		}
		switch {
		case c == '\\':
			i = l.escape(i)
		case c < 0x20:
			if c == '\n' {
				if firstLine < 0 {
					firstLine = i
				}
				if p.shortStrings {
					goto ended
				}
			}
			if !control {
				control = true
				p.rep.add(CodeSyntax, i, i+1, "a string holds a raw control character (%s); expected it escaped, a line break as \\n", quoteAt(p.s, i))
			}
			i++
		default:
			i++
		}
	}
ended:
	if !closed {
		// The end of the text is far; what was meant is the end of the line.
		// From now on lines bound strings, so that the search is not repeated.
		p.rep.add(CodeUnterminated, start, start+1, "this string never ends; expected a closing %c", q)
		p.shortStrings = true
		if firstLine >= 0 && firstLine < i && l.lit.pieces == nil && firstLine >= l.run {
			i = firstLine
		}
	}
	l.verbatim(i)
	text := l.b.String()
	if l.lit.pieces != nil {
		l.literal(len(text))
	}
	l.lit.text = text
	if len(l.lit.segs) == 0 {
		l.lit.segs = []source.Seg{{In: i, InEnd: i, Verbatim: true}}
	}
	p.pos = i
	if closed {
		p.pos++
	}
	p.sync()
	if !utf8.ValidString(text) && !utf8.ValidString(p.s[start:i]) {
		p.invalidUTF8(start, i)
	}
	return l.lit
}

// verbatim copies the run that ends at input offset i.
func (l *stringLexer) verbatim(i int) {
	if i > l.run {
		out := l.b.Len()
		l.b.WriteString(l.p.s[l.run:i])
		l.lit.segs = append(l.lit.segs, source.Seg{Out: out, OutEnd: l.b.Len(), In: l.run, InEnd: i, Verbatim: true})
	}
	l.run = i
}

// literal cuts the text up to out into a piece.
func (l *stringLexer) literal(out int) {
	if out > l.flush {
		l.lit.pieces = append(l.lit.pieces, piece{start: l.flush, end: out})
	}
	l.flush = out
}

// tag copies the tag at input offset i as it stands and returns its end.
func (l *stringLexer) tag(i int) int {
	p := l.p
	t := &p.marks[p.mi]
	end := min(max(t.End, i+1), len(p.s))
	l.verbatim(i)
	l.literal(l.b.Len())
	l.verbatim(end)
	l.lit.pieces = append(l.lit.pieces, piece{start: l.flush, end: l.b.Len(), tag: t})
	l.flush = l.b.Len()
	p.pos = end
	p.sync()
	return end
}

// escape decodes the escape at input offset i and returns its end.
func (l *stringLexer) escape(i int) int {
	s := l.p.s
	l.verbatim(i)
	out := l.b.Len()
	n := 2
	if i+1 >= len(s) {
		l.p.rep.add(CodeSyntax, i, i+1, "the text ends within an escape")
		l.b.WriteByte('\\')
		n = 1
	} else if c := s[i+1]; c == 'u' {
		n = l.unicode(i)
	} else if k := strings.IndexByte(`"\/bfnrt`, c); k >= 0 {
		l.b.WriteByte("\"\\/\b\f\n\r\t"[k])
	} else if c == '\'' {
		l.p.rep.add(CodeSyntax, i, i+2, `\' is not a JSON escape; expected a plain '`)
		l.b.WriteByte('\'')
	} else {
		_, size := utf8.DecodeRuneInString(s[i+1:])
		n = 1 + size
		if i+1 == l.p.next { // a backslash right before a tag
			n = 1
		}
		l.p.rep.add(CodeSyntax, i, i+n, `%s is not a JSON escape; expected one of \" \\ \/ \b \f \n \r \t \uXXXX (a backslash itself is \\)`, s[i:i+n])
		l.b.WriteString(s[i : i+n])
	}
	l.lit.segs = append(l.lit.segs, source.Seg{Out: out, OutEnd: l.b.Len(), In: i, InEnd: i + n})
	l.run = i + n
	return i + n
}

// unicode decodes \uXXXX, or a pair of them, at i and returns its length. Half
// a pair is kept as the three bytes that UTF-8 would give it (WTF-8), so that
// the writer can say it again.
func (l *stringLexer) unicode(i int) int {
	s, p := l.p.s, l.p
	hi, ok := hex4(s, i+2)
	if !ok {
		p.rep.add(CodeSyntax, i, min(i+6, len(s)), `\u needs four hexadecimal digits`)
		l.b.WriteString(`\u`)
		return 2
	}
	if !utf16.IsSurrogate(hi) {
		l.b.WriteRune(hi)
		return 6
	}
	if i+7 < len(s) && s[i+6] == '\\' && s[i+7] == 'u' && i+6 != p.next {
		if lo, ok := hex4(s, i+8); ok {
			if r := utf16.DecodeRune(hi, lo); r != utf8.RuneError {
				l.b.WriteRune(r)
				return 12
			}
		}
	}
	p.rep.addOnce(CodeLoneSurrogate, i, i+6, s[i:i+6]+" is half of a surrogate pair and stands for no character; expected both halves")
	l.b.Write([]byte{0xE0 | byte(hi>>12), 0x80 | byte(hi>>6)&0x3F, 0x80 | byte(hi)&0x3F})
	return 6
}

func hex4(s string, i int) (r rune, ok bool) {
	if i+4 > len(s) {
		return 0, false
	}
	for _, c := range []byte(s[i : i+4]) {
		switch {
		case '0' <= c && c <= '9':
			c -= '0'
		case 'a' <= c && c <= 'f':
			c -= 'a' - 10
		case 'A' <= c && c <= 'F':
			c -= 'A' - 10
		default:
			return 0, false
		}
		r = r<<4 | rune(c)
	}
	return r, true
}

func (p *jsonReader) invalidUTF8(start, end int) {
	for i := start; i < end; {
		r, n := utf8.DecodeRuneInString(p.s[i:end])
		if r == utf8.RuneError && n <= 1 {
			p.rep.addOnce(CodeInvalidUTF8, i, i+1, "the text is not valid UTF-8 here; expected UTF-8: convert the file")
			return
		}
		i += n
	}
}

// stringNode makes a node of the literal in [start, pos).
func (p *jsonReader) stringNode(start int, lit stringLit) *Node {
	n := p.node(String, start)
	if lit.pieces == nil {
		n.Str = lit.text
		if p.noViews {
			return n
		}
		if lit.segs == nil {
			n.View = p.v.ChildAt(start+1, start+1+len(lit.text), jsonString{})
		} else {
			n.View = p.v.Child(lit.text, lit.segs, jsonString{})
		}
		return n
	}
	n.Kind = Text
	n.View = p.v.Child(lit.text, lit.segs, jsonMarked{pieces: lit.pieces})
	n.Text = nest(n.View, lit.pieces, p.rep, p.maxDepth)
	return n
}
