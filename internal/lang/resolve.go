package lang

import (
	"slices"
	"strings"

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
// The names of function fn hide those of the whole program; a field of the
// object (self.model, this.model) belongs to all functions.
func (u *Unit) Const(name, fn string) *value.Node {
	v, _ := u.lookup(name, fn)
	return v
}

// lookup is Const, and the function that the value stands in.
func (u *Unit) lookup(name, fn string) (v *value.Node, in string) {
	u.index()
	if v, in, ok := u.around(name, fn); ok {
		return v, in
	}
	var outer, inner []int
	if field, ok := fieldOf(name); ok {
		outer = append(outer, u.named[name]...)
		for _, i := range u.named[field] {
			if u.classes[u.Assigns[i].Func] {
				outer = append(outer, i)
			}
		}
	} else {
		for _, i := range u.named[name] {
			switch u.Assigns[i].Func {
			case fn:
				inner = append(inner, i)
			case "":
				outer = append(outer, i)
			}
		}
	}
	switch all := u.named[name]; {
	case len(inner) > 0:
		outer = inner
	case len(outer) == 0 && len(all) == 1 && u.classes[u.Assigns[all[0]].Func] && strings.ToUpper(name) == name:
		outer = all // a constant of a class, which needs no word before it in Ruby
	}
	if len(outer) != 1 {
		return nil, ""
	}
	a := &u.Assigns[outer[0]]
	return a.Value, a.Func
}

// fieldOf returns the name of a field of the object itself.
func fieldOf(name string) (field string, ok bool) {
	for _, self := range []string{"self.", "this.", "cls.", "$this."} {
		if field, ok = strings.CutPrefix(name, self); ok && !strings.Contains(field, ".") {
			return field, true
		}
	}
	return "", false
}

// growing are methods that change what they are called on.
var growing = map[string]bool{
	"append": true, "extend": true, "insert": true, "update": true, "setdefault": true, "pop": true, "popitem": true, "clear": true, "remove": true,
	"push": true, "unshift": true, "splice": true, "shift": true, "add": true, "addAll": true, "put": true, "putAll": true, "Add": true, "AddRange": true,
}

// index keeps assignments by their names, those to members by the name of the
// whole, and the names whose values grow.
func (u *Unit) index() {
	if u.named != nil {
		return
	}
	u.named, u.parts, u.classes, u.grow, u.remade = map[string][]int{}, map[string][]int{}, map[string]bool{}, map[string]bool{}, map[string]bool{}
	for i := range u.Assigns {
		name := u.Assigns[i].Name
		u.named[name] = append(u.named[name], i)
		if list, _, ok := strings.Cut(name, "."+AnyIndex); ok {
			u.remade[list] = true
		} else if k := strings.LastIndexByte(name, '.'); k > 0 {
			u.parts[name[:k]] = append(u.parts[name[:k]], i)
		}
	}
	for _, f := range u.Funcs {
		if f.Class {
			u.classes[f.Name] = true
		}
	}
	for _, c := range u.Calls {
		if n := len(c.Callee.Steps); c.Callee.Recv == nil && n > 1 && n < maxResolvedDepth && growing[c.Callee.Last()] {
			whole := Chain{Steps: c.Callee.Steps[:n-1]}
			u.grow[whole.Names()] = true
		}
	}
}

// whole adds to an object or list what the program puts into it after it is
// made. What is there twice, or grows in a way that nobody can see, is unknown.
func (u *Unit) whole(name, in string, v *value.Node) *value.Node {
	switch {
	case v.Kind != value.Object && v.Kind != value.Array:
		return v
	case u.remade[name] && v.Kind == value.Array:
		return unknown(u.Lang, name, v)
	case len(u.parts[name]) == 0 && !u.grow[name] && !u.remade[name]:
		return v
	}
	c := *v
	c.Entries = slices.Clone(v.Entries)
	for _, i := range u.parts[name] {
		a := &u.Assigns[i]
		if a.Func != in || v.Kind != value.Object {
			continue
		}
		key := a.Name[len(name)+1:]
		k := slices.IndexFunc(c.Entries, func(e value.Entry) bool { return e.Key == key && e.Block == nil && !e.Spread })
		if k < 0 {
			c.Entries = append(c.Entries, value.Entry{Key: key, KeySpan: a.Span, Value: a.Value, Span: a.Span.Cover(a.Value.Span)})
			continue
		}
		c.Entries[k].Value = unknown(u.Lang, name+"."+key, a.Value)
	}
	if u.grow[name] || u.remade[name] {
		c.Entries = append(c.Entries, value.Entry{Value: unknown(u.Lang, name, v), Spread: true, Span: v.Span})
	}
	return &c
}

// unknown is a hole for what the program calls name, standing where v does.
func unknown(language, name string, v *value.Node) *value.Node {
	return &value.Node{Kind: value.Hole, Span: v.Span, Tag: &expr.Tag{
		Kind: expr.TagHole, Lang: language, Expr: expr.Opaque{Lang: language, Text: name}, Src: name, Span: v.Span,
	}}
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
	if v == nil {
		v, in = r.member(p)
	}
	if v == nil {
		return n
	}
	fn := r.fn
	r.open[name], r.fn = true, in // its names are those of the place where it stands
	v = r.node(r.u.whole(name, in, v))
	delete(r.open, name)
	r.fn = fn
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
