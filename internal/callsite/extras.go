package callsite

import (
	"cmp"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// extras states which members of a request no dialect speaks of, though they tie
// it to those who understand them.
func (r *reader) extras(req *value.Node, dialect, host string) {
	info, _ := r.Catalog.Dialect(dialect)
	for i := range r.Wire.Extras {
		x := &r.Wire.Extras[i]
		if !slices.Contains(x.Of, dialect) {
			continue
		}
		membersAt(req, x.Path, func(e *value.Entry) {
			if e.KeySpan.IsZero() || e.Value == nil || e.Value.Kind == value.Null {
				return
			}
			vendor := host
			if x.Vendor != "" && (vendor == "" || vendor == info.Vendor) {
				vendor = x.Vendor // the dialect's own server does not know it
			}
			r.mark(Mark{Feature: x.Feature, Vendor: vendor, Value: short(e.Value), Span: e.KeySpan, Message: "sets " + e.Key + " of a model"})
		})
	}
}

// membersAt calls f for the members at a dotted path of an object, those under a
// condition too.
func membersAt(n *value.Node, path string, f func(*value.Entry)) {
	if n == nil || n.Kind != value.Object {
		return
	}
	first, rest, more := strings.Cut(path, ".")
	eachEntry(n.Entries, func(e *value.Entry) {
		switch {
		case e.Key != first || e.Spread:
		case more:
			membersAt(e.Value, rest, f)
		default:
			f(e)
		}
	})
}

// unseen states that a request has tools that nobody can see: made by a call, or
// named by variables.
func (r *reader) unseen(req *value.Node, host string) {
	r.eachMember(req, func(e *value.Entry) {
		if e.Value == nil || e.KeySpan.IsZero() {
			return
		}
		switch {
		case e.Key == "functions" && e.Value.Kind == value.Array && len(e.Value.Entries) > 0 && !slices.ContainsFunc(e.Value.Entries, isObject):
			r.mark(Mark{Feature: "functions-legacy", Vendor: host, Span: e.KeySpan, Message: "sets functions of a model"})
		case e.Key == "tools" && e.Value.Kind == value.Array:
			r.declarations(e.Value, host)
		case e.Key == "toolConfig" && e.Value.Kind == value.Hole:
			r.mark(Mark{Feature: "tool-definition", Vendor: host, Span: e.KeySpan, Message: "gives a model tools that the program makes"})
		case e.Key == "toolConfig" && e.Value.Kind == value.Object:
			if list := e.Value.Get("tools"); list != nil && (list.Kind == value.Hole || list.Kind == value.Array && len(list.Entries) > 0 && !slices.ContainsFunc(list.Entries, isObject)) {
				r.mark(Mark{Feature: "tool-definition", Vendor: host, Span: e.KeySpan, Message: "gives a model tools that the program makes"})
			}
		case e.Key == "tools" && r.mapped(e.Value):
			if made := r.givenBack(e.Value.Span); made != nil && r.once(made) {
				if !e.Span.Contains(made.Span) {
					return // the list is made elsewhere, where its shape shows
				}
				r.inSite[made.Span] = true
			}
			r.mark(Mark{Feature: "tool-definition", Vendor: host, Span: e.KeySpan, Message: "gives a model tools that the program makes"})
		}
	})
}

// declarations states that a list of tools has functions that nobody can see.
func (r *reader) declarations(tools *value.Node, host string) {
	for i := range tools.Entries {
		t := tools.Entries[i].Value
		if t == nil || t.Kind != value.Object {
			continue
		}
		for j := range t.Entries {
			e := &t.Entries[j]
			if e.Key != "functionDeclarations" || e.KeySpan.IsZero() || e.Value == nil {
				continue
			}
			if e.Value.Kind == value.Hole || e.Value.Kind == value.Array && len(e.Value.Entries) > 0 && !slices.ContainsFunc(e.Value.Entries, isObject) {
				r.mark(Mark{Feature: "tool-definition", Vendor: host, Span: e.KeySpan, Message: "gives a model tools that the program makes"})
			}
		}
	}
}

// isObject reports whether an element stands in the program as an object.
func isObject(e value.Entry) bool { return e.Value != nil && e.Value.Kind == value.Object }

// mapped reports whether a list is made of another one: tools.map(…).
func (r *reader) mapped(n *value.Node) bool {
	k := r.u.CallOf(n)
	return k != nil && k.Callee.Last() == "map" && len(k.Args) > 0
}

// givenBack is the object that the only function without a name in a piece of the
// program gives back, nil for none: tools.map((t) => ({ … })).
func (r *reader) givenBack(in source.Span) *value.Node {
	if r.arrows == nil {
		r.arrows = []*value.Node{}
		for i := range r.u.Assigns {
			if a := &r.u.Assigns[i]; a.Name == lang.Arrow && a.Value.Kind == value.Object {
				r.arrows = append(r.arrows, a.Value)
			}
		}
		slices.SortFunc(r.arrows, func(a, b *value.Node) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	}
	i, _ := slices.BinarySearchFunc(r.arrows, in.Start, func(n *value.Node, at int) int { return cmp.Compare(n.Span.Start, at) })
	if i == len(r.arrows) || !in.Contains(r.arrows[i].Span) {
		return nil
	}
	return r.arrows[i]
}
