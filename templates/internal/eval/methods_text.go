package eval

import (
	"fmt"
	"strings"
	"unicode"
)

// plain makes a method without arguments.
func plain(f func(string) Value) method[string] {
	return method[string]{none, func(_ *Evaluator, s string, _ []Value) (Value, error) { return f(s), nil }}
}

// stripping makes strip, lstrip and rstrip.
func stripping(left, right bool) method[string] {
	return method[string]{[]string{"chars"}, func(_ *Evaluator, s string, a []Value) (Value, error) {
		return strip(s, or(a[0], nil), left, right)
	}}
}

// every makes a test of all characters that is false for no text at all.
func every(f func(rune) bool) method[string] {
	return plain(func(s string) Value {
		return s != "" && strings.IndexFunc(s, func(r rune) bool { return !f(r) }) < 0
	})
}

// affix makes startswith and endswith, which take one text or a tuple of them.
func affix(has func(s, part string) bool) method[string] {
	return method[string]{[]string{"part"}, func(_ *Evaluator, s string, a []Value) (Value, error) {
		switch p := a[0].(type) {
		case string:
			return has(s, p), nil
		case *List:
			for _, x := range p.Items {
				if part, ok := x.(string); ok && has(s, part) {
					return true, nil
				}
			}
			return false, nil
		}
		return nil, fmt.Errorf("text is expected, not a %s", TypeName(a[0]))
	}}
}

// padded makes center, ljust and rjust.
func padded(share func(room int) (left int)) method[string] {
	return method[string]{[]string{"width", "fill"}, func(e *Evaluator, s string, a []Value) (Value, error) {
		width, ok := a[0].(int64)
		fill := Str(or(a[1], " "))
		if !ok || runes(fill) != 1 {
			return nil, fmt.Errorf("a width and one character are expected")
		}
		room := int(max(0, min(width, int64(e.Budget.Bytes)+1)-int64(runes(s))))
		if err := e.Budget.Spend(room * len(fill)); err != nil {
			return nil, err
		}
		left := share(room)
		return strings.Repeat(fill, left) + s + strings.Repeat(fill, room-left), nil
	}}
}

func part(v Value) (string, error) {
	s, ok := v.(string)
	if !ok {
		return "", fmt.Errorf("text is expected, not a %s", TypeName(v))
	}
	return s, nil
}

// finding makes find, rfind, index and rindex; positions count characters.
func finding(in func(s, part string) int, must bool) method[string] {
	return method[string]{[]string{"part"}, func(_ *Evaluator, s string, a []Value) (Value, error) {
		p, err := part(a[0])
		if err != nil {
			return nil, err
		}
		i := in(s, p)
		if i < 0 {
			if must {
				return nil, fmt.Errorf("%q is not in the text", p)
			}
			return int64(-1), nil
		}
		return int64(runes(s[:i])), nil
	}}
}

// partition makes partition and rpartition.
func partition(in func(s, part string) int, first bool) method[string] {
	return method[string]{[]string{"sep"}, func(_ *Evaluator, s string, a []Value) (Value, error) {
		sep, err := part(a[0])
		if err != nil || sep == "" {
			return nil, fmt.Errorf("a separator is expected")
		}
		i := in(s, sep)
		switch {
		case i >= 0:
			return &List{Items: []Value{s[:i], sep, s[i+len(sep):]}, Tuple: true}, nil
		case first:
			return &List{Items: []Value{s, "", ""}, Tuple: true}, nil
		}
		return &List{Items: []Value{"", "", s}, Tuple: true}, nil
	}}
}

// textMethods is filled by init: join and replace are filters, too.
var textMethods map[string]method[string]

func init() {
	textMethods = map[string]method[string]{
		"upper":      plain(func(s string) Value { return strings.ToUpper(s) }),
		"lower":      plain(func(s string) Value { return strings.ToLower(s) }),
		"casefold":   plain(func(s string) Value { return strings.ToLower(s) }),
		"capitalize": plain(func(s string) Value { return capitalize(s) }),
		"title":      plain(func(s string) Value { return pythonTitle(s) }),
		"swapcase":   plain(func(s string) Value { return strings.Map(swapCase, s) }),
		"isdigit":    every(unicode.IsDigit),
		"isnumeric":  every(unicode.IsNumber),
		"isalpha":    every(unicode.IsLetter),
		"isalnum":    every(func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }),
		"isspace":    every(isSpace),
		"islower":    plain(func(s string) Value { return tests["lower"](s) }),
		"isupper":    plain(func(s string) Value { return tests["upper"](s) }),
		"strip":      stripping(true, true),
		"lstrip":     stripping(true, false),
		"rstrip":     stripping(false, true),
		"startswith": affix(strings.HasPrefix),
		"endswith":   affix(strings.HasSuffix),
		"center":     padded(func(room int) int { return room / 2 }),
		"ljust":      padded(func(int) int { return 0 }),
		"rjust":      padded(func(room int) int { return room }),
		"find":       finding(strings.Index, false),
		"rfind":      finding(strings.LastIndex, false),
		"index":      finding(strings.Index, true),
		"rindex":     finding(strings.LastIndex, true),
		"partition":  partition(strings.Index, true),
		"rpartition": partition(strings.LastIndex, false),
		"split":      {[]string{"sep", "maxsplit"}, split},
		"rsplit":     {[]string{"sep", "maxsplit"}, rsplit},
		"splitlines": {[]string{"keepends"}, splitLines},
		"count": {[]string{"part"}, func(_ *Evaluator, s string, a []Value) (Value, error) {
			p, err := part(a[0])
			return int64(strings.Count(s, p)), err
		}},
		"removeprefix": {[]string{"part"}, func(_ *Evaluator, s string, a []Value) (Value, error) {
			p, err := part(a[0])
			return strings.TrimPrefix(s, p), err
		}},
		"removesuffix": {[]string{"part"}, func(_ *Evaluator, s string, a []Value) (Value, error) {
			p, err := part(a[0])
			return strings.TrimSuffix(s, p), err
		}},
		"replace": {[]string{"old", "new", "count"}, func(e *Evaluator, s string, a []Value) (Value, error) {
			old, err := part(a[0])
			if err != nil {
				return nil, err
			}
			repl, err := part(a[1])
			if err != nil {
				return nil, err
			}
			return e.replace(s, old, repl, or(a[2], nil))
		}},
		"join": {[]string{"items"}, func(e *Evaluator, s string, a []Value) (Value, error) {
			items, err := e.Items(or(a[0], nil))
			if err != nil {
				return nil, err
			}
			for _, x := range items {
				if _, err := part(x); err != nil {
					return nil, err
				}
			}
			return join(e, items, []Value{s, unset{}})
		}},
	}
}

// pythonTitle is str.title: a word begins after anything that is no letter.
func pythonTitle(s string) string {
	var b strings.Builder
	inside := false
	for _, r := range s {
		if inside {
			b.WriteString(strings.ToLower(string(r)))
		} else {
			b.WriteString(strings.ToUpper(string(r)))
		}
		inside = unicode.IsLetter(r)
	}
	return b.String()
}

func swapCase(r rune) rune {
	if unicode.IsUpper(r) {
		return unicode.ToLower(r)
	}
	return unicode.ToUpper(r)
}
