package python

import (
	"strconv"
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// A filler puts arguments into the fields of a text.
type filler struct {
	s    *value.Node // String
	out  expr.Text
	lit  strings.Builder
	from int  // where lit began in s
	as   bool // every field stands for a hole, and the text has no escapes: it is as in the source
}

// text adds literal text that stands at s.Str[i:].
func (f *filler) text(t string, i, n int) {
	f.as = f.as && t == f.s.Str[i:i+n]
	f.lit.WriteString(t)
}

// flush ends a run of literal text at i; the next one begins at next.
func (f *filler) flush(i, next int) {
	if f.lit.Len() > 0 {
		sp := f.s.Span
		if f.s.View != nil {
			sp = f.s.View.Span(f.from, i)
		}
		f.out = append(f.out, expr.Seg{Lit: f.lit.String(), Span: sp})
		f.lit.Reset()
	}
	f.from = next
}

// fill puts v in the place of s.Str[i:end]; exact is false where v is converted
// in a way that is not known here.
func (f *filler) fill(i, end int, v *value.Node, exact bool) {
	f.flush(i, end)
	if exact && (v.Kind == value.String || v.Kind == value.Text) {
		f.as = false
		f.out = append(f.out, pieces(v)...)
		return
	}
	tag := &expr.Tag{Kind: expr.TagHole, Lang: "python", Expr: expression(v), Src: f.s.Str[i:end], Span: v.Span, Start: i, End: end, Raw: true}
	if f.s.View != nil {
		tag.Span = f.s.View.Span(i, end)
	}
	f.out = append(f.out, expr.Seg{Tag: tag, Span: tag.Span})
}

// node is the text that was made.
func (f *filler) node(span source.Span) *value.Node {
	f.flush(len(f.s.Str), 0)
	n := value.NewText(f.out)
	n.Span = span
	if f.as {
		n.View = f.s.View
	}
	return n
}

// expression is a value as an expression.
func expression(n *value.Node) expr.Expr {
	switch n.Kind {
	case value.Hole:
		return n.Tag.Expr
	case value.String:
		return expr.Lit{Kind: expr.Str, Text: n.Str}
	case value.Number:
		return expr.Lit{Kind: expr.Num, Text: n.Str}
	}
	return expr.Opaque{Lang: "python", Text: n.Kind.String()}
}

// pieces is a value as a part of a text.
func pieces(n *value.Node) expr.Text {
	switch n.Kind {
	case value.String:
		return expr.Text{{Lit: n.Str, Span: n.Span}}
	case value.Text:
		return n.Text
	case value.Hole:
		return expr.Text{{Tag: n.Tag, Span: n.Span}}
	}
	tag := &expr.Tag{Kind: expr.TagHole, Expr: expression(n), Lang: "python", Span: n.Span}
	return expr.Text{{Tag: tag, Span: n.Span}}
}

// format fills the fields of a text with the arguments of its format method, as
// far as it is certain which is which.
func format(s *value.Node, c *lang.Call) *value.Node {
	f := filler{s: s, as: true}
	t, next := s.Str, 0
	for i := 0; i < len(t); {
		switch c1 := t[i]; {
		case (c1 == '{' || c1 == '}') && strings.HasPrefix(t[i+1:], t[i:i+1]):
			f.text(t[i:i+1], i, 2)
			i += 2
		case c1 == '{':
			end := strings.IndexAny(t[i+1:], "{}")
			if end < 0 || t[i+1+end] != '}' {
				return nil // not closed, or a field within a format
			}
			end += i + 2
			name, spec, _ := strings.Cut(t[i+1:end-1], ":")
			name, conv, _ := strings.Cut(name, "!")
			arg := argument(c, name, &next)
			if arg == nil {
				return nil
			}
			if arg.Kind == value.Number {
				arg = &value.Node{Kind: value.String, Str: arg.Str, Span: arg.Span}
			}
			f.fill(i, end, arg, spec == "" && (conv == "" || conv == "s"))
			i = end
		default:
			n := strings.IndexAny(t[i+1:], "{}") + 1
			if n == 0 {
				n = len(t) - i
			}
			f.text(t[i:i+n], i, n)
			i += n
		}
	}
	return f.node(c.Node.Span)
}

// argument finds what a field of a format names; nil where there is none.
func argument(c *lang.Call, field string, next *int) *value.Node {
	if field == "" {
		*next++
		return c.Arg(*next - 1)
	}
	if i, err := strconv.Atoi(field); err == nil {
		return c.Arg(i)
	}
	if c.Named != nil {
		if v := c.Named.Get(field); v != nil {
			return v
		}
	}
	if c.Named != nil && c.Named.Open() || strings.ContainsAny(field, ".[") {
		return hole(field, c.Span)
	}
	return nil
}

// hole is an expression of which only the words are known.
func hole(text string, span source.Span) *value.Node {
	tag := &expr.Tag{Kind: expr.TagHole, Lang: "python", Expr: expr.Opaque{Lang: "python", Text: text}, Src: text, Span: span}
	return &value.Node{Kind: value.Hole, Tag: tag, Span: span}
}

// percent fills the conversions of a text: "%s: %(name)d" % args.
func percent(s, args *value.Node) *value.Node {
	f := filler{s: s, as: true}
	t, next := s.Str, 0
	for i := 0; i < len(t); {
		if t[i] != '%' {
			n := strings.IndexByte(t[i:], '%')
			if n < 0 {
				n = len(t) - i
			}
			f.text(t[i:i+n], i, n)
			i += n
			continue
		}
		end, name, verb := conversion(t, i)
		switch verb {
		case 0: // the program fails here
			f.text(t[i:end], i, end-i)
		case '%':
			f.text("%", i, end-i)
		default:
			v := operand(args, name, &next)
			if v.Kind == value.Number && (verb == 's' || verb == 'd') {
				v = &value.Node{Kind: value.String, Str: v.Str, Span: v.Span}
			}
			f.fill(i, end, v, (verb == 's' || verb == 'd') && end-i == 2+len(name))
		}
		i = end
	}
	return f.node(s.Span.Cover(args.Span))
}

// conversion reads the conversion at i; name is the (key) with its brackets, and
// verb its letter, 0 where it has none.
func conversion(t string, i int) (end int, name string, verb byte) {
	end = i + 1
	if strings.HasPrefix(t[end:], "(") {
		n := strings.IndexByte(t[end:], ')')
		if n < 0 {
			return i + 1, "", 0
		}
		name = t[end : end+n+1]
		end += n + 1
	}
	for end < len(t) && strings.IndexByte("#0- +123456789.*hlL", t[end]) >= 0 {
		end++
	}
	if end >= len(t) || strings.IndexByte("diouxXeEfFgGcrsa%", t[end]) < 0 {
		return i + 1, "", 0
	}
	return end + 1, name, t[end]
}

// operand is what a conversion takes of the value behind %.
func operand(args *value.Node, name string, next *int) *value.Node {
	var v *value.Node
	switch {
	case name != "":
		if args.Kind == value.Object {
			v = args.Get(name[1 : len(name)-1])
		}
	case args.Kind == value.Array:
		if *next < len(args.Entries) && !args.Open() {
			v = args.Entries[*next].Value
		}
		*next++
	default:
		v = args
		*next++
	}
	if v == nil {
		return hole(strings.Trim(name, "()"), args.Span)
	}
	return v
}

// join puts a literal between the elements of a list that is written out.
func join(s *value.Node, c *lang.Call) *value.Node {
	list := c.Arg(0)
	if list == nil || list.Kind != value.Array || len(c.Args) != 1 {
		return nil
	}
	var out expr.Text
	for i := range list.Entries {
		e := &list.Entries[i]
		if e.Block != nil || e.Spread {
			return nil
		}
		if i > 0 && s.Str != "" {
			out = append(out, expr.Seg{Lit: s.Str, Span: s.Span})
		}
		out = append(out, pieces(e.Value)...)
	}
	n := value.NewText(out)
	n.Span = c.Node.Span
	return n
}
