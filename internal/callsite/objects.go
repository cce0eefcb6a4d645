package callsite

import (
	"iter"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/value"
)

const (
	onModule = "module"
	itself   = "()" // name of what an object makes when it is called itself
)

// An object is what a client's constructor makes, or a call that gives
// something to call again.
type object struct {
	sdk *catalog.SDK
	is  string
	// spec is the constructor; nil for what a call gave and for a module.
	spec *catalog.SDKClient
	call *lang.Call // that made it
	of   *object    // that it is made with, whose vendor serves it too
	// vendor owns the class; host serves the requests, "" where nobody can tell.
	vendor, host string
	// model is the model of all its calls, nil where it has none.
	model *value.Node
}

// A place is what a call is called on: an object or a library, and the names
// behind it.
type place struct {
	obj  *object
	sym  symbol // of a library where obj is nil; sdk nil for neither
	path []string
}

// round makes objects of all calls whose makers are known by now, and reports
// whether there was any.
func (r *reader) round() bool {
	changed := false
	clear(r.places)
	clear(r.presets)
	for _, k := range r.u.Calls {
		p := r.place(k)
		if r.made[k] != nil {
			continue
		}
		if o := r.make(k, p); o != nil {
			r.made[k], changed = o, true
			r.bind(k.Into, k.Func, k.Span.End, o)
		}
	}
	for i := range r.u.Assigns {
		a := &r.u.Assigns[i]
		o := r.objectAt(a.Value, a.Func)
		if o == nil {
			continue
		}
		if a.Name == "return" {
			if r.funcs[lastName(a.Func)] == nil {
				r.funcs[lastName(a.Func)], changed = o, true
			}
			continue
		}
		if r.vars[variable{a.Name, a.Func}] == nil {
			changed = true
			r.bind(a.Name, a.Func, a.Value.Span.End, o)
		}
	}
	return changed
}

func lastName(s string) string { return s[strings.LastIndexByte(s, '.')+1:] }

// A variable is a dotted name in a function.
type variable struct{ name, fn string }

// sigils are what the names of fields and variables begin with in some languages.
const sigils = "_#@$"

// bind notes that a variable holds an object from a place on.
func (r *reader) bind(name, fn string, at int, o *object) {
	if name == "" {
		return
	}
	r.vars[variable{name, fn}] = o
	r.rebind(variable{name, fn}, at, o)
	l := strings.TrimLeft(lastName(name), sigils)
	if have, ok := r.last[l]; ok && (have == nil || have.sdk != o.sdk || have.is != o.is || have.host != o.host) {
		o = nil // different things of one name: nobody can tell which
	}
	r.last[l] = o
}

// objectAt returns the object that a value is.
func (r *reader) objectAt(n *value.Node, fn string) *object {
	if n == nil {
		return nil
	}
	switch n.Kind {
	case value.Choice:
		for i := range n.Choice.Arms {
			if o := r.objectAt(n.Choice.Arms[i].Body, fn); o != nil {
				return o
			}
		}
	case value.Hole:
		if k := r.u.CallOf(n); k != nil {
			return r.made[k]
		}
		if p, ok := n.Tag.Expr.(expr.Path); ok {
			names := make([]string, 0, len(p.Steps))
			for _, s := range p.Steps {
				names = append(names, s.Name)
			}
			if o, rest := r.holds(names, fn, n.Span.Start); o != nil && len(rest) == 0 {
				return o
			}
		}
	}
	return nil
}

// holds finds the object that a chain of names begins with, at an offset of the
// program.
func (r *reader) holds(names []string, fn string, pos int) (o *object, rest []string) {
	if len(r.vars) == 0 {
		return nil, nil
	}
	for i, at := range beginnings(names) {
		for in := fn; ; in = lang.Outer(in) {
			if have := r.vars[variable{at, in}]; have != nil {
				o, rest = r.heldAt(variable{at, in}, fn, pos, have), names[i+1:]
				break
			}
			if in == "" {
				break
			}
		}
	}
	return o, rest
}

// beginnings are the names that a chain may begin with, dotted, the shortest
// first: a, a.b, a.b.c. An index ends them.
func beginnings(names []string) iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		n := 0
		for n < len(names) && n <= maxModule && names[n] != "" {
			n++
		}
		whole, end := strings.Join(names[:n], "."), -1
		for i, name := range names[:n] {
			if end += 1 + len(name); !yield(i, whole[:end]) {
				return
			}
		}
	}
}

// likely finds the object that a chain of names likely begins with: a field, or a
// parameter, that is called as a variable elsewhere in the program.
func (r *reader) likely(names []string) (o *object, rest []string) {
	for i, n := range names {
		if i > 1 {
			break
		}
		if have := r.last[strings.TrimLeft(n, sigils)]; have != nil && n != "" && (!have.sdk.General || r.answers(have, names[i+1:])) {
			return have, names[i+1:]
		}
	}
	return nil, nil
}

// answers reports whether an object has a call of that path. An HTTP client goes
// by the name client in one function, and a vendor's in the next.
func (r *reader) answers(o *object, path []string) bool {
	p := r.path(o.sdk, path)
	return slices.ContainsFunc(o.sdk.Calls, func(c catalog.SDKCall) bool { return c.On == o.is && c.Path == p })
}

// names are the steps of a chain; an index is "".
func names(c *lang.Chain) []string {
	out := make([]string, len(c.Steps))
	for i := range c.Steps {
		out[i] = c.Steps[i].Name
	}
	return out
}

// namesOf is names, many to an allocation: every call is asked for them.
func (r *reader) namesOf(c *lang.Chain) []string {
	n := len(c.Steps)
	if len(r.spare) < n {
		r.spare = make([]string, max(n, 256))
	}
	out := r.spare[:n:n]
	r.spare = r.spare[n:]
	for i := range c.Steps {
		out[i] = c.Steps[i].Name
	}
	return out
}

// place finds what a call is called on.
func (r *reader) place(k *lang.Call) place {
	p := r.where(&k.Callee, k.Func)
	r.places[k] = p
	return p
}

func (r *reader) where(c *lang.Chain, fn string) place {
	own := r.namesOf(c)
	if c.Recv == nil {
		if o, rest := r.holds(own, fn, c.Span.Start); o != nil {
			return place{obj: o, path: rest}
		}
		if s, ok := r.resolve(own); ok {
			return place{sym: s}
		}
		if s, ok := r.extension(own); ok {
			return place{sym: s}
		}
		if len(own) > 0 {
			if o := r.funcs[own[len(own)-1]]; o != nil && len(own) < 3 {
				return place{obj: o, path: []string{}}
			}
		}
		if o, rest := r.likely(own); o != nil && len(rest) > 0 {
			return place{obj: o, path: rest}
		}
		if o, rest := r.passed(own); o != nil {
			return place{obj: o, path: rest}
		}
		if p, ok := r.renamed(own, fn, c.Span.Start); ok {
			return p
		}
		return place{path: own}
	}
	if o := r.made[c.Recv]; o != nil {
		return place{obj: o, path: own}
	}
	p := r.places[c.Recv]
	if len(p.path) > maxPath {
		p.path = p.path[len(p.path)-maxPath:]
	}
	p.path = append(append(make([]string, 0, len(p.path)+len(own)), p.path...), own...)
	if p.sym.sdk != nil && len(p.sym.path) < maxName {
		p.sym = p.sym.with(own)
	}
	if p.obj == nil && p.sym.sdk == nil {
		if o, rest := r.passed(p.path); o != nil { // self.client.chat().create(…)
			return place{obj: o, path: rest}
		}
	}
	return p
}

// renamed finds what a chain of names begins with where that is a short name for a
// part of a library or of an object: chat = openai.ChatCompletion.
func (r *reader) renamed(own []string, fn string, pos int) (place, bool) {
	if len(r.sdks) == 0 && len(r.vars) == 0 {
		return place{}, false
	}
	for i, name := range beginnings(own) {
		if i > 1 {
			break
		}
		v := r.u.Const(name, fn)
		if v == nil || v.Kind != value.Hole || r.u.CallOf(v) != nil {
			continue
		}
		p, ok := v.Tag.Expr.(expr.Path)
		if !ok || len(p.Steps) < 2 || len(p.Steps) > maxModule {
			continue
		}
		whole := dotted(p)
		if whole == "" || strings.HasPrefix(whole+".", name+".") {
			continue
		}
		all := append(strings.Split(whole, "."), own[i+1:]...)
		if o, rest := r.holds(all, fn, pos); o != nil {
			return place{obj: o, path: rest}, true
		}
		if s, ok := r.resolve(all); ok {
			return place{sym: s}, true
		}
	}
	return place{}, false
}

// maxPath bounds the names of a builder chain that are kept, maxName the bytes of
// a library's name.
const (
	maxPath = 8
	maxName = 300
)

// make returns the object that a call makes, nil for none.
func (r *reader) make(k *lang.Call, p place) *object {
	if p.obj != nil && p.path != nil && len(p.path) == 0 {
		if c := r.client(symbol{sdk: p.obj.sdk, path: itself}, p.obj.is, k); c != nil {
			o := r.construct(p.obj.sdk, c, k)
			o.vendor, o.host = p.obj.vendor, p.obj.host
			return o
		}
		return p.obj // a function that returns it
	}
	if from := k.Callee.Recv; from != nil && p.obj != nil && p.obj.spec != nil && p.obj.spec.Builder && r.made[from] == p.obj && from.Callee.Last() != "build" {
		return p.obj
	}
	if p.obj != nil && len(p.path) == 1 {
		if c := r.client(symbol{sdk: p.obj.sdk, path: p.path[0]}, p.obj.is, k); c != nil {
			return r.construct(p.obj.sdk, c, k)
		}
	}
	if p.sym.sdk != nil {
		if c := r.client(p.sym, "", k); c != nil {
			return r.construct(p.sym.sdk, c, k)
		}
	}
	for _, m := range r.own.anywhere[k.Callee.Last()] {
		if alone := len(m.client.When) == 0; (alone || p.obj == nil && p.sym.sdk == nil) && r.when(k, m.client) {
			return r.construct(m.sdk, m.client, k)
		}
	}
	if o := r.provided(k); o != nil {
		return o
	}
	if s, c := r.called(k, p, true); c != nil && c.Gives != "" {
		o := &object{sdk: s, is: c.Gives, vendor: s.Vendor, host: s.Vendor, call: k}
		if p.obj != nil {
			o.vendor, o.host, o.model, o.of = p.obj.vendor, p.obj.host, p.obj.model, p.obj
		}
		return o
	}
	return nil
}
