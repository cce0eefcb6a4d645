package callsite

import (
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/request"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// wire reads the requests that the program sends without any vendor's library.
func (r *reader) wire() {
	for _, k := range r.u.Calls {
		if q, ok := request.Of(k); ok {
			r.sentHTTP(k, q.URL, q.Headers, q.Body)
			continue
		}
		s, c := r.called(k, r.places[k], true)
		if c == nil || c.HTTP == nil {
			continue
		}
		f := c.SDKForm.Over(s.SDKForm)
		var body *value.Node
		for _, name := range c.HTTP.Body {
			if body == nil {
				body = r.argument(k, name, f.Params)
			}
		}
		r.sentToOne(k, r.argument(k, c.HTTP.URL, f.Params), r.argument(k, c.HTTP.Headers, f.Params), body)
	}
}

// sentToOne is sentHTTP for an address that the function gives to a variable in
// several branches: each with the body that the same branch gives, where they give
// as many, else the first that is a vendor's with the one body that there is.
func (r *reader) sentToOne(k *lang.Call, url, headers, body *value.Node) {
	urls := r.u.Given(url, k.Func)
	if len(urls) < 2 {
		r.sentHTTP(k, url, headers, body)
		return
	}
	bodies := r.u.Given(body, k.Func)
	for i, u := range urls {
		if len(bodies) == len(urls) {
			r.sentHTTP(k, r.value(u, k.Func), headers, r.value(bodies[i], k.Func))
		} else if r.sentHTTP(k, r.value(u, k.Func), headers, body) {
			body = nil
		}
	}
}

// sentHTTP reads one request by its address and its body, and reports whether it
// goes to a vendor.
func (r *reader) sentHTTP(k *lang.Call, url, headers, body *value.Node) bool {
	body = r.opened(body)
	text := written(url)
	vendor := r.vendorOfURL(address(url))
	path := r.wirePath(text)
	model := body.Get("model")
	if vendor == openWeight && (path == nil || path.Weak && !r.namesModel(model)) {
		vendor = "" // any server of one's own may listen there
	}
	elsewhere := false // at an address of nobody known
	if vendor == "" && path != nil && (!path.Weak || r.namesModel(model) || r.evident(k, url, path.Vendor)) {
		vendor, elsewhere = path.Vendor, strings.Contains(text, "://")
		if v := r.modelVendorOf(model); v != "" && !strings.Contains(text, "://") && !path.Deployment {
			vendor = v
		}
	}
	if vendor == "" || path == nil && isFile(text) {
		return false
	}
	r.say(vendor, 3)
	r.endpoint(url, text, vendor, path)
	if v := r.modelVendorOf(model); elsewhere && v != "" && (strings.Contains(model.Str, "/") || !r.Catalog.Lookup(r.Catalog.HostKey(vendor), model.Str).Known) {
		vendor = v // whose model the address serves in the form of another
	}
	if body == nil || body.Kind != value.Object {
		return true
	}
	d := r.bodyDialect(vendor, path, body)
	if d == "" {
		if m := model; m.IsString() {
			r.modelMark(m, vendor)
		}
		r.params(body, vendor) // of completions, of what one server alone has
		for i := range body.Entries {
			if e := &body.Entries[i]; e.Value != nil && r.Wire.Params[e.Key] != "" {
				r.inSite[e.Value.Span] = true
			}
		}
		if path != nil {
			r.featuresOf(body, &catalog.SDKForm{Features: path.Features}, vendor)
		}
		if o := body.Get("options"); o != nil && o.Kind == value.Object {
			r.params(o, vendor)
		}
		return true
	}
	r.unseen(body, vendor)
	body = body.Clone()
	r.claim(body)
	r.extras(body, d, vendor)
	r.out.Sites = append(r.out.Sites, &Site{
		Call: k, Vendor: vendor, Dialect: d, Request: body, Why: "it sends a request to " + vendor,
	})
	return true
}

// evident reports whether an address begins with a variable that is a vendor's: it
// is called after the vendor, or is given what a variable of the vendor's holds, or
// an address of it.
func (r *reader) evident(k *lang.Call, url *value.Node, vendor string) bool {
	if url == nil || url.Kind != value.Text || len(url.Text) == 0 || url.Text[0].Tag == nil {
		return false
	}
	p, ok := url.Text[0].Tag.Expr.(expr.Path)
	if !ok {
		return false
	}
	name := strings.Join(stepsOf(p), ".")
	if strings.Contains(strings.ToLower(name), vendor) {
		return true
	}
	base := r.u.Const(name, k.Func)
	if base == nil {
		return false
	}
	t := teller{r: r, fn: k.Func, left: maxTold}
	return t.vendor(base, 0) == vendor || slices.ContainsFunc(r.u.Strings, func(s lang.Str) bool {
		return s.Node != nil && base.Span.Contains(s.Node.Span) && r.vendorOfURL(address(s.Node)) == vendor
	})
}

// namesModel reports whether a body names a model that somebody is known to make.
func (r *reader) namesModel(model *value.Node) bool { return r.modelVendorOf(model) != "" }

func (r *reader) modelVendorOf(model *value.Node) string {
	if !model.IsString() {
		return ""
	}
	return r.modelVendor(model.Str)
}

// endpoint states that an address is a vendor's, and which model it names.
func (r *reader) endpoint(url *value.Node, text, vendor string, path *catalog.WirePath) {
	if url == nil || r.taken[url.Span] {
		return
	}
	r.taken[url.Span] = true
	r.mark(Mark{Feature: "api-endpoint", Vendor: vendor, Value: text, Span: url.Span, Message: "the address of " + vendor})
	if path != nil {
		r.pinnedQuery(url, vendor, path.Version)
	}
	if path == nil && url.View != nil {
		r.addressedModel(url.View, vendor)
	}
	if path == nil || path.Model == "" || url.View == nil || path.Deployment {
		return
	}
	_, rest, ok := strings.Cut(url.View.Text, path.Model)
	i := strings.Index(rest, path.Until)
	if !ok || i <= 0 || strings.ContainsAny(rest[:i], "{}$ ") {
		return
	}
	at := len(url.View.Text) - len(rest)
	id := rest[:i]
	if v := r.modelVendor(id); v == "" {
		return
	}
	r.modelMark(&value.Node{Kind: value.String, Str: id, Span: url.View.Span(at, at+i), View: url.View.Slice(at, at+i)}, vendor)
}

// addressedModel states that an address ends in a model: …/models/gemini-2.5-flash.
func (r *reader) addressedModel(v *source.View, vendor string) {
	at := strings.LastIndex(v.Text, "/models/") + len("/models/")
	if at < len("/models/") {
		return
	}
	if id := v.Text[at:]; idLike(id) && !strings.ContainsAny(id, "/?&#") && r.idOf(vendor, id) {
		r.modelMark(&value.Node{Kind: value.String, Str: id, Span: v.Span(at, len(v.Text)), View: v.Slice(at, len(v.Text))}, vendor)
	}
}

// written is a text with its holes left out.
func written(n *value.Node) string {
	if n == nil || n.Kind != value.Text {
		return start(n)
	}
	var b strings.Builder
	for i := range n.Text {
		if s := &n.Text[i]; s.Tag == nil && s.Block == nil {
			b.WriteString(s.Lit)
		}
	}
	return b.String()
}

// wirePath is the path of an interface that an address has, nil for none.
func (r *reader) wirePath(text string) *catalog.WirePath {
	if !r.finders().paths.has(text) {
		return nil
	}
	for i := range r.Wire.Paths {
		if p := &r.Wire.Paths[i]; strings.Contains(text, p.Path) {
			return p
		}
	}
	return nil
}

// bodyDialect is the form of a body that goes to a vendor; "" where it is in none
// that is read.
func (r *reader) bodyDialect(vendor string, path *catalog.WirePath, body *value.Node) string {
	if path != nil && path.Asks != "" && body.Get(path.Asks) == nil && !body.Open() {
		return "" // completions, embeddings
	}
	if path != nil && path.Dialect != "" {
		return r.dialect(path.Dialect, vendor)
	}
	if r.Detect == nil {
		return ""
	}
	found := r.Detect(body)
	for _, v := range r.Catalog.Vendors() {
		if v.ID != vendor {
			continue
		}
		for _, d := range found {
			if slices.Contains(v.Dialects, d) {
				return d
			}
			if own := r.dialect(d, vendor); slices.Contains(v.Dialects, own) {
				return own
			}
		}
	}
	return ""
}
