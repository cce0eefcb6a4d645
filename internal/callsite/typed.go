package callsite

import (
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/value"
)

// typed returns what a value of one of the program's own types is where it is
// written: its members under the names that the type's tags give them. It is nil
// for any other call.
func (r *reader) typed(k *lang.Call) *value.Node {
	if k.Named == nil || !k.New && !capital(k.Callee.Last()) || k.Callee.Recv != nil || len(k.Callee.Steps) != 1 {
		return nil
	}
	t := r.u.TypeOf(k.Callee.Last())
	if t == nil {
		return nil
	}
	return r.tagged(r.value(k.Named, k.Func), t, 0)
}

// tagged writes a value under the names of its type, all the way down: the
// elements of a list may stand without their own.
func (r *reader) tagged(n *value.Node, t *lang.Type, depth int) *value.Node {
	if n == nil || t == nil || depth > maxMakes {
		return n
	}
	switch n.Kind {
	case value.Array:
		c := *n
		c.Entries = make([]value.Entry, len(n.Entries))
		for i, e := range n.Entries {
			e.Value = r.tagged(e.Value, t, depth+1)
			c.Entries[i] = e
		}
		return &c
	case value.Object:
		c := *n
		c.Entries = make([]value.Entry, 0, len(n.Entries))
		for _, e := range n.Entries {
			f := t.Field(e.Key)
			if f == nil || e.Block != nil || e.Spread {
				if v := e.Value; f == nil && v != nil && !isField(e) {
					e.Value = r.tagged(v, t, depth+1) // a map of them
				}
				c.Entries = append(c.Entries, e)
				continue
			}
			v := r.tagged(e.Value, r.u.TypeOf(f.Of), depth+1)
			switch {
			case f.Wire == "-":
			case f.Embedded && v != nil && v.Kind == value.Object:
				c.Entries = append(c.Entries, v.Entries...)
			default:
				e.Key, e.Value = f.Wire, v
				c.Entries = append(c.Entries, e)
			}
		}
		return &c
	}
	return n
}
