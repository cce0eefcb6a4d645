package curly

import (
	"strconv"
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// Printf fills the verbs of a format with args: those of Go (percent is "%%",
// %[1]s) and, with java set, those of Java (%1$s, %n). It returns nil where it
// is not certain which argument goes where.
func Printf(s *value.Node, args []value.Entry, java bool, span source.Span) *value.Node {
	f, ok := newFill(s, args)
	if !ok {
		return nil
	}
	t, next := f.text, 0
	for i := 0; i < len(t); {
		if t[i] != '%' {
			i++
			continue
		}
		verb, end, arg := verb(t, i, java)
		switch {
		case end == 0 || verb == '*':
			return nil
		case verb == '%':
			f.put(i, end, "%")
		case verb == 'n' && java:
			f.put(i, end, "\n")
		default:
			if arg == 0 {
				next++
				arg = next
			} else if !java {
				next = arg
			}
			if !f.arg(i, end, arg-1) {
				return nil
			}
		}
		i = end
	}
	return f.node(span)
}

// verb reads the verb at i: its letter, where it ends, and the number of the
// argument that it names, 0 for the next one.
func verb(t string, i int, java bool) (letter byte, end, arg int) {
	for j := i + 1; j < len(t) && j < i+24; j++ {
		switch c := t[j]; {
		case c == '*', c == '<' && java: // a width, or the argument before
			return '*', j + 1, 0
		case c == '[' && !java:
			k := strings.IndexByte(t[j:], ']')
			if k < 0 {
				return 0, 0, 0
			}
			n, err := strconv.Atoi(t[j+1 : j+k])
			if err != nil || n < 1 {
				return 0, 0, 0
			}
			arg = n
			j += k
		case c == '$' && java:
			n, err := strconv.Atoi(t[i+1 : j])
			if err != nil || n < 1 {
				return 0, 0, 0
			}
			arg = n
		case '0' <= c && c <= '9', strings.IndexByte("+-# .,(", c) >= 0:
		case (c == 't' || c == 'T') && java:
			if j+1 < len(t) { // a date has two letters
				return c, j + 2, arg
			}
			return 0, 0, 0
		default:
			return c, j + 1, arg
		}
	}
	return 0, 0, 0
}

// Numbered fills the fields of a C# format, {0} or {0,5:N2}, with args.
func Numbered(s *value.Node, args []value.Entry, span source.Span) *value.Node {
	f, ok := newFill(s, args)
	if !ok {
		return nil
	}
	t := f.text
	for i := 0; i < len(t); {
		switch {
		case strings.HasPrefix(t[i:], "{{"), strings.HasPrefix(t[i:], "}}"):
			f.put(i, i+2, t[i:i+1])
			i += 2
		case t[i] == '{':
			end := strings.IndexByte(t[i:], '}')
			if end < 0 {
				return nil
			}
			field := t[i+1 : i+end]
			if k := strings.IndexAny(field, ",:"); k >= 0 {
				field = field[:k]
			}
			n, err := strconv.Atoi(strings.TrimSpace(field))
			if err != nil || !f.arg(i, i+end+1, n) {
				return nil
			}
			i += end + 1
		default:
			i++
		}
	}
	return f.node(span)
}

// A fill is a format that is being filled.
type fill struct {
	text string
	view *source.View
	args []value.Entry
	out  expr.Text
	done int // of text
}

func newFill(s *value.Node, args []value.Entry) (*fill, bool) {
	if s == nil || s.Kind != value.String {
		return nil, false
	}
	for i := range args {
		if args[i].Spread || args[i].Block != nil {
			return nil, false
		}
	}
	f := &fill{text: s.Str, view: s.View, args: args}
	if f.view == nil { // of several literals: all of them is where each stands
		f.out = expr.Text{{Span: s.Span}}
	}
	return f, true
}

// lit keeps the text up to i.
func (f *fill) lit(i int) {
	if i > f.done {
		f.out = append(f.out, expr.Seg{Lit: f.text[f.done:i], Span: f.span(f.done, i)})
	}
}

func (f *fill) span(i, j int) source.Span {
	if f.view == nil {
		return f.out[0].Span
	}
	return f.view.Span(i, j)
}

func (f *fill) put(i, end int, text string) {
	f.lit(i)
	f.out = append(f.out, expr.Seg{Lit: text, Span: f.span(i, end)})
	f.done = end
}

func (f *fill) arg(i, end, n int) bool {
	if n < 0 || n >= len(f.args) {
		return false
	}
	f.lit(i)
	f.out = append(f.out, Pieces(f.args[n].Value)...)
	f.done = end
	return true
}

func (f *fill) node(span source.Span) *value.Node {
	f.lit(len(f.text))
	if f.view == nil {
		f.out = f.out[1:]
	}
	n := value.NewText(f.out)
	n.Span = span
	return n
}

// Pieces is a value as a part of a text.
func Pieces(n *value.Node) expr.Text {
	switch n.Kind {
	case value.String, value.Number:
		return expr.Text{{Lit: n.Str, Span: n.Span}}
	case value.Text:
		return n.Text
	case value.Hole:
		return expr.Text{{Tag: n.Tag, Span: n.Span}}
	}
	tag := &expr.Tag{Kind: expr.TagHole, Expr: expr.Opaque{Text: "value"}, Span: n.Span}
	return expr.Text{{Tag: tag, Span: n.Span}}
}

// Join puts sep between values; nil where one of them may be any number.
func Join(sep *value.Node, items []value.Entry, span source.Span) *value.Node {
	if sep == nil || sep.Kind != value.String {
		return nil
	}
	var out expr.Text
	for i := range items {
		if items[i].Block != nil || items[i].Spread {
			return nil
		}
		if i > 0 {
			out = append(out, expr.Seg{Lit: sep.Str, Span: sep.Span})
		}
		out = append(out, Pieces(items[i].Value)...)
	}
	n := value.NewText(out)
	n.Span = span
	return n
}

// Array returns the arguments of a call as a list.
func Array(args []value.Entry, span source.Span) *value.Node {
	return &value.Node{Kind: value.Array, Entries: args, Span: span}
}

// Pairs returns keys and values that alternate as an object; nil where they are
// not pairs, or one may be any number.
func Pairs(args []value.Entry, span source.Span) *value.Node {
	if len(args)%2 != 0 {
		return nil
	}
	n := &value.Node{Kind: value.Object, Span: span}
	for i := 0; i < len(args); i += 2 {
		if args[i].Spread || args[i+1].Spread {
			return nil
		}
		n.Entries = append(n.Entries, Member(args[i].Value, args[i+1].Value))
	}
	return n
}

// Member is the entry of an object whose key is a value.
func Member(key, v *value.Node) value.Entry {
	e := value.Entry{Value: v, KeySpan: key.Span, Span: key.Span.Cover(v.Span)}
	if key.Kind == value.String {
		e.Key = key.Str
	} else {
		e.KeyNode, e.Spread = key, true
	}
	return e
}
