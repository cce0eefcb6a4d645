package callsite

import (
	"slices"
	"strings"
)

// listedBy is who serves a model that the catalogue's tables list, by its id alone:
// its maker, the only one that has it under a name of its own, or, of several that
// all serve it, nobody's own.
func (r *reader) listedBy(id string) string {
	if !strings.ContainsAny(id, "-.:/") || !strings.ContainsAny(id, "0123456789-") {
		return "" // a word like any other
	}
	hosts := r.Catalog.HostsListing(id)
	if len(hosts) == 0 {
		return ""
	}
	for _, h := range hosts {
		if v := r.vendorOfTable(h); v != "" && r.Catalog.Makes(h) && !slices.Contains(r.Wire.Markets, h) {
			return v
		}
	}
	if v := r.vendorOfTable(hosts[0]); v != "" && len(hosts) == 1 && !strings.Contains(id, "/") && !slices.Contains(r.Wire.Namesakes, hosts[0]) {
		return v
	}
	return openWeight
}

// vendorOfTable is the vendor whose models a table of the catalogue lists, "" for
// that of nobody who has an interface of their own.
func (r *reader) vendorOfTable(host string) string {
	for _, v := range r.Catalog.Vendors() {
		if slices.Contains(v.Models, host) {
			return v.ID
		}
	}
	return ""
}

// sized reports whether a name of a known family of models has in it what only
// models' names have: its size, 8b or 8x7B, or what it was trained to be.
func (r *reader) sized(id string) bool {
	if strings.ContainsFunc(id, func(c rune) bool { return c > '~' || strings.ContainsRune("_*=@?&#", c) }) || strings.Count(id, "/") > 1 || strings.HasPrefix(id, ".") {
		return false
	}
	bare := id[strings.LastIndexByte(id, '/')+1:]
	found := false
	for part := range strings.FieldsFuncSeq(bare, func(c rune) bool { return c == '-' || c == ':' }) {
		found = found || size(part) || r.Wire.Trained[strings.ToLower(part)]
	}
	return found && r.Catalog.Lookup("", bare).Family != ""
}

// size reports whether a part of a name is how many parameters a model has: 70b,
// 8x7B, 17B, 3.8b.
func size(part string) bool {
	n := len(part) - 1
	if n < 1 || part[n]|0x20 != 'b' || part[0] < '0' || part[0] > '9' {
		return false
	}
	return strings.Trim(part[:n], "0123456789.xX") == ""
}
