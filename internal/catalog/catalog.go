package catalog

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
)

// A Catalog is the embedded tables, possibly with overlays over them. It is
// read-only and safe for concurrent use; each table is loaded when it is first
// asked for.
type Catalog struct {
	dialects func() *dialectTable
	models   func() *modelTable
	families func() []familyRule
	features func() *featureTable
	vendors  func() []Vendor
	subsets  func() map[string]Subset
	overlays []*Overlay // the later wins

	looked *lookups
}

var defaultCatalog = sync.OnceValue(func() *Catalog {
	return &Catalog{
		dialects: sync.OnceValue(loadDialects),
		models:   sync.OnceValue(loadModels),
		families: sync.OnceValue(loadFamilies),
		features: sync.OnceValue(loadFeatures),
		vendors:  sync.OnceValue(loadVendors),
		subsets:  sync.OnceValue(loadSubsets),
		looked:   &lookups{},
	}
})

// Default returns the catalogue as it was built into the program.
func Default() *Catalog { return defaultCatalog() }

// With returns a catalogue with overlays laid over this one, the later over
// the earlier. The receiver stays as it is. An overlay that speaks of an
// unknown dialect is an error.
func (c *Catalog) With(overlays ...*Overlay) (*Catalog, error) {
	out := *c
	out.overlays, out.looked = slices.Concat(c.overlays, overlays), &lookups{}
	table := c.dialects()
	for _, o := range overlays {
		for _, id := range slices.Sorted(maps.Keys(o.dialects)) {
			if d := table.byID[id]; d == nil || d.ID != id {
				p := o.dialects[id]
				return nil, fmt.Errorf("%s:%d: no dialect %q; did you mean %s?", p.name, p.line, id, strings.Join(c.Nearest(id), ", "))
			}
		}
		if err := table.checkTraits(o); err != nil {
			return nil, err
		}
		table = table.patch(o)
	}
	out.dialects = func() *dialectTable { return table }
	return &out, nil
}

func (c *Catalog) applyOverrides(m *Model, names []spelling) {
	for _, o := range c.overlays {
		for _, n := range names {
			if set := o.models[m.Host+"\t"+n.id]; set != nil {
				set(m)
				break
			}
		}
	}
}

func (c *Catalog) overriddenIDs(host string) []string {
	var out []string
	for _, o := range c.overlays {
		for key, id := range o.ids {
			if strings.HasPrefix(key, host+"\t") {
				out = append(out, id)
			}
		}
	}
	return out
}

// AsOf returns the catalogue's own date: the day for which statuses hold and
// the default for today's date in reports.
func (c *Catalog) AsOf() string { return c.models().asOf }

// Sources returns the public tables that the model facts were imported from,
// in the order of their names.
func (c *Catalog) Sources() []Source {
	var out []Source
	for _, s := range c.models().sources {
		out = append(out, s)
	}
	slices.SortFunc(out, func(a, b Source) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// Dialects returns all dialects in the order of their ids. The records are
// shared: they must not be changed.
func (c *Catalog) Dialects() []*DialectInfo { return slices.Clone(c.dialects().list) }

// Dialect returns a dialect by its id or by a vendor's alias.
func (c *Catalog) Dialect(id string) (*DialectInfo, bool) {
	d, ok := c.dialects().byID[id]
	return d, ok
}
