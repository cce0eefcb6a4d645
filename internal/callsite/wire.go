package callsite

import (
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/request"
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
		r.sentHTTP(k, r.argument(k, c.HTTP.URL, f.Params), r.argument(k, c.HTTP.Headers, f.Params), body)
	}
}

// sentHTTP reads one request by its address and its body.
func (r *reader) sentHTTP(k *lang.Call, url, headers, body *value.Node) {
	body = r.opened(body)
	text := written(url)
	vendor := r.vendorOfURL(address(url))
	path := r.wirePath(text)
	model := body.Get("model")
	if vendor == openWeight && (path == nil || path.Weak && !r.namesModel(model)) {
		vendor = "" // any server of one's own may listen there
	}
	if vendor == "" && path != nil && (!path.Weak || r.namesModel(model)) {
		vendor = path.Vendor
		if v := r.modelVendorOf(model); v != "" && !strings.Contains(text, "://") {
			vendor = v
		}
	}
	if vendor == "" {
		return
	}
	r.say(vendor, 3)
	r.endpoint(url, text, vendor, path)
	if body == nil || body.Kind != value.Object {
		return
	}
	d := r.bodyDialect(vendor, path, body)
	if d == "" {
		if m := model; m.IsString() {
			r.modelMark(m, vendor)
		}
		return
	}
	r.unseen(body, vendor)
	body = body.Clone()
	r.claim(body)
	r.extras(body, d, vendor)
	r.out.Sites = append(r.out.Sites, &Site{
		Call: k, Vendor: vendor, Dialect: d, Request: body, Why: "it sends a request to " + vendor,
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
