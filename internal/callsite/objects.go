package callsite

import (
	"cmp"
	"iter"
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
			r.bind(k.Into, k.Func, o)
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
			r.bind(a.Name, a.Func, o)
		}
	}
	return changed
}

func lastName(s string) string { return s[strings.LastIndexByte(s, '.')+1:] }

// A variable is a dotted name in a function.
type variable struct{ name, fn string }

// sigils are what the names of fields and variables begin with in some languages.
const sigils = "_#@$"

// bind notes that a variable holds an object.
func (r *reader) bind(name, fn string, o *object) {
	if name == "" {
		return
	}
	r.vars[variable{name, fn}] = o
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
			if o, rest := r.holds(names, fn); o != nil && len(rest) == 0 {
				return o
			}
		}
	}
	return nil
}

// holds finds the object that a chain of names begins with.
func (r *reader) holds(names []string, fn string) (o *object, rest []string) {
	if len(r.vars) == 0 {
		return nil, nil
	}
	for i, at := range beginnings(names) {
		for in := fn; ; in = lang.Outer(in) {
			if have := r.vars[variable{at, in}]; have != nil {
				o, rest = have, names[i+1:]
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
		if have := r.last[strings.TrimLeft(n, sigils)]; have != nil && n != "" {
			return have, names[i+1:]
		}
	}
	return nil, nil
}

// names are the steps of a chain; an index is "".
func names(c *lang.Chain) []string {
	out := make([]string, len(c.Steps))
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
	own := names(c)
	if c.Recv == nil {
		if o, rest := r.holds(own, fn); o != nil {
			return place{obj: o, path: rest}
		}
		if s, ok := r.resolve(own); ok {
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
	return p
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
		if c := r.client(symbol{p.obj.sdk, itself}, p.obj.is, k); c != nil {
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
		if c := r.client(symbol{p.obj.sdk, p.path[0]}, p.obj.is, k); c != nil {
			return r.construct(p.obj.sdk, c, k)
		}
	}
	if p.sym.sdk != nil {
		if c := r.client(p.sym, "", k); c != nil {
			return r.construct(p.sym.sdk, c, k)
		}
	}
	if s, c := r.called(k, p, true); c != nil && c.Gives != "" {
		o := &object{sdk: s, is: c.Gives, vendor: s.Vendor, host: s.Vendor, call: k}
		if p.obj != nil {
			o.vendor, o.host, o.model = p.obj.vendor, p.obj.host, p.obj.model
		}
		return o
	}
	return nil
}

// client finds the constructor that a name is, by its arguments where several
// have the name.
func (r *reader) client(s symbol, on string, k *lang.Call) *catalog.SDKClient {
	if len(s.path) > maxName {
		return nil
	}
	for i := range s.sdk.Clients {
		c := &s.sdk.Clients[i]
		if c.On != on || !fits(c.Name, s.path) {
			continue
		}
		if c.Builder {
			r.begun[k] = begun{s.sdk, c}
		}
		if r.when(k, c) {
			return c
		}
	}
	return nil
}

// when reports whether a call has the arguments that a constructor asks for.
func (r *reader) when(k *lang.Call, c *catalog.SDKClient) bool {
	for name, want := range c.When {
		v := r.argument(k, name, c.Params)
		switch {
		case want == "!" && v == nil, want == "*" && v != nil:
		case v.IsString() && (v.Str == want || strings.HasSuffix(want, "*") && strings.HasPrefix(v.Str, want[:len(want)-1])):
		case v != nil && v.Kind == value.Bool && (want == "true") == v.Bool && (want == "true" || want == "false"):
		default:
			return false
		}
	}
	return true
}

// construct makes the object of a constructor.
func (r *reader) construct(s *catalog.SDK, c *catalog.SDKClient, k *lang.Call) *object {
	if c.Is == "$0" {
		o := r.objectAt(k.Arg(0), k.Func)
		if o == nil || c.Feature == "" || c.Feature == "-" {
			return o
		}
		made := *o // a thing of its own, which is made here
		made.spec, made.call = c, k
		return &made
	}
	o := &object{sdk: s, is: c.Is, spec: c, vendor: s.Vendor, call: k}
	if c.Vendor != "" {
		o.vendor = c.Vendor
	}
	o.host = o.vendor
	if m := r.module[s]; m != nil && c.Vendor == "" {
		o.host = m.host
	}
	if c.Model != "" {
		o.model = r.argument(k, c.Model, c.Params)
	}
	if c.Provider != "" {
		if v := r.argument(k, c.Provider, c.Params); v.IsString() {
			o.host = r.provider(v.Str)
		}
	}
	if o.host == "" && o.model.IsString() {
		o.host = r.modelVendor(o.model.Str)
	}
	if o.vendor == "" {
		o.vendor = o.host
	}
	if c.BaseURL != "" {
		if v := r.option(k, c.BaseURL, c.Params); v != nil {
			if o.host = r.hostOf(v, o); o.host == "" {
				o.host = r.toldBy(k, v, o.vendor)
			}
		}
	}
	return o
}

// hostOf says who serves at an address that a program gives; "" where the
// address does not tell.
func (r *reader) hostOf(v *value.Node, o *object) string {
	if v.Kind == value.Null {
		return o.host
	}
	if vendor := cmp.Or(r.vendorOfURL(address(v)), r.vendorOfPath(v)); vendor != "" {
		return vendor
	}
	if o.spec != nil && o.spec.Vendor != "" {
		return o.host // AzureOpenAI(azure_endpoint=…): the class says it
	}
	return ""
}

// argument returns the value of an argument, its names resolved: by keyword, by
// position, or as a member of an object argument; a.b is the member b of a.
// Several names, of which the
// first that is given counts, stand with | between them. It is nil for one that is
// not given.
func (r *reader) argument(k *lang.Call, name string, params []string) *value.Node {
	if name == "" {
		return nil
	}
	if first, rest, more := strings.Cut(name, "|"); more {
		if v := r.argument(k, first, params); v != nil {
			return v
		}
		return r.argument(k, rest, params)
	}
	if first, rest, more := strings.Cut(name, "."); more {
		return r.argument(k, first, params).Get(rest)
	}
	if v := k.Named.Get(name); v != nil {
		return r.value(v, k.Func)
	}
	if v := r.preset(k).Get(name); v != nil {
		return v
	}
	for i, p := range params {
		if p == name {
			if v := k.Arg(i); v != nil {
				return r.value(v, k.Func)
			}
		}
	}
	for i := range k.Args {
		v := k.Args[i].Value
		if v == nil {
			continue
		}
		if v.Kind == value.Hole {
			v = r.value(v, k.Func)
		}
		if v.Kind != value.Object {
			continue
		}
		for _, n := range [...]string{name, spell(name, "snake"), spell(name, "camel")} { // a helper spells as the wire does
			if m := v.Get(n); m != nil {
				return r.value(m, k.Func)
			}
		}
	}
	return nil
}
