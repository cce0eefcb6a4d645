package callsite

import (
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/value"
)

// anyType is the name of the helper that every type of a library is.
const anyType = "*"

// literal returns what a literal of a library's type is on the wire, nil where
// the library has no types that are read so.
func (r *reader) literal(s *catalog.SDK, k *lang.Call, depth int) *value.Node {
	if !k.New || len(k.Args) > 0 && k.Named == nil {
		return nil
	}
	for i := range s.Makes {
		if m := &s.Makes[i]; m.Name == anyType {
			return r.apply(s, m, k, depth)
		}
	}
	return nil
}

// one returns the only member of a union's literal: {OfTool: t} is t. It is nil
// where n is no such literal.
func one(s *catalog.SDK, n *value.Node) *value.Node {
	if s.Union == "" || n == nil || n.Kind != value.Object || len(n.Entries) != 1 {
		return nil
	}
	e := &n.Entries[0]
	if rest, ok := strings.CutPrefix(e.Key, s.Union); !ok || !capital(rest) || e.Spread || e.Block != nil {
		return nil
	}
	return e.Value
}

// capital reports whether a name begins as the exported names of a language do.
func capital(name string) bool { return name != "" && 'A' <= name[0] && name[0] <= 'Z' }

// elided spells the members of literals that stand without their type within
// another's, []Message{{Role: …}}: as those of a type do, they begin with a
// capital letter, and no quotes are around them. maps is how many objects of
// other keys lie around: what a helper has made is not looked through again.
func elided(s *catalog.SDK, n *value.Node, style string, maps, depth int) *value.Node {
	if n == nil || depth > maxMakes || n.Kind != value.Object && n.Kind != value.Array {
		return n
	}
	if in := one(s, n); in != nil {
		return elided(s, in, style, maps, depth+1)
	}
	if n.Kind == value.Object && !slices.ContainsFunc(n.Entries, isField) {
		if maps++; maps > maxMaps {
			return n
		}
	}
	c := *n
	c.Entries = make([]value.Entry, len(n.Entries))
	for i, e := range n.Entries {
		if isField(e) {
			e.Key = spell(e.Key, style)
		}
		if e.Block == nil {
			e.Value = elided(s, e.Value, style, maps, depth+1)
		}
		c.Entries[i] = e
	}
	return &c
}

// maxMaps bounds the maps between a literal and one that stands in it without
// its type: the properties of a schema.
const maxMaps = 2

// isField reports whether a member is a field of a type, and no key of a map.
func isField(e value.Entry) bool {
	return capital(e.Key) && e.KeySpan.End-e.KeySpan.Start == len(e.Key)
}

// spelledWithin spells what stands in a literal of a library's type all the way
// down. It changes n, which is the caller's own.
func spelledWithin(s *catalog.SDK, n *value.Node, style string) *value.Node {
	if n == nil || n.Kind != value.Object || style == "" {
		return n
	}
	for i := range n.Entries {
		if e := &n.Entries[i]; e.Block == nil {
			e.Value = elided(s, e.Value, style, 0, 0)
		}
	}
	return n
}

// typedShapes looks at literals of libraries' types that are in no request: a turn
// that is appended to a history.
func (r *reader) typedShapes(seen map[*value.Node]bool) {
	end := 0
	for _, k := range r.u.Calls {
		if s := r.places[k].sym; s.sdk == nil || !k.New && !r.makesTurn(s) && !r.ofType(s) || k.Span.End <= end || r.inSite[k.Span] {
			continue
		}
		end = k.Span.End // what stands in it was looked at with it
		if n := r.madeOf(k, 0); n != nil {
			r.shapesIn(n, seen)
			r.part(k, n)
		}
	}
	for _, k := range r.u.Calls {
		if s := r.places[k].sym; s.sdk != nil && !s.any && k.Callee.Recv != nil && k.Callee.Last() == "build" && !r.inSite[k.Span] {
			if n := r.built(k, 0); n != nil && !r.inSite[n.Span] {
				r.shapesIn(n, seen)
				r.part(k, n)
			}
		}
	}
}

// part states which settings an object of a library's type has that no request of
// the program is made of: the configuration that a function is handed.
func (r *reader) part(k *lang.Call, n *value.Node) {
	vendor := r.places[k].sym.sdk.Vendor
	if n.Kind != value.Object || vendor == "" {
		return
	}
	for i := range n.Entries {
		if v := n.Entries[i].Value; v != nil && r.inSite[v.Span] {
			return
		}
	}
	if r.out.Vendor != "" && (r.speaks(vendor, r.out.Vendor)) {
		vendor = r.out.Vendor
	}
	r.params(n, vendor)
}

// makesTurn reports whether a name is that of a helper that makes a turn, or a
// part of one.
func (r *reader) makesTurn(s symbol) bool {
	for i := range s.sdk.Makes {
		if m := &s.sdk.Makes[i]; !m.Builder && fits(m.Name, s.path) && len(m.Value) > 0 {
			return strings.Contains(string(m.Value), `"role"`) || strings.Contains(string(m.Value), `"type"`)
		}
	}
	return false
}

// ofType reports whether a name is that of a type of a library, in a language that
// makes an object of one by a call as any other.
func (r *reader) ofType(s symbol) bool {
	if r.lang != "python" || !capital(lastName(s.path)) {
		return false
	}
	return slices.ContainsFunc(s.sdk.Makes, func(m catalog.SDKMake) bool { return len(m.Value) == 0 && fits(m.Name, s.path) })
}

// pieces reports whether a call makes the arguments of requests and no client.
func (r *reader) pieces(k *lang.Call) bool {
	o := r.made[k]
	return (k.New || r.lang == "python") && o != nil && o.call == k && o.spec != nil && o.spec.Request && o.spec.Feature == "-"
}

// claimPieces notes that a request is made of the literals that its call is given.
func (r *reader) claimPieces(k *lang.Call) {
	for i := range k.Args {
		v := k.Args[i].Value
		if v != nil && v.Kind == value.Hole {
			v = r.u.Resolve(v, k.Func)
			if c := r.u.CallOf(v); c != nil && c.New {
				r.inSite[c.Span] = true
			}
		}
		if v != nil && v.Kind == value.Object {
			r.inSite[v.Span] = true
		}
	}
}

// textOf returns the text that a constant of the library stands for: a role, a
// model's id. ok is false for a name that stands for none.
func textOf(s symbol) (text string, ok bool) {
	if len(s.sdk.Constants) == 0 {
		return "", false
	}
	for at, more := s.path, true; more; _, at, more = strings.Cut(at, ".") {
		if v, is := s.sdk.Constants[at]; is {
			return v, true
		}
	}
	return "", false
}

// option returns an argument of a constructor, or what the program gives to the
// member of that name of what is made: config.BaseURL = "…".
func (r *reader) option(k *lang.Call, name string, params []string) *value.Node {
	if v := r.argument(k, name, params); v != nil || name == "" || k.Into == "" {
		return v
	}
	for _, first := range strings.Split(name, "|") {
		if a := r.fields()[k.Into+"."+first+"\x00"+k.Func]; a != nil {
			return r.value(a.Value, a.Func)
		}
	}
	return nil
}

// fields are the assignments to members, by name and function; of several the
// first.
func (r *reader) fields() map[string]*lang.Assign {
	if r.given == nil {
		r.given = map[string]*lang.Assign{}
		for i := range r.u.Assigns {
			a := &r.u.Assigns[i]
			if key := a.Name + "\x00" + a.Func; strings.Contains(a.Name, ".") && r.given[key] == nil {
				r.given[key] = a
			}
		}
	}
	return r.given
}
