package langtest

import (
	"fmt"
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/value"
)

// Dump shows what was read, a line for each thing.
func Dump(u *lang.Unit) string {
	var b strings.Builder
	for i := range u.Imports {
		im := &u.Imports[i]
		fmt.Fprintf(&b, "import %s", im.Path)
		if im.Alias != "" {
			fmt.Fprintf(&b, " as %s", im.Alias)
		}
		for _, n := range im.Names {
			fmt.Fprintf(&b, " {%s=%s}", n.Local(), n.Name)
		}
		if im.Glob {
			b.WriteString(" *")
		}
		b.WriteByte('\n')
	}
	for _, f := range u.Funcs {
		fmt.Fprintf(&b, "func %s lines %d-%d\n", f.Name, u.View.File().Pos(f.Span.Start).Line, u.View.File().Pos(f.Span.End).Line)
	}
	for i := range u.Assigns {
		a := &u.Assigns[i]
		fmt.Fprintf(&b, "assign%s %s = %s\n", in(a.Func), a.Name, Value(u, a.Value))
	}
	for _, c := range u.Calls {
		fmt.Fprintf(&b, "call%s %s\n", in(c.Func), call(u, c))
	}
	for i := range u.Reads {
		c := &u.Reads[i]
		fmt.Fprintf(&b, "read%s %s\n", in(c.Func), chain(c))
	}
	for i := range u.Strings {
		s := &u.Strings[i]
		fmt.Fprintf(&b, "string%s %s", in(s.Func), [...]string{"bare", "value", "argument", "assigned", "key", "index"}[s.Use])
		if s.Name != "" {
			fmt.Fprintf(&b, " %s:", s.Name)
		}
		fmt.Fprintf(&b, " %s\n", Value(u, s.Node))
	}
	for i := range u.Comments {
		fmt.Fprintf(&b, "comment %q\n", u.Comments[i].Text)
	}
	return b.String()
}

func in(fn string) string {
	if fn == "" {
		return ""
	}
	return "[" + fn + "]"
}

func chain(c *lang.Chain) string {
	s := c.Names()
	if c.Recv != nil {
		s = c.Recv.Callee.Names() + "()." + s
	}
	return s
}

func call(u *lang.Unit, c *lang.Call) string {
	var b strings.Builder
	if c.Decorator {
		b.WriteByte('@')
	}
	if c.New {
		b.WriteString("new ")
	}
	b.WriteString(chain(&c.Callee))
	b.WriteByte('(')
	b.WriteString(entries(u, c.Args))
	if c.Named != nil {
		b.WriteString("; " + entries(u, c.Named.Entries))
	}
	b.WriteByte(')')
	if c.Into != "" {
		b.WriteString(" into " + c.Into)
	}
	return b.String()
}

func entries(u *lang.Unit, es []value.Entry) string {
	var out []string
	for i := range es {
		switch e := &es[i]; {
		case e.Block != nil:
			arms := make([]string, 0, len(e.Block.Arms))
			for _, a := range e.Block.Arms {
				arms = append(arms, entries(u, a.Body))
			}
			out = append(out, "block("+strings.Join(arms, " | ")+")")
		case e.KeyNode != nil:
			out = append(out, "["+Value(u, e.KeyNode)+"]: "+Value(u, e.Value))
		case e.Spread:
			out = append(out, "*"+Value(u, e.Value))
		case e.Key != "" || !e.KeySpan.IsZero():
			out = append(out, e.Key+": "+Value(u, e.Value))
		default:
			out = append(out, Value(u, e.Value))
		}
	}
	return strings.Join(out, ", ")
}

// Value shows a value: texts quoted, holes in guillemets, calls by their name.
func Value(u *lang.Unit, n *value.Node) string {
	if n == nil {
		return "nothing"
	}
	switch n.Kind {
	case value.Null:
		return "null"
	case value.Bool:
		return fmt.Sprint(n.Bool)
	case value.Number:
		return n.Str
	case value.String:
		return fmt.Sprintf("%q", n.Str)
	case value.Text:
		var b strings.Builder
		for _, s := range n.Text {
			if s.Tag != nil {
				b.WriteString("«" + expression(s.Tag.Expr) + "»")
				continue
			}
			q := fmt.Sprintf("%q", s.Lit)
			b.WriteString(q[1 : len(q)-1])
		}
		return "`" + b.String() + "`"
	case value.Array:
		return "[" + entries(u, n.Entries) + "]"
	case value.Object:
		return "{" + entries(u, n.Entries) + "}"
	case value.Choice:
		var arms []string
		for _, a := range n.Choice.Arms {
			arms = append(arms, Value(u, a.Body))
		}
		return "either(" + strings.Join(arms, " | ") + ")"
	}
	if c := u.CallOf(n); c != nil {
		return "«" + chain(&c.Callee) + "()»"
	}
	return "«" + expression(n.Tag.Expr) + "»"
}

func expression(e expr.Expr) string {
	switch e := e.(type) {
	case expr.Path:
		var parts []string
		for _, s := range e.Steps {
			parts = append(parts, s.Name)
		}
		return strings.Join(parts, ".")
	case expr.Opaque:
		return strings.Join(strings.Fields(e.Text), " ")
	}
	return fmt.Sprint(e)
}
