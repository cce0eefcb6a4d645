package policies

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/promptglot/promptglot/internal/catalog"
)

// tablesRef is where the tables of the catalogue stand.
var tablesRef = ast.MustParseRef("data.promptglot.catalog")

// tables are those of the catalogue that policies can look things up in, by name.
var tables = map[string]func(*catalog.Catalog) any{
	"dialects": dialectTable, "features": featureTable, "models": modelTable, "vendors": vendorTable,
}

// addTables puts the tables that the compiled policies look into below data. They
// have thousands of entries: a run whose policies ask for none does without.
func addTables(data map[string]any, compiled *ast.Compiler, c *catalog.Catalog) error {
	used := map[string]bool{}
	var errs LoadErrors
	for _, m := range compiled.Modules {
		ast.WalkExprs(m, func(x *ast.Expr) bool { // of which, unlike of what stands in it, the place is certain
			ast.WalkRefs(x, func(r ast.Ref) bool {
				errs = collect(errs, lookedInto(used, r, x.Location))
				return false
			})
			return false
		})
	}
	if len(errs) > 0 {
		return errs.sorted()
	}
	if len(used) == 0 {
		return nil
	}
	if c == nil {
		c = catalog.Default()
	}
	all := map[string]any{}
	for name := range used {
		all[name] = tables[name](c)
	}
	graft(data, map[string]any{"promptglot": map[string]any{"catalog": all}}) // the user's data cannot stand there
	return nil
}

// lookedInto notes the table that a reference looks into: all of them where only
// the run can tell. One that does not exist would be silent for ever.
func lookedInto(used map[string]bool, r ast.Ref, at *ast.Location) error {
	if !r.HasPrefix(tablesRef) {
		return nil
	}
	names := slices.Sorted(maps.Keys(tables))
	if len(r) > len(tablesRef) {
		if name, ground := r[len(tablesRef)].Value.(ast.String); ground {
			if tables[string(name)] == nil {
				le := &LoadError{Message: fmt.Sprintf("%v: there is no such table%s; valid are %s", r[:len(tablesRef)+1], didYouMean(string(name), names), strings.Join(names, ", "))}
				if at != nil {
					le.File, le.Line = at.File, at.Row
				}
				return le
			}
			names = []string{string(name)}
		}
	}
	for _, name := range names {
		used[name] = true
	}
	return nil
}

// modelTable has the models by host, as the dialects name it, and id.
func modelTable(c *catalog.Catalog) any {
	out := map[string]any{}
	for _, host := range c.Hosts() {
		models := map[string]any{}
		for _, m := range c.Models(host) {
			can := map[string]any{}
			for name, g := range m.Gates {
				can[name] = sourced(g.Ref, map[string]any{"is": g.Is.String(), "unless": g.Unless, "values": texts(g.Values), "note": g.Note})
			}
			models[m.ID] = sourced(m.Ref, map[string]any{
				"family": m.Family, "status": m.Status, "retires_on": m.Retires, "replacement": m.Replace,
				"context": orNull(m.Context), "max_output": orNull(m.MaxOutput), "input": texts(m.Input),
				"tokenizer": m.Tokenizer, "can": can, "prices": prices(m.Prices),
			})
		}
		out[host] = models
	}
	return out
}

func prices(ps []catalog.Price) []any {
	out := make([]any, len(ps))
	for i, p := range ps {
		out[i] = sourced(p.Ref, map[string]any{
			"tier": p.Tier, "above": p.Above, "input": orNull(p.Input), "output": orNull(p.Output),
			"cache_read": orNull(p.CacheRead), "cache_write": orNull(p.CacheWrite),
		})
	}
	return out
}

// dialectTable has the dialects by id: what their requests have, and what the
// vendor does with it.
func dialectTable(c *catalog.Catalog) any {
	out := map[string]any{}
	for _, d := range c.Dialects() {
		traits := map[string]any{}
		for name, f := range d.Traits {
			traits[name] = sourced(f.Ref, map[string]any{"value": f.Value, "note": f.Note})
		}
		fields := map[string]any{}
		for _, f := range d.Fields {
			fields[f.Path] = map[string]any{"feature": f.Feature, "type": f.Type, "min": orNull(f.Min), "max": orNull(f.Max), "enum": texts(f.Enum)}
		}
		out[d.ID] = sourced(d.Ref, map[string]any{
			"title": d.Title, "vendor": d.Vendor, "host": d.Host, "versions": texts(d.Versions), "default_model": d.Default,
			"roles": texts(d.Roles), "traits": traits, "fields": fields,
		})
	}
	return out
}

func featureTable(c *catalog.Catalog) any {
	out := map[string]any{}
	for _, f := range c.Features() {
		out[f.ID] = map[string]any{"group": f.Group, "tier": f.Tier}
	}
	return out
}

func vendorTable(c *catalog.Catalog) any {
	out := map[string]any{}
	for _, v := range c.Vendors() {
		out[v.ID] = sourced(v.Ref, map[string]any{"title": v.Title, "dialects": texts(v.Dialects), "hosts": texts(v.Models)})
	}
	return out
}

func sourced(r catalog.Ref, entry map[string]any) map[string]any {
	entry["source"], entry["as_of"] = r.Source, r.AsOf
	return entry
}

func orNull[T any](p *T) any {
	if p == nil {
		return nil
	}
	return *p
}

func texts(ss []string) []any {
	out := make([]any, len(ss))
	for i, s := range ss {
		out[i] = s
	}
	return out
}
