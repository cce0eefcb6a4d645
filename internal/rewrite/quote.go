package rewrite

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// quoted writes a literal in double quotes with the escapes that all languages of
// this package share.
func quoted(s string) string { return escaped(s, `"`, "") }

// escaped writes a literal between quotes; the bytes of also are escaped by a
// backslash as well.
func escaped(s, quote, also string) string {
	return quote + escape(s, quote, also) + quote
}

func escape(s, quote, also string) string {
	var b strings.Builder
	b.Grow(len(s) + 2)
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '\\' || strings.ContainsRune(quote, r) || r < utf8.RuneSelf && strings.ContainsRune(also, r):
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < ' ' || r == 0x7f || r == utf8.RuneError && n == 1 || r != ' ' && !unicode.IsPrint(r) && r < 0x10000:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
		i += n
	}
	return b.String()
}

// braced writes a text with holes between quotes, each hole behind open and
// before close; what of the literal text would begin a hole is doubled or
// escaped by guard.
func braced(pieces []piece, quote, open, close string, guard func(string) string) string {
	var b strings.Builder
	b.WriteString(quote)
	for _, x := range pieces {
		if x.expr == "" {
			b.WriteString(guard(escape(x.lit, quote, "")))
			continue
		}
		b.WriteString(open + x.expr + x.spec + close)
	}
	b.WriteString(quote)
	return b.String()
}
