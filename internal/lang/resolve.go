package lang

import (
	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/value"
)

// maxResolved bounds what one resolution may copy: names that stand for one
// another cannot grow a small program into a large value.
const (
	maxResolved      = 20_000 // nodes
	maxResolvedDepth = 20     // names behind names
)

// Resolve returns n with every name in it that has one value only replaced by
// that value, whose spans are those of the place where it stands. A name that
// is assigned twice, or that nobody assigns, stays a hole. fn is the function
// that n stands in: its own names hide those of the whole program.
func (u *Unit) Resolve(n *value.Node, fn string) *value.Node {
	r := resolver{u: u, fn: fn, left: maxResolved, open: map[string]bool{}}
	return r.node(n)
}

// Const returns the value of a name that is assigned once, nil for any other.
// The names of function fn hide those of the whole program.
func (u *Unit) Const(name, fn string) *value.Node {
	if u.named == nil {
		u.named = map[string][]int{}
		for i := range u.Assigns {
			u.named[u.Assigns[i].Name] = append(u.named[u.Assigns[i].Name], i)
		}
	}
	var outer, inner []*value.Node
	for _, i := range u.named[name] {
		switch a := &u.Assigns[i]; a.Func {
		case "":
			outer = append(outer, a.Value)
		case fn:
			inner = append(inner, a.Value)
		}
	}
	if len(inner) > 0 {
		outer = inner
	}
	if len(outer) != 1 {
		return nil
	}
	return outer[0]
}

type resolver struct {
	u    *Unit
	fn   string
	left int
	open map[string]bool // names that are being resolved
}

func (r *resolver) node(n *value.Node) *value.Node {
	if r.left--; n == nil || r.left < 0 {
		return n
	}
	switch n.Kind {
	case value.Hole:
		return r.hole(n)
	case value.Text:
		return r.text(n)
	case value.Choice:
		c := *n
		b := *n.Choice
		b.Arms = append([]expr.Arm[*value.Node]{}, n.Choice.Arms...)
		for i := range b.Arms {
			b.Arms[i].Body = r.node(b.Arms[i].Body)
		}
		c.Choice = &b
		return &c
	case value.Array, value.Object:
		c := *n
		c.Entries = r.entries(n.Entries)
		return &c
	}
	return n
}

func (r *resolver) entries(es []value.Entry) []value.Entry {
	out := make([]value.Entry, 0, len(es))
	for i := range es {
		e := es[i]
		switch {
		case e.Block != nil:
			b := *e.Block
			b.Arms = append([]expr.Arm[[]value.Entry]{}, e.Block.Arms...)
			for j := range b.Arms {
				b.Arms[j].Body = r.entries(b.Arms[j].Body)
			}
			e.Block = &b
		case e.Spread && e.KeyNode == nil:
			// A spread of something known is what it brings.
			if v := r.node(e.Value); v != nil && (v.Kind == value.Object || v.Kind == value.Array) {
				out = append(out, v.Entries...)
				continue
			}
		default:
			e.Value = r.node(e.Value)
		}
		out = append(out, e)
	}
	return out
}

func (r *resolver) hole(n *value.Node) *value.Node {
	p, ok := n.Tag.Expr.(expr.Path)
	if !ok || r.u.calls[n] != nil {
		return n
	}
	name := pathName(p)
	if name == "" || r.open[name] || len(r.open) >= maxResolvedDepth {
		return n
	}
	v := r.u.Const(name, r.fn)
	if v == nil {
		return n
	}
	r.open[name] = true
	v = r.node(v)
	delete(r.open, name)
	return v
}

// text puts known texts in the place of their names.
func (r *resolver) text(n *value.Node) *value.Node {
	var out expr.Text
	changed := false
	for _, s := range n.Text {
		if s.Tag != nil && s.Tag.Kind == expr.TagHole {
			h := &value.Node{Kind: value.Hole, Tag: s.Tag, Span: s.Span}
			switch v := r.hole(h); {
			case v == h || v == nil:
			case v.Kind == value.String:
				out, changed = append(out, expr.Seg{Lit: v.Str, Span: v.Span}), true
				continue
			case v.Kind == value.Text:
				out, changed = append(out, v.Text...), true
				continue
			}
		}
		out = append(out, s)
	}
	if !changed {
		return n
	}
	c := value.NewText(out)
	c.Span = n.Span
	return c
}

// pathName returns a path of names only, dotted.
func pathName(p expr.Path) string {
	name := ""
	for i, s := range p.Steps {
		if s.Index != nil {
			return ""
		}
		if i > 0 {
			name += "."
		}
		name += s.Name
	}
	return name
}
