package typescript

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/read"
	"github.com/promptglot/promptglot/internal/source"
)

// literal decodes a string or a template literal. A regular expression is no
// text.
func literal(v *source.View, t lang.Token, markup bool) read.Literal {
	s := v.Text[t.Start:t.End]
	quote := s[0]
	if quote == '/' {
		return read.Literal{}
	}
	end := len(s)
	if end > 1 && s[end-1] == quote {
		end--
	}
	at := int(t.Start) + 1
	body := s[1:max(end, 1)]
	layer := quoted{quote: quote}
	template := quote == '`'
	if strings.IndexByte(body, '\\') < 0 && (!template || strings.IndexByte(body, '$') < 0 && strings.IndexByte(body, '\r') < 0) {
		return read.Literal{View: v.ChildAt(at, at+len(body), layer)}
	}
	d := decoder{template: template}
	if template {
		for _, h := range holes(s, markup) {
			d.decode(s[d.next(1):h.start], at-1+d.next(1))
			o := d.out.Len()
			d.plain(s[h.start:h.end], at-1+h.start)
			d.holes = append(d.holes, read.Hole{Start: o, End: o + h.end - h.start, ExprStart: o + h.from - h.start, ExprEnd: o + h.to - h.start})
			d.done = h.end
		}
	}
	if from := d.next(1); from < end {
		d.decode(s[from:end], at-1+from)
	}
	return read.Literal{View: v.Child(d.out.String(), d.segs, layer), Holes: d.holes}
}

// holes returns the interpolations of a template literal, by offsets in it.
func holes(s string, markup bool) []hole {
	if !strings.Contains(s, "${") {
		return nil
	}
	l := lexer{s: s, markup: markup, keep: true}
	l.run()
	for i := range l.holes {
		h := &l.holes[i]
		h.to, h.end = min(h.to, len(s)), min(h.end, len(s))
	}
	return l.holes
}

// A decoder takes the escapes out of a literal and keeps the map back.
type decoder struct {
	template bool
	out      strings.Builder
	segs     []source.Seg
	holes    []read.Hole
	done     int // offset behind the last hole
}

func (d *decoder) next(first int) int { return max(d.done, first) }

// plain keeps bytes as they stand.
func (d *decoder) plain(s string, at int) {
	if s == "" {
		return
	}
	o := d.out.Len()
	d.out.WriteString(s)
	d.segs = append(d.segs, source.Seg{Out: o, OutEnd: o + len(s), In: at, InEnd: at + len(s), Verbatim: true})
}

// escape puts text in the place of n bytes.
func (d *decoder) escape(text string, at, n int) {
	o := d.out.Len()
	d.out.WriteString(text)
	d.segs = append(d.segs, source.Seg{Out: o, OutEnd: o + len(text), In: at, InEnd: at + n})
}

func (d *decoder) decode(s string, at int) {
	from := 0
	for i := 0; i < len(s); {
		text, n := "", 0
		switch c := s[i]; {
		case c == '\\' && i+1 < len(s):
			text, n = unescape(s[i:])
		case c == '\r' && d.template: // a template has line feeds only
			text, n = "\n", 1
			if strings.HasPrefix(s[i:], "\r\n") {
				n = 2
			}
		default:
			i++
			continue
		}
		d.plain(s[from:i], at+from)
		d.escape(text, at+i, n)
		i += n
		from = i
	}
	d.plain(s[from:], at+from)
}

// unescape decodes the escape that s begins with; n is its length in bytes. A
// byte that needs no escape stands for itself.
func unescape(s string) (text string, n int) {
	switch c := s[1]; c {
	case 'n':
		return "\n", 2
	case 't':
		return "\t", 2
	case 'r':
		return "\r", 2
	case 'b':
		return "\b", 2
	case 'f':
		return "\f", 2
	case 'v':
		return "\v", 2
	case '\n':
		return "", 2
	case '\r':
		if len(s) > 2 && s[2] == '\n' {
			return "", 3
		}
		return "", 2
	case '0', '1', '2', '3', '4', '5', '6', '7':
		return octal(s)
	case 'x':
		if v, ok := hex(s, 2, 4); ok {
			return string(v), 4
		}
	case 'u':
		if text, n = unicodeEscape(s); n > 0 {
			return text, n
		}
	}
	_, n = utf8.DecodeRuneInString(s[1:])
	if c := s[1 : 1+n]; c == "\u2028" || c == "\u2029" {
		return "", 1 + n
	}
	return s[1 : 1+n], 1 + n
}

// octal decodes \0 and the escapes of old programs: up to \377.
func octal(s string) (string, int) {
	v, n := 0, 1
	for n < len(s) && n < 4 && '0' <= s[n] && s[n] <= '7' && v*8+int(s[n]-'0') < 256 {
		v = v*8 + int(s[n]-'0')
		n++
	}
	return string(rune(v)), n
}

// unicodeEscape decodes \uXXXX, a pair of them, and \u{…}; n is 0 for anything
// else.
func unicodeEscape(s string) (text string, n int) {
	if len(s) > 2 && s[2] == '{' {
		end := strings.IndexByte(s[:min(len(s), 14)], '}')
		if v, ok := hex(s, 3, end); end > 0 && ok && v <= utf8.MaxRune {
			return string(v), end + 1
		}
		return "", 0
	}
	v, ok := hex(s, 2, 6)
	if !ok {
		return "", 0
	}
	if utf16.IsSurrogate(v) && strings.HasPrefix(s[6:], `\u`) {
		if low, ok := hex(s, 8, 12); ok {
			if r := utf16.DecodeRune(v, low); r != utf8.RuneError {
				return string(r), 12
			}
		}
	}
	return string(v), 6
}

func hex(s string, from, to int) (rune, bool) {
	if to > len(s) || to <= from {
		return 0, false
	}
	v, err := strconv.ParseUint(s[from:to], 16, 32)
	return rune(v), err == nil
}

// quoted is the layer of a literal.
type quoted struct{ quote byte }

// Encode implements source.Layer.
func (q quoted) Encode(_ *source.View, _, _ int, text string) (string, bool) {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\' || c == q.quote:
			b.WriteByte('\\')
			b.WriteByte(c)
		case c == '\n' && q.quote != '`':
			b.WriteString(`\n`)
		case c == '\r':
			b.WriteString(`\r`)
		case c == '$' && q.quote == '`' && strings.HasPrefix(text[i:], "${"):
			b.WriteString(`\$`)
		default:
			b.WriteByte(c)
		}
	}
	return b.String(), true
}

// Whole implements source.Layer.
func (q quoted) Whole(v *source.View, text string) (start, end int, enc string, ok bool) {
	enc, ok = q.Encode(v, 0, 0, text)
	start, end = v.ParentRange(0, len(v.Text))
	return start, end, enc, ok
}
