package generic

import (
	"strings"
	"unicode/utf8"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/curly"
	"github.com/promptglot/promptglot/internal/lang/read"
	"github.com/promptglot/promptglot/internal/source"
)

// A literal is a literal as it stands: its text is [from, to), its token ends at
// end. Where the text stands on the lines below the token, tail is behind its
// last line.
type literal struct {
	quote
	from, to, end, tail int
	dedent              int // bytes of indentation that are not part of the text
}

// maxNest bounds literals within interpolations.
const maxNest = 6

// match finds the literal that begins at i.
func (t *table) match(s string, i int) (literal, bool) {
	if t.special != nil {
		if l, ok := t.special(s, i); ok {
			return l, true
		}
	}
	return t.quoted(s, i, 0)
}

func (t *table) quoted(s string, i, nest int) (literal, bool) {
	for k := range t.quotes {
		q := &t.quotes[k]
		if !strings.HasPrefix(s[i:], q.open) {
			continue
		}
		if letter(q.open[0]) && i > 0 && (letter(s[i-1]) || digit(s[i-1])) {
			continue
		}
		if l, ok := t.body(s, i+len(q.open), *q, nest); ok {
			return l, true
		}
	}
	return literal{}, false
}

// body finds the end of a literal whose text begins at from.
func (t *table) body(s string, from int, q quote, nest int) (literal, bool) {
	l := literal{quote: q, from: from}
	if q.char {
		return l, l.character(s)
	}
	i := from
	for i < len(s) {
		c := s[i]
		if c != q.close[0] && !stops[c] {
			i++
			continue
		}
		switch {
		case strings.HasPrefix(s[i:], q.close):
			if q.doubled && strings.HasPrefix(s[i+len(q.close):], q.close) {
				i += 2 * len(q.close)
				continue
			}
			l.to, l.end = i, i+len(q.close)
			if q.block {
				l.trim(s)
			}
			return l, true
		case (c == '\n' || c == '\r') && !q.multi:
			l.to, l.end = i, i
			return l, true
		}
		if n := t.hole(s, i, &q, nest); n > i {
			i = n
			continue
		}
		if c == '\\' && !q.raw {
			i++
		}
		i++
	}
	l.to, l.end = len(s), len(s)
	return l, true
}

// stops are the bytes within a literal that may mean something.
var stops = [256]bool{'\\': true, '\n': true, '\r': true, '#': true, '$': true, '{': true, '@': true}

// character reports whether a literal of one character stands at l.from.
func (l *literal) character(s string) bool {
	i := l.from
	if i >= len(s) {
		return false
	}
	if s[i] == '\\' {
		n := strings.Index(s[min(i+2, len(s)):min(i+14, len(s))], l.close)
		if n < 0 {
			return false
		}
		l.to = i + 2 + n
	} else {
		_, n := utf8.DecodeRuneInString(s[i:])
		if l.to = i + n; !strings.HasPrefix(s[l.to:], l.close) || s[i] == '\n' {
			return false
		}
	}
	l.end = l.to + len(l.close)
	return true
}

// trim takes the line end behind the opening quotes and the indentation of the
// closing ones away.
func (l *literal) trim(s string) {
	body := s[l.from:l.to]
	first := strings.IndexByte(body, '\n')
	if first < 0 || strings.TrimSpace(body[:first]) != "" {
		return
	}
	l.from += first + 1
	l.dedent = l.indent(s)
}

// indent is the indentation of the line of the closing quotes.
func (l *literal) indent(s string) int {
	line := strings.LastIndexByte(s[:l.to], '\n') + 1
	if strings.TrimLeft(s[line:l.to], " \t") != "" {
		return 0
	}
	return l.to - line
}

// hole returns where the interpolation at i is over, i where there is none.
func (t *table) hole(s string, i int, q *quote, nest int) int {
	if q.holes == "" || nest >= maxNest || strings.IndexByte("#$\\{@", s[i]) < 0 {
		return i
	}
	for open := range strings.FieldsSeq(q.holes) {
		if !strings.HasPrefix(s[i:], open) {
			continue
		}
		switch open {
		case "$":
			j := i + 1
			if j >= len(s) || !letter(s[j]) {
				continue
			}
			for j < len(s) && (letter(s[j]) || digit(s[j])) {
				j++
			}
			return j
		case "{":
			if strings.HasPrefix(s[i:], "{{") {
				return i + 2
			}
		}
		return t.holeEnd(s, i+len(open)-1, q, nest)
	}
	return i
}

// holeEnd returns where the bracket at i is over, or the line where the literal
// cannot go on on the next one.
func (t *table) holeEnd(s string, i int, q *quote, nest int) int {
	if s[i] == '$' { // {$
		i--
	}
	depth := 0
	for i < len(s) {
		switch c := s[i]; c {
		case '{', '(', '[':
			depth++
		case '}', ')', ']':
			if depth--; depth <= 0 {
				return i + 1
			}
		case '\n', '\r':
			if !q.multi {
				return i
			}
		case '"', '\'':
			if l, ok := t.quoted(s, i, nest+1); ok && l.end > i {
				i = l.end
				continue
			}
		}
		i++
	}
	return len(s)
}

// literal decodes the literal that is token k of v's text.
func (t *table) literal(v *source.View, k lang.Token) read.Literal {
	l, ok := t.match(v.Text, int(k.Start))
	if !ok {
		return read.Literal{}
	}
	d := curly.Decoder{}
	t.decode(&d, v.Text[:l.to], l)
	return d.Literal(v, l.from, l.layer())
}

// layer writes text back in the quotes of the literal.
func (l *literal) layer() source.Layer {
	forbidden := ""
	if !l.multi {
		forbidden = "\r\n"
	}
	switch {
	case l.raw && l.doubled && l.holes == "":
		return curly.Verbatim(forbidden, "", l.close)
	case l.raw || l.open == "":
		return curly.Verbatim(forbidden+l.close+"$#{}\\", strings.Repeat(" ", l.dedent), "")
	}
	guard := l.close[:1]
	for _, c := range "$#@" {
		if strings.ContainsRune(l.holes, c) {
			guard += string(c)
		}
	}
	newline := `\n`
	if l.few || l.block {
		newline = "\n" + strings.Repeat(" ", l.dedent)
	}
	return curly.Escaped(guard, newline, "")
}

// decode takes the syntax out of a literal; s ends where its text does.
func (t *table) decode(d *curly.Decoder, s string, l literal) {
	at := l.from
	plain := func(i int) { d.Plain(s[at:i], at) }
	for i := l.from; i < len(s); {
		if l.dedent > 0 && (i == l.from || s[i-1] == '\n') {
			n := 0
			for n < l.dedent && i+n < len(s) && (s[i+n] == ' ' || s[i+n] == '\t') {
				n++
			}
			if n > 0 {
				plain(i)
				i += n
				at = i
				continue
			}
		}
		if l.doubled && strings.HasPrefix(s[i:], l.close+l.close) {
			plain(i)
			d.Escape(l.close, i, 2*len(l.close))
			i += 2 * len(l.close)
			at = i
			continue
		}
		if n := t.hole(s, i, &l.quote, 0); n > i {
			plain(i)
			if s[i:n] == "{{" {
				d.Escape("{", i, 2)
			} else {
				from, to := t.inner(s[i:n])
				d.Hole(s[i:n], i, from, to)
			}
			i, at = n, n
			continue
		}
		if s[i] == '\\' && !l.raw && i+1 < len(s) {
			if text, n := escape(s[i:], l.few, l.close); n > 0 {
				plain(i)
				d.Escape(text, i, n)
				i += n
				at = i
				continue
			}
			i++
		}
		i++
	}
	if at < len(s) {
		plain(len(s))
	}
}

// inner returns where the expression of an interpolation stands in it.
func (t *table) inner(s string) (from, to int) {
	to = len(s)
	from = strings.IndexAny(s, "{(") + 1
	switch {
	case from > 0 && strings.IndexByte("})", s[to-1]) >= 0:
		to--
	case from == 0 && !strings.Contains(t.first, "$"):
		from = 1
	}
	return min(from, to), to
}

// escape decodes the escape that s begins with; n is 0 where it is none.
func escape(s string, few bool, quote string) (text string, n int) {
	c := s[1]
	if c == '\\' || quote != "" && c == quote[0] {
		return s[1:2], 2
	}
	if few {
		return "", 0
	}
	if t, ok := curly.Simple[c]; ok {
		return t, 2
	}
	switch c {
	case 'e':
		return "\x1b", 2
	case '0':
		return "\x00", 2
	case '$', '#', '@', '`':
		return s[1:2], 2
	case '\n':
		return "", 2
	case 'x':
		if t, ok := curly.Hex(s, 2, 4); ok {
			return t, 4
		}
	case 'u':
		if strings.HasPrefix(s[2:], "{") {
			if end := strings.IndexByte(s[:min(len(s), 14)], '}'); end > 3 {
				if t, ok := curly.Hex(s, 3, end); ok {
					return t, end + 1
				}
			}
			return "", 0
		}
		if t, n := curly.CodeUnits(s); n > 0 {
			return t, n
		}
	}
	return "", 0
}
