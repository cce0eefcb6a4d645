package catalog

import (
	"slices"
	"strings"
)

// A listing tells which hosts have a model under an id.
type listing map[string][]string

// newListing reads the ids of a table's lines. A model that a table names and knows
// nothing of counts as well: its name is one all the same.
func newListing(body string) listing {
	out := make(listing, strings.Count(body, "\n"))
	for line := range strings.Lines(body) {
		host, rest, _ := strings.Cut(line, "\t")
		if id, _, ok := strings.Cut(rest, "\t"); ok {
			out[id] = append(out[id], host)
		}
	}
	return out
}

// HostsListing returns the keys of the hosts whose tables have a model under this
// id, or under one that says the same with a host's decoration, sorted; none for
// the name of no model. A name whose date or version would have to be taken off is
// not the model's.
func (c *Catalog) HostsListing(model string) []string {
	hosts := c.models().hosts()
	for _, n := range spellings(model) {
		if hosts := hosts[n.id]; n.same && len(hosts) > 0 {
			return slices.Clip(hosts)
		}
	}
	return nil
}

// Names reports whether a text is a model's name and cannot be anything else: a
// table lists it, or the rule of a family spells it out.
func (c *Catalog) Names(model string) bool {
	if len(c.HostsListing(model)) > 0 {
		return true
	}
	plain := bareName(model)
	return slices.ContainsFunc(c.families(), func(f familyRule) bool { return f.spelledOut() && f.matches(plain) })
}

// Makes reports whether a host is that of a vendor which makes the models that it
// serves, as the rules of families say.
func (c *Catalog) Makes(host string) bool {
	return host != "" && slices.ContainsFunc(c.families(), func(f familyRule) bool { return f.Maker == host })
}
