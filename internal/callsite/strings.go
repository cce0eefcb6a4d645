package callsite

import (
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// strings finds addresses, variables, headers, models and control tokens in the
// strings of the program.
func (r *reader) strings() {
	for _, d := range r.u.Docs {
		r.keys(d, "", "", 0)
	}
	for i := range r.u.Strings {
		s := &r.u.Strings[i]
		if s.Use == lang.Bare || s.Node == nil || r.taken[s.Node.Span] {
			continue
		}
		r.text(s)
		if s.Node.Kind != value.String {
			continue
		}
		switch {
		case r.env(s.Node.Str, s.Node.Span), r.header(s):
		default:
			r.model(s)
		}
	}
	r.inCompany()
	for i := range r.u.Reads {
		c := &r.u.Reads[i]
		r.envRead(c)
		if m := r.modelConstant(names(c), c.Span); m != nil && c.Recv == nil && !r.inSite[m.Span] {
			r.modelMark(m, "")
		}
	}
	for _, k := range r.u.Calls {
		for i := range k.Args {
			r.argumentModel(k.Args[i].Value)
		}
	}
	r.configured()
}

// argumentModel states that an argument is a library's constant for a model.
func (r *reader) argumentModel(n *value.Node) {
	if n == nil || n.Kind != value.Hole || r.inSite[n.Span] {
		return
	}
	if m := r.constant(n); m != n {
		r.modelMark(m, "")
	}
}

// text looks for addresses and control tokens.
func (r *reader) text(s *lang.Str) {
	n := s.Node
	text := written(n)
	if slices.ContainsFunc(r.Wire.Marks, func(m string) bool { return strings.Contains(text, m) }) {
		r.out.Texts = append(r.out.Texts, n)
	}
	if len(text) > maxURL || strings.ContainsAny(text, " \n\t") {
		return
	}
	head := start(n)
	path := r.wirePath(text)
	vendor := r.vendorOfURL(head)
	switch {
	case vendor == openWeight && (path == nil || path.Weak):
		return // any server of one's own may listen there
	case vendor != "":
	case path != nil && !path.Weak && (strings.Contains(text, "://") || strings.HasPrefix(head, "/") || n.Kind == value.Text):
		vendor = path.Vendor
		if r.out.Vendor != "" && r.speaks(vendor, r.out.Vendor) {
			vendor = r.out.Vendor
		}
	default:
		return
	}
	r.endpoint(n, text, vendor, path)
}

// maxURL is longer than any address that a program has as a constant.
const maxURL = 500

// env states that a text is the name of a vendor's environment variable.
func (r *reader) env(name string, at source.Span) bool {
	if len(name) < 5 || len(name) > 60 || name != strings.ToUpper(name) {
		return false
	}
	vendor := ""
	if v, ok := r.Catalog.VendorOfEnv(name); ok {
		vendor = v.ID
	} else {
		vendor = r.Wire.EnvVendor(name)
	}
	if vendor == "" || slices.Contains(r.Wire.SharedEnv, name) && !r.spokenOf(vendor) {
		return false
	}
	r.mark(Mark{Feature: "api-key-env", Vendor: vendor, Value: name, Span: at, Message: "names the environment variable " + name + " of " + vendor})
	return true
}

// spokenOf reports whether anything in the program speaks for a vendor.
func (r *reader) spokenOf(vendor string) bool {
	return slices.ContainsFunc(r.spoken, func(s spoken) bool { return s.vendor == vendor })
}

// envRead finds variables that are read as members: process.env.OPENAI_API_KEY.
func (r *reader) envRead(c *lang.Chain) {
	n := len(c.Steps)
	if n < 2 {
		return
	}
	r.env(c.Steps[n-1].Name, c.Steps[n-1].Span)
}

// header states that a key is a vendor's header.
func (r *reader) header(s *lang.Str) bool {
	if s.Use != lang.Key && s.Use != lang.Argument && s.Use != lang.Index || len(s.Node.Str) > 40 {
		return false
	}
	name := strings.ToLower(s.Node.Str)
	for i := range r.Wire.Headers {
		h := &r.Wire.Headers[i]
		if h.Name != name || h.Weak && !r.spokenOf(h.Vendor) {
			continue
		}
		r.mark(Mark{Feature: h.Feature, Vendor: h.Vendor, Value: name, Span: s.Node.Span, Message: "the header " + name + " of " + h.Vendor})
		return true
	}
	return false
}

// model states that a string names a model: by the name that it is given to, or
// because nothing else is called that in a program that speaks to a vendor.
func (r *reader) model(s *lang.Str) {
	id := s.Node.Str
	if len(id) < 2 || len(id) > 120 || strings.ContainsAny(id, " \t\n\"'<>(){}|,") || r.inSite[s.Node.Span] {
		return
	}
	called := modelWord(s.Name)
	if !called && (!strings.ContainsAny(id, "-.:") || !strings.ContainsAny(id, "0123456789")) || strings.Contains(id, "::") {
		r.doubt(s)
		return
	}
	vendor := r.modelVendor(id)
	if vendor == "" && called && r.Catalog.Lookup("", id).Family != "" {
		vendor = openWeight // a family that many serve
	}
	if vendor == "" {
		r.doubt(s)
		return
	}
	if host := r.hostOfModel(id, vendor); host != "" {
		vendor = host
	}
	if known := r.Catalog.Lookup(r.hostKey(vendor), id).Known; !known && (!called || strings.Contains(id, "_")) && !r.gatewayFamily(id) {
		r.doubt(s)
		return
	}
	if s.Name != "" {
		r.keyed[s.Name]++
	}
	r.modelMark(s.Node, vendor)
}

// modelWord reports whether a name is one that programs give to a model's id.
func modelWord(name string) bool {
	name = strings.ToLower(name)
	for _, w := range []string{"model", "engine", "deployment", "llm"} {
		if strings.Contains(name, w) {
			return true
		}
	}
	return false
}

// hostOfModel is the vendor that the program speaks to, where that one serves the
// model; "" else.
func (r *reader) hostOfModel(id, maker string) string {
	v := r.out.Vendor
	if v == "" || v == maker {
		return maker
	}
	if i := strings.IndexAny(id, "/:"); i > 0 && r.provider(id[:i]) != "" {
		return maker
	}
	if r.Catalog.Serves(r.hostKey(v), id) {
		return v
	}
	return ""
}

// hostKey is the key of the model table for a vendor.
func (r *reader) hostKey(vendor string) string {
	for _, v := range r.Catalog.Vendors() {
		if v.ID == vendor && len(v.Models) > 0 {
			return v.Models[0]
		}
	}
	return vendor
}
