package callsite

import (
	"slices"
	"strings"

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
		r.providersOf(options, k, candidate{s, c})
	})
}

// providersOf reads options for single vendors, which a call is given or a program
// keeps for one.
func (r *reader) providersOf(options *value.Node, k *lang.Call, of candidate) {
	for i := range options.Entries {
		e := &options.Entries[i]
		f, ok := of.call.Providers.Forms[e.Key]
		if !ok || e.Block != nil || e.Spread {
			continue
		}
		vendor := r.provider(e.Key)
		r.eachObject(e.Value, func(n *value.Node) {
			r.claim(n)
			r.featuresOf(n, &f, vendor)
			r.out.Sites = append(r.out.Sites, &Site{
				Call: k, SDK: of.sdk, Vendor: vendor, Dialect: f.Dialect, Request: r.shaped(n, &f).Clone(), Options: true,
				Why: "it has options for " + vendor,
			})
		})
	}
}

// keptOptions reads options for single vendors that no call shows: a function
// returns them, an object holds them.
func (r *reader) keptOptions() {
	of := r.own.options
	if of.call == nil {
		return
	}
	imported := slices.Contains(r.sdks, of.sdk)
	if !imported && !strings.Contains(r.u.View.Text, of.call.Providers.Member) {
		return
	}
	seen := map[*value.Node]bool{}
	for i := range r.u.Assigns {
		a := &r.u.Assigns[i]
		r.keptIn(a.Value, lastName(a.Name), imported, of, a.Func, seen)
	}
	for _, k := range r.u.Calls {
		for i := range k.Args {
			r.keptIn(k.Args[i].Value, "", imported, of, k.Func, seen)
		}
	}
}

// keptIn is keptOptions for one value, which stands under a name.
func (r *reader) keptIn(n *value.Node, name string, imported bool, of candidate, fn string, seen map[*value.Node]bool) {
	if n == nil || seen[n] || r.inSite[n.Span] {
		return
	}
	seen[n] = true
	if n.Kind == value.Object && (imported || name == of.call.Providers.Member) && r.optionsFor(n, of) {
		r.providersOf(n, &lang.Call{Span: n.Span, Func: fn}, of)
		return
	}
	if n.Kind == value.Choice {
		for i := range n.Choice.Arms {
			r.keptIn(n.Choice.Arms[i].Body, name, imported, of, fn, seen)
		}
	}
	eachEntry(n.Entries, func(e *value.Entry) { r.keptIn(e.Value, e.Key, imported, of, fn, seen) })
}

// optionsFor reports whether an object has options for a vendor: a member called
// after one has a setting of a model.
func (r *reader) optionsFor(n *value.Node, of candidate) bool {
	return slices.ContainsFunc(n.Entries, func(e value.Entry) bool {
		if _, ok := of.call.Providers.Forms[e.Key]; !ok || e.Value == nil || e.Value.Kind != value.Object || r.inSite[e.Value.Span] {
			return false
		}
		return slices.ContainsFunc(e.Value.Entries, func(o value.Entry) bool {
			return r.Wire.Params[o.Key] != "" || r.Wire.Params[spell(o.Key, "snake")] != ""
		})
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
