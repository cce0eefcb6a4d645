package value

import (
	"strings"

	"github.com/promptglot/promptglot/internal/source"
)

// FrontMatter splits a file that begins with YAML between two lines of three
// hyphens. The view meta is the YAML between them, body what follows the
// second. Without front matter ok is false and body is all of v. Front matter
// that never ends is a problem; then too the whole text is the body.
func FrontMatter(v *source.View) (meta, body *source.View, ok bool, probs []Problem) {
	s := v.Text
	at := 0
	if strings.HasPrefix(s, bom) {
		at = len(bom)
	}
	start, fence := fenceLine(s, at)
	if !fence {
		return nil, v, false, nil
	}
	for line := start; line < len(s); {
		next, fence := fenceLine(s, line)
		if fence {
			return v.Slice(start, line), v.Slice(next, len(s)), true, nil
		}
		line = next
	}
	r := newReporter(v, Options{})
	r.add(CodeFrontMatter, at, at+3, "front matter opened on line %d never ends: expected a line '---'", v.File().Pos(v.Span(at, at).Start).Line)
	return nil, v, false, r.probs
}

// fenceLine returns the start of the line behind the one at off, and whether
// that one is ---.
func fenceLine(s string, off int) (next int, fence bool) {
	end := strings.IndexByte(s[off:], '\n')
	if end < 0 {
		return len(s), strings.TrimRight(s[off:], " \t\r") == "---"
	}
	return off + end + 1, strings.TrimRight(s[off:off+end], " \t\r") == "---"
}
