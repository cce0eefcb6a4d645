package policies

import "strings"

// maxPadding is how far the widths and precisions of one format are counted: one
// character more is too much.
const maxPadding = 1 << 20

// padding is the most that the widths and precisions of a format ask for,
// counted no further than is of interest.
func padding(format string) int {
	sum := 0
	for i := 0; i < len(format) && sum <= maxPadding; i++ {
		if format[i] != '%' {
			continue
		}
		n, index := 0, false // the number being read; inside the [n] that chooses an argument
		for i++; i < len(format) && strings.IndexByte("0123456789.*+-# []", format[i]) >= 0; i++ {
			switch c := format[i]; {
			case c == '[' || c == ']':
				index = c == '['
			case c == '.':
				sum, n = sum+n, 0
			case c == '*': // given by an argument, of which fmt takes a million at most
				n = maxPadding/2 + 1
			case '0' <= c && c <= '9' && !index:
				n = min(10*n+int(c-'0'), maxPadding+1)
			}
		}
		sum += n
	}
	return sum
}
