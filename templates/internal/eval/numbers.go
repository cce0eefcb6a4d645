package eval

import (
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"
)

var numberFilters = map[string]filter{
	"abs": {params: none, apply: func(_ *Evaluator, in Value, _ []Value) (Value, error) {
		switch n := in.(type) {
		case int64:
			if n < 0 {
				return wholes("-", 0, n)
			}
			return n, nil
		case float64:
			return math.Abs(n), nil
		}
		return nil, fmt.Errorf("a %s has no absolute value", TypeName(in))
	}},
	"round": {params: []string{"precision", "method"}, apply: func(_ *Evaluator, in Value, a []Value) (Value, error) {
		f, ok := number(in)
		p, isInt := or(a[0], int64(0)).(int64)
		if !ok || !isInt {
			return nil, fmt.Errorf("a %s cannot be rounded", TypeName(in))
		}
		return round(f, p, or(a[1], "common"))
	}},
	"int": {params: []string{"default", "base"}, apply: func(_ *Evaluator, in Value, a []Value) (Value, error) {
		if u, ok := in.(*Undefined); ok {
			return nil, u.err()
		}
		base, ok := or(a[1], int64(10)).(int64)
		if !ok || base != 0 && (base < 2 || base > 36) {
			return nil, fmt.Errorf("a base is a number from 2 to 36")
		}
		if v, ok := toInt(in, int(base)); ok {
			return v, nil
		}
		return or(a[0], int64(0)), nil
	}},
	"float": {params: []string{"default"}, apply: func(_ *Evaluator, in Value, a []Value) (Value, error) {
		if u, ok := in.(*Undefined); ok {
			return nil, u.err()
		}
		if f, ok := toFloat(in); ok {
			return f, nil
		}
		return or(a[0], 0.0), nil
	}},
	"filesizeformat": {params: []string{"binary"}, apply: func(_ *Evaluator, in Value, a []Value) (Value, error) {
		f, ok := toFloat(in)
		if !ok {
			return nil, fmt.Errorf("a %s is no number of bytes", TypeName(in))
		}
		return fileSize(f, flag(a[0])), nil
	}},
}

// round rounds to even halves, as Python does, on the decimal digits.
func round(f float64, places int64, method Value) (Value, error) {
	if places < -300 || places > 300 {
		return nil, fmt.Errorf("%d places are too many", places)
	}
	switch method {
	case "common":
		if places < 0 {
			p := math.Pow(10, float64(-places))
			return math.RoundToEven(f/p) * p, nil
		}
		v, err := strconv.ParseFloat(strconv.FormatFloat(f, 'f', int(places), 64), 64)
		return v, err
	case "ceil", "floor":
		p := math.Pow(10, float64(places))
		if method == "ceil" {
			return math.Ceil(f*p) / p, nil
		}
		return math.Floor(f*p) / p, nil
	}
	return nil, fmt.Errorf(`the method is "common", "ceil" or "floor"`)
}

func toInt(v Value, base int) (Value, bool) {
	switch v := v.(type) {
	case bool, int64:
		i, _ := whole(v)
		return i, true
	case *big.Int:
		return v, true
	case float64:
		if math.Abs(v) < 1<<62 {
			return int64(v), true
		}
	case string:
		s := strings.ReplaceAll(strings.TrimFunc(v, isSpace), "_", "")
		if i, err := strconv.ParseInt(s, base, 64); err == nil {
			return i, true
		}
		if f, ok := toFloat(s); ok && math.Abs(f) < 1<<62 {
			return int64(f), true
		}
	}
	return nil, false
}

func toFloat(v Value) (float64, bool) {
	if s, ok := v.(string); ok {
		f, err := strconv.ParseFloat(strings.ReplaceAll(strings.TrimFunc(s, isSpace), "_", ""), 64)
		return f, err == nil && !strings.ContainsAny(s, "xXpP")
	}
	return number(v)
}

func fileSize(n float64, binary bool) string {
	base, units := 1000.0, []string{"kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"}
	if binary {
		base, units = 1024, []string{"KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB"}
	}
	switch {
	case n == 1:
		return "1 Byte"
	case n < base:
		return strconv.FormatInt(int64(n), 10) + " Bytes"
	}
	i := 0
	for n /= base; n >= base && i < len(units)-1; i++ {
		n /= base
	}
	return strconv.FormatFloat(n, 'f', 1, 64) + " " + units[i]
}
