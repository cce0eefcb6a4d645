package liquid

import (
	"net/url"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/promptglot/promptglot/templates/internal/eval"
)

var (
	entities = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;")
	entity   = regexp.MustCompile(`&(?:amp|lt|gt|quot|#\d+|#x[0-9a-fA-F]+|[a-z]+);`)
	lineEnds = strings.NewReplacer("\r\n", "", "\n", "")
)

var textFilters = map[string]filter{
	"upcase":         onText(strings.ToUpper),
	"downcase":       onText(strings.ToLower),
	"capitalize":     onText(capitalize),
	"strip":          onText(strings.TrimSpace),
	"lstrip":         onText(func(s string) string { return strings.TrimLeftFunc(s, unicode.IsSpace) }),
	"rstrip":         onText(func(s string) string { return strings.TrimRightFunc(s, unicode.IsSpace) }),
	"strip_newlines": onText(lineEnds.Replace),
	"newline_to_br": onText(func(s string) string {
		return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\n", "<br />\n")
	}),
	"escape":        onText(entities.Replace),
	"escape_once":   onText(escapeOnce),
	"url_encode":    onText(url.QueryEscape),
	"append":        {1, 1, func(c *call) (eval.Value, error) { return c.joined(false) }},
	"prepend":       {1, 1, func(c *call) (eval.Value, error) { return c.joined(true) }},
	"replace":       {1, 2, func(c *call) (eval.Value, error) { return c.replaced(all) }},
	"replace_first": {1, 2, func(c *call) (eval.Value, error) { return c.replaced(first) }},
	"replace_last":  {2, 2, func(c *call) (eval.Value, error) { return c.replaced(last) }},
	"remove":        {1, 1, func(c *call) (eval.Value, error) { return c.replaced(all) }},
	"remove_first":  {1, 1, func(c *call) (eval.Value, error) { return c.replaced(first) }},
	"remove_last":   {1, 1, func(c *call) (eval.Value, error) { return c.replaced(last) }},
	"truncate":      {0, 2, truncate},
	"truncatewords": {0, 2, truncateWords},
	"split":         {1, 1, split},
	"json": {0, 1, func(c *call) (eval.Value, error) {
		if !given(c.in) {
			return "null", nil
		}
		if err := c.r.budget.Weigh(c.in); err != nil {
			return nil, err
		}
		n, err := c.whole(0, 0)
		if err != nil || n < 0 || n > 16 {
			n = 0
		}
		style := eval.JSONStyle{Item: ",", Key: ":"}
		if n > 0 {
			style.Key, style.Indent = ": ", strings.Repeat(" ", int(n))
		}
		return eval.JSON(c.in, style)
	}},
}

func capitalize(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 || r == utf8.RuneError {
		return s
	}
	return string(unicode.ToUpper(r)) + strings.ToLower(s[n:])
}

// escapeOnce leaves entities as they are.
func escapeOnce(s string) string {
	var b strings.Builder
	at := 0
	for _, m := range entity.FindAllStringIndex(s, -1) {
		b.WriteString(entities.Replace(s[at:m[0]]))
		b.WriteString(s[m[0]:m[1]])
		at = m[1]
	}
	b.WriteString(entities.Replace(s[at:]))
	return b.String()
}

func (c *call) joined(before bool) (eval.Value, error) {
	s, err := c.text()
	if err != nil {
		return nil, err
	}
	other, err := c.arg(0, "")
	if err != nil {
		return nil, err
	}
	if len(s)+len(other) > c.r.budget.Bytes {
		return nil, eval.ErrSize
	}
	if before {
		return other + s, nil
	}
	return s + other, nil
}

// Which occurrences are replaced.
const (
	all = iota
	first
	last
)

func (c *call) replaced(which int) (eval.Value, error) {
	s, err := c.text()
	if err != nil {
		return nil, err
	}
	old, err := c.arg(0, "")
	if err != nil {
		return nil, err
	}
	by, err := c.arg(1, "")
	if err != nil {
		return nil, err
	}
	switch which {
	case first:
		return strings.Replace(s, old, by, 1), nil
	case last:
		if i := strings.LastIndex(s, old); i >= 0 {
			s = s[:i] + by + s[i+len(old):]
		}
		return s, nil
	}
	if n := strings.Count(s, old); len(s)+n*len(by) > c.r.budget.Bytes {
		return nil, eval.ErrSize
	}
	return strings.ReplaceAll(s, old, by), nil
}

// truncate shortens to a length that counts what is put in the rest's place.
func truncate(c *call) (eval.Value, error) {
	s, err := c.text()
	if err != nil {
		return nil, err
	}
	n, err := c.whole(0, 50)
	if err != nil {
		return nil, err
	}
	tail, err := c.arg(1, "...")
	if err != nil || runes(s) <= n {
		return s, err
	}
	keep := max(0, n-runes(tail))
	return string([]rune(s)[:keep]) + tail, nil
}

func truncateWords(c *call) (eval.Value, error) {
	s, err := c.text()
	if err != nil {
		return nil, err
	}
	n, err := c.whole(0, 15)
	if err != nil {
		return nil, err
	}
	tail, err := c.arg(1, "...")
	words := strings.Fields(s)
	if err != nil || int64(len(words)) <= max(1, n) {
		return s, err
	}
	return strings.Join(words[:max(1, n)], " ") + tail, nil
}

// split drops empty pieces at the end, as Ruby does.
func split(c *call) (eval.Value, error) {
	s, err := c.text()
	if err != nil {
		return nil, err
	}
	sep, err := c.arg(0, "")
	if err != nil {
		return nil, err
	}
	if err := c.r.budget.Spend(16 * (strings.Count(s, sep) + 1)); err != nil {
		return nil, err
	}
	var parts []string
	switch {
	case s == "":
	case sep == " ":
		parts = strings.Fields(s)
	default:
		parts = strings.Split(s, sep)
	}
	for len(parts) > 0 && parts[len(parts)-1] == "" {
		parts = parts[:len(parts)-1]
	}
	l := eval.NewList()
	for _, p := range parts {
		l.Items = append(l.Items, p)
	}
	return l, nil
}
