package catalog

import (
	"slices"
	"strings"
)

// A Vendor is who serves requests, and how its traces look in code.
type Vendor struct {
	ID       string   `json:"id"` // vendor name of VOCABULARY.md
	Title    string   `json:"title"`
	Dialects []string `json:"dialects"`           // the usual one first
	Models   []string `json:"models"`             // host keys of the model table
	Hosts    []string `json:"hosts"`              // host names; * stands for one or more labels or a part of one; :port where it decides
	Env      []string `json:"env"`                // environment variables
	Prefixes []string `json:"prefixes,omitempty"` // words before an id that choose it: azure/gpt-4o
	// Deployments says that a request names a deployment, whose owner chose the
	// name: it says nothing of the model behind it.
	Deployments bool `json:"deployments,omitempty"`
	Ref
}

func loadVendors() []Vendor {
	var file struct {
		Vendors []Vendor
		Ref
	}
	decode("vendors.json", &file)
	for i := range file.Vendors {
		file.Vendors[i].Ref = file.Vendors[i].or(file.Ref)
	}
	return file.Vendors
}

// Vendors returns the vendors in the order of their ids. They are the catalogue's
// own and must not be changed.
func (c *Catalog) Vendors() []Vendor { return slices.Clip(c.vendors()) }

// Vendor returns the vendor with an id of VOCABULARY.md.
func (c *Catalog) Vendor(id string) (Vendor, bool) {
	for _, v := range c.vendors() {
		if v.ID == id {
			return v, true
		}
	}
	return Vendor{}, false
}

// HostKey returns the key of the model table for what a vendor serves: its own
// id where no table lists that.
func (c *Catalog) HostKey(vendor string) string {
	if v, _ := c.Vendor(vendor); len(v.Models) > 0 {
		return v.Models[0]
	}
	return vendor
}

// VendorOfHost returns the vendor that a URL's host, with or without a port,
// belongs to.
func (c *Catalog) VendorOfHost(host string) (Vendor, bool) {
	host = strings.ToLower(host)
	name, _, _ := strings.Cut(host, ":")
	for _, v := range c.vendors() {
		for _, pattern := range v.Hosts {
			if strings.Contains(pattern, ":") && globMatch(pattern, host) || globMatch(pattern, name) {
				return v, true
			}
		}
	}
	return Vendor{}, false
}

// VendorOfEnv returns the vendor of an environment variable.
func (c *Catalog) VendorOfEnv(name string) (Vendor, bool) {
	for _, v := range c.vendors() {
		if slices.Contains(v.Env, name) {
			return v, true
		}
	}
	return Vendor{}, false
}

// globMatch matches a host pattern in which * stands for one or more
// characters. It walks back to the last star only, so it is linear in the
// product of two short strings.
func globMatch(pattern, s string) bool {
	star, mark := -1, 0
	i, j := 0, 0
	for j < len(s) {
		switch {
		case i < len(pattern) && pattern[i] == '*':
			star, mark = i, j+1
			i, j = i+1, j+1
		case i < len(pattern) && pattern[i] == s[j]:
			i, j = i+1, j+1
		case star >= 0:
			mark++
			i, j = star+1, mark
		default:
			return false
		}
	}
	return i == len(pattern)
}
