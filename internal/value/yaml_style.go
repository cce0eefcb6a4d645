package value

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// trailing counts the line breaks at the end of s.
func trailing(s string) int { return len(s) - len(strings.TrimRight(s, "\n")) }

// firstText returns the first line of s that is not empty.
func firstText(s string) string {
	s = strings.TrimLeft(s, "\n")
	line, _, _ := strings.Cut(s, "\n")
	return line
}

// firstTextEnd returns the offset behind the first character of that line.
func firstTextEnd(s string) int { return len(s) - len(strings.TrimLeft(s, "\n \t")) + 1 }

// blockSafe reports whether a literal scalar can hold s.
func blockSafe(s string) bool { return printable(s) && !strings.Contains(s, "\r") }

// printable reports whether s holds only characters that YAML allows as they
// are. The line breaks of YAML 1.1 and the byte order mark are left out: not
// every parser reads them alike.
func printable(s string) bool {
	for i, c := range s {
		switch {
		case c == '\n' || c == '\t' || c == '\r':
		case c < ' ' || c >= 0x7F && c < 0xA0 || c == 0x2028 || c == 0x2029 || c == 0xFEFF || c == 0xFFFE || c == 0xFFFF:
			return false
		case c == utf8.RuneError && !strings.HasPrefix(s[i:], "\ufffd"):
			return false
		}
	}
	return true
}

// plainSafe reports whether s can stand without quotes and is read as that
// very string, by YAML 1.1 parsers as well.
func plainSafe(s string, flow bool) bool {
	if s == "" || strings.TrimSpace(s) != s || !printable(s) || strings.ContainsAny(s, "\t\r\n") || ambiguous(s) {
		return false
	}
	if strings.Contains(s, ": ") || strings.Contains(s, " #") || strings.HasSuffix(s, ":") {
		return false
	}
	if strings.HasPrefix(s, "---") || strings.HasPrefix(s, "...") {
		return false
	}
	if flow && strings.ContainsAny(s, ",[]{}:") {
		return false
	}
	switch c := s[0]; {
	case strings.IndexByte("!&*{}[],#|>@`\"'%=<", c) >= 0:
		return false
	case c == '-' || c == '?' || c == ':':
		return len(s) > 1 && s[1] != ' ' && !flow
	}
	return true
}

// ambiguous reports whether some parser takes plain s for something other than
// a string: a number, a date, a truth value of YAML 1.1.
func ambiguous(s string) bool {
	if kind, _ := resolvePlain(s); kind != String {
		return true
	}
	switch strings.ToLower(s) {
	case "yes", "no", "on", "off", "y", "n", "true", "false", "null", "nan", "inf":
		return true
	}
	if c := s[0]; ('0' <= c && c <= '9') || ((c == '-' || c == '+' || c == '.') && len(s) > 1) {
		return strings.Trim(s, "0123456789.,:_-+ abcdefotxzABCDEFOTXZ") == ""
	}
	return false
}

// appendYAMLQuoted appends s as a double-quoted scalar on one line.
func appendYAMLQuoted(b []byte, s string) []byte {
	b = append(b, '"')
	b = appendYAMLEscaped(b, s)
	return append(b, '"')
}

// appendYAMLEscaped appends s as the inside of a double-quoted scalar.
func appendYAMLEscaped(b []byte, s string) []byte {
	for i := 0; i < len(s); {
		c, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case c == '"' || c == '\\':
			b = append(b, '\\', byte(c))
		case c == '\n':
			b = append(b, `\n`...)
		case c == '\t':
			b = append(b, `\t`...)
		case c == '\r':
			b = append(b, `\r`...)
		case c == utf8.RuneError && n == 1:
			b = append(b, "\ufffd"...)
		case c < ' ' || c >= 0x7F && c < 0xA0:
			b = fmt.Appendf(b, `\x%02x`, c)
		case c == 0x2028 || c == 0x2029 || c == 0xFEFF || c == 0xFFFE || c == 0xFFFF:
			b = fmt.Appendf(b, `\u%04x`, c)
		default:
			b = append(b, s[i:i+n]...)
		}
		i += n
	}
	return b
}
