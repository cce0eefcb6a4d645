package callsite

import (
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/value"
)

// extras states which members of a request no dialect speaks of, though they tie
// it to those who understand them.
func (r *reader) extras(req *value.Node, dialect, host string) {
	info, _ := r.Catalog.Dialect(dialect)
	for i := range r.Wire.Extras {
		x := &r.Wire.Extras[i]
		if !slices.Contains(x.Of, dialect) {
			continue
		}
		in, key := req, x.Path
		for {
			first, rest, more := strings.Cut(key, ".")
			if !more {
				break
			}
			in, key = in.Get(first), rest
		}
		if in == nil || in.Kind != value.Object {
			continue
		}
		for j := range in.Entries {
			e := &in.Entries[j]
			if e.Key != key || e.KeySpan.IsZero() || e.Value == nil || e.Value.Kind == value.Null {
				continue
			}
			vendor := host
			if x.Vendor != "" && (vendor == "" || vendor == info.Vendor) {
				vendor = x.Vendor // the dialect's own server does not know it
			}
			r.mark(Mark{Feature: x.Feature, Vendor: vendor, Value: short(e.Value), Span: e.KeySpan, Message: "sets " + e.Key + " of a model"})
		}
	}
}
