package eval

import (
	"fmt"
	"strconv"
	"strings"
)

// format is Python's `f % args` with the conversions s, r, d, i, f and %.
func (e *Evaluator) format(f string, args Value) (Value, error) {
	items := []Value{args}
	if l, ok := args.(*List); ok && l.Tuple {
		items = l.Items
	}
	var b strings.Builder
	next := 0
	for {
		i := strings.IndexByte(f, '%')
		if i < 0 {
			break
		}
		b.WriteString(f[:i])
		f = f[i+1:]
		end := strings.IndexFunc(f, func(r rune) bool { return r < '0' && r != '.' && r != '-' && r != '+' && r != ' ' || r > '9' })
		if end < 0 {
			return nil, fmt.Errorf("the format ends within a conversion")
		}
		spec, verb := f[:end], f[end]
		f = f[end+1:]
		if verb == '%' {
			b.WriteByte('%')
			continue
		}
		if next >= len(items) {
			return nil, fmt.Errorf("the format has more conversions than there are arguments")
		}
		s, err := e.conversion(spec, verb, items[next])
		if err != nil {
			return nil, err
		}
		next++
		b.WriteString(s)
		if b.Len() > e.Budget.Bytes {
			return nil, ErrSize
		}
	}
	_, isDict := args.(*Dict)
	if next < len(items) && !isDict {
		return nil, fmt.Errorf("the format has fewer conversions than there are arguments")
	}
	b.WriteString(f)
	return b.String(), e.Budget.Spend(b.Len())
}

func (e *Evaluator) conversion(spec string, verb byte, v Value) (string, error) {
	if !boundedSpec(spec) {
		return "", fmt.Errorf("%%%s%c asks for too much room", spec, verb)
	}
	switch verb {
	case 's', 'r':
		s, err := e.Text(v)
		if verb == 'r' {
			s = Repr(v)
		}
		return fmt.Sprintf("%"+spec+"s", s), err
	case 'd', 'i', 'x', 'X', 'o':
		i, ok := toInt(v, 10)
		if _, text := v.(string); !ok || text {
			return "", fmt.Errorf("%%%c needs a number, not a %s", verb, TypeName(v))
		}
		return fmt.Sprintf("%"+spec+strings.ReplaceAll(string(verb), "i", "d"), i), nil
	case 'f', 'e', 'g':
		x, ok := number(v)
		if !ok {
			return "", fmt.Errorf("%%%c needs a number, not a %s", verb, TypeName(v))
		}
		return fmt.Sprintf("%"+spec+string(verb), x), nil
	}
	return "", fmt.Errorf("the conversion %%%c is not supported", verb)
}

// boundedSpec reports whether width and precision are of at most 1,000.
func boundedSpec(spec string) bool {
	for _, n := range strings.FieldsFunc(spec, func(r rune) bool { return r < '0' || r > '9' }) {
		if i, err := strconv.Atoi(n); err != nil || i > 1000 {
			return false
		}
	}
	return true
}
