package generic

import "strings"

// before reports whether a name stands right before i.
func before(s string, i int) bool { return i > 0 && (letter(s[i-1]) || digit(s[i-1])) }

// fenced finds the raw literal that closes with what is told by its opening:
// r##"…"##, R"x(…)x", [==[…]==].
func fenced(s string, from int, closer string) (literal, bool) {
	l := literal{quote: quote{raw: true, multi: true, close: closer}, from: from, to: len(s), end: len(s)}
	if n := strings.Index(s[from:], closer); n >= 0 {
		l.to, l.end = from+n, from+n+len(closer)
	}
	return l, true
}

// run returns how often c stands at i.
func run(s string, i int, c byte) int {
	n := 0
	for i+n < len(s) && s[i+n] == c && n < 32 {
		n++
	}
	return n
}

// rustLiteral finds r"…", r#"…"# and br#"…"#.
func rustLiteral(s string, i int) (literal, bool) {
	j := i
	if s[j] == 'b' || s[j] == 'c' {
		j++
	}
	if j >= len(s) || s[j] != 'r' || before(s, i) {
		return literal{}, false
	}
	n := run(s, j+1, '#')
	if from := j + 1 + n; from < len(s) && s[from] == '"' {
		return fenced(s, from+1, `"`+strings.Repeat("#", n))
	}
	return literal{}, false
}

// swiftLiteral finds #"…"#.
func swiftLiteral(s string, i int) (literal, bool) {
	n := 0
	if s[i] == '#' {
		n = run(s, i, '#')
	}
	if n == 0 || i+n >= len(s) || s[i+n] != '"' {
		return literal{}, false
	}
	q := run(s, i+n, '"')
	if q < 3 {
		q = 1
	} else {
		q = 3
	}
	return fenced(s, i+n+q, strings.Repeat(`"`, q)+strings.Repeat("#", n))
}

// cppLiteral finds R"x(…)x".
func cppLiteral(s string, i int) (literal, bool) {
	if s[i] != 'R' || before(s, i) || !strings.HasPrefix(s[i:], `R"`) {
		return literal{}, false
	}
	n := strings.IndexByte(s[i:min(len(s), i+20)], '(')
	if n < 0 {
		return literal{}, false
	}
	return fenced(s, i+n+1, ")"+s[i+2:i+n]+`"`)
}

// luaLiteral finds [[…]] and [==[…]==].
func luaLiteral(s string, i int) (literal, bool) {
	if s[i] != '[' {
		return literal{}, false
	}
	n := run(s, i+1, '=')
	from := i + 1 + n
	if from >= len(s) || s[from] != '[' {
		return literal{}, false
	}
	from++
	if from < len(s) && s[from] == '\n' {
		from++
	}
	return fenced(s, from, "]"+strings.Repeat("=", n)+"]")
}

// rLiteral finds r"(…)" with its kin.
func rLiteral(s string, i int) (literal, bool) {
	if s[i] != 'r' && s[i] != 'R' || before(s, i) || i+2 >= len(s) || s[i+1] != '"' && s[i+1] != '\'' {
		return literal{}, false
	}
	n := run(s, i+2, '-')
	if i+2+n >= len(s) {
		return literal{}, false
	}
	k := strings.IndexByte("([{", s[i+2+n])
	if k < 0 {
		return literal{}, false
	}
	return fenced(s, i+3+n, ")]}"[k:k+1]+strings.Repeat("-", n)+s[i+1:i+2])
}

// rubySymbols finds :name, which is a text to those who read a request.
func rubySymbols(s string, i int) (literal, bool) {
	if s[i] != ':' || i+1 >= len(s) || !letter(s[i+1]) || before(s, i) || i > 0 && strings.IndexByte(":?!)]\"'}", s[i-1]) >= 0 {
		return literal{}, false
	}
	j := i + 1
	for j < len(s) && (letter(s[j]) || digit(s[j])) {
		j++
	}
	return literal{quote: quote{raw: true}, from: i + 1, to: j, end: j}, true
}

// rubyLiteral finds symbols, heredocs and %q(…).
func rubyLiteral(s string, i int) (literal, bool) {
	switch {
	case s[i] == ':':
		return rubySymbols(s, i)
	case s[i] == '%' && i+2 < len(s) && strings.IndexByte("qQwWi", s[i+1]) >= 0 && !before(s, i):
		return bracketed(s, i+2, s[i+1] == 'Q' || s[i+1] == 'W', "#{")
	case strings.HasPrefix(s[i:], "<<~") || strings.HasPrefix(s[i:], "<<-"):
		return heredoc(s, i, 3, s[i+2] == '~', "#{")
	case strings.HasPrefix(s[i:], "<<") && i+2 < len(s) && 'A' <= s[i+2] && s[i+2] <= 'Z':
		return heredoc(s, i, 2, false, "#{")
	}
	return literal{}, false
}

// perlLiteral finds heredocs, q(…) and qq(…).
func perlLiteral(s string, i int) (literal, bool) {
	switch {
	case s[i] == 'q' && !before(s, i) && (i == 0 || strings.IndexByte("$@%&{", s[i-1]) < 0):
		j := i + 1
		double := j < len(s) && s[j] == 'q'
		if double || j < len(s) && s[j] == 'w' {
			j++
		}
		if j < len(s) && strings.IndexByte("({[<|!/~", s[j]) >= 0 {
			return bracketed(s, j, double, "${ $ @{")
		}
	case strings.HasPrefix(s[i:], "<<~"):
		return heredoc(s, i, 3, true, "${ $ @{")
	case strings.HasPrefix(s[i:], "<<") && i+2 < len(s) && (s[i+2] == '"' || s[i+2] == '\'' || 'A' <= s[i+2] && s[i+2] <= 'Z'):
		return heredoc(s, i, 2, false, "${ $ @{")
	}
	return literal{}, false
}

// heredocs finds <<EOT and <<-EOT.
func heredocs(s string, i int) (literal, bool) {
	switch {
	case strings.HasPrefix(s[i:], "<<-"):
		return heredoc(s, i, 3, true, "${")
	case strings.HasPrefix(s[i:], "<<") && i+2 < len(s) && 'A' <= s[i+2] && s[i+2] <= 'Z':
		return heredoc(s, i, 2, false, "${")
	}
	return literal{}, false
}

// bracketed finds what stands between the bracket at i and its counterpart.
func bracketed(s string, i int, double bool, holes string) (literal, bool) {
	open, closer := s[i], s[i]
	if k := strings.IndexByte("([{<", open); k >= 0 {
		closer = ")]}>"[k]
	} else if letter(open) || digit(open) || open == ' ' || open == '\n' || open == '=' {
		return literal{}, false
	}
	l := literal{quote: quote{multi: true, few: !double, close: string(closer)}, from: i + 1}
	if double {
		l.holes = holes
	}
	depth := 1
	for i++; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case closer:
			if depth--; depth == 0 {
				l.to, l.end = i, i+1
				return l, true
			}
		case open:
			depth++
		}
	}
	l.to, l.end = len(s), len(s)
	return l, true
}

// maxLine bounds how far behind the name of a heredoc its line may end.
const maxLine = 400

// announced reads the name of a heredoc at j; its text begins on the next line.
func announced(s string, j int, holes string) (l literal, name string, ok bool) {
	l = literal{quote: quote{multi: true, holes: holes}}
	quoted := j < len(s) && (s[j] == '"' || s[j] == '\'' || s[j] == '`')
	if quoted {
		if s[j] == '\'' {
			l.raw, l.holes = true, ""
		}
		j++
	}
	k := j
	for k < len(s) && (letter(s[k]) || digit(s[k])) && k-j < 60 {
		k++
	}
	if name = s[j:k]; name == "" {
		return l, "", false
	}
	if quoted {
		if k >= len(s) || s[k] != s[j-1] {
			return l, "", false
		}
		k++
	}
	l.end = k
	line := strings.IndexByte(s[k:min(len(s), k+maxLine)], '\n')
	l.from = k + line + 1
	return l, name, line >= 0
}

// heredoc finds a text that stands on the lines below; its name is n bytes
// behind i.
func heredoc(s string, i, n int, dedent bool, holes string) (literal, bool) {
	l, name, ok := announced(s, i+n, holes)
	if !ok {
		return l, false
	}
	least := 1 << 20
	l.to, l.tail = len(s), len(s)
	for at := l.from; at < len(s); {
		end := len(s)
		if m := strings.IndexByte(s[at:], '\n'); m >= 0 {
			end = at + m
		}
		text := strings.TrimRight(s[at:end], "\r")
		body := strings.TrimLeft(text, " \t")
		if body == name {
			l.to, l.tail = at, end
			break
		}
		if body != "" {
			least = min(least, len(text)-len(body))
		}
		at = end + 1
	}
	if dedent && least < 1<<20 {
		l.dedent = least
	}
	return l, true
}

// phpLiteral finds <<<X … X, whose text begins on the next line at once.
func phpLiteral(s string, i int) (literal, bool) {
	if !strings.HasPrefix(s[i:], "<<<") {
		return literal{}, false
	}
	j := i + 3
	for j < len(s) && s[j] == ' ' {
		j++
	}
	l, name, ok := announced(s, j, "{$ ${ $")
	if !ok || strings.TrimSpace(s[l.end:l.from]) != "" {
		return l, false
	}
	// The name may have the rest of a statement behind it, and gives the
	// indentation.
	l.to, l.end = len(s), len(s)
	for at := l.from; at < len(s); {
		end := len(s)
		if m := strings.IndexByte(s[at:], '\n'); m >= 0 {
			end = at + m + 1
		}
		body := strings.TrimLeft(s[at:end], " \t")
		if rest, found := strings.CutPrefix(body, name); found && (rest == "" || !letter(rest[0]) && !digit(rest[0])) {
			l.dedent = end - at - len(body)
			l.to, l.end = max(at-1, l.from), at+l.dedent+len(name)
			break
		}
		at = end
	}
	return l, true
}

// elixirLiteral finds symbols and sigils.
func elixirLiteral(s string, i int) (literal, bool) {
	if s[i] == ':' {
		return rubySymbols(s, i)
	}
	if s[i] != '~' || i+2 >= len(s) || strings.IndexByte("sSwW", s[i+1]) < 0 {
		return literal{}, false
	}
	if strings.HasPrefix(s[i+2:], `"""`) {
		l, ok := fenced(s, i+5, `"""`)
		l.block = true
		l.trim(s)
		return l, ok
	}
	return bracketed(s, i+2, s[i+1] == 's', "#{")
}
