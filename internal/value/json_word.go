package value

import (
	"strconv"
	"strings"
)

func itoa(i int) string { return strconv.Itoa(i) }

// quote shows s in a message, cut to a length that fits a line.
func quote(s string) string {
	const limit = 40
	if r := []rune(s[:min(len(s), 4*limit)]); len(r) > limit {
		s = string(r[:limit]) + "…"
	}
	return strconv.Quote(s)
}

// isWordByte reports whether c may belong to a bare word or number.
func isWordByte(c byte) bool {
	switch c {
	case ' ', '\t', '\n', '\r', ',', ':', '{', '}', '[', ']', '"', '\'':
		return false
	}
	return true
}

// lexWord consumes a run of bytes up to a delimiter or a tag.
func (p *jsonReader) lexWord() string {
	start := p.pos
	for p.pos < len(p.s) && p.pos != p.next && isWordByte(p.s[p.pos]) {
		if p.s[p.pos] == '/' && p.pos+1 < len(p.s) && (p.s[p.pos+1] == '/' || p.s[p.pos+1] == '*') {
			break
		}
		p.pos++
	}
	return p.s[start:p.pos]
}

// word reads a number, a literal, or what somebody wrote in place of one.
func (p *jsonReader) word() *Node {
	start := p.pos
	w := p.lexWord()
	if w == "" {
		return nil
	}
	if t := p.mark(); t != nil && isValueTag(t) && !isSeparator(t) {
		return p.composite(start)
	}
	switch w {
	case "true", "false":
		n := p.node(Bool, start)
		n.Bool = w == "true"
		return n
	case "null":
		return p.node(Null, start)
	}
	if IsJSONNumber(w) {
		n := p.node(Number, start)
		n.Str = w
		return n
	}
	return p.strayWord(start, w)
}

// strayWord reports a word that is no JSON and returns what it must have meant.
func (p *jsonReader) strayWord(start int, w string) *Node {
	switch strings.ToLower(w) {
	case "true", "false":
		p.rep.add(CodeLiteral, start, p.pos, "%s is not a JSON literal; expected %s (lower case)", w, strings.ToLower(w))
		n := p.node(Bool, start)
		n.Bool = strings.EqualFold(w, "true")
		return n
	case "none", "null", "nil", "undefined":
		p.rep.add(CodeLiteral, start, p.pos, "%s is not a JSON literal; expected null", w)
		return p.node(Null, start)
	case "nan", "-nan", "+nan", "infinity", "-infinity", "+infinity", "inf", "-inf", "+inf":
		p.rep.add(CodeNumber, start, p.pos, "%s is not a JSON number and most parsers refuse it; expected a finite number or null", w)
		return p.node(Null, start)
	}
	if num, ok := jsonNumber(w); ok {
		p.rep.add(CodeNumber, start, p.pos, "%s is not a JSON number; expected %s", w, num)
		n := p.node(Number, start)
		n.Str = num
		return n
	}
	if c := w[0]; c == '-' || c == '+' || c == '.' || '0' <= c && c <= '9' {
		p.rep.add(CodeNumber, start, p.pos, "%s is not a JSON number; expected digits with an optional fraction and exponent, or a string in double quotes", quote(w))
	} else {
		p.rep.add(CodeLiteral, start, p.pos, "unexpected %s; expected a JSON value: a string needs double quotes", quote(w))
	}
	n := p.node(String, start)
	n.Str = w
	return n
}

// IsJSONNumber reports whether s is a number as RFC 8259 writes it, of any
// size: 1e400 is one.
func IsJSONNumber(s string) bool {
	i := 0
	if i < len(s) && s[i] == '-' {
		i++
	}
	switch {
	case i >= len(s):
		return false
	case s[i] == '0':
		i++
	default:
		n := digits(s[i:])
		if n == 0 {
			return false
		}
		i += n
	}
	if i < len(s) && s[i] == '.' {
		n := digits(s[i+1:])
		if n == 0 {
			return false
		}
		i += 1 + n
	}
	if i < len(s) && (s[i] == 'e' || s[i] == 'E') {
		i++
		if i < len(s) && (s[i] == '+' || s[i] == '-') {
			i++
		}
		n := digits(s[i:])
		if n == 0 {
			return false
		}
		i += n
	}
	return i == len(s)
}

// digits returns the length of the run of digits that s begins with.
func digits(s string) int {
	i := 0
	for i < len(s) && '0' <= s[i] && s[i] <= '9' {
		i++
	}
	return i
}
