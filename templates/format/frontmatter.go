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

// lostEnd guesses where front matter without end stops: at the first role
// marker, else at the first empty line, else at the end.
func lostEnd(text string, from int) int {
	empty := -1
	for at := from; at < len(text); {
		l, next := line(text, at)
		if m, ok := matchMarker(l, PromptyRoles); ok && m.role != "" {
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
