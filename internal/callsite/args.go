package callsite

import (
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// request puts the arguments of a call together as the request that the library
// sends.
func (r *reader) request(k *lang.Call, f catalog.SDKForm) *value.Node {
	req := &value.Node{Kind: value.Object, Span: k.Span}
	r.arguments(req, k, &f)
	return r.shaped(req, &f)
}

// arguments appends a call's arguments to req as members, under their names.
func (r *reader) arguments(req *value.Node, k *lang.Call, f *catalog.SDKForm) {
	at := 0
	for i := range k.Args {
		e := &k.Args[i]
		if e.Spread || e.Block != nil {
			req.Entries = append(req.Entries, value.Entry{Value: r.value(e.Value, k.Func), Spread: true, Span: e.Span})
			break
		}
		switch {
		case f.Options:
			if v := r.value(e.Value, k.Func); v != nil && v.Kind == value.Object {
				req.Entries = append(req.Entries, v.Entries...)
			}
		case f.Body != nil && *f.Body == at && !(at < len(f.Params) && f.Params[at] != "" && plain(r.value(e.Value, k.Func))):
			r.members(req, r.value(e.Value, k.Func))
		case at < len(f.Params) && f.Params[at] != "":
			req.Entries = append(req.Entries, value.Entry{Key: f.Params[at], Value: r.value(e.Value, k.Func), Span: e.Value.Span})
		}
		at++
	}
	if k.Named != nil {
		n := r.value(k.Named, k.Func)
		req.Entries = append(req.Entries, n.Entries...)
	}
	if n := r.preset(k); n != nil {
		req.Entries = append(req.Entries, n.Entries...)
	}
	req.Entries = append(req.Entries, r.afterwards(k, req.Entries)...)
}

// plain reports whether a value is a text or a list: no object of members.
func plain(n *value.Node) bool {
	return n != nil && (n.Kind == value.String || n.Kind == value.Text || n.Kind == value.Array)
}

// members appends the members of an object; what is none may bring any.
func (r *reader) members(req, n *value.Node) {
	switch {
	case n == nil || n.Kind == value.Null:
	case n.Kind == value.Object:
		req.Entries = append(req.Entries, n.Entries...)
	default:
		req.Entries = append(req.Entries, value.Entry{Value: n, Spread: true, Span: n.Span})
	}
}

// shaped spells the members of a request as the wire does and moves them to
// where the wire has them.
func (r *reader) shaped(req *value.Node, f *catalog.SDKForm) *value.Node {
	out := req
	if f.Case != "" || len(f.Move) > 0 {
		out = &value.Node{Kind: value.Object, Span: req.Span}
		r.shape(out, req.Entries, f, 0, nil)
	}
	if f.Deep != nil || len(f.Names) > 0 {
		out = deep(out, f, 0)
	}
	for key, w := range f.Wrap {
		r.wrap(out, key, &w)
	}
	return out
}

// wrap writes the member at a dotted path out, where the library takes it in a
// shorter form.
func (r *reader) wrap(n *value.Node, path string, w *catalog.SDKWrap) {
	first, rest, more := strings.Cut(path, ".")
	for i := range n.Entries {
		e := &n.Entries[i]
		switch {
		case e.Key != first || e.Spread || e.Block != nil || e.Value == nil:
		case more:
			c := *e.Value
			c.Entries = slices.Clone(c.Entries)
			e.Value = &c
			r.wrap(e.Value, rest, w)
		default:
			if len(w.Text) > 0 {
				e.Value = r.declared(e.Value)
			}
			e.Value = wrapped(e.Value, w)
		}
	}
}

// wrapped writes the short form of a member out.
func wrapped(v *value.Node, w *catalog.SDKWrap) *value.Node {
	switch v.Kind {
	case value.String, value.Text:
		return around(w.Text, v)
	case value.Hole:
		return around(w.Hole, v)
	case value.Choice:
		out, b := *v, *v.Choice
		b.Arms = slices.Clone(v.Choice.Arms)
		for i := range b.Arms {
			if b.Arms[i].Body != nil {
				b.Arms[i].Body = wrapped(b.Arms[i].Body, w)
			}
		}
		out.Choice = &b
		return &out
	case value.Array:
		out := *v
		out.Entries = make([]value.Entry, len(v.Entries))
		whole := true
		for i, e := range v.Entries {
			if e.Value != nil && (e.Value.Kind == value.String || e.Value.Kind == value.Text) {
				e.Value = around(w.Item, e.Value)
			} else if e.Value.Get(w.Unless) != nil || e.Spread || e.Block != nil {
				whole = false
			}
			out.Entries[i] = e
		}
		if whole && len(out.Entries) > 0 {
			return around(w.List, &out)
		}
		return &out
	case value.Object:
		if v.Get(w.Unless) == nil && len(w.List) > 0 {
			return around(w.List, &value.Node{Kind: value.Array, Span: v.Span, Entries: []value.Entry{{Value: v, Span: v.Span}}})
		}
	}
	return v
}

// around puts a value into a template; without one it stays as it is.
func around(text []byte, v *value.Node) *value.Node {
	if len(text) == 0 {
		return v
	}
	return within(template(text), v)
}

func within(t, v *value.Node) *value.Node {
	switch {
	case t.Is("$0"):
		return v
	case t.Kind == value.Array || t.Kind == value.Object:
		out := &value.Node{Kind: t.Kind, Span: v.Span}
		for _, e := range t.Entries {
			out.Entries = append(out.Entries, value.Entry{Key: e.Key, Value: within(e.Value, v), Span: v.Span})
		}
		return out
	}
	c := *t
	c.Span, c.View = source.Span{}, nil
	return &c
}

// deep spells the members of members as the wire does, but those of the members
// whose keys are the user's own.
func deep(n *value.Node, f *catalog.SDKForm, depth int) *value.Node {
	if n == nil || depth > maxMakes || n.Kind != value.Object && n.Kind != value.Array {
		return n
	}
	c := *n
	c.Entries = make([]value.Entry, len(n.Entries))
	for i, e := range n.Entries {
		if f.Deep != nil {
			e.Key = spell(e.Key, f.Case)
		}
		if to := f.Names[e.Key]; to != "" && depth > 0 {
			e.Key = to
		}
		if e.Block == nil && !slices.Contains(f.Deep, e.Key) {
			e.Value = deep(e.Value, f, depth+1)
		}
		c.Entries[i] = e
	}
	return &c
}

// shape moves members to where the wire has them. What stands under a condition
// moves with it: within puts the condition around a member, nil none.
func (r *reader) shape(out *value.Node, es []value.Entry, f *catalog.SDKForm, depth int, within func(value.Entry) value.Entry) {
	if within == nil {
		within = func(e value.Entry) value.Entry { return e }
	}
	for i := range es {
		e := es[i]
		if e.Block != nil {
			for j := range e.Block.Arms {
				r.shape(out, e.Block.Arms[j].Body, f, depth, func(x value.Entry) value.Entry { return within(underArm(e.Block, j, x)) })
			}
			continue
		}
		if e.Spread {
			out.Entries = append(out.Entries, within(e))
			continue
		}
		e.Key = spell(e.Key, f.Case)
		to, ok := f.Move[e.Key]
		if !ok {
			switch to, ok = f.Move["*"]; {
			case ok && to != "":
				to = strings.TrimSuffix(to, "*") + e.Key
			case !ok || depth > 0: // what stands in a member for anything is sent
				to = e.Key
			}
		}
		switch {
		case to == "":
		case to == "." && depth < maxDepth:
			inner := &value.Node{Kind: value.Object}
			if e.Value != nil && e.Value.Kind == value.Object {
				r.inSite[e.Value.Span] = true // its members are the request's: it is no request of its own
			}
			r.members(inner, r.opened(e.Value))
			r.shape(out, inner.Entries, f, depth+1, within)
		default:
			putUnder(out, to, e, within)
		}
	}
}

// underArm puts a member alone under the condition that arm j of a block is taken;
// in a loop it stands by itself.
func underArm(b *expr.Block[[]value.Entry], j int, e value.Entry) value.Entry {
	if b.IsLoop() {
		return e
	}
	c := *b
	c.Arms = slices.Clone(b.Arms)
	for i := range c.Arms {
		c.Arms[i].Body = nil
	}
	c.Arms[j].Body = []value.Entry{e}
	return value.Entry{Block: &c, Span: e.Span}
}

// maxDepth bounds members whose members are the request's own.
const maxDepth = 4

// put sets the member at a dotted path, and makes the objects on the way.
func put(n *value.Node, path string, e value.Entry) {
	putUnder(n, path, e, func(e value.Entry) value.Entry { return e })
}

// putUnder is put with something around the member at the end of the path.
func putUnder(n *value.Node, path string, e value.Entry, within func(value.Entry) value.Entry) {
	for {
		first, rest, more := strings.Cut(path, ".")
		if !more {
			e.Key = path
			n.Entries = append(n.Entries, within(e))
			return
		}
		next := n.Get(first)
		if next == nil || next.Kind != value.Object {
			next = &value.Node{Kind: value.Object, Span: e.Value.Span}
			n.Entries = append(n.Entries, value.Entry{Key: first, Value: next, Span: e.Span})
		}
		n, path = next, rest
	}
}

// spell writes a name in snake or camel case: maxTokens is max_tokens, TopP is
// topP. Any other case leaves it as it is.
func spell(name, style string) string {
	switch style {
	case "snake":
		var b strings.Builder
		for i := 0; i < len(name); i++ {
			c := name[i]
			if 'A' <= c && c <= 'Z' {
				lower := i > 0 && (name[i-1] < 'A' || name[i-1] > 'Z')
				next := i+1 < len(name) && 'a' <= name[i+1] && name[i+1] <= 'z'
				if i > 0 && name[i-1] != '_' && (lower || next) {
					b.WriteByte('_')
				}
				c += 'a' - 'A'
			}
			b.WriteByte(c)
		}
		return b.String()
	case "camel":
		var b strings.Builder
		up := false
		for i := 0; i < len(name); i++ {
			c := name[i]
			switch {
			case c == '_' && i > 0:
				up = true
				continue
			case up && 'a' <= c && c <= 'z':
				c -= 'a' - 'A'
			case 'A' <= c && c <= 'Z' && (i == 0 || inRun(name, i)):
				c += 'a' - 'A'
			}
			up = false
			b.WriteByte(c)
		}
		return b.String()
	}
	return name
}

// inRun reports whether the capital letter at i goes on with an abbreviation:
// the ME of MIMEType, but not its T.
func inRun(name string, i int) bool {
	if name[i-1] < 'A' || name[i-1] > 'Z' {
		return false
	}
	return i+1 == len(name) || name[i+1] < 'a' || name[i+1] > 'z'
}

// value returns a value of the program with constants in the place of their
// names and helpers of libraries as what they make.
func (r *reader) value(n *value.Node, fn string) *value.Node {
	if n == nil {
		return nil
	}
	return r.convert(r.u.Resolve(n, fn), fn, 0)
}

// maxMakes bounds helpers within helpers.
const maxMakes = 40

// convert replaces calls of helpers, and constants of libraries, by what they
// are on the wire.
func (r *reader) convert(n *value.Node, fn string, depth int) *value.Node {
	if n == nil || depth > maxMakes {
		return n
	}
	switch n.Kind {
	case value.Hole:
		if k := r.u.CallOf(n); k != nil {
			if v := r.madeOf(k, depth+1); v != nil {
				return v
			}
			if v := r.accessed(k); v != nil {
				return v
			}
			return n
		}
		if v := r.handed(n, depth+1); v != nil {
			return v
		}
		return r.constant(n)
	case value.Array, value.Object:
		c := *n
		c.Entries = make([]value.Entry, len(n.Entries))
		for i, e := range n.Entries {
			if e.Block != nil {
				b := *e.Block
				b.Arms = append(b.Arms[:0:0], e.Block.Arms...)
				for j := range b.Arms {
					inner := r.convert(&value.Node{Kind: n.Kind, Entries: b.Arms[j].Body}, fn, depth+1)
					b.Arms[j].Body = inner.Entries
				}
				e.Block = &b
			}
			e.Value = r.convert(e.Value, fn, depth+1)
			c.Entries[i] = e
		}
		return &c
	case value.Choice:
		c := *n
		b := *n.Choice
		b.Arms = append(b.Arms[:0:0], n.Choice.Arms...)
		for i := range b.Arms {
			b.Arms[i].Body = r.convert(b.Arms[i].Body, fn, depth+1)
		}
		c.Choice = &b
		return &c
	case value.Text:
		return r.filledIn(n)
	}
	return n
}
