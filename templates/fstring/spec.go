package fstring

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/promptglot/promptglot/templates/internal/eval"
)

// A spec is a format of Python's mini-language:
// [[fill]align][sign][#][0][width][grouping][.precision][type].
type spec struct {
	fill      string
	align     byte // < > ^ = or 0
	sign      byte // + - blank or 0
	alternate bool
	width     int
	grouping  string // "", "," or "_"
	precision int    // -1: none
	kind      byte   // 0: none
}

// maxWidth bounds widths and precisions: more is no prompt.
const maxWidth = 10_000

func parseSpec(s string) (spec, error) {
	f := spec{fill: " ", precision: -1}
	all := s
	if _, n := utf8.DecodeRuneInString(s); n > 0 && len(s) > n && strings.IndexByte("<>^=", s[n]) >= 0 {
		f.fill, f.align, s = s[:n], s[n], s[n+1:]
	} else if s != "" && strings.IndexByte("<>^=", s[0]) >= 0 {
		f.align, s = s[0], s[1:]
	}
	take := func(of string) byte {
		if s == "" || strings.IndexByte(of, s[0]) < 0 {
			return 0
		}
		c := s[0]
		s = s[1:]
		return c
	}
	number := func() (int, bool) {
		n := 0
		for n < len(s) && s[n] >= '0' && s[n] <= '9' {
			n++
		}
		v, err := strconv.Atoi(s[:n])
		s = s[n:]
		return v, err == nil
	}
	f.sign = take("+- ")
	f.alternate = take("#") != 0
	if take("0") != 0 && f.align == 0 {
		f.fill, f.align = "0", '='
	}
	f.width, _ = number()
	if g := take(",_"); g != 0 {
		f.grouping = string(g)
	}
	if take(".") != 0 {
		ok := false
		if f.precision, ok = number(); !ok {
			return f, fmt.Errorf("the format %q has no number after its point", all)
		}
	}
	f.kind = take("bcdeEfFgGnosxX%")
	if s != "" {
		return f, fmt.Errorf("the format %q is not known from %q on", all, s)
	}
	if f.width > maxWidth || f.precision > maxWidth {
		return f, eval.ErrSize
	}
	return f, nil
}

// format returns v in the format s, as Python's format() does.
func format(v eval.Value, s string) (string, error) {
	if s == "" {
		return eval.Str(v), nil
	}
	f, err := parseSpec(s)
	if err != nil {
		return "", err
	}
	switch v := v.(type) {
	case string:
		return f.text(v)
	case bool:
		if v {
			return f.whole(big.NewInt(1))
		}
		return f.whole(new(big.Int))
	case int64:
		return f.whole(big.NewInt(v))
	case *big.Int:
		return f.whole(v)
	case float64:
		return f.float(v)
	}
	return "", fmt.Errorf("a %s takes no format", eval.TypeName(v))
}

func (f spec) text(s string) (string, error) {
	if f.kind != 0 && f.kind != 's' || f.sign != 0 || f.align == '=' || f.grouping != "" || f.alternate {
		return "", fmt.Errorf("the format is not one of strings")
	}
	if f.precision >= 0 {
		if rs := []rune(s); len(rs) > f.precision {
			s = string(rs[:f.precision])
		}
	}
	return f.pad("", s, '<'), nil
}

func (f spec) whole(n *big.Int) (string, error) {
	base, prefix, every := 10, "", 3
	switch f.kind {
	case 0, 'd', 'n':
	case 'b':
		base, prefix, every = 2, "0b", 4
	case 'o':
		base, prefix, every = 8, "0o", 4
	case 'x', 'X':
		base, prefix, every = 16, "0"+string(f.kind), 4
	case 'c':
		return f.pad("", string(rune(n.Int64())), '<'), nil
	case 's':
		return "", fmt.Errorf("the format s is not one of numbers")
	default:
		x, _ := new(big.Float).SetInt(n).Float64()
		return f.float(x)
	}
	if f.precision >= 0 {
		return "", fmt.Errorf("a precision is not allowed for whole numbers")
	}
	digits := new(big.Int).Abs(n).Text(base)
	if f.kind == 'X' {
		digits = strings.ToUpper(digits)
	}
	if !f.alternate {
		prefix = ""
	}
	return f.number(n.Sign() < 0, prefix, group(digits, f.grouping, every))
}

func (f spec) float(x float64) (string, error) {
	kind, precision := f.kind, f.precision
	switch kind {
	case 0:
		if precision < 0 {
			s := eval.Str(x)
			return f.floating(s)
		}
		s := strconv.FormatFloat(x, 'g', max(1, precision), 64)
		if !strings.ContainsAny(s, ".enN") {
			s += ".0"
		}
		return f.floating(s)
	case 'n':
		kind = 'g'
	case '%':
		if precision < 0 {
			precision = 6
		}
		return f.floating(strconv.FormatFloat(x*100, 'f', precision, 64) + "%")
	case 'e', 'E', 'f', 'F', 'g', 'G':
	default:
		return "", fmt.Errorf("the format %c is not one of numbers with a point", kind)
	}
	if precision < 0 {
		precision = 6
	}
	lower := kind | 0x20
	if lower == 'g' {
		precision = max(1, precision)
	}
	s := strconv.FormatFloat(x, lower, precision, 64)
	if kind != lower {
		s = strings.ToUpper(s)
	}
	return f.floating(s)
}

// floating groups the whole part of a printed float.
func (f spec) floating(s string) (string, error) {
	negative := strings.HasPrefix(s, "-")
	s = strings.TrimLeft(s, "+-")
	s = strings.ReplaceAll(strings.ReplaceAll(s, "Inf", "inf"), "NaN", "nan")
	n := len(s) - len(strings.TrimLeft(s, "0123456789"))
	return f.number(negative, "", group(s[:n], f.grouping, 3)+s[n:])
}

// group puts the separator between every n digits, from the right.
func group(digits, sep string, n int) string {
	if sep == "" || len(digits) <= n {
		return digits
	}
	first := len(digits) % n
	var parts []string
	if first > 0 {
		parts = append(parts, digits[:first])
	}
	for i := first; i < len(digits); i += n {
		parts = append(parts, digits[i:i+n])
	}
	return strings.Join(parts, sep)
}

func (f spec) number(negative bool, prefix, digits string) (string, error) {
	if f.grouping != "" && f.align == '=' && f.fill == "0" {
		return "", fmt.Errorf("zeros that are grouped are not supported")
	}
	sign := ""
	switch {
	case negative:
		sign = "-"
	case f.sign == '+' || f.sign == ' ':
		sign = string(f.sign)
	}
	return f.pad(sign+prefix, digits, '>'), nil
}

// pad fills s up to the width; head is what fills come after when they stand
// inside a number.
func (f spec) pad(head, s string, align byte) string {
	n := f.width - utf8.RuneCountInString(head) - utf8.RuneCountInString(s)
	if n <= 0 {
		return head + s
	}
	if f.align != 0 {
		align = f.align
	}
	switch align {
	case '=':
		return head + strings.Repeat(f.fill, n) + s
	case '<':
		return head + s + strings.Repeat(f.fill, n)
	case '^':
		return strings.Repeat(f.fill, n/2) + head + s + strings.Repeat(f.fill, n-n/2)
	}
	return strings.Repeat(f.fill, n) + head + s
}
