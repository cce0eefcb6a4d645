package callsite

import (
	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/value"
)

// providers reads the options that a framework's call has for single vendors: each
// vendor's are in its own words, whoever serves the call in the end.
func (r *reader) providers(k *lang.Call, s *catalog.SDK, c *catalog.SDKCall) {
	if c.Providers == nil {
		return
	}
	r.eachObject(r.argument(k, c.Providers.Member, c.Params), func(options *value.Node) {
		for i := range options.Entries {
			e := &options.Entries[i]
			f, ok := c.Providers.Forms[e.Key]
			if !ok || e.Block != nil || e.Spread {
				continue
			}
			vendor := r.provider(e.Key)
			r.eachObject(e.Value, func(n *value.Node) {
				r.claim(n)
				r.featuresOf(n, &f, vendor)
				r.out.Sites = append(r.out.Sites, &Site{
					Call: k, SDK: s, Vendor: vendor, Dialect: f.Dialect, Request: r.shaped(n, &f).Clone(), Options: true,
					Why: "it has options for " + vendor,
				})
			})
		}
	})
}

// eachObject calls f for the objects that a value may be.
func (r *reader) eachObject(v *value.Node, f func(*value.Node)) {
	switch {
	case v == nil:
	case v.Kind == value.Object:
		f(v)
	case v.Kind == value.Choice:
		for i := range v.Choice.Arms {
			r.eachObject(v.Choice.Arms[i].Body, f)
		}
	}
}

// vendorOfPath returns who serves at an address whose host is the program's own,
// by a path that one vendor's interface has only; "" for none.
func (r *reader) vendorOfPath(v *value.Node) string {
	if p := r.wirePath(written(v)); p != nil && !p.Weak && p.Deployment {
		return p.Vendor
	}
	return ""
}
