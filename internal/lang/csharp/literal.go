package csharp

import (
	"strings"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/curly"
	"github.com/promptglot/promptglot/internal/lang/read"
	"github.com/promptglot/promptglot/internal/source"
)

// literal decodes a string in any of its forms, or a character.
func literal(v *source.View, t lang.Token) read.Literal {
	s := v.Text[t.Start:t.End]
	if s[0] == '\'' {
		s = strings.TrimSuffix(s[1:], "'")
		var d curly.Decoder
		d1 := decoder{d: &d}
		d1.decode(s, int(t.Start)+1)
		return d.Literal(v, int(t.Start)+1, curly.Escaped("'", `\n`, ""))
	}
	f := formOf(s)
	body := s[f.q+f.quotes:]
	quote := strings.Repeat(`"`, f.quotes)
	if f.quotes > 1 && len(s) < f.q+2*f.quotes {
		body = "" // only quotes
	}
	body = strings.TrimSuffix(body, quote)
	at := int(t.Start) + f.q + f.quotes
	var d curly.Decoder
	c := decoder{form: f, d: &d}
	if f.quotes > 1 {
		if nl := strings.IndexByte(body, '\n'); nl >= 0 && strings.TrimSpace(body[:nl]) == "" {
			return d.Literal(v, at, c.lines(body[nl+1:], at+nl+1))
		}
	}
	c.decode(body, at)
	return d.Literal(v, at, c.layer(""))
}

// A decoder decodes the text of a literal of one form.
type decoder struct {
	form
	d *curly.Decoder
}

// layer is how the literal is written; indent begins each line of it.
func (c decoder) layer(indent string) source.Layer {
	braces := ""
	if c.dollars > 0 {
		braces = "{}"
	}
	switch {
	case c.quotes > 1:
		return curly.Verbatim(`"`+braces, indent, "")
	case c.verbatim:
		return curly.Verbatim("", "", `"`+braces)
	}
	return curly.Escaped(`"`, `\n`, braces)
}

// lines decodes the lines of a raw literal; the white space before the closing
// quotes is taken from each.
func (c decoder) lines(body string, at int) source.Layer {
	lines := curly.Lines(body)
	last := lines[len(lines)-1]
	indent := body[last.Start:last.End]
	if strings.TrimSpace(indent) != "" {
		indent = "" // malformed: the quotes stand behind text
	} else {
		lines = lines[:len(lines)-1]
	}
	for i, l := range lines {
		from := l.Start
		if strings.HasPrefix(body[from:l.End], indent) {
			from += len(indent)
		} else {
			from = l.End - len(strings.TrimLeft(body[from:l.End], " \t"))
		}
		c.decode(body[from:l.End], at+from)
		if i < len(lines)-1 {
			c.d.Escape("\n", at+l.End, l.Next-l.End)
		}
	}
	return c.layer(indent)
}

// decode takes escapes out of s and keeps its interpolations.
func (c decoder) decode(s string, at int) {
	from := 0
	put := func(text string, i, n int) int {
		c.d.Plain(s[from:i], at+from)
		c.d.Escape(text, at+i, n)
		from = i + n
		return from
	}
	for i := 0; i < len(s); {
		switch b := s[i]; {
		case b == '\\' && c.quotes <= 1 && !c.verbatim:
			text, n := unescape(s[i:])
			if n == 0 {
				i += min(2, len(s)-i)
				continue
			}
			i = put(text, i, n)
		case b == '"' && c.verbatim && strings.HasPrefix(s[i:], `""`):
			i = put(`"`, i, 2)
		case b == '{' && c.dollars > 0:
			i = c.braces(s, i, at, &from)
		case b == '}' && c.dollars > 0 && c.quotes == 1 && strings.HasPrefix(s[i:], "}}"):
			i = put("}", i, 2)
		default:
			i++
		}
	}
	c.d.Plain(s[from:], at+from)
}

// braces decodes the braces at i: doubled ones, and an interpolation behind
// them. It returns where it is over.
func (c decoder) braces(s string, i, at int, from *int) int {
	n := curly.Run(s, i, '{')
	text := n / 2 // pairs that stand for one
	if c.quotes > 1 {
		text = 0
	}
	for range text {
		c.d.Plain(s[*from:i], at+*from)
		c.d.Escape("{", at+i, 2)
		i += 2
		*from = i
	}
	if !c.opens(n) {
		if c.quotes > 1 {
			return i + n
		}
		return i
	}
	width := 1
	if c.quotes > 1 {
		i += n - c.dollars // braces before the last ones are text
		width = c.dollars
	}
	end := holeEnd(s, i+width-1, 0)
	end += min(curly.Run(s, end, '}'), width-1)
	c.d.Plain(s[*from:i], at+*from)
	inner := strings.TrimRight(s[i+width:end], "}")
	if keep := len(s[i+width:end]) - width; keep >= 0 && keep > len(inner) {
		inner = s[i+width : i+width+keep]
	}
	c.d.Hole(s[i:end], at+i, width, width+exprEnd(inner))
	*from = end
	return end
}

var simple = map[byte]string{'a': "\a", 'v': "\v", '0': "\x00", 'e': "\x1b"}

// unescape decodes the escape that s begins with; n is its length in bytes, 0
// where C# knows no such escape.
func unescape(s string) (text string, n int) {
	if len(s) < 2 {
		return "", 0
	}
	switch c := s[1]; c {
	case 'u':
		return curly.CodeUnits(s)
	case 'U':
		if t, ok := curly.Hex(s, 2, 10); ok {
			return t, 10
		}
		return "", 0
	case 'x':
		n = 2
		for n < len(s) && n < 6 && strings.IndexByte("0123456789abcdefABCDEF", s[n]) >= 0 {
			n++
		}
		if t, ok := curly.Hex(s, 2, n); ok {
			return t, n
		}
		return "", 0
	default:
		if t, ok := simple[c]; ok {
			return t, 2
		}
		if t, ok := curly.Simple[c]; ok {
			return t, 2
		}
	}
	return "", 0
}
