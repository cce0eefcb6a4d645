package config

import "strings"

// lineRemarks finds the lines that begin with one of the signs.
func lineRemarks(signs string) func(string) []span {
	return func(text string) []span {
		var out []span
		eachLine(text, func(start, end int) {
			t := strings.TrimLeft(text[start:end], " \t")
			if t != "" && strings.IndexByte(signs, t[0]) >= 0 {
				out = append(out, span{end - len(t), end})
			}
		})
		return out
	}
}

// eachLine calls f for every line, without its end.
func eachLine(text string, f func(start, end int)) {
	for i := 0; i < len(text); {
		end := len(text)
		next := end
		if n := strings.IndexAny(text[i:], "\r\n"); n >= 0 {
			end = i + n
			if next = end + 1; strings.HasPrefix(text[end:], "\r\n") {
				next++
			}
		}
		f(i, end)
		i = next
	}
}

// jsonRemarks finds // and /* */ outside of strings.
func jsonRemarks(text string) []span {
	var out []span
	for i := 0; i < len(text); {
		n := strings.IndexAny(text[i:], `"/`)
		if n < 0 {
			break
		}
		i += n
		switch {
		case text[i] == '"':
			i = quoteEnd(text, i+1, '"', true)
		case strings.HasPrefix(text[i:], "//"):
			end := len(text)
			if n := strings.IndexAny(text[i:], "\r\n"); n >= 0 {
				end = i + n
			}
			out = append(out, span{i, end})
			i = end
		case strings.HasPrefix(text[i:], "/*"):
			end := len(text)
			if n := strings.Index(text[i+2:], "*/"); n >= 0 {
				end = i + 2 + n + 2
			}
			out = append(out, span{i, end})
			i = end
		default:
			i++
		}
	}
	return out
}

// quoteEnd returns where the string is over whose inside begins at i; line tells
// that it ends with its line at the latest.
func quoteEnd(s string, i int, quote byte, line bool) int {
	for i < len(s) {
		switch c := s[i]; {
		case c == quote:
			return i + 1
		case c == '\\' && quote == '"':
			i++
		case line && (c == '\n' || c == '\r'):
			return i
		}
		i++
	}
	return len(s)
}

// yamlRemarks finds the comments of YAML: a # at the beginning of a line or
// behind a blank, but not in quotes or block scalars.
func yamlRemarks(text string) []span {
	var out []span
	block := -1 // what is indented deeper is a block scalar
	var quote byte
	eachLine(text, func(start, end int) {
		line := text[start:end]
		body := strings.TrimLeft(line, " ")
		if block >= 0 && quote == 0 {
			if strings.TrimSpace(body) == "" || len(line)-len(body) > block {
				return
			}
			block = -1
		}
		i := start
		if quote != 0 {
			if i = quoteEnd(text[:end], start, quote, false); i == end && (end == start || text[end-1] != quote) {
				return
			}
			quote = 0
		}
		fresh := true // a scalar may begin here
		for i < end {
			c := text[i]
			switch {
			case c == '#' && (i == start || text[i-1] == ' ' || text[i-1] == '\t'):
				out = append(out, span{i, end})
				end = i
				continue
			case (c == '"' || c == '\'') && fresh:
				j := quoteEnd(text[:end], i+1, c, false)
				if j == end && (text[end-1] != c || j == i+1) {
					quote = c
					return
				}
				i, fresh = j, false
				continue
			case c == ' ' || c == '\t':
				i++
				continue
			}
			fresh = strings.IndexByte(":-[{,?&!", c) >= 0
			i++
		}
		if t := strings.TrimRight(text[start:end], " \t"); blockHeader(t) {
			block = indent(t)
		}
	})
	return out
}

// blockHeader reports whether a line ends with | or >, as it is before a block
// scalar.
func blockHeader(line string) bool {
	t := strings.TrimRight(line, "+-0123456789")
	if len(line)-len(t) > 2 || t == "" || t[len(t)-1] != '|' && t[len(t)-1] != '>' {
		return false
	}
	t = t[:len(t)-1]
	return t == "" || t[len(t)-1] == ' '
}

// indent is the column of the key of a line, or of its last dash where it has
// no key.
func indent(line string) int {
	i := 0
	dash := -1
	for i < len(line) {
		switch {
		case line[i] == ' ':
		case line[i] == '-' && i+1 < len(line) && line[i+1] == ' ':
			dash = i
		case (line[i] == '|' || line[i] == '>') && dash >= 0:
			return dash
		default:
			return i
		}
		i++
	}
	return i
}

// tomlRemarks finds # outside of strings.
func tomlRemarks(text string) []span {
	var out []span
	for i := 0; i < len(text); {
		n := strings.IndexAny(text[i:], `"'#`)
		if n < 0 {
			break
		}
		if i += n; text[i] != '#' {
			i = tomlString(text, i)
			continue
		}
		end := len(text)
		if n := strings.IndexAny(text[i:], "\r\n"); n >= 0 {
			end = i + n
		}
		out = append(out, span{i, end})
		i = end
	}
	return out
}

// tomlString returns where the string at i is over.
func tomlString(s string, i int) int {
	three := strings.Repeat(s[i:i+1], 3)
	if !strings.HasPrefix(s[i:], three) {
		return quoteEnd(s, i+1, s[i], true)
	}
	for j := i + 3; j < len(s); j++ {
		switch {
		case s[j] == '\\' && three[0] == '"':
			j++
		case strings.HasPrefix(s[j:], three):
			// Up to two more quotes belong to the text.
			n := 0
			for j+n < len(s) && s[j+n] == three[0] && n < 5 {
				n++
			}
			return j + n
		}
	}
	return len(s)
}
