package curly

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/promptglot/promptglot/internal/lang/read"
	"github.com/promptglot/promptglot/internal/source"
)

// A Decoder takes the syntax out of a literal and keeps the map back to where
// each piece stands. Offsets named at are in the text that holds the literal.
type Decoder struct {
	out   strings.Builder
	segs  []source.Seg
	holes []read.Hole
}

// Plain keeps bytes as they stand.
func (d *Decoder) Plain(s string, at int) {
	if s == "" {
		return
	}
	o := d.out.Len()
	d.out.WriteString(s)
	d.segs = append(d.segs, source.Seg{Out: o, OutEnd: o + len(s), In: at, InEnd: at + len(s), Verbatim: true})
}

// Escape puts text in the place of the n bytes at at.
func (d *Decoder) Escape(text string, at, n int) {
	if text == "" {
		return // what stands for nothing lies between two pieces
	}
	o := d.out.Len()
	d.out.WriteString(text)
	d.segs = append(d.segs, source.Seg{Out: o, OutEnd: o + len(text), In: at, InEnd: at + n})
}

// Hole keeps an interpolation as it stands; its expression is s[from:to].
func (d *Decoder) Hole(s string, at, from, to int) {
	o := d.out.Len()
	d.Plain(s, at)
	d.holes = append(d.holes, read.Hole{Start: o, End: o + len(s), ExprStart: o + from, ExprEnd: o + to})
}

// Literal returns what was decoded, as a view on v; at is where a literal
// without any text would have it.
func (d *Decoder) Literal(v *source.View, at int, layer source.Layer) read.Literal {
	if len(d.segs) == 0 {
		d.segs = []source.Seg{{In: at, InEnd: at, Verbatim: true}}
	}
	return read.Literal{View: v.Child(d.out.String(), d.segs, layer), Holes: d.holes}
}

// Simple are the escapes of one letter that most languages know.
var Simple = map[byte]string{
	'\\': "\\", '\'': "'", '"': "\"", 'b': "\b", 'n': "\n", 'r': "\r", 't': "\t", 'f': "\f",
}

// CodeUnits decodes \uXXXX at the start of s with the surrogate that may follow
// it; n is its length in bytes, 0 where it is none. Java allows several u.
func CodeUnits(s string) (text string, n int) {
	hi, n := unit(s)
	if n == 0 {
		return "", 0
	}
	if utf16.IsSurrogate(hi) {
		if lo, m := unit(s[n:]); m > 0 {
			if r := utf16.DecodeRune(hi, lo); r != utf8.RuneError {
				return string(r), n + m
			}
		}
	}
	return string(hi), n
}

func unit(s string) (rune, int) {
	if !strings.HasPrefix(s, `\u`) {
		return 0, 0
	}
	i := 1 + Run(s, 1, 'u')
	if len(s) < i+4 {
		return 0, 0
	}
	x, err := strconv.ParseUint(s[i:i+4], 16, 32)
	if err != nil {
		return 0, 0
	}
	return rune(x), i + 4
}

// Hex decodes the digits s[from:to] as one rune.
func Hex(s string, from, to int) (string, bool) {
	if to > len(s) || to <= from {
		return "", false
	}
	x, err := strconv.ParseUint(s[from:to], 16, 32)
	if err != nil || x > utf8.MaxRune {
		return "", false
	}
	return string(rune(x)), true
}

// Octal decodes up to limit octal digits behind the backslash of s.
func Octal(s string, limit int) (x, n int) {
	for n = 1; n < len(s) && n <= limit && '0' <= s[n] && s[n] <= '7'; n++ {
		x = x*8 + int(s[n]-'0')
	}
	return x, n
}

// Layer is the layer of a literal.
type Layer struct {
	// Say returns text as it stands in the literal; ok is false where the
	// literal cannot say it.
	Say func(text string) (enc string, ok bool)
}

// Encode implements source.Layer.
func (l Layer) Encode(_ *source.View, _, _ int, text string) (string, bool) { return l.Say(text) }

// Whole implements source.Layer: a literal that cannot say a text as it stands
// has no other form in place.
func (l Layer) Whole(v *source.View, text string) (start, end int, enc string, ok bool) {
	enc, ok = l.Say(text)
	start, end = v.ParentRange(0, len(v.Text))
	return start, end, enc, ok
}

// Escaped returns the layer of a literal with backslashes: the bytes of guard
// are escaped by one, each line end becomes newline ("\\n", or the line end with
// an indentation). double are bytes that stand for themselves when doubled.
func Escaped(guard, newline, double string) Layer {
	return Layer{func(text string) (string, bool) {
		var b strings.Builder
		for i := 0; i < len(text); i++ {
			switch c := text[i]; {
			case c == '\n':
				b.WriteString(newline)
			case c == '\r':
				b.WriteString(`\r`)
			case c == '\\' || strings.IndexByte(guard, c) >= 0:
				b.WriteByte('\\')
				b.WriteByte(c)
			case strings.IndexByte(double, c) >= 0:
				b.WriteByte(c)
				b.WriteByte(c)
			default:
				b.WriteByte(c)
			}
		}
		return b.String(), true
	}}
}

// Verbatim returns the layer of a literal without escapes that cannot say any
// of forbidden; a line end is followed by indent, bytes of double are doubled.
func Verbatim(forbidden, indent, double string) Layer {
	return Layer{func(text string) (string, bool) {
		if strings.ContainsAny(text, forbidden) {
			return "", false
		}
		if indent != "" {
			text = strings.ReplaceAll(text, "\n", "\n"+indent)
		}
		for i := range len(double) {
			text = strings.ReplaceAll(text, double[i:i+1], double[i:i+1]+double[i:i+1])
		}
		return text, true
	}}
}
