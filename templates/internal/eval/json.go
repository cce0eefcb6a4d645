package eval

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
	"unicode/utf8"
)

// JSONStyle says how tojson writes.
type JSONStyle struct {
	Indent string // "" for one line
	// Item and Key are what stands after an element and after a key; Python's
	// are ", " and ": ".
	Item, Key string
	Sort      bool // by key
	ASCII     bool // everything else escaped
	// HTML escapes <, >, & and ', as Jinja's own tojson does and that of chat
	// templates does not.
	HTML bool
	// Float prints a float; nil: as Python does.
	Float func(float64) string
}

// JSON writes v as JSON. What JSON has no word for is an error.
func JSON(v Value, s JSONStyle) (string, error) {
	w := &jsonWriter{style: s}
	w.value(v, 0)
	return w.b.String(), w.err
}

type jsonWriter struct {
	b     strings.Builder
	style JSONStyle
	err   error
}

func (w *jsonWriter) value(v Value, depth int) {
	if depth > maxNesting && w.err == nil {
		w.err = fmt.Errorf("the value nests deeper than %d levels", maxNesting)
	}
	if w.err != nil {
		return
	}
	switch v := v.(type) {
	case nil:
		w.b.WriteString("null")
	case bool:
		fmt.Fprint(&w.b, v)
	case int64, *big.Int:
		w.b.WriteString(Str(v))
	case float64:
		if w.style.Float != nil {
			w.b.WriteString(w.style.Float(v))
			break
		}
		w.b.WriteString(jsonFloat(v))
	case string:
		w.text(v)
	case *List:
		w.b.WriteByte('[')
		for i, x := range v.Items {
			w.before(i, depth+1)
			w.value(x, depth+1)
		}
		w.after(len(v.Items), depth)
		w.b.WriteByte(']')
	case *Dict:
		w.b.WriteByte('{')
		for i, at := range w.order(v) {
			w.before(i, depth+1)
			w.text(jsonKey(v.keys[at]))
			w.b.WriteString(w.style.Key)
			w.value(v.vals[at], depth+1)
		}
		w.after(v.Len(), depth)
		w.b.WriteByte('}')
	default:
		w.err = fmt.Errorf("a %s cannot be written as JSON", TypeName(v))
	}
}

// jsonFloat prints what Python's json does; its infinities are no JSON, but
// what a template would print.
func jsonFloat(f float64) string {
	switch s := floatText(f); s {
	case "inf":
		return "Infinity"
	case "-inf":
		return "-Infinity"
	case "nan":
		return "NaN"
	default:
		return s
	}
}

func jsonKey(k Value) string {
	switch k := k.(type) {
	case nil:
		return "null"
	case bool:
		return fmt.Sprint(k)
	}
	return Str(k)
}

func (w *jsonWriter) order(d *Dict) []int {
	out := make([]int, d.Len())
	for i := range out {
		out[i] = i
	}
	if w.style.Sort {
		slices.SortStableFunc(out, func(a, b int) int { return strings.Compare(jsonKey(d.keys[a]), jsonKey(d.keys[b])) })
	}
	return out
}

func (w *jsonWriter) before(i, depth int) {
	if i > 0 {
		w.b.WriteString(w.style.Item)
	}
	if w.style.Indent != "" {
		w.b.WriteString("\n" + strings.Repeat(w.style.Indent, depth))
	}
}

func (w *jsonWriter) after(n, depth int) {
	if n > 0 && w.style.Indent != "" {
		w.b.WriteString("\n" + strings.Repeat(w.style.Indent, depth))
	}
}

func (w *jsonWriter) text(s string) {
	w.b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			w.b.WriteByte('\\')
			w.b.WriteRune(r)
		case r == '\n':
			w.b.WriteString(`\n`)
		case r == '\r':
			w.b.WriteString(`\r`)
		case r == '\t':
			w.b.WriteString(`\t`)
		case r == '\b':
			w.b.WriteString(`\b`)
		case r == '\f':
			w.b.WriteString(`\f`)
		case r < 0x20 || w.style.HTML && strings.ContainsRune("<>&'", r):
			fmt.Fprintf(&w.b, `\u%04x`, r)
		case w.style.ASCII && r >= utf8.RuneSelf:
			w.escape(r)
		default:
			w.b.WriteRune(r)
		}
	}
	w.b.WriteByte('"')
}

// escape writes a character outside of ASCII, as two surrogates where it lies
// beyond the basic plane.
func (w *jsonWriter) escape(r rune) {
	if r >= 0x10000 {
		r -= 0x10000
		fmt.Fprintf(&w.b, `\u%04x\u%04x`, 0xd800+r>>10, 0xdc00+r&0x3ff)
		return
	}
	fmt.Fprintf(&w.b, `\u%04x`, r)
}
