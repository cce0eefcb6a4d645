package poml

import "strings"

// A kind tells what a token is.
type kind uint8

const (
	tokText    kind = iota
	tokOpen         // <name attr="…">, or <name/>
	tokClose        // </name>
	tokComment      // <!-- … -->, <? … ?>, <!DOCTYPE …>
	tokData         // <![CDATA[ … ]]>
	tokBad          // markup that never ends
)

// A token is a piece of a POML file. The pieces of a file follow one another
// without gaps.
type token struct {
	kind       kind
	start, end int
	name       string // of an element, lower case and without hyphens
	nameEnd    int
	attrs      []attr
	empty      bool // <name/>
}

// An attr is an attribute; start and end are its value without quotes.
type attr struct {
	name             string
	nameAt, nameEnd  int
	start, end       int
	bare, unfinished bool // without a value; without quotes around it
}

// lex cuts a POML file into tokens in linear time. It never fails: a < that
// begins no markup is text.
func lex(s string) []token {
	var out []token
	gone := map[string]bool{} // ends that do not come any more
	until := func(i int, end string) int {
		if gone[end] {
			return -1
		}
		n := strings.Index(s[i:], end)
		if gone[end] = n < 0; n < 0 {
			return -1
		}
		return i + n + len(end)
	}
	text := 0
	for i := 0; i < len(s); {
		if s[i] != '<' || i+1 == len(s) {
			i++
			continue
		}
		t := token{start: i}
		switch c := s[i+1]; {
		case strings.HasPrefix(s[i:], "<!--"):
			t.kind, t.end = tokComment, until(i+4, "-->")
		case strings.HasPrefix(s[i:], "<![CDATA["):
			t.kind, t.end = tokData, until(i+9, "]]>")
		case c == '!' || c == '?':
			t.kind, t.end = tokComment, until(i, ">")
		case c == '/':
			t.kind, t.end = tokClose, until(i, ">")
			if t.end > 0 {
				t.name = plain(strings.TrimSpace(s[i+2 : t.end-1]))
			}
		case letter(c):
			t.kind, t.end = tokOpen, open(s, i, &t)
		default:
			i++
			continue
		}
		if t.end <= 0 {
			t.kind, t.end = tokBad, len(s)
			if n := strings.IndexByte(s[i+1:], '<'); n >= 0 {
				t.end = i + 1 + n
			}
		}
		if i > text {
			out = append(out, token{kind: tokText, start: text, end: i})
		}
		out = append(out, t)
		i, text = t.end, t.end
	}
	if text < len(s) {
		out = append(out, token{kind: tokText, start: text, end: len(s)})
	}
	return out
}

// open reads an opening tag and returns its end; -1 where it never ends.
func open(s string, i int, t *token) int {
	i++
	from := i
	for i < len(s) && nameByte(s[i]) {
		i++
	}
	t.name, t.nameEnd = plain(s[from:i]), i
	for i < len(s) {
		switch c := s[i]; {
		case c == '>':
			return i + 1
		case c == '/' && i+1 < len(s) && s[i+1] == '>':
			t.empty = true
			return i + 2
		case c == '<':
			return -1
		case nameByte(c):
			var a attr
			if a, i = attribute(s, i); i < 0 {
				return -1
			}
			t.attrs = append(t.attrs, a)
		default:
			i++
		}
	}
	return -1
}

// attribute reads name="value" and returns what follows; -1 where the value
// never ends.
func attribute(s string, i int) (attr, int) {
	a := attr{nameAt: i}
	for i < len(s) && nameByte(s[i]) {
		i++
	}
	a.name, a.nameEnd = plain(s[a.nameAt:i]), i
	j := i + len(s[i:]) - len(strings.TrimLeft(s[i:], " \t\r\n"))
	if j == len(s) || s[j] != '=' {
		a.bare, a.start, a.end = true, i, i
		return a, i
	}
	j++
	j += len(s[j:]) - len(strings.TrimLeft(s[j:], " \t\r\n"))
	if j == len(s) {
		return a, -1
	}
	if s[j] == '"' || s[j] == '\'' {
		n := strings.IndexByte(s[j+1:], s[j])
		if n < 0 {
			return a, -1
		}
		a.start, a.end = j+1, j+1+n
		return a, a.end + 1
	}
	a.unfinished, a.start = true, j
	for j < len(s) && !strings.ContainsRune(" \t\r\n>", rune(s[j])) {
		j++
	}
	a.end = j
	return a, j
}

// plain returns a name as it is compared: system-msg and SystemMsg are one.
func plain(name string) string { return strings.ReplaceAll(strings.ToLower(name), "-", "") }

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func nameByte(c byte) bool {
	return letter(c) || c == '-' || c == '_' || c == '.' || c == ':' || c >= '0' && c <= '9'
}
