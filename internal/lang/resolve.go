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

// What all resolutions in one program may copy together grows with its text, so
// that a program of many calls which all send one large value is read in a time that
// does so too. Then names stay names.
const (
	resolvedAtLeast = 2_000_000 // nodes
	resolvedPerByte = 8
)

// Resolve returns n with every name in it that has one value only replaced by
// that value, whose spans are those of the place where it stands. A name that
// nobody assigns stays a hole, and so does one that is assigned twice, unless it
// holds objects, lists or results of calls: then the value counts that stands
// before its use. fn is the function that n stands in: its own names hide those of
// the whole program.
func (u *Unit) Resolve(n *value.Node, fn string) *value.Node {
	u.index()
	r := resolver{u: u, fn: fn, left: min(maxResolved, u.left), open: map[string]bool{}}
	was := r.left
	out := r.node(n)
	u.left -= was - r.left
	return out
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
			v := r.node(e.Value)
			if v != nil && (v.Kind == value.Object || v.Kind == value.Array) {
				out = append(out, v.Entries...)
				continue
			}
			if b := spreadChoice(v, 0); b != nil {
				e = value.Entry{Block: b, Span: e.Span}
			}
		default:
			e.Value = r.node(e.Value)
		}
		out = append(out, e)
	}
	return out
}

// spreadChoice is what a spread of one of several objects or lists brings, a
// condition around what is in each; nil where one of them is not known.
func spreadChoice(v *value.Node, depth int) *expr.Block[[]value.Entry] {
	if v == nil || v.Kind != value.Choice || depth > maxResolvedDepth {
		return nil
	}
	b := &expr.Block[[]value.Entry]{Close: v.Choice.Close}
	kind := value.Null
	for _, a := range v.Choice.Arms {
		arm := expr.Arm[[]value.Entry]{Tag: a.Tag}
		switch {
		case a.Body == nil || a.Body.Kind == value.Null: // which brings nothing
		case a.Body.Kind == value.Choice:
			inner := spreadChoice(a.Body, depth+1)
			if inner == nil {
				return nil
			}
			arm.Body = []value.Entry{{Block: inner, Span: a.Body.Span}}
		case a.Body.Kind != value.Object && a.Body.Kind != value.Array, kind != value.Null && kind != a.Body.Kind:
			return nil
		default:
			kind = a.Body.Kind
			arm.Body = a.Body.Entries
		}
		b.Arms = append(b.Arms, arm)
	}
	return b
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
	v, in := r.u.lookup(name, r.fn)
	part := everywhere
	if v == nil {
		v, in = r.member(p)
	}
	if v == nil && len(r.u.named[name]) > 1 && !n.Span.IsZero() {
		if a := r.u.latest(name, r.fn, n.Span.Start); a != nil && r.u.calls[a.Value] != nil {
			c := *a.Value // which stands where it is used: the program calls it by a name
			c.Span = n.Span
			r.u.Made(&c, a.Value)
			return &c
		} else if a != nil {
			v, in, part = a.Value, a.Func, stretch{a.Span.Start, n.Span.Start}
		}
	}
	if v == nil {
		return n
	}
	fn := r.fn
	r.open[name], r.fn = true, in // its names are those of the place where it stands
	v = r.node(r.u.whole(name, in, v, part))
	delete(r.open, name)
	r.fn = fn
	return v
}

// member returns what lies at a path in an object that a name stands for,
// MODELS.fast, and the function that the object stands in; nil where the object
// is not known well enough.
func (r *resolver) member(p expr.Path) (*value.Node, string) {
	if len(p.Steps) < 2 {
		return nil, ""
	}
	name := p.Steps[0].Name
	v, in := r.u.lookup(name, r.fn)
	if v == nil {
		return nil, ""
	}
	v = r.u.whole(name, in, v, everywhere)
	for _, s := range p.Steps[1:] {
		if v == nil || v.Kind != value.Object || v.Open() {
			return nil, ""
		}
		v = v.Get(s.Name)
	}
	return v, in
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

// pathName returns a path of names only, dotted; "" for any other, and for one
// that is longer than anybody's name.
func pathName(p expr.Path) string {
	if len(p.Steps) == 1 {
		return p.Steps[0].Name
	}
	if len(p.Steps) > maxResolvedDepth {
		return ""
	}
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
