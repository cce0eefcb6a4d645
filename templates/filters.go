package templates

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/promptglot/promptglot/internal/expr"
)

// call evaluates a filter, or a method that is one by another name.
func (f *filler) call(c expr.Call, lang string) (any, error) {
	name, method := Method(c.Name)
	if c.Name == CallIndex && len(c.Args) == 2 {
		return f.index(c, lang)
	}
	if !c.Filter && !method || len(c.Args) == 0 {
		return nil, fmt.Errorf("%s cannot be evaluated", c.Name)
	}
	if !method {
		name = c.Name
	}
	in, err := f.eval(c.Args[0], lang)
	var args []any
	for _, a := range c.Args[1:] {
		v, err := f.eval(a, lang)
		if err != nil {
			return nil, err
		}
		args = append(args, v)
	}
	isDefault := name == "default" || name == "d"
	for _, n := range c.Named {
		at, ok := map[string]int{"default_value": 0, "boolean": 1}[n.Name]
		if !ok || !isDefault {
			return nil, fmt.Errorf("the argument %s of %s cannot be evaluated", n.Name, name)
		}
		v, err := f.eval(n.Value, lang)
		if err != nil {
			return nil, err
		}
		for len(args) <= at {
			args = append(args, "")
		}
		args[at] = v
	}
	m := (*missing)(nil)
	if isDefault {
		if err != nil && !asMissing(err, &m) {
			return nil, err
		}
		if err != nil || len(args) > 1 && truth(args[1], lang) && !truth(in, lang) {
			if len(args) == 0 {
				return "", nil
			}
			return args[0], nil
		}
		return in, nil
	}
	if err != nil {
		return nil, err
	}
	return f.filter(name, in, args, lang)
}

// filter applies a filter that has no named arguments.
func (f *filler) filter(name string, in any, args []any, lang string) (any, error) {
	switch s, isString := in.(string); {
	case isString && len(args) == 0:
		switch name {
		case "upper":
			return strings.ToUpper(s), nil
		case "lower":
			return strings.ToLower(s), nil
		case "trim", "strip":
			return strings.TrimSpace(s), nil
		case "capitalize":
			_, n := utf8.DecodeRuneInString(s)
			return strings.ToUpper(s[:n]) + strings.ToLower(s[n:]), nil
		case "safe", "string":
			return s, nil
		case "length", "count":
			return utf8.RuneCountInString(s), nil
		}
	case isString && name == "replace" && len(args) == 2:
		old, ok1 := args[0].(string)
		repl, ok2 := args[1].(string)
		if ok1 && ok2 && old != "" && len(s)/len(old)*len(repl) <= f.o.MaxBytes {
			return strings.ReplaceAll(s, old, repl), nil
		}
	case isString && len(args) == 1:
		if part, ok := args[0].(string); ok {
			switch name {
			case "startswith":
				return strings.HasPrefix(s, part), nil
			case "endswith":
				return strings.HasSuffix(s, part), nil
			}
		}
	}
	list, isList := in.([]any)
	switch {
	case name == "tojson" && len(args) == 0:
		return toJSON(in, lang)
	case name == "string" && len(args) == 0:
		return display(in, lang)
	case isList && name == "join" && len(args) <= 1:
		return f.join(list, args, lang)
	case isList && len(args) == 0:
		switch name {
		case "length", "count":
			return len(list), nil
		case "first", "last":
			if len(list) == 0 {
				return nil, &missing{name}
			}
			return map[string]any{"first": list[0], "last": list[len(list)-1]}[name], nil
		case "list":
			return list, nil
		}
	}
	if m, ok := in.(map[string]any); ok && (name == "length" || name == "count") {
		return len(m), nil
	}
	return nil, fmt.Errorf("%s of a %s cannot be evaluated", name, typeName(in))
}

func (f *filler) join(list, args []any, lang string) (any, error) {
	sep := ""
	if len(args) == 1 {
		s, ok := args[0].(string)
		if !ok {
			return nil, fmt.Errorf("join needs a string between the items")
		}
		sep = s
	}
	var b strings.Builder
	for i, it := range list {
		if i > 0 {
			b.WriteString(sep)
		}
		s, err := display(it, lang)
		if err != nil {
			return nil, err
		}
		if b.WriteString(s); b.Len() > f.o.MaxBytes {
			return nil, errBound
		}
	}
	return b.String(), nil
}

// toJSON writes v as JSON without line breaks. Jinja puts a blank after commas
// and colons and escapes <, >, & and ' for HTML; the value is the same.
func toJSON(v any, _ string) (any, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return strings.TrimSuffix(b.String(), "\n"), nil
}

// index evaluates a subscript; of slices only the one that takes the quotes off
// a JSON string.
func (f *filler) index(c expr.Call, lang string) (any, error) {
	v, err := f.eval(c.Args[0], lang)
	if err != nil {
		return nil, err
	}
	if o, ok := c.Args[1].(expr.Opaque); ok {
		s, isString := v.(string)
		if isString && strings.ReplaceAll(o.Text, " ", "") == "1:-1" && len(s) > 1 && s[0] == '"' {
			return s[1 : len(s)-1], nil
		}
		return nil, fmt.Errorf("the slice [%s] cannot be evaluated", o.Text)
	}
	k, err := f.eval(c.Args[1], lang)
	if err != nil {
		return nil, err
	}
	m, ok := member(v, k)
	if !ok {
		return nil, &missing{fmt.Sprint(k)}
	}
	return m, nil
}
