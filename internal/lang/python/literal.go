package python

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/read"
	"github.com/promptglot/promptglot/internal/source"
)

// literal decodes a string literal.
func literal(v *source.View, t lang.Token) read.Literal {
	s := v.Text[t.Start:t.End]
	q := strings.IndexAny(s, `"'`)
	prefix := strings.ToLower(s[:q])
	quote := s[q : q+1]
	if strings.HasPrefix(s[q:], strings.Repeat(quote, 3)) && len(s) >= q+6 {
		quote = s[q : q+3]
	}
	body := s[q+len(quote):]
	body = strings.TrimSuffix(body, quote)
	at := int(t.Start) + q + len(quote)
	d := decoder{raw: strings.Contains(prefix, "r"), formatted: strings.ContainsAny(prefix, "ft")}
	layer := quoted{quote: quote, raw: d.raw, formatted: d.formatted, prefix: s[:q]}
	lit := read.Literal{Bytes: strings.Contains(prefix, "b")}
	if !d.formatted && (d.raw || strings.IndexByte(body, '\\') < 0) {
		lit.View = v.ChildAt(at, at+len(body), layer)
		return lit
	}
	d.decode(body, at)
	lit.View = v.Child(d.out.String(), d.segs, layer)
	lit.Holes = d.holes
	return lit
}

// A decoder takes the escapes out of a literal and keeps the map back.
type decoder struct {
	raw, formatted bool
	out            strings.Builder
	segs           []source.Seg
	holes          []read.Hole
}

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
		c := s[i]
		switch {
		case c == '\\' && !d.raw && i+1 < len(s):
			text, n, ok := unescape(s[i:])
			if !ok {
				i += 2
				continue
			}
			d.plain(s[from:i], at+from)
			d.escape(text, at+i, n)
			i += n
			from = i
		case c == '{' && d.formatted && strings.HasPrefix(s[i:], "{{"), c == '}' && d.formatted && strings.HasPrefix(s[i:], "}}"):
			d.plain(s[from:i], at+from)
			d.escape(s[i:i+1], at+i, 2)
			i += 2
			from = i
		case c == '{' && d.formatted:
			end := min(holeEnd(s, i, "\"\"\"", 0), len(s))
			d.plain(s[from:i], at+from)
			o := d.out.Len()
			d.plain(s[i:end], at+i)
			h := read.Hole{Start: o, End: o + end - i, ExprStart: o + 1, ExprEnd: o + 1 + exprEnd(s[i+1:max(end-1, i+1)])}
			d.holes = append(d.holes, h)
			i, from = end, end
		default:
			i++
		}
	}
	d.plain(s[from:], at+from)
}

// exprEnd returns where the expression of an interpolation ends: before its
// conversion, its format, or the = that shows it.
func exprEnd(s string) int {
	depth := 0
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c == '(' || c == '[' || c == '{':
			depth++
		case c == ')' || c == ']' || c == '}':
			depth--
		case c == '"' || c == '\'':
			i = stringEnd(s, i, i, maxNest)
			continue
		case depth > 0:
		case c == ':' && !strings.HasPrefix(s[i:], ":="), c == '!' && !strings.HasPrefix(s[i:], "!="):
			return i
		case c == '=' && strings.TrimRight(s[i+1:], " ") == "" && i > 0 && strings.IndexByte("=!<>", s[i-1]) < 0:
			return i
		}
		i++
	}
	return len(s)
}

// simple are the escapes of one letter.
var simple = map[byte]string{
	'\\': "\\", '\'': "'", '"': "\"", 'a': "\a", 'b': "\b", 'f': "\f", 'n': "\n", 'r': "\r", 't': "\t", 'v': "\v",
}

// unescape decodes the escape that s begins with; n is its length in bytes. An
// escape that Python does not know stands for itself.
func unescape(s string) (text string, n int, ok bool) {
	c := s[1]
	if t, found := simple[c]; found {
		return t, 2, true
	}
	switch {
	case c == '\n':
		return "", 2, true
	case c == '\r':
		return "", lineEnd(s, 1), true
	case c == 'x':
		return code(s, 2, 2)
	case c == 'u':
		return code(s, 2, 4)
	case c == 'U':
		return code(s, 2, 8)
	case '0' <= c && c <= '7':
		n = 1
		for n < len(s) && n < 4 && '0' <= s[n] && s[n] <= '7' {
			n++
		}
		v, err := strconv.ParseUint(s[1:n], 8, 32)
		return string(rune(v)), n, err == nil
	}
	return "", 0, false
}

func code(s string, from, digits int) (string, int, bool) {
	if len(s) < from+digits {
		return "", 0, false
	}
	v, err := strconv.ParseUint(s[from:from+digits], 16, 32)
	if err != nil || v > utf8.MaxRune {
		return "", 0, false
	}
	return string(rune(v)), from + digits, true
}

// quoted is the layer of a literal.
type quoted struct {
	quote, prefix  string
	raw, formatted bool
}

// Encode implements source.Layer.
func (q quoted) Encode(_ *source.View, _, _ int, text string) (string, bool) {
	if q.raw {
		return text, !strings.ContainsAny(text, "\\\r\n"+q.quote[:1]) && !(q.formatted && strings.ContainsAny(text, "{}"))
	}
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\' || c == q.quote[0]:
			b.WriteByte('\\')
			b.WriteByte(c)
		case c == '\n' && len(q.quote) == 1:
			b.WriteString(`\n`)
		case c == '\r':
			b.WriteString(`\r`)
		case q.formatted && (c == '{' || c == '}'):
			b.WriteByte(c)
			b.WriteByte(c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String(), true
}

// Whole implements source.Layer: a raw literal that cannot say a text as it
// stands has no other form in place.
func (q quoted) Whole(v *source.View, text string) (start, end int, enc string, ok bool) {
	enc, ok = q.Encode(v, 0, 0, text)
	start, end = v.ParentRange(0, len(v.Text))
	return start, end, enc, ok
}
