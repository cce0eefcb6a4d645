package golang

import (
	"strconv"
	"strings"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/curly"
	"github.com/promptglot/promptglot/internal/lang/read"
	"github.com/promptglot/promptglot/internal/source"
)

var (
	rawLayer    = curly.Verbatim("`\r", "", "")
	quotedLayer = curly.Escaped(`"`, `\n`, "")
)

// literal decodes a string literal.
func literal(v *source.View, t lang.Token) read.Literal {
	s := v.Text[t.Start:t.End]
	at := int(t.Start) + 1
	if s[0] == '`' {
		body := strings.TrimSuffix(s[1:], "`")
		if strings.IndexByte(body, '\r') < 0 {
			return read.Literal{View: v.ChildAt(at, at+len(body), rawLayer)}
		}
		// Go drops carriage returns.
		var d curly.Decoder
		for body != "" {
			n := strings.IndexByte(body, '\r')
			if n < 0 {
				n = len(body)
			}
			d.Plain(body[:n], at)
			at += min(n+1, len(body))
			body = body[min(n+1, len(body)):]
		}
		return d.Literal(v, at, rawLayer)
	}
	body := s[1:]
	if len(s) > 1 && s[len(s)-1] == '"' {
		body = s[1 : len(s)-1]
	}
	if strings.IndexByte(body, '\\') < 0 {
		return read.Literal{View: v.ChildAt(at, at+len(body), quotedLayer)}
	}
	var d curly.Decoder
	from := 0
	for i := 0; i < len(body); {
		if body[i] != '\\' {
			i++
			continue
		}
		text, n := unescape(body[i:])
		if n == 0 {
			i += min(2, len(body)-i)
			continue
		}
		d.Plain(body[from:i], at+from)
		d.Escape(text, at+i, n)
		i += n
		from = i
	}
	d.Plain(body[from:], at+from)
	return d.Literal(v, at, quotedLayer)
}

// unescape decodes the escape that s begins with; n is its length in bytes, 0
// where Go knows no such escape.
func unescape(s string) (text string, n int) {
	if len(s) < 2 {
		return "", 0
	}
	digits := 0
	switch c := s[1]; c {
	case 'a':
		return "\a", 2
	case 'v':
		return "\v", 2
	case 'x':
		if len(s) < 4 {
			return "", 0
		}
		x, err := strconv.ParseUint(s[2:4], 16, 8)
		if err != nil {
			return "", 0
		}
		return string([]byte{byte(x)}), 4 // a byte, not a character
	case 'u':
		digits = 4
	case 'U':
		digits = 8
	default:
		if t, ok := curly.Simple[c]; ok {
			return t, 2
		}
		if x, n := curly.Octal(s, 3); n == 4 {
			return string([]byte{byte(x)}), 4
		}
		return "", 0
	}
	t, ok := curly.Hex(s, 2, 2+digits)
	if !ok {
		return "", 0
	}
	return t, 2 + digits
}
