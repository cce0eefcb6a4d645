package format

import (
	"slices"
	"strings"
)

// Roles that stand in role markers, by who reads them.
var (
	// PromptyRoles are those of Prompty's parser: the specification, §2.10, and
	// developer, which its conformance vectors have besides.
	PromptyRoles = []string{"system", "user", "assistant", "developer"}
	// PromptyV1Roles are those of the parser of version 1.
	PromptyV1Roles = []string{"system", "user", "assistant", "function"}
	// TextRoles are those of prompts kept as plain text or Markdown.
	TextRoles = []string{"system", "developer", "user", "assistant"}
)

// A marker is a line such as `user[name="Ana"]:` or `# system:` that begins a
// message.
type marker struct {
	role             string // lower case; "" where the role is a hole
	start, end       int    // the role's word, from the start of the line
	attrs            []attr
	attrsAt, attrsTo int
}

// An attr is a name and value in a marker's brackets.
type attr struct {
	key        string
	start, end int // the value without quotes, from the start of the line
}

// matchMarker reads a line as a marker. A line that has something else in the
// role's place than a word matches with the role "" when that is one hole; the
// caller checks.
func matchMarker(l string, roles []string) (marker, bool) {
	i := skipSpace(l, 0)
	if i < len(l) && l[i] == '#' {
		i = skipSpace(l, i+1)
	}
	end := len(strings.TrimRight(l, " \t\r"))
	if end <= i || l[end-1] != ':' {
		return marker{}, false
	}
	m := marker{start: i}
	if strings.HasPrefix(l[i:], "{{") {
		m.end = len(strings.TrimRight(l[:end-1], " \t"))
		return m, strings.HasSuffix(l[:m.end], "}}")
	}
	for i < end && (l[i]|0x20 >= 'a' && l[i]|0x20 <= 'z') {
		i++
	}
	m.end, m.role = i, strings.ToLower(l[m.start:i])
	if !slices.Contains(roles, m.role) {
		return marker{}, false
	}
	i = skipSpace(l, i)
	if l[i] == '[' {
		m.attrsAt = i
		var ok bool
		if i, ok = m.readAttrs(l, i+1); !ok {
			return marker{}, false
		}
		m.attrsTo = i
		i = skipSpace(l, i)
	}
	return m, i == end-1
}

// readAttrs reads key=value, key="value" … up to the closing bracket and
// returns the offset behind it.
func (m *marker) readAttrs(l string, i int) (int, bool) {
	for {
		i = skipSpace(l, i)
		key := i
		for i < len(l) && (l[i] == '_' || l[i]|0x20 >= 'a' && l[i]|0x20 <= 'z' || l[i] >= '0' && l[i] <= '9') {
			i++
		}
		name := l[key:i]
		i = skipSpace(l, i)
		if name == "" || i >= len(l) || l[i] != '=' {
			return i, false
		}
		i = skipSpace(l, i+1)
		a := attr{key: name, start: i}
		if i < len(l) && l[i] == '"' {
			n := strings.IndexByte(l[i+1:], '"')
			if n < 0 {
				return i, false
			}
			a.start, a.end = i+1, i+1+n
			i = a.end + 1
		} else {
			n := strings.IndexAny(l[i:], ",]")
			if n < 0 {
				return i, false
			}
			i += n
			a.end = a.start + len(strings.TrimRight(l[a.start:i], " \t"))
		}
		m.attrs = append(m.attrs, a)
		i = skipSpace(l, i)
		switch {
		case i < len(l) && l[i] == ']':
			return i + 1, true
		case i < len(l) && l[i] == ',':
			i++
		default:
			return i, false
		}
	}
}

func skipSpace(s string, i int) int {
	for i < len(s) && (s[i] == ' ' || s[i] == '\t') {
		i++
	}
	return i
}

// Markers counts the role markers of text, and reports whether the first line
// that is neither blank nor a comment of Jinja's is one.
func Markers(text string, roles []string) (n int, first bool) {
	seen := false
	for at := leadingComments(text); at < len(text); {
		l, next := line(text, at)
		at = next
		m, ok := matchMarker(l, roles)
		if ok && m.role != "" {
			n++
			first = first || !seen
		}
		seen = seen || strings.TrimSpace(l) != ""
	}
	return n, first
}

// leadingComments returns where the text behind comments of the form {# … #}
// at its start begins.
func leadingComments(text string) int {
	at := 0
	for {
		rest := strings.TrimLeft(text[at:], "\ufeff \t\r\n")
		if !strings.HasPrefix(rest, "{#") {
			return at
		}
		end := strings.Index(rest, "#}")
		if end < 0 {
			return at
		}
		at = len(text) - len(rest) + end + len("#}")
	}
}
