package eval

import (
	"fmt"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

func runes(s string) int { return utf8.RuneCountInString(s) }

func spaces(n int) string { return strings.Repeat(" ", max(0, n)) }

// onText makes a filter of text without arguments; other values are printed
// first, as Jinja does.
func onText(f func(string) string) filter {
	return filter{params: none, apply: func(e *Evaluator, in Value, _ []Value) (Value, error) {
		s, err := e.Text(in)
		return f(s), err
	}}
}

var htmlText = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;")

var textFilters = map[string]filter{
	"upper":      onText(strings.ToUpper),
	"lower":      onText(strings.ToLower),
	"capitalize": onText(capitalize),
	"title":      onText(titleWords),
	"escape":     onText(htmlText.Replace),
	"wordcount": {params: none, apply: func(e *Evaluator, in Value, _ []Value) (Value, error) {
		s, err := e.Text(in)
		words := strings.FieldsFunc(s, func(r rune) bool { return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		return int64(len(words)), err
	}},
	"urlencode": {params: none, apply: func(e *Evaluator, in Value, _ []Value) (Value, error) {
		s, err := e.Text(in)
		return strings.ReplaceAll(strings.ReplaceAll(url.QueryEscape(s), "+", "%20"), "%2F", "/"), err
	}},
	"trim": {params: []string{"chars"}, apply: func(e *Evaluator, in Value, a []Value) (Value, error) {
		s, err := e.Text(in)
		if err != nil {
			return nil, err
		}
		return strip(s, or(a[0], nil), true, true)
	}},
	"replace": {params: []string{"old", "new", "count"}, apply: func(e *Evaluator, in Value, a []Value) (Value, error) {
		s, err := e.Text(in)
		if err != nil {
			return nil, err
		}
		return e.replace(s, Str(or(a[0], "")), Str(or(a[1], "")), or(a[2], nil))
	}},
	"indent": {params: []string{"width", "first", "blank"}, apply: func(e *Evaluator, in Value, a []Value) (Value, error) {
		s, err := e.Text(in)
		if err != nil {
			return nil, err
		}
		pad, ok := or(a[0], int64(4)).(string)
		if n, isNum := or(a[0], int64(4)).(int64); isNum && n <= 1000 {
			pad, ok = spaces(int(n)), true
		}
		if !ok {
			return nil, fmt.Errorf("the width is a number or the text to indent with")
		}
		if err := e.Budget.Spend((strings.Count(s, "\n") + 1) * (len(pad) + 1)); err != nil {
			return nil, err
		}
		return indent(s, pad, flag(a[1]), flag(a[2])), nil
	}},
	"center": {params: []string{"width"}, apply: func(e *Evaluator, in Value, a []Value) (Value, error) {
		s, err := e.Text(in)
		if err != nil {
			return nil, err
		}
		return e.method(s, "center", Args{Pos: []Value{or(a[0], int64(80))}})
	}},
	"truncate": {params: []string{"length", "killwords", "end", "leeway"}, apply: truncate},
	"format": {params: []string{"a", "b", "c", "d", "e"}, apply: func(e *Evaluator, in Value, a []Value) (Value, error) {
		s, err := e.Text(in)
		args := &List{Tuple: true}
		for _, v := range a {
			if given(v) {
				args.Items = append(args.Items, v)
			}
		}
		if err != nil {
			return nil, err
		}
		return e.format(s, args)
	}},
}

func capitalize(s string) string {
	_, n := utf8.DecodeRuneInString(s)
	return strings.ToUpper(s[:n]) + strings.ToLower(s[n:])
}

// titleWords is Jinja's title: a word begins after white space or one of the
// opening brackets and dashes.
func titleWords(s string) string {
	var b strings.Builder
	begin := true
	for _, r := range s {
		switch {
		case begin:
			b.WriteString(strings.ToUpper(string(r)))
		default:
			b.WriteString(strings.ToLower(string(r)))
		}
		begin = unicode.IsSpace(r) || strings.ContainsRune("-({[<", r)
	}
	return b.String()
}

func indent(s, pad string, first, blank bool) string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		if i == 0 && !first || l == "" && !blank {
			continue
		}
		lines[i] = pad + l
	}
	return strings.Join(lines, "\n")
}

// strip takes characters off the ends: white space, or those of chars.
func strip(s string, chars Value, left, right bool) (Value, error) {
	drop := isSpace
	switch c := chars.(type) {
	case nil:
	case string:
		drop = func(r rune) bool { return strings.ContainsRune(c, r) }
	default:
		return nil, fmt.Errorf("what is stripped is text, not a %s", TypeName(chars))
	}
	if left {
		s = strings.TrimLeftFunc(s, drop)
	}
	if right {
		s = strings.TrimRightFunc(s, drop)
	}
	return s, nil
}

// isSpace is Python's white space: Unicode's and four separators of ASCII.
func isSpace(r rune) bool { return unicode.IsSpace(r) || r >= 0x1c && r <= 0x1f }

func (e *Evaluator) replace(s, old, repl string, count Value) (Value, error) {
	n := -1
	switch c := count.(type) {
	case nil:
	case int64:
		n = int(max(-1, min(c, int64(len(s)+1))))
	default:
		return nil, fmt.Errorf("the count is a number")
	}
	found := strings.Count(s, old)
	if n >= 0 {
		found = min(found, n)
	}
	if grow := len(repl) - len(old); grow > 0 {
		if err := e.Budget.Spend(min(e.Budget.Bytes+1, len(s)+found*grow)); err != nil {
			return nil, err
		}
	}
	return strings.Replace(s, old, repl, n), nil
}

func truncate(e *Evaluator, in Value, a []Value) (Value, error) {
	s, err := e.Text(in)
	if err != nil {
		return nil, err
	}
	n, ok1 := or(a[0], int64(255)).(int64)
	leeway, ok2 := or(a[3], int64(5)).(int64)
	end := Str(or(a[2], "..."))
	rs := []rune(s)
	if !ok1 || !ok2 || n < int64(runes(end)) || leeway < 0 {
		return nil, fmt.Errorf("the length is a number that leaves room for %q", end)
	}
	if int64(len(rs)) <= n+leeway {
		return s, nil
	}
	cut := string(rs[:int(n)-runes(end)])
	if !flag(a[1]) {
		if i := strings.LastIndexByte(cut, ' '); i >= 0 {
			cut = cut[:i]
		}
	}
	return cut + end, nil
}
