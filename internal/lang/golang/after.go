package golang

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/curly"
	"github.com/promptglot/promptglot/internal/lang/read"
	"github.com/promptglot/promptglot/internal/value"
)

// after gives the text that calls certainly make of literals.
func after(_ *read.Reader, c *lang.Call) *value.Node {
	spread(c)
	if len(c.Args) == 0 || len(c.Callee.Steps) != 2 {
		return nil
	}
	switch c.Callee.Names() {
	case "fmt.Sprintf":
		return curly.Printf(c.Arg(0), c.Args[1:], false, c.Node.Span)
	case "strings.TrimSpace":
		if n := c.Arg(0); n != nil && (n.Kind == value.String || n.Kind == value.Text) {
			return n // white space around a text is the author's, not the vendor's
		}
	case "strings.Join":
		if list := c.Arg(0); list != nil && list.Kind == value.Array && len(c.Args) == 2 {
			return curly.Join(c.Arg(1), list.Entries, c.Node.Span)
		}
	}
	return nil
}

// spread marks a last argument x... for what it is.
func spread(c *lang.Call) {
	if len(c.Args) == 0 {
		return
	}
	e := &c.Args[len(c.Args)-1]
	if e.Value == nil || e.Value.Kind != value.Hole {
		return
	}
	name, ok := strings.CutSuffix(e.Value.Tag.Src, "...")
	if !ok {
		return
	}
	e.Spread = true
	if name = strings.TrimSpace(name); name != "" && strings.Trim(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789") == "" {
		e.Value.Tag.Expr = expr.Var(name) // what it brings may be known
	}
}

// assertion reads .(T) behind a value, which stays what it is.
func assertion(r *read.Reader, n *value.Node) *value.Node {
	if r.Sign(0) != "." || r.Sign(1) != "(" || r.Match(1) == 0 {
		return nil
	}
	r.Skip(r.Match(1) + 1)
	return n
}
