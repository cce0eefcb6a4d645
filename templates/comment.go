package templates

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
)

// CommentText returns the words of a comment tag without the delimiters of the
// language it was read in; the caller puts blanks around them.
func CommentText(t expr.Tag) string {
	const marks = " ~-\t"
	s := t.Src
	switch inner := strings.TrimLeft(strings.TrimPrefix(s, "{{"), marks); {
	case strings.HasPrefix(s, "{{") && strings.HasPrefix(inner, "/*"): // Go
		inner = inner[len("/*"):]
		if end := strings.LastIndex(inner, "*/"); end >= 0 {
			inner = inner[:end]
		}
		return strings.TrimSpace(inner)
	case strings.HasPrefix(s, "{%"): // Liquid, a block or a line
		open, end := strings.Index(s, "%}"), strings.LastIndex(s, "{%")
		if open >= 0 && open+2 <= end {
			return strings.TrimSpace(s[open+2 : end])
		}
		return strings.Trim(strings.TrimSuffix(strings.TrimLeft(s[2:], "-# \t\r\n"), "%}"), marks)
	}
	for _, d := range [][2]string{{"{#", "#}"}, {"{{!--", "--}}"}, {"{{~!--", "--}}"}, {"{{!", "}}"}, {"{{~!", "}}"}} {
		if strings.HasPrefix(s, d[0]) {
			s = strings.TrimPrefix(s, d[0])
			return strings.Trim(strings.TrimSuffix(s, d[1]), marks)
		}
	}
	return strings.TrimSpace(s)
}
