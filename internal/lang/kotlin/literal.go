package kotlin

import (
	"strings"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/curly"
	"github.com/promptglot/promptglot/internal/lang/read"
	"github.com/promptglot/promptglot/internal/source"
)

// maxNest bounds literals within interpolations.
const maxNest = 8

// stringEnd returns where the literal whose quote stands at i is over; dollars
// is how many signs begin an interpolation.
func stringEnd(s string, i, dollars, nest int) int {
	raw := strings.HasPrefix(s[i:], `"""`)
	quotes := 1
	if raw {
		quotes = 3
	}
	for i += quotes; i < len(s); {
		switch c := s[i]; {
		case c == '\\' && !raw && i+1 < len(s) && s[i+1] != '\n' && s[i+1] != '\r':
			i += 2
		case c == '"':
			n := curly.Run(s, i, '"')
			if !raw {
				return i + 1
			}
			if n >= 3 {
				return i + n // quotes before the last three are text
			}
			i += n
		case (c == '\n' || c == '\r') && !raw:
			return i
		case c == '$' && nest < maxNest:
			n := curly.Run(s, i, '$')
			i += n
			if n >= dollars && i < len(s) && s[i] == '{' {
				i = holeEnd(s, i, raw, nest)
			}
		default:
			i++
		}
	}
	return len(s)
}

// holeEnd returns where the interpolation whose brace stands at i is over.
func holeEnd(s string, i int, raw bool, nest int) int {
	depth := 0
	for i < len(s) {
		switch c := s[i]; {
		case c == '{':
			depth++
		case c == '}':
			if depth--; depth == 0 {
				return i + 1
			}
		case c == '"':
			i = stringEnd(s, i, 1, nest+1)
			continue
		case c == '\'':
			i = curly.Quoted(s, i)
			continue
		case (c == '\n' || c == '\r') && !raw:
			return i
		}
		i++
	}
	return i
}

var (
	quotedLayer = curly.Escaped(`"$`, `\n`, "")
	charLayer   = curly.Escaped(`'`, `\n`, "")
	rawLayer    = curly.Verbatim(`"$`, "", "")
)

// literal decodes a string with its interpolations, or a character.
func literal(v *source.View, t lang.Token) read.Literal {
	s := v.Text[t.Start:t.End]
	dollars := max(curly.Run(s, 0, '$'), 1)
	q := strings.IndexAny(s, `"'`)
	quote := s[q : q+1]
	layer := quotedLayer
	raw := strings.HasPrefix(s[q:], `"""`) && len(s) >= q+6
	switch {
	case raw:
		quote, layer = `"""`, rawLayer
	case quote == "'":
		layer = charLayer
	}
	body := s[q+len(quote):]
	body = strings.TrimSuffix(body, quote)
	at := int(t.Start) + q + len(quote)
	if strings.IndexByte(body, '$') < 0 && (raw || strings.IndexByte(body, '\\') < 0) {
		return read.Literal{View: v.ChildAt(at, at+len(body), layer)}
	}
	var d curly.Decoder
	from := 0
	for i := 0; i < len(body); {
		switch c := body[i]; {
		case c == '\\' && !raw:
			text, n := unescape(body[i:])
			if n == 0 {
				i += min(2, len(body)-i)
				continue
			}
			d.Plain(body[from:i], at+from)
			d.Escape(text, at+i, n)
			i += n
			from = i
		case c == '$' && quote != "'":
			n := curly.Run(body, i, '$')
			if n < dollars {
				i += n
				continue
			}
			i += n - dollars
			end, lo, hi := hole(body, i, dollars, raw)
			if end == 0 {
				i += dollars
				continue
			}
			d.Plain(body[from:i], at+from)
			d.Hole(body[i:end], at+i, lo, hi)
			i, from = end, end
		default:
			i++
		}
	}
	d.Plain(body[from:], at+from)
	return d.Literal(v, at, layer)
}

// hole reads the interpolation at i: where it ends, and where its expression
// stands in it; end is 0 where there is none.
func hole(s string, i, dollars int, raw bool) (end, lo, hi int) {
	at := i + dollars
	if at >= len(s) {
		return 0, 0, 0
	}
	if s[at] == '{' {
		end = min(holeEnd(s, at, raw, 0), len(s))
		hi = end - i
		if s[end-1] == '}' {
			hi--
		}
		return end, min(dollars+1, hi), hi
	}
	if c := s[at]; c == '_' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' {
		end = lexer.Word(s, at+1)
		return end, dollars, end - i
	}
	return 0, 0, 0
}

// unescape decodes the escape that s begins with; n is its length in bytes, 0
// where Kotlin knows no such escape.
func unescape(s string) (text string, n int) {
	switch {
	case len(s) < 2:
		return "", 0
	case s[1] == '$':
		return "$", 2
	case s[1] == 'u':
		return curly.CodeUnits(s)
	}
	if t, ok := curly.Simple[s[1]]; ok {
		return t, 2
	}
	return "", 0
}
