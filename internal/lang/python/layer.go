package python

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/promptglot/promptglot/internal/lang/read"
	"github.com/promptglot/promptglot/internal/source"
)

// quoted is the layer of a literal.
type quoted struct {
	prefix, quote         string
	raw, bytes, formatted bool
}

// layers are the layers of all literals there may be, by prefix and quote.
var layers = func() map[string]*quoted {
	m := map[string]*quoted{}
	letters := []string{"", "r", "b", "u", "f", "t", "R", "B", "U", "F", "T"}
	for _, a := range letters {
		for _, b := range letters {
			if a+b != "" && !isPrefix(a+b) {
				continue
			}
			for _, quote := range []string{`"`, `'`, `"""`, `'''`} {
				m[a+b+quote] = &quoted{
					prefix: a + b, quote: quote, raw: strings.ContainsAny(a+b, "rR"), bytes: strings.ContainsAny(a+b, "bB"), formatted: isFormatted(a + b),
				}
			}
		}
	}
	return m
}()

// Encode implements source.Layer.
func (q *quoted) Encode(v *source.View, start, end int, text string) (string, bool) {
	if !q.raw {
		return q.escape(v, start, end, text), true
	}
	// What a raw literal cannot say: its quote, a backslash at its end or before
	// a quote, and a line end where it stands on one line.
	if strings.ContainsAny(text, q.quote[:1]) || strings.HasSuffix(text, `\`) || q.formatted && strings.ContainsAny(text, "{}") {
		return "", false
	}
	if strings.Contains(text, "\r") || len(q.quote) == 1 && strings.Contains(text, "\n") || q.bytes && !ascii(text) {
		return "", false
	}
	return text, true
}

// escape writes text as it stands in a literal that is not raw.
func (q *quoted) escape(v *source.View, start, end int, text string) string {
	long := len(q.quote) == 3
	var b strings.Builder
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case c == '\\':
			b.WriteString(`\\`)
		case c == q.quote[0]:
			// In a long literal a quote stands for itself where no other one, nor the
			// end, can be beside it.
			if !long || i == 0 && start > 0 || i+1 == len(text) || text[i+1] == c || i > 0 && text[i-1] == c {
				b.WriteByte('\\')
			}
			b.WriteByte(c)
		case c == '\n' && !long:
			b.WriteString(`\n`)
		case c == '\r':
			b.WriteString(`\r`)
		case c == 0, c == 0x7F, c < ' ' && c != '\n' && c != '\t':
			fmt.Fprintf(&b, `\x%02x`, c)
		case q.formatted && (c == '{' || c == '}'):
			b.WriteByte(c)
			b.WriteByte(c)
		case c >= utf8.RuneSelf && q.bytes:
			fmt.Fprintf(&b, `\x%02x`, c)
		case c >= utf8.RuneSelf:
			i += wideRune(&b, text[i:])
			continue
		default:
			b.WriteByte(c)
		}
		i++
	}
	return b.String()
}

// wideRune writes one character; half a surrogate pair becomes its escape.
func wideRune(b *strings.Builder, s string) int {
	if r, n := utf8.DecodeRuneInString(s); r != utf8.RuneError || n > 1 {
		b.WriteString(s[:n])
		return n
	}
	if len(s) >= 3 && s[0] == 0xED && s[1] >= 0xA0 {
		fmt.Fprintf(b, `\u%04x`, 0xD000|int(s[1]&0x3F)<<6|int(s[2]&0x3F))
		return 3
	}
	b.WriteByte(s[0])
	return 1
}

func ascii(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// Whole implements source.Layer: a raw literal that cannot say a text becomes
// one that is not raw, its prefix and quotes with it.
func (q *quoted) Whole(v *source.View, text string) (start, end int, enc string, ok bool) {
	start, end = v.ParentRange(0, len(v.Text))
	cooked := *q
	cooked.raw = false
	enc = cooked.escape(v, 0, len(v.Text), text)
	if !q.raw {
		return start, end, enc, true
	}
	prefix := strings.Trim(q.prefix, "rR")
	return start - len(q.quote) - len(q.prefix), end + len(q.quote), prefix + q.quote + enc + q.quote, !q.formatted
}

// woven is the layer of a literal with interpolations, in which the bytes of
// an interpolation are code.
type woven struct {
	*quoted
	holes []read.Hole
}

// Encode implements source.Layer.
func (f *woven) Encode(v *source.View, start, end int, text string) (string, bool) {
	for _, h := range f.holes {
		switch {
		case h.Start < start && end < h.End:
			return text, true
		case start < h.End && h.Start < end && (start > h.Start || end < h.End):
			return "", false // a piece of the text and a piece of the code
		}
	}
	return f.quoted.Encode(v, start, end, text)
}

// Whole implements source.Layer: code and text cannot be told apart in one new
// text.
func (f *woven) Whole(*source.View, string) (start, end int, enc string, ok bool) {
	return 0, 0, "", false
}
