package format

import (
	"strings"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// A Split is a file that begins with front matter.
type Split struct {
	Front *source.View // between the fences; nil without front matter
	Body  *source.View
	// Problem is set where the front matter never ends. Front then ends where
	// the body seems to begin.
	Problem *value.Problem
}

// FrontMatter cuts v at its fences, which are lines of --- or +++. White space
// and a byte order mark may stand before the first.
func FrontMatter(v *source.View) Split {
	text := v.Text
	skip := len(text) - len(strings.TrimLeft(text, "\ufeff \t\r\n"))
	open, next := line(text, skip)
	if !fence(open) {
		return Split{Body: v.Slice(bomLen(text), len(text))}
	}
	for at := next; at < len(text); {
		l, after := line(text, at)
		if fence(l) {
			return Split{Front: v.Slice(next, at), Body: v.Slice(after, len(text))}
		}
		at = after
	}
	end := lostEnd(text, next)
	return Split{
		Front: v.Slice(next, end), Body: v.Slice(end, len(text)),
		Problem: &value.Problem{
			Code: value.CodeFrontMatter, Span: v.Span(skip, skip+len(open)),
			Message: "the front matter never ends; expected a line of " + open[:3] + " after it: add it before the prompt text",
		},
	}
}

// HasFrontMatter reports whether text begins with front matter, closed or not.
func HasFrontMatter(text string) bool {
	l, _ := line(text, len(text)-len(strings.TrimLeft(text, "\ufeff \t\r\n")))
	return fence(l)
}

// WithoutBOM returns v without the byte order mark that it may begin with.
func WithoutBOM(v *source.View) *source.View {
	if n := bomLen(v.Text); n > 0 {
		return v.Slice(n, len(v.Text))
	}
	return v
}

func bomLen(s string) int {
	if strings.HasPrefix(s, "\ufeff") {
		return len("\ufeff")
	}
	return 0
}

// line returns the line at off without its end, and where the next one begins.
func line(s string, off int) (string, int) {
	if i := strings.IndexByte(s[off:], '\n'); i >= 0 {
		return strings.TrimSuffix(s[off:off+i], "\r"), off + i + 1
	}
	return s[off:], len(s)
}

func fence(l string) bool {
	l = strings.TrimRight(l, " \t\r")
	return l == "---" || l == "+++"
}

// prose reports whether a line can be none of YAML's: it begins with a template
// tag, or it is not indented and neither a key, nor an element, nor a comment,
// nor the end of a list.
func prose(l string) bool {
	if l == "" || strings.ContainsRune(" \t-#]}'\"", rune(l[0])) {
		return false
	}
	return strings.HasPrefix(l, "{{") || strings.HasPrefix(l, "{%") || !strings.ContainsAny(l, ":{[,")
}

// lostEnd guesses where front matter without end stops: at the first role
// marker or line of text, else at the first empty line, else at the end.
func lostEnd(text string, from int) int {
	empty := -1
	for at := from; at < len(text); {
		l, next := line(text, at)
		if m, ok := matchMarker(l, PromptyRoles); ok && m.role != "" {
			return at
		}
		if prose(l) && at > from {
			if empty >= 0 {
				return empty
			}
			return at
		}
		if empty < 0 && strings.TrimSpace(l) == "" {
			empty = at
		}
		at = next
	}
	if empty >= 0 {
		return empty
	}
	return len(text)
}
