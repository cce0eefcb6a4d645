package callsite

import (
	"slices"
	"strings"

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
		in, key := req, x.Path
		for {
			first, rest, more := strings.Cut(key, ".")
			if !more {
				break
			}
			in, key = in.Get(first), rest
		}
		if in == nil || in.Kind != value.Object {
			continue
		}
		for j := range in.Entries {
			e := &in.Entries[j]
			if e.Key != key || e.KeySpan.IsZero() || e.Value == nil || e.Value.Kind == value.Null {
				continue
			}
			vendor := host
			if x.Vendor != "" && (vendor == "" || vendor == info.Vendor) {
				vendor = x.Vendor // the dialect's own server does not know it
			}
			r.mark(Mark{Feature: x.Feature, Vendor: vendor, Value: short(e.Value), Span: e.KeySpan, Message: "sets " + e.Key + " of a model"})
		}
	}
}

// unseen states that a request has tools that nobody can see: made by a call, or
// named by variables.
func (r *reader) unseen(req *value.Node, host string) {
	for i := range req.Entries {
		e := &req.Entries[i]
		if e.Value == nil || e.KeySpan.IsZero() {
			continue
		}
		switch {
		case e.Key == "functions" && e.Value.Kind == value.Array && len(e.Value.Entries) > 0 && !slices.ContainsFunc(e.Value.Entries, isObject):
			r.mark(Mark{Feature: "functions-legacy", Vendor: host, Span: e.KeySpan, Message: "sets functions of a model"})
		case e.Key == "tools" && e.Value.Kind == value.Array:
			r.declarations(e.Value, host)
		case e.Key == "toolConfig" && e.Value.Kind == value.Object:
			if list := e.Value.Get("tools"); list != nil && (list.Kind == value.Hole || list.Kind == value.Array && len(list.Entries) > 0 && !slices.ContainsFunc(list.Entries, isObject)) {
				r.mark(Mark{Feature: "tool-definition", Vendor: host, Span: e.KeySpan, Message: "gives a model tools that the program makes"})
			}
		case e.Key == "tools" && r.mapped(e.Value):
			r.mark(Mark{Feature: "tool-definition", Vendor: host, Span: e.KeySpan, Message: "gives a model tools that the program makes"})
		}
	}
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
