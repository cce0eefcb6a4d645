package callsite

import (
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/value"
)

// shapes finds parts of requests that the program makes where no call shows
// them: a tool list in a constant, a turn that is appended to a history. They
// count in a program that speaks to a vendor only.
func (r *reader) shapes() {
	if r.out.Vendor == "" || r.lang == "jsonl" {
		return
	}
	for _, s := range r.out.Sites {
		r.shapeMarks(s.Request, true)
	}
	seen := map[*value.Node]bool{}
	for i := range r.u.Assigns {
		r.shapesIn(r.u.Assigns[i].Value, seen)
	}
	for _, k := range r.u.Calls {
		for i := range k.Args {
			r.shapesIn(k.Args[i].Value, seen)
		}
		if k.Named != nil {
			r.shapesAll(k.Named.Entries, seen) // arguments by name are no object
		}
	}
	r.typedShapes(seen)
	for _, d := range r.u.Docs {
		r.shapesIn(d, seen)
	}
}

func (r *reader) shapesIn(n *value.Node, seen map[*value.Node]bool) {
	if n == nil || seen[n] {
		return
	}
	switch n.Kind {
	case value.Object, value.Array:
		seen[n] = true
		if r.inSite[n.Span] {
			return
		}
		if n.Kind == value.Object {
			r.shapeMarks(n, false)
			if len(r.u.Docs) == 0 {
				r.chosen(n)
			}
		}
		r.shapesAll(n.Entries, seen)
	case value.Choice:
		for i := range n.Choice.Arms {
			r.shapesIn(n.Choice.Arms[i].Body, seen)
		}
	}
}

func (r *reader) shapesAll(es []value.Entry, seen map[*value.Node]bool) {
	tools := false
	for i := range es {
		if b := es[i].Block; b != nil {
			for j := range b.Arms {
				r.shapesAll(b.Arms[j].Body, seen)
			}
			continue
		}
		// Neighbours of one kind are one list, which is one fact.
		if v := es[i].Value; v != nil && v.Kind == value.Object && !r.inSite[v.Span] {
			if s := r.once(v); s && tools {
				seen[v] = true
				r.shapesAll(v.Entries, seen)
				continue
			} else if s {
				tools = true
			}
		}
		r.shapesIn(es[i].Value, seen)
	}
}

func (r *reader) once(n *value.Node) bool {
	for i := range r.Wire.Shapes {
		if s := &r.Wire.Shapes[i]; s.Once && shapeFits(s, n) {
			return true
		}
	}
	return false
}

// shapeMarks states which shapes an object has; whole is true for the request of
// a site, of whose parts the dialect speaks.
func (r *reader) shapeMarks(n *value.Node, whole bool) {
	said := false
	body := n
	for i := range r.Wire.Shapes {
		s := &r.Wire.Shapes[i]
		n := body
		if s.First != "" {
			n = first(body.Get(s.First))
		}
		if s.Whole != whole || n == nil || !shapeFits(s, n) {
			continue
		}
		if whole && said {
			return // one fact for one body
		}
		said = true
		vendor := r.out.Vendor
		if s.Vendor != "" && !r.speaks(s.Vendor, vendor) {
			vendor = s.Vendor
		}
		for j := range n.Entries {
			if e := &n.Entries[j]; e.Key == s.At && e.Value != nil && (s.First == "" || !e.KeySpan.IsZero()) {
				span := e.Value.Span
				switch {
				case e.KeySpan.IsZero():
				case e.Span.Contains(span):
					span = e.KeySpan.Cover(span)
				default:
					span = e.KeySpan // the value stands elsewhere
				}
				r.mark(Mark{Feature: s.Feature, Vendor: vendor, Value: short(e.Value), Span: span, Message: "a part of a request in a vendor's shape"})
			}
		}
	}
}

// first is the first element of a list, and what is no list itself.
func first(n *value.Node) *value.Node {
	if n == nil || n.Kind != value.Array {
		return n
	}
	for i := range n.Entries {
		if e := &n.Entries[i]; e.Block == nil && !e.Spread {
			return e.Value
		}
	}
	return nil
}

// speaks reports whether a vendor's requests have the shapes of another's:
// Vertex's those of Gemini.
func (r *reader) speaks(shape, vendor string) bool {
	if shape == vendor {
		return true
	}
	for _, v := range r.Catalog.Vendors() {
		if v.ID != vendor {
			continue
		}
		for _, id := range v.Dialects {
			for d, ok := r.Catalog.Dialect(id); ok; d, ok = r.Catalog.Dialect(d.Parent) {
				if d.Vendor == shape {
					return true
				}
				if d.Parent == "" {
					break
				}
			}
		}
	}
	return false
}

func short(n *value.Node) string {
	if (n.Kind == value.String || n.Kind == value.Number) && len(n.Str) <= 80 {
		return n.Str
	}
	return ""
}

func shapeFits(s *catalog.WireShape, n *value.Node) bool {
	for key, want := range s.Members {
		v := n.Get(key)
		if first, rest, inner := strings.Cut(key, "."); inner {
			v = n.Get(first).Get(rest)
		}
		switch {
		case want == "!" && v == nil: // a call of a tool has arguments, a tool has none
		case v == nil:
			return false
		case want == "*", want == "{}" && v.Kind != value.String && v.Kind != value.Array && v.Kind != value.Null,
			want == "[]" && v.Kind == value.Array, want == "true" && v.Kind == value.Bool && v.Bool, v.Is(want),
			strings.HasSuffix(want, "*") && v.IsString() && strings.HasPrefix(v.Str, want[:len(want)-1]):
		default:
			return false
		}
	}
	return true
}
