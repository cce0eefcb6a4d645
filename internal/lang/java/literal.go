package java

import (
	"strings"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/curly"
	"github.com/promptglot/promptglot/internal/lang/read"
	"github.com/promptglot/promptglot/internal/source"
)

var (
	quotedLayer = curly.Escaped(`"`, `\n`, "")
	charLayer   = curly.Escaped(`'`, `\n`, "")
)

// literal decodes a string, a text block or a character.
func literal(v *source.View, t lang.Token) read.Literal {
	s := v.Text[t.Start:t.End]
	if strings.HasPrefix(s, `"""`) && len(s) >= 6 {
		return block(v, s, int(t.Start))
	}
	body := s[1:]
	if len(s) > 1 && s[len(s)-1] == s[0] {
		body = s[1 : len(s)-1]
	}
	at := int(t.Start) + 1
	layer := quotedLayer
	if s[0] == '\'' {
		layer = charLayer
	}
	if strings.IndexByte(body, '\\') < 0 {
		return read.Literal{View: v.ChildAt(at, at+len(body), layer)}
	}
	var d curly.Decoder
	decode(&d, body, at)
	return d.Literal(v, at, layer)
}

// decode takes the escapes out of s.
func decode(d *curly.Decoder, s string, at int) {
	from := 0
	for i := 0; i < len(s); {
		if s[i] != '\\' {
			i++
			continue
		}
		text, n := unescape(s[i:])
		if n == 0 {
			i += min(2, len(s)-i)
			continue
		}
		d.Plain(s[from:i], at+from)
		d.Escape(text, at+i, n)
		i += n
		from = i
	}
	d.Plain(s[from:], at+from)
}

// unescape decodes the escape that s begins with; n is its length in bytes, 0
// where Java knows no such escape.
func unescape(s string) (text string, n int) {
	if len(s) < 2 {
		return "", 0
	}
	switch c := s[1]; {
	case c == 's':
		return " ", 2
	case c == '\n':
		return "", 2
	case c == '\r':
		if len(s) > 2 && s[2] == '\n' {
			return "", 3
		}
		return "", 2
	case c == 'u':
		return curly.CodeUnits(s)
	case '0' <= c && c <= '7':
		digits := 2
		if c <= '3' {
			digits = 3
		}
		x, n := curly.Octal(s, digits)
		return string(rune(x)), n
	default:
		if t, ok := curly.Simple[c]; ok {
			return t, 2
		}
	}
	return "", 0
}

// block decodes a text block: what all lines are indented by, the line of the
// closing quotes included, is not part of the text, nor is white space at the
// end of a line.
func block(v *source.View, s string, start int) read.Literal {
	body := strings.TrimSuffix(s[3:], `"""`)
	first := strings.IndexByte(body, '\n')
	if first < 0 || strings.TrimSpace(body[:first]) != "" {
		return read.Literal{View: v.ChildAt(start+3, start+3+len(body), curly.Verbatim("\\\"", "", ""))}
	}
	at := start + 3 + first + 1
	body = body[first+1:]
	lines := curly.Lines(body)
	indent := curly.Indent(body, lines, true)
	var d curly.Decoder
	for i, l := range lines {
		from := min(l.Start+indent, l.End)
		end := from + len(strings.TrimRight(body[from:l.End], " \t\f"))
		last := i == len(lines)-1
		if last && end < l.End && strings.TrimSpace(body[l.Start:l.End]) != "" {
			end = l.End // only a line end takes the blanks before it away
		}
		if !last && backslashes(body[from:end])%2 == 1 {
			decode(&d, body[from:end-1], at+from) // the line goes on in the next one
			continue
		}
		decode(&d, body[from:end], at+from)
		if !last {
			d.Escape("\n", at+end, l.Next-end)
		}
	}
	l := lines[len(lines)-1]
	return d.Literal(v, at, curly.Escaped(`"`, "\n"+body[l.Start:min(l.Start+indent, l.End)], ""))
}

// backslashes returns how many backslashes s ends with.
func backslashes(s string) int { return len(s) - len(strings.TrimRight(s, `\`)) }
