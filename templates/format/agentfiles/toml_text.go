package agentfiles

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/promptglot/promptglot/internal/source"
)

// tomlText is the layer of text in TOML between the quotes of form.
type tomlText struct{ form string }

// Encode implements source.Layer. Text between single quotes has no escapes, so
// that some text cannot be said in it.
func (t tomlText) Encode(_ *source.View, _, _ int, text string) (string, bool) {
	if t.form[0] == '\'' {
		return text, !strings.Contains(text, "'") && (len(t.form) == 3 || !strings.ContainsAny(text, "\r\n"))
	}
	var b strings.Builder
	for _, c := range text {
		switch {
		case c == '"' || c == '\\':
			b.WriteByte('\\')
			b.WriteRune(c)
		case c == '\n' && len(t.form) == 3, c == '\t':
			b.WriteRune(c)
		case c == '\n':
			b.WriteString(`\n`)
		case c < ' ' || c == 0x7f:
			fmt.Fprintf(&b, `\u%04X`, c)
		default:
			b.WriteRune(c)
		}
	}
	return b.String(), true
}

// Whole implements source.Layer: what cannot be said in place is not said.
func (tomlText) Whole(*source.View, string) (int, int, string, bool) { return 0, 0, "", false }

// escapes are those of one letter.
var escapes = map[byte]string{'b': "\b", 't': "\t", 'n': "\n", 'f': "\f", 'r': "\r", 'e': "\x1b", '"': `"`, '\\': `\`}

// unescape decodes the text src, which stands at base in its parent. What is no
// escape stays as it is.
func unescape(src string, base int) (string, []source.Seg) {
	var b strings.Builder
	var segs []source.Seg
	put := func(in, end int, text string, verbatim bool) {
		if end > in {
			segs = append(segs, source.Seg{Out: b.Len(), OutEnd: b.Len() + len(text), In: base + in, InEnd: base + end, Verbatim: verbatim})
			b.WriteString(text)
		}
	}
	from := 0
	for i := 0; i < len(src); {
		if src[i] != '\\' {
			i++
			continue
		}
		text, n := escape(src[i:])
		if n == 0 {
			i += min(2, len(src)-i)
			continue
		}
		put(from, i, src[from:i], true)
		put(i, i+n, text, false)
		i += n
		from = i
	}
	put(from, len(src), src[from:], true)
	return b.String(), segs
}

// escape decodes the escape that s begins with; n is its length, 0 for none.
func escape(s string) (text string, n int) {
	if len(s) < 2 {
		return "", 0
	}
	if t, ok := escapes[s[1]]; ok {
		return t, 2
	}
	digits := map[byte]int{'x': 2, 'u': 4, 'U': 8}[s[1]]
	if digits > 0 && len(s) >= 2+digits {
		if r, err := strconv.ParseUint(s[2:2+digits], 16, 32); err == nil && utf8.ValidRune(rune(r)) {
			return string(rune(r)), 2 + digits
		}
		return "", 0
	}
	// A backslash at the end of a line takes all white space behind it.
	rest := strings.TrimLeft(s[1:], " \t\r\n")
	if white := s[1 : len(s)-len(rest)]; strings.Contains(white, "\n") {
		return "", 1 + len(white)
	}
	return "", 0
}
