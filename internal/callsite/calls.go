package callsite

import (
	"cmp"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// A candidate is a library's call that a call of the program may be.
type candidate struct {
	sdk  *catalog.SDK
	call *catalog.SDKCall
}

// index looks up what is known of the language.
func (r *reader) index() {
	l := r.libraries(r.lang)
	r.own, r.byLast, r.global, r.libs, r.ends = l, l.byLast, l.global, l.all, l.ends
}

// called finds the library's call that k is; sdk and spec are nil for none.
// quiet leaves out what is only likely.
func (r *reader) called(k *lang.Call, p place, quiet bool) (*catalog.SDK, *catalog.SDKCall) {
	switch {
	case p.obj != nil:
		return p.obj.sdk, r.pick(k, p.obj.sdk, p.obj.is, r.path(p.obj.sdk, p.path))
	case p.sym.sdk != nil:
		path := r.path(p.sym.sdk, strings.Split(p.sym.path, "."))
		c := r.pick(k, p.sym.sdk, onModule, path)
		if c == nil && strings.Contains(path, ".") {
			c = r.pick(k, p.sym.sdk, "", path) // openai.chat.completions.create: the module as a client
		}
		return p.sym.sdk, c
	case quiet:
		return nil, nil
	}
	return r.guess(k, p.path)
}

// path is what a call is called by, without the steps that change nothing.
func (r *reader) path(s *catalog.SDK, steps []string) string {
	var out []string
	for _, n := range steps {
		if n != "" && !slices.Contains(s.Skip, n) {
			out = append(out, n)
		}
	}
	return strings.Join(out, ".")
}

// pick chooses among the library's calls of that path, which differ in what they
// need: co.chat(message=…) and co.chat(messages=…).
func (r *reader) pick(k *lang.Call, s *catalog.SDK, on, path string) *catalog.SDKCall {
	var first *catalog.SDKCall
	for i := range s.Calls {
		c := &s.Calls[i]
		if c.On != on || c.Path != path {
			continue
		}
		if len(c.Needs) == 0 || r.has(k, s, c) {
			return c
		}
		if first == nil {
			first = c
		}
	}
	return first
}

// has reports whether a call has all arguments that a library's call needs.
func (r *reader) has(k *lang.Call, s *catalog.SDK, c *catalog.SDKCall) bool {
	f := c.SDKForm.Over(s.SDKForm)
	for _, need := range c.Needs {
		if r.argument(k, need, f.Params) == nil {
			return false
		}
	}
	return len(c.Needs) > 0
}

// call states what a call of the program has to do with vendors.
func (r *reader) call(k *lang.Call) {
	p := r.places[k]
	if o := r.made[k]; o != nil && o.call == k && o.spec != nil {
		r.construction(k, o)
		return
	}
	s, c := r.called(k, p, false)
	if c == nil {
		r.unlisted(k, p)
		return
	}
	if c.HTTP != nil {
		return
	}
	r.sent(k, p, s, c)
}

// construction states that a client is made, and reads the options that it is
// made with.
func (r *reader) construction(k *lang.Call, o *object) {
	c := o.spec
	feature := c.Feature
	if feature == "" {
		feature = "sdk-client"
	}
	if o.vendor != "" {
		what := "makes a client of "
		if feature != "sdk-client" {
			what = "makes " + k.Callee.Last() + " of "
		}
		r.mark(Mark{Feature: feature, Vendor: o.vendor, Value: k.Callee.Last(), Span: r.head(k), Message: what + o.vendor})
		r.say(o.host, 3)
	}
	if c.Retired != nil {
		r.retired(c.Retired, o.vendor, k.Callee.Last(), r.head(k))
	}
	r.address(k, o)
	r.eachModel(r.option(k, c.APIVersion, c.Params), func(v *value.Node) {
		r.taken[v.Span] = true
		r.mark(Mark{Feature: "api-version", Vendor: cmp.Or(o.host, o.vendor), Value: v.Str, Span: v.Span, Message: "pins the API version " + v.Str})
	})
	if v := r.argument(k, c.Provider, c.Params); v.IsString() {
		if vendor := r.provider(v.Str); vendor != "" {
			r.mark(Mark{Feature: "provider-config", Vendor: vendor, Value: v.Str, Span: v.Span, Message: "chooses the vendor " + vendor})
		}
	}
	r.named(k, c.Deployment, c.Params, o.host)
	f := c.SDKForm.Over(o.sdk.SDKForm)
	if len(c.Features) > 0 {
		r.features(k, f, cmp.Or(o.host, o.vendor))
	}
	if c.Request && f.Dialect != "" {
		r.site(k, o.sdk, f, cmp.Or(o.host, r.modelVendorOf(o.model), o.vendor), feature != "sdk-call")
		return
	}
	r.named(k, c.Model, c.Params, o.host)
	r.handedOn(k, cmp.Or(o.host, o.vendor))
}

// handedOn states which settings an object is made with that its library hands on
// to the model as they are: model_kwargs={"top_k": 30}.
func (r *reader) handedOn(k *lang.Call, vendor string) {
	for _, name := range [...]string{"model_kwargs", "modelKwargs"} {
		if v := r.argument(k, name, nil); v != nil && v.Kind == value.Object && vendor != "" && !r.inSite[v.Span] {
			r.tune(v, vendor, true)
			r.inSite[v.Span] = true
		}
	}
}

// head is the part of a call that shows what is called: its name, with the names
// before it where they stand on the same line.
func (r *reader) head(k *lang.Call) source.Span {
	at, name := k.Callee.Span, k.NameSpan
	switch f := r.u.View.File(); {
	case name.IsZero():
		return k.Span
	case at.IsZero() || !at.Contains(name) || f.Pos(at.Start).Line != f.Pos(name.End).Line:
		return name
	}
	return source.Span{Start: at.Start, End: name.End}
}

// address states where a client's requests go.
func (r *reader) address(k *lang.Call, o *object) {
	v := r.option(k, o.spec.BaseURL, o.spec.Params)
	if v == nil || v.Kind == value.Null {
		return
	}
	r.taken[v.Span] = true
	text := start(v)
	if vendor := cmp.Or(r.vendorOfURL(address(v)), r.vendorOfPath(v)); vendor != "" && vendor != openWeight {
		r.mark(Mark{Feature: "api-endpoint", Vendor: vendor, Value: text, Span: v.Span, Message: "the address of " + vendor})
		return
	}
	if p := r.wirePath(written(v)); p != nil && o.host != "" && o.host != o.vendor {
		r.mark(Mark{Feature: "api-endpoint", Vendor: o.host, Value: text, Span: v.Span, Message: "a path of " + o.host + "'s interface"})
		return
	}
	r.mark(Mark{Feature: "base-url", Vendor: o.vendor, Value: text, Span: v.Span, Message: "the client talks to an address of the user's own"})
}

// named states which model an argument names.
func (r *reader) named(k *lang.Call, name string, params []string, host string) {
	v := r.argument(k, name, params)
	r.eachModel(v, func(m *value.Node) { r.modelMark(m, host) })
	r.oneOf(v, host)
}

// eachModel calls f for the texts that a value may be: models, versions.
func (r *reader) eachModel(v *value.Node, f func(*value.Node)) {
	switch {
	case v == nil:
	case v.IsString() && v.Str != "":
		f(v)
	case v.Kind == value.Choice:
		for i := range v.Choice.Arms {
			r.eachModel(v.Choice.Arms[i].Body, f)
		}
	}
}

func (r *reader) modelMark(m *value.Node, host string) {
	if r.taken[m.Span] || strings.Contains(m.Str, "://") { // InferenceClient("http://…") is an address
		return
	}
	r.taken[m.Span] = true
	if host == "" {
		host = r.modelVendor(m.Str)
	}
	r.mark(Mark{Feature: "model-name", Vendor: host, Value: m.Str, Span: m.Span, Node: m, Message: "the model " + m.Str + " is named"})
}

// sent states that a request is sent, and reads it.
func (r *reader) sent(k *lang.Call, p place, s *catalog.SDK, c *catalog.SDKCall) {
	f := c.SDKForm.Over(s.SDKForm)
	vendor, host := s.Vendor, s.Vendor
	switch {
	case p.obj != nil:
		vendor, host = p.obj.vendor, p.obj.host
	case p.sym.sdk == nil:
		host = "" // of unknown origin
		if s.Like != "" && calledAfter(p.path, candidate{s, c}) {
			host = s.Vendor
		}
	case r.module[s] != nil:
		host = r.module[s].host
	}
	if c.Vendor != "" {
		vendor, host = c.Vendor, c.Vendor
	}
	model := r.modelOf(k, c, f)
	if host == "" && model.IsString() {
		if host = r.modelVendor(model.Str); p.obj != nil && p.obj.call != nil && r.Catalog.Serves(r.Catalog.HostKey(vendor), model.Str) {
			host = vendor // it serves the model, though another may have made it
		}
	}
	if o := r.objectAt(model, k.Func); host == "" && o != nil {
		host = cmp.Or(o.host, o.vendor) // the model is a thing of its own: model: groq("…")
	}
	if host == "" && p.obj == nil {
		host = s.Vendor
	}
	if host == "" && p.obj != nil && p.obj.model.IsString() {
		host = r.modelVendor(p.obj.model.Str)
	}
	if host == "" && p.obj != nil && model.IsString() && !r.isListed(vendor, model.Str) && r.Catalog.Lookup("", model.Str).Family != "" {
		host = openWeight // at an address of nobody known
	}
	if host == "" {
		host = vendor
	}
	if vendor == "" {
		vendor = host
	}
	feature := c.Feature
	if feature == "" {
		feature = "sdk-call"
	}
	r.say(host, 3)
	r.mark(Mark{Feature: feature, Vendor: vendor, Value: c.Path, Span: r.head(k), Message: "calls " + c.Path + " of " + title(vendor, s)})
	for _, f := range c.Also {
		r.mark(Mark{Feature: f, Vendor: host, Value: c.Path, Span: r.head(k), Message: "calls " + c.Path + " of " + title(vendor, s)})
	}
	if c.Retired != nil {
		r.retired(c.Retired, vendor, c.Path, r.head(k))
	}
	r.oneOf(model, host)
	if f.Dialect == "" || c.Model != "" {
		r.eachModel(model, func(m *value.Node) { r.modelMark(m, host) })
	}
	r.features(k, f, host)
	r.providers(k, s, c)
	r.site(k, s, f, host, false)
}

// features states which arguments of a call tie it to its vendor.
func (r *reader) features(k *lang.Call, f catalog.SDKForm, host string) {
	if len(f.Features) == 0 {
		return
	}
	f.Move, f.Wrap = nil, nil
	r.featuresOf(r.request(k, f), &f, host)
}

// featuresOf states which members of a request tie it to its vendor.
func (r *reader) featuresOf(req *value.Node, f *catalog.SDKForm, host string) {
	for i := range req.Entries {
		e := &req.Entries[i]
		id := f.Features[e.Key]
		if id == "" || e.Value == nil || e.Value.Kind == value.Null {
			continue
		}
		at := e.Span
		if !e.KeySpan.IsZero() {
			at = e.KeySpan
		}
		r.mark(Mark{Feature: id, Vendor: host, Value: short(e.Value), Span: at, Message: "the argument " + e.Key + " is " + host + "'s"})
	}
	r.featuresBelow(req, f, host)
}

// featuresBelow is featuresOf for members of members, config.aspectRatio: the first of
// those that are one feature.
func (r *reader) featuresBelow(req *value.Node, f *catalog.SDKForm, host string) {
	for i := range req.Entries {
		e := &req.Entries[i]
		if e.Value == nil || e.Value.Kind != value.Object {
			continue
		}
		said := ""
		r.eachMember(e.Value, func(m *value.Entry) {
			id := f.Features[e.Key+"."+m.Key]
			if id == "" || id == said || m.Value == nil || m.Value.Kind == value.Null || m.KeySpan.IsZero() {
				return
			}
			said = id
			r.mark(Mark{Feature: id, Vendor: host, Value: short(m.Value), Span: m.KeySpan, Message: "the argument " + m.Key + " is " + host + "'s"})
		})
	}
}

func title(vendor string, s *catalog.SDK) string {
	if vendor == "" {
		return s.ID
	}
	return vendor
}

// modelOf is the model that a call names.
func (r *reader) modelOf(k *lang.Call, c *catalog.SDKCall, f catalog.SDKForm) *value.Node {
	for _, name := range []string{c.Model, "model", "modelId", "Model"} {
		if v := r.argument(k, name, f.Params); v != nil {
			return v
		}
	}
	return nil
}

// site keeps a request of the program.
func (r *reader) site(k *lang.Call, s *catalog.SDK, f catalog.SDKForm, host string, options bool) {
	if f.Dialect == "" {
		return
	}
	d := r.dialect(f.Dialect, host)
	version := f.Version
	if d != f.Dialect {
		version = ""
	}
	req := r.request(k, f)
	r.unseen(req, host)
	req = req.Clone()
	for _, name := range [...]string{"model", "modelId"} {
		if m := req.Get(name); m != nil && m.Kind == value.Choice { // a request has one model: its reader sees none of several
			r.eachModel(m, func(m *value.Node) { r.modelMark(m, host) })
		}
	}
	r.claim(req)
	r.claimPieces(k)
	r.extras(req, d, host)
	r.textOrTurns(req, d)
	why := "it calls " + k.Callee.Last() + " of " + s.ID
	if options {
		why = "it makes " + k.Callee.Last() + " of " + s.ID
	}
	r.out.Sites = append(r.out.Sites, &Site{
		Call: k, SDK: s, Vendor: host, Dialect: d, Version: version, Neutral: f.Neutral, Request: req, Options: options, Why: why,
	})
}

// claim notes that a request speaks of all that stands in it.
func (r *reader) claim(n *value.Node) {
	if n == nil {
		return
	}
	r.inSite[n.Span] = true
	if n.Kind == value.Choice {
		for i := range n.Choice.Arms {
			r.claim(n.Choice.Arms[i].Body)
		}
	}
	r.claimAll(n.Entries)
}

func (r *reader) claimAll(es []value.Entry) {
	for i := range es {
		r.claim(es[i].Value)
		if b := es[i].Block; b != nil {
			for j := range b.Arms {
				r.claimAll(b.Arms[j].Body)
			}
		}
	}
}
