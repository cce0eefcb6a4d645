package callsite

import (
	"slices"
	"strconv"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// madeOf returns what a helper of a library makes on the wire, nil where the call
// is no helper's.
func (r *reader) madeOf(k *lang.Call, depth int) *value.Node {
	// A variable that is made of itself leads back here through its arguments.
	if depth > maxMakes || r.making[k] {
		return nil
	}
	r.making[k] = true
	defer delete(r.making, k)
	if k.Callee.Recv != nil || len(k.Callee.Steps) == 2 {
		if v := r.built(k, depth); v != nil {
			return v
		}
	}
	p, ok := r.places[k]
	if !ok {
		p = r.place(k)
	}
	s := p.sym
	if s.sdk == nil {
		if v := r.typed(k); v != nil {
			return v
		}
		return r.filledWith(k, depth)
	}
	for i := range s.sdk.Makes {
		if m := &s.sdk.Makes[i]; !m.Builder && (fits(m.Name, s.path) || matches(m.Name, s.path)) {
			return r.apply(s.sdk, m, k, depth)
		}
	}
	return r.literal(s.sdk, k, depth)
}

// apply makes what a helper makes.
func (r *reader) apply(s *catalog.SDK, m *catalog.SDKMake, k *lang.Call, depth int) *value.Node {
	f := m.SDKForm
	if f.Case == "" {
		f.Case = s.Case
	}
	if in := one(s, k.Named); in != nil {
		return spelledWithin(s, r.value(in, k.Func), f.Case)
	}
	if len(m.Value) == 0 {
		return spelledWithin(s, r.request(k, f), f.Case)
	}
	a := &application{r: r, k: k, params: f.Params, style: f.Case}
	v := a.fill(template(m.Value))
	if v != nil && v.Kind == value.Object && a.rest {
		v = spelledWithin(s, r.shaped(v, &f), f.Case)
	}
	return v
}

// template reads the JSON of a helper's value. The catalogue's own reader has
// seen that it is JSON.
func template(text []byte) *value.Node {
	n, _ := value.ReadJSON(source.FromString("", string(text)).Whole(), value.Options{})
	return n
}

// An application fills a helper's value with the arguments of a call.
type application struct {
	r      *reader
	k      *lang.Call
	params []string
	style  string // of the members on the wire
	used   map[string]bool
	rest   bool // "$..." stood in it
}

func (a *application) fill(t *value.Node) *value.Node {
	if t == nil {
		return nil
	}
	switch t.Kind {
	case value.String:
		if name, ok := strings.CutPrefix(t.Str, "$"); ok {
			return a.argument(name)
		}
		return &value.Node{Kind: value.String, Str: t.Str, Span: a.k.NameSpan}
	case value.Array:
		out := &value.Node{Kind: value.Array, Span: a.k.Span}
		for i := range t.Entries {
			if e := t.Entries[i].Value; e.Is("$*") {
				for j := range a.k.Args {
					x := a.k.Args[j]
					x.Value = a.r.value(x.Value, a.k.Func)
					out.Entries = append(out.Entries, x)
				}
				continue
			}
			if v := a.fill(t.Entries[i].Value); v != nil {
				out.Entries = append(out.Entries, value.Entry{Value: v, Span: v.Span})
			}
		}
		return out
	case value.Object:
		out := &value.Node{Kind: value.Object, Span: a.k.Span}
		for i := range t.Entries {
			e := &t.Entries[i]
			if e.Key == "$..." {
				a.rest = true
				a.others(out)
				continue
			}
			if v := a.fill(e.Value); v != nil {
				out.Entries = append(out.Entries, value.Entry{Key: e.Key, Value: v, Span: v.Span})
			}
		}
		return out
	}
	c := *t
	c.Span, c.View = a.k.NameSpan, nil
	return &c
}

// argument returns the argument that a template names: by position, or by name.
func (a *application) argument(name string) *value.Node {
	if a.used == nil {
		a.used = map[string]bool{}
	}
	a.used[name] = true
	if i, err := strconv.Atoi(name); err == nil {
		return a.r.value(a.k.Arg(i), a.k.Func)
	}
	return a.r.argument(a.k, name, a.params)
}

// others appends the named arguments that the template does not name.
func (a *application) others(out *value.Node) {
	if a.k.Named == nil {
		return
	}
	n := a.r.value(a.k.Named, a.k.Func)
	for _, e := range n.Entries {
		if a.used[e.Key] {
			continue
		}
		at := spell(e.Key, a.style) // a member that the template has is what the call says
		if i := slices.IndexFunc(out.Entries, func(o value.Entry) bool { return o.Key == at && o.Block == nil }); i >= 0 {
			out.Entries[i].Value = e.Value
			continue
		}
		out.Entries = append(out.Entries, e)
	}
}

// built returns what a builder has made when k is called on it, nil where k ends
// no builder's chain.
func (r *reader) built(k *lang.Call, depth int) *value.Node {
	var chain []*lang.Call
	var m *catalog.SDKMake
	var sdk *catalog.SDK
	begin := k
	for c := k; c != nil && len(chain) < maxChain; c = c.Callee.Recv {
		if sdk, m = r.builder(r.places[c].sym); m != nil {
			begin = c
			break
		}
		chain = append(chain, c)
		if c.Callee.Recv == nil {
			sdk, m, begin = r.kept(c)
		}
	}
	if m == nil || len(chain) == 0 { // a builder that nothing was said to yet
		return nil
	}
	slices.Reverse(chain)
	at := k.Span
	if chain[0].Callee.Recv != begin { // it goes on from a variable
		chain = slices.DeleteFunc(r.linked().behind(begin), func(c *lang.Call) bool { return c.Span.Start > k.Span.Start })
	} else if begin.Span.Start < at.Start {
		at.Start = begin.Span.Start // rather than build() alone
	}
	f := m.SDKForm
	if f.Case == "" {
		f.Case = sdk.Case
	}
	out := &value.Node{Kind: value.Object, Span: at}
	if len(m.Value) > 0 {
		a := &application{r: r, k: begin, params: f.Params}
		out = a.fill(template(m.Value))
	}
	for _, c := range chain {
		r.set(out, c, m, &f, depth)
	}
	return r.shaped(out, &catalog.SDKForm{Move: f.Move})
}

// maxChain bounds the calls of a builder's chain that are read.
const maxChain = 200

// set adds what a method of a builder sets.
func (r *reader) set(out *value.Node, c *lang.Call, m *catalog.SDKMake, f *catalog.SDKForm, depth int) {
	name := c.Callee.Last()
	setter, special := m.Set[name]
	if rest, with := strings.CutPrefix(name, "with"); !special && with && capital(rest) { // withModel says what model says
		name = strings.ToLower(rest[:1]) + rest[1:]
		setter, special = m.Set[name]
	}
	if !special {
		if c.Arg(0) == nil || len(c.Args) != 1 {
			return // build(), or a method that nobody knows
		}
		v := r.value(c.Arg(0), c.Func)
		out.Entries = append(out.Entries, value.Entry{Key: spell(name, f.Case), KeySpan: c.NameSpan, Value: v, Span: c.Span})
		return
	}
	if setter.To == "" {
		return
	}
	if setter.Entry {
		r.entry(out, c, setter.To)
		return
	}
	v := r.value(c.Arg(0), c.Func)
	text := setter.Value
	if len(setter.Type) > 0 && r.namesType(c.Arg(0)) {
		text = setter.Type
	}
	if len(text) > 0 {
		a := &application{r: r, k: c, params: f.Params}
		v = a.fill(template(text))
	}
	if v == nil {
		return
	}
	if !setter.List {
		put(out, setter.To, value.Entry{KeySpan: c.NameSpan, Value: v, Span: c.Span})
		return
	}
	list := out.Get(setter.To)
	if list == nil || list.Kind != value.Array {
		list = &value.Node{Kind: value.Array, Span: v.Span}
		out.Entries = append(out.Entries, value.Entry{Key: setter.To, KeySpan: c.NameSpan, Value: list, Span: c.Span})
	}
	if v.Kind == value.Array { // messages(List.of(…)) as well as messages(…)
		list.Entries = append(list.Entries, v.Entries...)
	} else {
		list.Entries = append(list.Entries, value.Entry{Value: v, Span: v.Span})
	}
	for i := 1; i < len(c.Args) && len(text) == 0; i++ {
		e := c.Args[i]
		e.Value = r.value(e.Value, c.Func)
		list.Entries = append(list.Entries, e)
	}
}

// constant replaces a library's constant by the text that it stands for.
func (r *reader) constant(n *value.Node) *value.Node {
	p, ok := n.Tag.Expr.(expr.Path)
	if !ok {
		return n
	}
	steps := r.ofConstant(stepsOf(p))
	if s, ok := r.resolve(steps); ok {
		if text, ok := textOf(s); ok {
			return &value.Node{Kind: value.String, Str: text, Span: n.Span}
		}
	}
	if m := r.modelConstant(steps, n.Span); m != nil {
		return m
	}
	return n
}

// stepsOf are the names of a path.
func stepsOf(p expr.Path) []string {
	steps := make([]string, 0, len(p.Steps))
	for _, s := range p.Steps {
		steps = append(steps, s.Name)
	}
	return steps
}

// modelConstant returns the id of the model that a library's constant stands for;
// nil for any other name.
func (r *reader) modelConstant(steps []string, at source.Span) *value.Node {
	s, ok := r.resolve(r.ofConstant(steps))
	if !ok {
		return nil
	}
	if text, ok := textOf(s); ok && s.model() {
		return &value.Node{Kind: value.String, Str: text, Span: at}
	}
	for _, prefix := range s.sdk.Models {
		i := strings.LastIndex("."+s.path, "."+prefix)
		if i < 0 {
			continue
		}
		for _, name := range [...]string{s.path[i+len(prefix):], s.path[i:]} { // ModelOpus, GPT4o
			if id, ok := r.modelOfLetters(s.sdk.Vendor, name); ok {
				return &value.Node{Kind: value.String, Str: id, Span: at}
			}
		}
	}
	return nil
}

// modelOfLetters is the id of a vendor's model that has the letters and digits of
// a constant; a framework's constants are for the models of all.
func (r *reader) modelOfLetters(vendor, name string) (id string, ok bool) {
	id = r.coined.get(vendor+"\x00"+name, func(string) string {
		if vendor != "" {
			id, _ := r.Catalog.ModelOfLetters(vendor, name)
			return id
		}
		for _, v := range r.Catalog.Vendors() {
			if id, ok := r.Catalog.ModelOfLetters(v.ID, name); ok {
				return id
			}
		}
		return ""
	})
	return id, id != ""
}
