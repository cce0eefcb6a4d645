package format

import (
	"strings"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// ReadYAML reads the YAML of v as value.ReadYAML does, and says of the most
// usual mistakes what they are: a YAML parser reports them where it stumbles,
// which is behind them.
func ReadYAML(v *source.View) ([]*value.Node, []value.Problem) {
	docs, problems := value.ReadYAML(v, value.Options{})
	for i := range problems {
		p := &problems[i]
		switch {
		case p.Code != value.CodeSyntax:
		case strings.Contains(p.Message, "mapping values are not allowed"):
			explain(v, p)
		case goesOn(v, p):
		case strings.Contains(p.Message, "quoted scalar") && strings.Contains(p.Message, "end of stream"):
			p.Message = strings.Replace(p.Message, "found unexpected end of stream", "it never ends; expected the quote that closes it", 1)
		}
	}
	return docs, problems
}

// explain finds why a colon may not stand where p says: the line above has lost
// its own, or the value before it wants quotes.
func explain(v *source.View, p *value.Problem) {
	at := offset(v, p.Span.Start)
	if at < 0 {
		return
	}
	start := strings.LastIndexByte(v.Text[:at], '\n') + 1
	l, _ := line(v.Text, start)
	if key, said, ok := strings.Cut(l, ": "); ok && strings.Contains(said, ":") && start+len(key) < at {
		from := start + len(key) + len(": ")
		p.Span = v.Span(from, start+len(strings.TrimRight(l, " \t\r")))
		p.Message = "this value has a colon and no quotes; expected `" + strings.TrimSpace(key) + ": \"" +
			strings.TrimSpace(said) + "\"`: quote it" + rest(p)
		return
	}
	for end := start - 1; end > 0; {
		from := strings.LastIndexByte(v.Text[:end], '\n') + 1
		above, _ := line(v.Text, from)
		word := strings.TrimSpace(above)
		if word == "" || word[0] == '#' {
			end = from - 1
			continue
		}
		if indent(above) < indent(l) && !strings.ContainsAny(word, ": \"'[{") {
			p.Span = v.Span(from+indent(above), from+indent(above)+len(word))
			p.Message = "a colon is missing behind " + word + "; expected `" + word + ":` because the next line is indented" + rest(p)
		}
		return
	}
}

// rest is what the message of p says of what follows.
func rest(p *value.Problem) string {
	const unread = "; what follows is not read"
	if strings.HasSuffix(p.Message, unread) {
		return unread
	}
	return ""
}

// goesOn finds a value that is closed, by a quote or a bracket, and goes on:
// `a: "x" | "y"`, `a: {b: c}[]`.
func goesOn(v *source.View, p *value.Problem) bool {
	at := offset(v, p.Span.Start)
	if at < 0 {
		return false
	}
	start := strings.LastIndexByte(v.Text[:at], '\n') + 1
	l, _ := line(v.Text, start)
	key, said, ok := strings.Cut(l, ": ")
	said = strings.TrimSpace(said)
	if !ok || said == "" || !strings.ContainsRune(`"'{[`, rune(said[0])) {
		return false
	}
	end := closing(said)
	tail := strings.TrimSpace(said[end:])
	if end == 0 || tail == "" || tail[0] == '#' || tail[0] == ',' {
		return false
	}
	from := start + strings.Index(l, ": ") + len(": ")
	from += len(v.Text[from:]) - len(strings.TrimLeft(v.Text[from:], " \t"))
	p.Span = v.Span(from+end, from+len(said))
	p.Message = "this value of " + strings.TrimSpace(key) + " is closed and goes on; expected the end of the line: quote the whole value" + rest(p)
	return true
}

// closing returns the offset behind the quote or bracket that closes the one
// that s begins with, 0 where none does.
func closing(s string) int {
	if s[0] == '"' || s[0] == '\'' {
		if i := strings.IndexByte(s[1:], s[0]); i >= 0 {
			return i + 2
		}
		return 0
	}
	depth := 0
	for i := range len(s) {
		switch s[i] {
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return 0
}

func indent(l string) int { return len(l) - len(strings.TrimLeft(l, " ")) }

// offset returns the offset in v's text of a raw byte of the file, -1 where v
// does not have it.
func offset(v *source.View, raw int) int {
	if all := v.All(); raw < all.Start || raw > all.End {
		return -1
	}
	lo, hi := 0, len(v.Text)
	for lo < hi {
		mid := (lo + hi) / 2
		if v.Span(mid, mid).Start < raw {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}
