package rules

import (
	"strings"

	"github.com/promptglot/promptglot/internal/source"
)

// codeSpans returns the fenced blocks and inline code spans of Markdown text,
// in order. Fences follow CommonMark: three or more backticks or tildes,
// closed by a line of at least as many; one that is never closed runs to the
// end. Inline code stays within its paragraph's line.
func codeSpans(s string) []source.Span {
	var out []source.Span
	for at := 0; at < len(s); {
		end := lineEnd(s, at)
		line := s[at:end]
		if mark, n := fenceMark(line); n > 0 {
			stop := fenceClose(s, end, mark, n)
			out = append(out, source.Span{Start: at, End: stop})
			at = stop
			continue
		}
		out = inlineCode(out, line, at)
		at = end
	}
	return out
}

// lineEnd returns the offset behind the line that holds at, with its line end.
func lineEnd(s string, at int) int {
	if i := strings.IndexByte(s[at:], '\n'); i >= 0 {
		return at + i + 1
	}
	return len(s)
}

// fenceMark returns the character and the length of the fence that a line
// opens, 0 for none. Fences may be indented: prompts keep them in lists.
func fenceMark(line string) (mark byte, n int) {
	line = strings.TrimLeft(line, " \t>")
	if line == "" || line[0] != '`' && line[0] != '~' {
		return 0, 0
	}
	mark = line[0]
	for n < len(line) && line[n] == mark {
		n++
	}
	if n < 3 || mark == '`' && strings.IndexByte(line[n:], '`') >= 0 {
		return 0, 0
	}
	return mark, n
}

// fenceClose returns the offset behind the line that closes a fence.
func fenceClose(s string, at int, mark byte, n int) int {
	for at < len(s) {
		end := lineEnd(s, at)
		m, k := fenceMark(s[at:end])
		if m == mark && k >= n && strings.Trim(s[at:end], " \t\r\n>"+string(mark)) == "" {
			return end
		}
		at = end
	}
	return len(s)
}

// inlineCode appends the code spans of a line that begins at base: runs of
// backticks of one length and what is between them.
func inlineCode(out []source.Span, line string, base int) []source.Span {
	const most = 8           // longer runs are no delimiters: each length costs a pass
	closed := map[int]bool{} // lengths that have no further run in this line
	for i := 0; i < len(line); {
		j := strings.IndexByte(line[i:], '`')
		if j < 0 {
			return out
		}
		i += j
		n := runLen(line, i)
		end := -1
		if n <= most && !closed[n] {
			end = closingRun(line, i+n, n)
		}
		if end < 0 {
			closed[n] = true
			i += n
			continue
		}
		out = append(out, source.Span{Start: base + i, End: base + end})
		i = end
	}
	return out
}

func runLen(s string, at int) int {
	n := 0
	for at+n < len(s) && s[at+n] == '`' {
		n++
	}
	return n
}

// closingRun returns the offset behind the next run of exactly n backticks.
func closingRun(s string, at, n int) int {
	for at < len(s) {
		j := strings.IndexByte(s[at:], '`')
		if j < 0 {
			return -1
		}
		at += j
		k := runLen(s, at)
		at += k
		if k == n {
			return at
		}
	}
	return -1
}
