package callsite

import (
	"net/url"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/value"
)

// openWeight is the vendor of servers of one's own: an address of this machine
// says nothing of who has made what listens there.
const openWeight = "open-weight"

// vendorOfURL returns who serves at an address; "" for an address of nobody
// known. The text may be cut short where a hole follows.
func (r *reader) vendorOfURL(text string) string {
	_, rest, ok := strings.Cut(text, "://")
	if !ok {
		return ""
	}
	host := rest
	if i := strings.IndexAny(rest, "/?#"); i >= 0 {
		host = rest[:i]
	}
	if u, err := url.Parse(text); err == nil && u.Host != "" {
		host = u.Host
	}
	if v, ok := r.Catalog.VendorOfHost(host); ok {
		return v.ID
	}
	return ""
}

// provider returns the vendor that a framework's provider word names.
func (r *reader) provider(word string) string {
	word = strings.ToLower(word)
	if v := r.Wire.Providers[word]; v != "" {
		return v
	}
	for _, v := range r.Catalog.Vendors() {
		if v.ID == word {
			return v.ID
		}
		for _, p := range v.Prefixes {
			if p == word {
				return v.ID
			}
		}
	}
	return ""
}

// modelVendor returns who serves a model by its id alone: by the prefix that
// gateways and frameworks put before it, its maker's own host, else what the tables
// say.
func (r *reader) modelVendor(id string) string { return r.makers.get(id, r.makerOf) }

func (r *reader) makerOf(id string) string {
	if i := strings.IndexAny(id, "/:"); i > 0 {
		if v := r.provider(id[:i]); v != "" {
			return v
		}
	}
	host := r.Catalog.HostOfSpelling(id)
	if host == "" {
		host = r.Catalog.HostOf(id)
	}
	if v := r.vendorOfTable(host); v != "" {
		if only := r.onlyHost(id); only != "" && !r.Catalog.Lookup(host, id).Known {
			return only // its maker never called it that
		}
		return v
	}
	return r.listedBy(id)
}

// onlyHost is the vendor whose table is the only one that lists an id; "" for none,
// and for an id with its maker's word before it, which everybody may take over.
func (r *reader) onlyHost(id string) string {
	hosts := r.Catalog.HostsListing(id)
	if len(hosts) != 1 || strings.Contains(id, "/") || slices.Contains(r.Wire.Namesakes, hosts[0]) || slices.Contains(r.Wire.Markets, hosts[0]) {
		return ""
	}
	return r.vendorOfTable(hosts[0])
}

// dialect is the one that a vendor's requests are in, where that is a variety of
// the one that the library speaks: the OpenAI library pointed at Groq speaks
// groq. Else it is the library's own.
func (r *reader) dialect(own, vendor string) string {
	base, ok := r.Catalog.Dialect(own)
	if !ok || base.Vendor == vendor {
		return own
	}
	for _, v := range r.Catalog.Vendors() {
		if v.ID != vendor {
			continue
		}
		for _, id := range v.Dialects {
			for d, ok := r.Catalog.Dialect(id); ok && !d.Planned && !d.SourceOnly; d, ok = r.Catalog.Dialect(d.Parent) {
				if d.ID == own {
					return id
				}
				if d.Parent == "" {
					break
				}
			}
		}
	}
	return own
}

// settings reads the variables of modules that configure all of their calls:
// openai.api_type = "azure".
func (r *reader) settings() {
	for i := range r.u.Assigns {
		a := &r.u.Assigns[i]
		if !strings.Contains(a.Name, ".") {
			continue
		}
		s, ok := r.resolve(strings.Split(a.Name, "."))
		if !ok || s.sdk.Settings[s.path] == "" {
			continue
		}
		o := r.module[s.sdk]
		if o == nil {
			o = &object{sdk: s.sdk, vendor: s.sdk.Vendor, host: s.sdk.Vendor}
			r.module[s.sdk] = o
		}
		r.setting(o, s.sdk.Settings[s.path], r.u.Resolve(a.Value, a.Func))
	}
}

func (r *reader) setting(o *object, says string, v *value.Node) {
	switch says {
	case "base_url":
		text := start(v)
		vendor := r.vendorOfURL(address(v))
		if vendor != "" {
			o.host = vendor
			r.taken[v.Span] = true
			r.mark(Mark{Feature: "api-endpoint", Vendor: vendor, Value: text, Span: v.Span, Message: "the address of " + vendor})
		} else if o.host == o.sdk.Vendor {
			o.host = ""
		}
	case "provider":
		if v.IsString() {
			if vendor := r.provider(v.Str); vendor != "" {
				o.host = vendor
				r.mark(Mark{Feature: "provider-config", Vendor: vendor, Value: v.Str, Span: v.Span, Message: "chooses the vendor " + vendor})
			}
		}
	case "api_version":
		if v.IsString() {
			r.mark(Mark{Feature: "api-version", Vendor: o.host, Value: v.Str, Span: v.Span, Message: "pins the API version " + v.Str})
		}
	}
}
