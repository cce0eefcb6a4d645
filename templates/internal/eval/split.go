package eval

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

func split(_ *Evaluator, s string, a []Value) (Value, error) {
	sep, n, err := splitArgs(a)
	if err != nil {
		return nil, err
	}
	var parts []string
	switch {
	case sep != "":
		parts = strings.SplitN(s, sep, n)
	default:
		for s = strings.TrimLeftFunc(s, isSpace); s != ""; {
			at := strings.IndexFunc(s, isSpace)
			if at < 0 || n > 0 && len(parts) == n-1 {
				parts = append(parts, s)
				break
			}
			parts = append(parts, s[:at])
			s = strings.TrimLeftFunc(s[at:], isSpace)
		}
	}
	return strs(parts), nil
}

func rsplit(e *Evaluator, s string, a []Value) (Value, error) {
	sep, n, err := splitArgs(a)
	if err != nil || n < 0 || sep == "" {
		if n > 0 && err == nil {
			return nil, fmt.Errorf("a separator is expected beside maxsplit")
		}
		return split(e, s, a)
	}
	var parts []string
	for len(parts) < n-1 {
		at := strings.LastIndex(s, sep)
		if at < 0 {
			break
		}
		parts = append(parts, s[at+len(sep):])
		s = s[:at]
	}
	parts = append(parts, s)
	for i, j := 0, len(parts)-1; i < j; i, j = i+1, j-1 {
		parts[i], parts[j] = parts[j], parts[i]
	}
	return strs(parts), nil
}

// splitArgs returns the separator, "" for white space, and the most parts, -1
// for any number.
func splitArgs(a []Value) (sep string, n int, err error) {
	if s := or(a[0], nil); s != nil {
		if sep, err = part(s); err == nil && sep == "" {
			err = fmt.Errorf("the separator is empty")
		}
	}
	n = -1
	if most, ok := or(a[1], int64(-1)).(int64); ok && most >= 0 {
		n = int(min(most, 1<<30)) + 1
	}
	return sep, n, err
}

func splitLines(_ *Evaluator, s string, a []Value) (Value, error) {
	var parts []string
	for s != "" {
		i := strings.IndexAny(s, "\n\r\v\f\x1c\x1d\x1e\u0085\u2028\u2029")
		if i < 0 {
			parts = append(parts, s)
			break
		}
		_, w := utf8.DecodeRuneInString(s[i:])
		if strings.HasPrefix(s[i:], "\r\n") {
			w = 2
		}
		line := s[:i]
		if flag(a[0]) {
			line = s[:i+w]
		}
		parts = append(parts, line)
		s = s[i+w:]
	}
	return strs(parts), nil
}

func strs(parts []string) *List {
	l := &List{Items: make([]Value, 0, len(parts))}
	for _, p := range parts {
		l.Items = append(l.Items, p)
	}
	return l
}
