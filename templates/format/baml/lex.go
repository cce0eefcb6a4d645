package baml

import "strings"

// A kind tells what a token is.
type kind uint8

const (
	tokSpace   kind = iota // white space without line ends
	tokLine                // line ends, with white space between them
	tokComment             // // …, or {// … //}
	tokWord                // a name, a number, env.NAME
	tokString              // "…" with escapes
	tokRaw                 // #"…"#
	tokPunct               // one byte
	tokBad                 // a string that never ends
)

// A token is a piece of a BAML file. The pieces of a file follow one another
// without gaps.
type token struct {
	kind       kind
	start, end int
	// inner and innerEnd are the text of a string without its quotes.
	inner, innerEnd int
}

// lex cuts a BAML file into tokens in linear time. It never fails.
func lex(s string) []token {
	var out []token
	ends := map[int]bool{} // numbers of # after which no string ends any more
	for i := 0; i < len(s); {
		t := token{start: i}
		switch c := s[i]; {
		case c == '\n' || c == '\r':
			t.kind, i = tokLine, i+len(s[i:])-len(strings.TrimLeft(s[i:], "\r\n"))
		case c == ' ' || c == '\t' || strings.HasPrefix(s[i:], "\ufeff"):
			t.kind, i = tokSpace, i+len(s[i:])-len(strings.TrimLeft(s[i:], " \t\ufeff"))
		case strings.HasPrefix(s[i:], "//"):
			t.kind, i = tokComment, lineEnd(s, i)
		case strings.HasPrefix(s[i:], "{//"):
			t.kind = tokComment
			if n := strings.Index(s[i:], "//}"); n >= 0 {
				i += n + len("//}")
			} else {
				i = len(s)
			}
		case c == '"':
			i = quoted(s, i, &t)
		case c == '#':
			i = raw(s, i, &t, ends)
		case wordByte(c):
			for t.kind = tokWord; i < len(s) && wordByte(s[i]) && !strings.HasPrefix(s[i:], "//"); i++ {
				continue
			}
		default:
			t.kind, i = tokPunct, i+1
		}
		t.end = i
		out = append(out, t)
	}
	return out
}

// quoted reads "…", which ends on its line.
func quoted(s string, i int, t *token) int {
	t.inner = i + 1
	for i++; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '"':
			t.kind, t.innerEnd = tokString, i
			return i + 1
		case '\n':
			t.kind, t.innerEnd = tokBad, i
			return i
		}
	}
	t.kind, t.innerEnd = tokBad, len(s)
	return len(s)
}

// raw reads #"…"# with any number of #, or a lone one. ends remembers which
// endings do not come any more.
func raw(s string, i int, t *token, ends map[int]bool) int {
	n := len(s[i:]) - len(strings.TrimLeft(s[i:], "#"))
	if i+n >= len(s) || s[i+n] != '"' {
		t.kind = tokPunct
		return i + n
	}
	t.inner = i + n + 1
	end := -1
	if !ends[n] {
		end = strings.Index(s[t.inner:], `"`+strings.Repeat("#", n))
	}
	if end < 0 {
		ends[n] = true
		t.kind, t.innerEnd = tokBad, len(s)
		return len(s)
	}
	t.kind, t.innerEnd = tokRaw, t.inner+end
	return t.innerEnd + 1 + n
}

func lineEnd(s string, i int) int {
	if n := strings.IndexAny(s[i:], "\r\n"); n >= 0 {
		return i + n
	}
	return len(s)
}

// wordByte reports whether c stands in names, numbers and references.
func wordByte(c byte) bool {
	return c == '_' || c == '.' || c == '-' || c == '/' || c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' || c >= 0x80
}
