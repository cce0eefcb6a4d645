package python

import (
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/read"
	"github.com/promptglot/promptglot/internal/value"
)

// lambda reads a function without a name for what it calls.
func lambda(r *read.Reader) (*value.Node, bool) {
	if r.Word(0) != "lambda" {
		return nil, false
	}
	at := r.Cursor()
	r.Skip(1)
	for n := 0; n < min(maxHead, r.Left()); n++ {
		if m := r.Match(n); m > n {
			n = m
			continue
		}
		if r.Sign(n) != ":" {
			continue
		}
		names := len(r.Unit.Assigns)
		r.Statements(n) // default values
		r.Unit.Assigns = r.Unit.Assigns[:names]
		r.Skip(1)
		r.Str(r.Expr(), lang.Value, "")
		break
	}
	return r.Hole(at-r.Cursor(), 0), true
}

// operator reads "…" % args, and {…} | {…}.
func operator(r *read.Reader, n *value.Node) *value.Node {
	switch r.Sign(0) {
	case "%":
		if n.Kind != value.String {
			return nil
		}
		r.Skip(1)
		return percent(n, r.Unary())
	case "|":
		if n.Kind != value.Object && (n.Kind != value.Hole || r.Sign(1) != "{") {
			return nil
		}
		r.Skip(1)
		return read.Merged(n, r.Unary())
	}
	return nil
}

// made returns the value that a call certainly makes, nil for any other call.
func made(_ *read.Reader, c *lang.Call) *value.Node {
	if c.Callee.Recv != nil || len(c.Callee.Steps) == 0 {
		return nil
	}
	if s := c.Callee.Steps[0].Index; s != nil {
		return ofText(s, c)
	}
	switch c.Callee.Names() {
	case "dict":
		return dict(c)
	case "textwrap.dedent", "dedent", "inspect.cleandoc", "cleandoc":
		// White space around a text is the author's, not the vendor's.
		if v := c.Arg(0); v != nil && len(c.Args) == 1 && (v.Kind == value.String || v.Kind == value.Text) {
			return v
		}
	}
	return nil
}

// ofText is what a method of a text makes of it.
func ofText(s *value.Node, c *lang.Call) *value.Node {
	if len(c.Callee.Steps) != 2 {
		return nil
	}
	switch name := c.Callee.Steps[1].Name; {
	case name == "strip" || name == "lstrip" || name == "rstrip":
		if len(c.Args) == 0 && c.Named == nil && (s.Kind == value.String || s.Kind == value.Text) {
			return s
		}
	case s.Kind != value.String:
	case name == "format":
		return format(s, c)
	case name == "join":
		return join(s, c)
	}
	return nil
}

// dict is the object that dict(a=1, **more) makes; nil where it is made of
// pairs.
func dict(c *lang.Call) *value.Node {
	var parts []*value.Node
	for i := range c.Args {
		if v := c.Args[i].Value; v.Kind != value.Object && v.Kind != value.Hole || c.Args[i].Spread || i > 0 {
			return nil
		}
		parts = append(parts, c.Args[i].Value)
	}
	if c.Named != nil {
		parts = append(parts, c.Named)
	}
	n := read.Merged(parts...)
	n.Span = c.Node.Span
	return n
}
