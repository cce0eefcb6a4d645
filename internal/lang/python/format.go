package python

import (
	"strconv"
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/read"
	"github.com/promptglot/promptglot/internal/value"
)

// lambda passes over the parameters of a lambda; its body is read for what it
// calls.
func lambda(r *read.Reader) (*value.Node, bool) {
	if r.Word(0) != "lambda" {
		return nil, false
	}
	at := r.SpanOf(0, 1)
	for n := 1; n < min(60, r.Left()); n++ {
		if m := r.Match(n); m > 0 {
			n = m
			continue
		}
		if r.Sign(n) == ":" {
			r.Skip(n + 1)
			body := r.Expr()
			return &value.Node{Kind: value.Hole, Span: at.Cover(body.Span), Tag: &expr.Tag{
				Kind: expr.TagHole, Lang: "python", Expr: expr.Opaque{Lang: "python", Text: "lambda"}, Span: at,
			}}, true
		}
	}
	return nil, false
}

// formatted returns the text that "…".format(…) and "sep".join([…]) make of
// literals, nil for any other call.
func formatted(c *lang.Call) *value.Node {
	steps := c.Callee.Steps
	if len(steps) != 2 || steps[0].Index == nil || steps[0].Index.Kind != value.String {
		return nil
	}
	s := steps[0].Index
	switch steps[1].Name {
	case "format":
		return format(s, c)
	case "strip", "lstrip", "rstrip":
		if len(c.Args) == 0 && c.Named == nil {
			return s // white space around a text is the author's, not the vendor's
		}
	case "join":
		return join(s, c)
	}
	return nil
}

// format fills the fields of a text with the arguments, as far as it is certain
// which is which.
func format(s *value.Node, c *lang.Call) *value.Node {
	var out expr.Text
	next, at := 0, 0
	lit := func(to int, text string) {
		if text != "" {
			out = append(out, expr.Seg{Lit: text, Span: s.View.Span(at, to)})
		}
	}
	t := s.Str
	var b strings.Builder
	for i := 0; i < len(t); {
		switch {
		case strings.HasPrefix(t[i:], "{{"), strings.HasPrefix(t[i:], "}}"):
			b.WriteByte(t[i])
			i += 2
		case t[i] == '{':
			end := strings.IndexByte(t[i:], '}')
			if end < 0 {
				return nil
			}
			if s.View == nil {
				return nil // of several literals
			}
			lit(i, b.String())
			b.Reset()
			field, _, _ := strings.Cut(t[i+1:i+end], ":")
			field, _, _ = strings.Cut(field, "!")
			arg := argument(c, field, &next)
			if arg == nil {
				return nil
			}
			out = append(out, pieces(arg)...)
			i += end + 1
			at = i
		default:
			b.WriteByte(t[i])
			i++
		}
	}
	if s.View == nil {
		return nil
	}
	lit(len(t), b.String())
	n := value.NewText(out)
	n.Span = c.Node.Span
	return n
}

// argument finds what a field of a format names.
func argument(c *lang.Call, field string, next *int) *value.Node {
	if field == "" {
		*next++
		return c.Arg(*next - 1)
	}
	if i, err := strconv.Atoi(field); err == nil {
		return c.Arg(i)
	}
	if v := c.Named.Get(field); v != nil {
		return v
	}
	if c.Named != nil && c.Named.Open() || strings.ContainsAny(field, ".[") {
		tag := &expr.Tag{Kind: expr.TagHole, Lang: "python", Expr: expr.Opaque{Lang: "python", Text: field}, Span: c.Span}
		return &value.Node{Kind: value.Hole, Tag: tag, Span: c.Span}
	}
	return nil
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
	tag := &expr.Tag{Kind: expr.TagHole, Lang: "python", Expr: expr.Opaque{Lang: "python", Text: "value"}, Span: n.Span}
	return expr.Text{{Tag: tag, Span: n.Span}}
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
		if i > 0 {
			out = append(out, expr.Seg{Lit: s.Str, Span: s.Span})
		}
		out = append(out, pieces(e.Value)...)
	}
	n := value.NewText(out)
	n.Span = c.Node.Span
	return n
}
