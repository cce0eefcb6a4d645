package vcs

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Lines are changed lines of a file, 1-based, in order.
type Lines struct{ spans []span }

// A span is a run of new or changed lines. One with last < first is a place
// between two lines, last and first, where lines were deleted.
type span struct{ first, last int }

// touch reports whether one of the lines first to last changed, or something
// between two of them was deleted.
func (l *Lines) touch(first, last int) bool {
	// The first span that does not end before the range.
	i, _ := slices.BinarySearchFunc(l.spans, first, func(s span, first int) int { return s.last - first })
	for ; i < len(l.spans) && l.spans[i].first <= last; i++ {
		if s := l.spans[i]; s.first <= s.last || first <= s.last {
			return true
		}
	}
	return false
}

// An entry is a file of `git diff --name-status`.
type entry struct {
	status byte // A, C, D, M, R, T, U, X
	score  int  // of renames and copies, in percent
	path   string
}

// nameStatus reads `git diff --name-status -z`.
func nameStatus(out []byte) ([]entry, error) {
	words := strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00")
	if len(out) == 0 {
		return nil, nil
	}
	var entries []entry
	for len(words) > 0 {
		status := words[0]
		paths := 1
		if status != "" && (status[0] == 'R' || status[0] == 'C') {
			paths = 2 // from and to
		}
		if status == "" || len(words) <= paths {
			return nil, errors.New("the list of changed files that git printed cannot be read; please report it with git's version")
		}
		score, _ := strconv.Atoi(status[1:])
		entries = append(entries, entry{status[0], score, words[paths]})
		words = words[paths+1:]
	}
	return entries, nil
}

// patchLines reads a patch without context and returns the changed lines of
// the new side, by path.
func patchLines(patch []byte) (map[string]*Lines, error) {
	out := map[string]*Lines{}
	var cur *Lines
	body := 0 // lines of the hunk still to come
	for line := range bytes.Lines(patch) {
		switch {
		case body > 0 && (line[0] == '+' || line[0] == '-'):
			body--
		case bytes.HasPrefix(line, []byte("diff --git ")):
			cur = nil
		case bytes.HasPrefix(line, []byte("+++ ")):
			name, err := newName(string(bytes.TrimRight(line[4:], "\r\n")))
			if err != nil {
				return nil, err
			}
			cur = &Lines{}
			if name != "" {
				out[name] = cur
			}
		case bytes.HasPrefix(line, []byte("@@ ")):
			s, n, err := hunk(string(line))
			if err != nil {
				return nil, err
			}
			body = n
			if cur != nil {
				cur.spans = append(cur.spans, s)
			}
		}
	}
	return out, nil
}

// newName returns the path of a +++ line; "" where there is no new side.
func newName(s string) (string, error) {
	s = strings.TrimSuffix(s, "\t") // behind names with blanks
	if strings.HasPrefix(s, `"`) {
		plain, err := strconv.Unquote(s) // git quotes like C: octal bytes and \n
		if err != nil {
			return "", fmt.Errorf("the name %s that git printed cannot be read; please report it with git's version", s)
		}
		s = plain
	}
	return strings.TrimPrefix(strings.TrimPrefix(s, "/dev/null"), "b/"), nil
}

// hunk reads the head of a hunk, @@ -a,b +c,d @@: the new lines, and how many
// lines follow.
func hunk(line string) (span, int, error) {
	words := strings.Fields(line)
	if len(words) >= 4 {
		_, old, ok1 := numbers(words[1], "-")
		start, n, ok2 := numbers(words[2], "+")
		if ok1 && ok2 {
			if n == 0 {
				return span{start + 1, start}, old, nil
			}
			return span{start, start + n - 1}, old + n, nil
		}
	}
	return span{}, 0, fmt.Errorf("the difference %q that git printed cannot be read; please report it with git's version", strings.TrimSpace(line))
}

func numbers(s, sign string) (start, n int, ok bool) {
	s, ok = strings.CutPrefix(s, sign)
	a, b, several := strings.Cut(s, ",")
	start, err := strconv.Atoi(a)
	n = 1
	if several && err == nil {
		n, err = strconv.Atoi(b)
	}
	return start, n, ok && err == nil && start >= 0 && n >= 0
}
