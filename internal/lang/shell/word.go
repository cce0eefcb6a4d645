package shell

import "strings"

// maxNest bounds substitutions within substitutions.
const maxNest = 40

// wordEnd returns where the word at i is over.
func wordEnd(s string, i int, d dialect, nest int) int {
	for i < len(s) {
		switch c := s[i]; {
		case !special[c]:
			i++
		case strings.IndexByte("\\'\"`$", c) < 0:
			return i
		case c == '\\':
			if i += 2; i <= len(s) && s[i-1] == '\r' && i < len(s) && s[i] == '\n' {
				i++
			}
		case c == '\'':
			i = singleEnd(s, i+1, d)
		case c == '"':
			i = doubleEnd(s, i+1, d, nest)
		case c == '`':
			i = backtickEnd(s, i+1)
		case c == '$':
			i = dollarEnd(s, i, d, nest, false)
		}
	}
	return min(i, len(s))
}

// special are the bytes that end a word or do not stand for themselves in it.
var special = func() (t [256]bool) {
	for _, c := range []byte(" \t\f\v\r\n;|&<>()\x00\\'\"`$") {
		t[c] = true
	}
	return t
}()

// singleEnd returns where the quotes end whose inside begins at i: behind the
// closing one, or at the line end in a language of lines.
func singleEnd(s string, i int, d dialect) int {
	if d != makes {
		n := strings.IndexByte(s[i:], '\'')
		if n < 0 {
			return len(s)
		}
		return i + n + 1
	}
	for i < len(s) {
		switch s[i] {
		case '\'':
			return i + 1
		case '\n':
			if s[i-1] != '\\' {
				return i
			}
		}
		i++
	}
	return i
}

func doubleEnd(s string, i int, d dialect, nest int) int {
	for i < len(s) {
		switch c := s[i]; {
		case !special[c]:
			i++
		case c == '"':
			return i + 1
		case c == '\\':
			i += 2
		case c == '\n' && d == makes:
			return i
		case c == '`':
			i = backtickEnd(s, i+1)
		case c == '$':
			i = dollarEnd(s, i, d, nest, true)
		default:
			i++
		}
	}
	return min(i, len(s))
}

func backtickEnd(s string, i int) int {
	for i < len(s) {
		switch s[i] {
		case '`':
			return i + 1
		case '\\':
			i++
		}
		i++
	}
	return min(i, len(s))
}

// dollarEnd returns where the expansion at i is over; one byte behind it where
// the $ stands for itself.
func dollarEnd(s string, i int, d dialect, nest int, quoted bool) int {
	if i+1 >= len(s) {
		return i + 1
	}
	switch c := s[i+1]; {
	case d == makes && c == '$':
		if i+2 < len(s) && (s[i+2] == '(' || s[i+2] == '{' || letter(s[i+2])) {
			return dollarEnd(s, i+1, posix, nest, quoted)
		}
		return i + 2
	case strings.HasPrefix(s[i:], "${{"):
		// GitHub's expressions are put in before any shell sees the script.
		if j := strings.Index(s[i:min(len(s), i+1000)], "}}"); j >= 0 {
			return i + j + 2
		}
		return i + 3
	case nest >= maxNest:
		return i + 1
	case c == '(':
		return bracketEnd(s, i+2, ')', d, nest+1)
	case c == '{':
		return bracketEnd(s, i+2, '}', d, nest+1)
	case c == '\'' && !quoted:
		for i += 2; i < len(s); i++ {
			if s[i] == '\\' {
				i++
			} else if s[i] == '\'' {
				return i + 1
			}
		}
		return len(s)
	case c == '"' && !quoted:
		return i + 1 // $"…" is translated text
	case letter(c):
		i += 2
		for i < len(s) && (letter(s[i]) || digit(s[i])) {
			i++
		}
		return i
	case strings.IndexByte("0123456789@*#?$!-", c) >= 0:
		return i + 2
	}
	return i + 1
}

// bracketEnd returns where the bracket is over whose inside begins at i.
func bracketEnd(s string, i int, closer byte, d dialect, nest int) int {
	opener := byte('(')
	if closer == '}' {
		opener = '{'
	}
	depth := 1
	arithmetic := closer == '}' || i < len(s) && s[i] == '(' // where << shifts
	for i < len(s) {
		switch c := s[i]; {
		case c == closer:
			if depth--; depth == 0 {
				return i + 1
			}
			i++
		case c == opener:
			depth++
			i++
		case c == '\\':
			i += 2
		case c == '\'' && closer == ')':
			i = singleEnd(s, i+1, d)
		case c == '"':
			i = doubleEnd(s, i+1, d, nest)
		case c == '`':
			i = backtickEnd(s, i+1)
		case c == '$':
			i = dollarEnd(s, i, d, nest, closer == '}')
		case c == '#' && closer == ')' && strings.IndexByte(" \t\r\n;", s[i-1]) >= 0:
			// A comment may hold quotes that nobody closes.
			n := strings.IndexByte(s[i:], '\n')
			if n < 0 {
				return len(s)
			}
			i += n
		case c == '<' && !arithmetic && strings.HasPrefix(s[i:], "<<") && !strings.HasPrefix(s[i:], "<<<"):
			i = skipHeredoc(s, i+2)
		default:
			i++
		}
	}
	return min(i, len(s))
}

// skipHeredoc passes over the text of a heredoc within a substitution, whose
// quotes and brackets mean nothing; i is behind its <<. One without an end takes
// all that follows.
func skipHeredoc(s string, i int) int {
	j := i
	for j < len(s) && strings.IndexByte("- \t'\"\\", s[j]) >= 0 {
		j++
	}
	k := j
	for k < len(s) && (letter(s[k]) || digit(s[k])) {
		k++
	}
	if k == j || digit(s[j]) {
		return i
	}
	end := s[j:k]
	for k < len(s) {
		n := strings.IndexByte(s[k:], '\n')
		if n < 0 {
			return len(s)
		}
		// What stands on the line of << behind the delimiter is skipped as well:
		// it is a redirection, or a pipe without brackets.
		k += n + 1
		line := k
		for k < len(s) && s[k] == '\t' {
			k++
		}
		if strings.HasPrefix(s[k:], end) && (k+len(end) == len(s) || strings.IndexByte("\r\n)", s[k+len(end)]) >= 0) {
			return k + len(end)
		}
		k = line
	}
	return k
}

func letter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_' }
func digit(c byte) bool  { return '0' <= c && c <= '9' }
