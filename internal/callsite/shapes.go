package callsite

import (
	"cmp"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/value"
)

// shapes finds parts of requests that the program makes where no call shows
// them: a tool list in a constant, a turn that is appended to a history. Most
// count in a program that speaks to a vendor only.
func (r *reader) shapes() {
	if r.lang == "jsonl" || r.out.Vendor == "" && len(r.u.Docs) > 0 {
		return
	}
	for _, s := range r.out.Sites {
		r.shapeMarks(s.Request, true)
	}
	seen := map[*value.Node]bool{}
	for i := range r.u.Assigns {
		r.shapesIn(r.u.Assigns[i].Value, seen)
		r.memberShape(&r.u.Assigns[i])
	}
	for _, k := range r.u.Calls {
		for i := range k.Args {
			r.shapesIn(k.Args[i].Value, seen)
		}
		if k.Named == nil {
			continue
		}
		if (k.New || k.Callee.Last() == "new" || capital(k.Callee.Last()) && !r.inSite[k.Span]) && !r.inSite[k.Named.Span] && r.once(k.Named) { // Tool.new(type: "function", function: …)
			if n := r.membersMade(k.Named); r.once(n) {
				r.shapeMarks(n, false)
			}
		}
		r.shapesAll(k.Named.Entries, seen) // arguments by name are no object
	}
	r.typedShapes(seen)
	for _, d := range r.u.Docs {
		r.shapesIn(d, seen)
	}
}

// membersMade is an object of arguments with those that are objects of the program's types
// as what these are made of: function: Function.new(name: …).
func (r *reader) membersMade(n *value.Node) *value.Node {
	c := *n
	c.Entries = slices.Clone(n.Entries)
	for i := range c.Entries {
		if k := r.u.CallOf(c.Entries[i].Value); k != nil && k.Named != nil {
			c.Entries[i].Value = k.Named
		}
	}
	return &c
}

// memberShape finds a part of a request that is given to a member of what is made
// before: tools[-1]["cache_control"] = {…}. A field of the program's own object is
// none.
func (r *reader) memberShape(a *lang.Assign) {
	at := strings.LastIndexByte(a.Name, '.')
	if at < 0 || a.Value == nil || a.Value.Kind != value.Object || len(a.Value.Entries) == 0 || r.inSite[a.Value.Span] || ownFields[a.Name[:at]] {
		return
	}
	marks := len(r.out.Marks)
	r.shapeMarks(&value.Node{Kind: value.Object, Span: a.Value.Span, Entries: []value.Entry{
		{Key: a.Name[at+1:], KeySpan: a.Span, Value: a.Value, Span: a.Span.Cover(a.Value.Span)},
	}}, false)
	if len(r.out.Marks) > marks {
		r.taken[a.Span] = true
	}
}

// ownFields are words for the object whose method it is.
var ownFields = map[string]bool{"self": true, "this": true, "cls": true}

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
			if len(r.u.Docs) == 0 && r.out.Vendor != "" {
				r.chosen(n, "")
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
		if s := &r.Wire.Shapes[i]; s.Once && r.shapeFits(s, n) {
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
		if s.Whole != whole || n == nil || !r.shapeFits(s, n) || s.Native && !r.native() || r.out.Vendor == "" && !s.Alone && s.Otherwise == "" || r.out.Vendor != "" && s.Otherwise != "" {
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
		vendor = cmp.Or(vendor, s.Otherwise)
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

// mayBe reports whether a choice has an arm that is a text.
func mayBe(v *value.Node, text string) bool {
	return v.Kind == value.Choice && slices.ContainsFunc(v.Choice.Arms, func(a expr.Arm[*value.Node]) bool { return a.Body.Is(text) })
}

// native reports whether the program sends requests in a vendor's own words: by a
// library that does, or over the wire.
func (r *reader) native() bool {
	if r.speaksItself == nil {
		own := func(s *catalog.SDK) bool {
			return slices.ContainsFunc(s.Calls, func(c catalog.SDKCall) bool {
				f := c.SDKForm.Over(s.SDKForm)
				return f.Dialect != "" && !f.Neutral && c.Feature == ""
			})
		}
		found := slices.ContainsFunc(r.out.Sites, func(s *Site) bool { return !s.Neutral && !s.Options }) || slices.ContainsFunc(r.sdks, own)
		r.speaksItself = &found
	}
	return *r.speaksItself
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

func (r *reader) shapeFits(s *catalog.WireShape, n *value.Node) bool {
	for key, want := range s.Members {
		v := n.Get(key)
		if first, rest, inner := strings.Cut(key, "."); inner {
			v = r.inside(n.Get(first)).Get(rest)
		}
		switch {
		case want == "!" && v == nil: // a call of a tool has arguments, a tool has none
		case v == nil:
			return false
		case want == "*", want == "{}" && v.Kind != value.String && v.Kind != value.Array && v.Kind != value.Null,
			want == "[]" && v.Kind == value.Array, want == "true" && v.Kind == value.Bool && v.Bool, v.Is(want), key == "role" && mayBe(v, want),
			strings.HasSuffix(want, "*") && v.IsString() && strings.HasPrefix(v.Str, want[:len(want)-1]):
		default:
			return false
		}
	}
	return true
}

// inside is an object, or what stands by name in a call that makes one:
// function=Function(name=…, arguments=…).
func (r *reader) inside(n *value.Node) *value.Node {
	if n != nil && n.Kind == value.Hole {
		if k := r.u.CallOf(n); k != nil {
			return k.Named
		}
	}
	return n
}
