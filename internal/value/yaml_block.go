package value

import (
	"strings"

	"github.com/promptglot/promptglot/internal/source"
)

// block follows the value through the lines of a literal or folded scalar.
func (a *aligner) block(value string, folded bool) bool {
	s := a.r.s
	l := yamlBlock{folded: folded, start: a.start}
	i := a.start + 1
	for ; i < len(s) && strings.IndexByte("+-123456789", s[i]) >= 0; i++ {
		if s[i] >= '1' && s[i] <= '9' {
			l.explicit = true
		}
	}
	l.comment = i
	for i < len(s) && s[i] != '\n' && s[i] != '\r' {
		i++
	}
	l.body = lineBreak(s, i)
	l.header = a.r.v.Text[l.comment:i]
	l.crlf = l.body-i == 2
	indent, ok := a.blockIndent(l.body, value)
	if !ok {
		return false
	}
	l.indent = indent
	l.outer = a.r.column
	if folded {
		ok = a.folded(l.body, indent, value)
	} else {
		ok = a.literal(l.body, indent, value)
	}
	if len(a.segs) == 0 {
		at := min(l.body, len(s))
		a.segs = append(a.segs, source.Seg{In: at, InEnd: at, Verbatim: true})
	}
	a.end = max(a.end, i)
	l.end = a.end
	l.tail = a.r.blankTail(a.end, l.body)
	a.layer = l
	return ok
}

// blockIndent finds the indentation of the content by the first line of the
// value that is not blank.
func (a *aligner) blockIndent(at int, value string) (int, bool) {
	s := a.r.s
	for _, want := range strings.Split(value, "\n") {
		end := at
		for end < len(s) && s[end] != '\n' && s[end] != '\r' {
			end++
		}
		if t := strings.TrimLeft(want, " "); t != "" {
			raw := s[at:end]
			lead := len(raw) - len(strings.TrimLeft(raw, " "))
			return lead - (len(want) - len(t)), lead >= len(want)-len(t)
		}
		next := lineBreak(s, end)
		if next == end {
			break
		}
		at = next
	}
	// Nothing but blank lines: the deepest of them is as good as any.
	return a.r.column + 2, true
}

// content returns where the content of the line at ls begins and ends.
func (a *aligner) content(ls, indent int) (from, to int) {
	s := a.r.s
	to = ls
	for to < len(s) && s[to] != '\n' && s[to] != '\r' {
		to++
	}
	from = ls
	for from < to && from-ls < indent && s[from] == ' ' {
		from++
	}
	return from, to
}

// literal goes line by line: the value has the lines of the text.
func (a *aligner) literal(ls, indent int, value string) bool {
	s := a.r.s
	for {
		want, rest, more := strings.Cut(value, "\n")
		if want == "" && !more {
			return true
		}
		from, to := a.content(ls, indent)
		if want == "" {
			// A tag alone on a shallow line was blanked for the parser; it is
			// part of the text all the same.
			if m := strings.TrimLeft(a.r.v.Text[ls:to], " \t"); m != "" && strings.TrimSpace(s[ls:to]) == "" {
				a.verb(to-len(m), to)
			}
			from = to
		} else if s[from:to] != want {
			return false
		} else {
			a.verb(from, to)
		}
		a.end = to
		if !more {
			return true
		}
		next := lineBreak(s, to)
		if next == to {
			// The last line of the file needs no line break to have one.
			a.unit(to, to, "\n")
			return rest == ""
		}
		in := next
		if rest != "" {
			in, _ = a.content(next, indent)
			if wantNext, _, _ := strings.Cut(rest, "\n"); wantNext == "" {
				_, in = a.content(next, indent)
				if strings.TrimSpace(a.r.v.Text[next:in]) != "" {
					in = next + len(a.r.v.Text[next:in]) - len(strings.TrimLeft(a.r.v.Text[next:in], " \t"))
				}
			}
		}
		a.unit(to, in, "\n")
		a.end = next
		ls, value = next, rest
	}
}

// folded follows the value; a run of line breaks stands for a space, or for
// one break or more.
func (a *aligner) folded(ls, indent int, value string) bool {
	s := a.r.s
	for strings.HasPrefix(value, "\n") { // blank lines at the top are kept
		_, to := a.content(ls, indent)
		next := lineBreak(s, to)
		if strings.TrimSpace(s[ls:to]) != "" || next == to {
			return false
		}
		in, _ := a.content(next, indent)
		if len(value) > 1 && value[1] == '\n' {
			_, in = a.content(next, indent)
		}
		a.unit(to, in, "\n")
		ls, value = next, value[1:]
		a.end = next
	}
	for value != "" {
		from, to := a.content(ls, indent)
		n := to - from
		if n > len(value) || s[from:to] != value[:n] {
			return false
		}
		a.verb(from, to)
		value = value[n:]
		a.end = to
		if value == "" {
			return true
		}
		// The breaks up to the next line with content, at most as many as the
		// value has.
		run := len(value) - len(strings.TrimLeft(value, "\n"))
		next, seen := to, 0
		for {
			nl := lineBreak(s, next)
			if nl == next {
				break
			}
			seen++
			next = nl
			_, end := a.content(next, indent)
			if strings.TrimLeft(s[next:end], " ") != "" && end > next {
				break
			}
			if seen >= run && run == len(value) {
				break // trailing breaks
			}
			next = end
		}
		if run == 0 {
			if value[0] != ' ' || seen != 1 {
				return false
			}
			in, _ := a.content(next, indent)
			a.unit(to, in, " ")
			value = value[1:]
		} else {
			in := next
			if run < len(value) {
				in, _ = a.content(next, indent)
			}
			a.unit(to, in, value[:run])
			value = value[run:]
		}
		a.end = next
		ls = next
	}
	return true
}

// blankTail returns the end of the blank lines that follow the content.
func (r *yamlReader) blankTail(end, body int) int {
	at := end
	if at >= body && at != r.lineStart(at) {
		at = lineBreak(r.s, at)
	}
	for at < len(r.s) {
		to := skipBlanks(r.s, at)
		next := lineBreak(r.s, to)
		if next == to {
			break
		}
		at = next
	}
	return max(at, end)
}
