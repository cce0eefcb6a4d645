package templates

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
)

// CommentText returns the words of a comment tag without the delimiters of the
// language it was read in; the caller puts blanks around them.
func CommentText(t expr.Tag) string {
	s := t.Src
	for _, d := range [][2]string{{"{#", "#}"}, {"{{!--", "--}}"}, {"{{~!--", "--}}"}, {"{{!", "}}"}, {"{{~!", "}}"}} {
		if strings.HasPrefix(s, d[0]) {
			s = strings.TrimPrefix(s, d[0])
			return strings.Trim(strings.TrimSuffix(s, d[1]), " ~-\t")
		}
	}
	return strings.TrimSpace(s)
}
