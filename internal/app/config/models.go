package config

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
)

// Catalog returns c with the models of the configuration laid over it: each is
// known by the facts of the model that it stands for, at the prices that were
// negotiated.
func (c *Config) Catalog(base *catalog.Catalog) (*catalog.Catalog, error) {
	if len(c.Models) == 0 {
		return base, nil
	}
	hosts := base.Hosts()
	models := map[string]any{}
	for _, m := range c.Models {
		at := hosts
		if m.Host != "" {
			known := false
			for _, h := range hosts {
				known = known || h == m.Host
			}
			if !known {
				return nil, fmt.Errorf("%s:%d: unknown host %q; expected one of %s", c.File.Path, m.Line, m.Host, strings.Join(hosts, ", "))
			}
			at = []string{m.Host}
		}
		known := false
		for _, h := range at {
			facts := base.Lookup(h, m.Of)
			known = known || facts.Known
			models[h+"/"+m.Name] = overlay(facts, m)
		}
		if !known {
			return nil, fmt.Errorf("%s:%d: the catalogue has no model %q, which %s stands for; see promptglot models", c.File.Path, m.Line, m.Of, m.Name)
		}
	}
	data, err := json.Marshal(map[string]any{"source": c.File.Path, "as_of": base.AsOf(), "models": models})
	if err != nil {
		return nil, err
	}
	o, err := catalog.Override(c.File.Path, data)
	if err != nil {
		return nil, err
	}
	return base.With(o)
}

// overlay writes what is known of a model in the form of catalogue overrides.
func overlay(f catalog.Model, m Model) map[string]any {
	out := map[string]any{}
	for _, s := range []struct{ key, text string }{
		{"name", m.Name}, {"family", f.Family}, {"tokenizer", f.Tokenizer}, {"replace", f.Replace},
		{"announced", f.Announced}, {"retires", f.Retires}, {"not_before", f.NotBefore},
	} {
		if s.text != "" {
			out[s.key] = s.text
		}
	}
	if f.Status != "" && f.Status != "unknown" {
		out["status"] = f.Status
	}
	for key, n := range map[string]*int{"context": f.Context, "max_input": f.MaxInput, "max_output": f.MaxOutput} {
		if n != nil {
			out[key] = *n
		}
	}
	if len(f.Input) > 0 {
		out["input"] = f.Input
	}
	gates := map[string]any{}
	for name, g := range f.Gates {
		gate := map[string]any{"is": g.Is.String()}
		if len(g.Values) > 0 {
			gate["values"] = g.Values
		}
		if g.Unless != "" {
			gate["unless"] = g.Unless
		}
		if g.Note != "" {
			gate["note"] = g.Note
		}
		gates[name] = gate
	}
	if len(gates) > 0 {
		out["gates"] = gates
	}
	if prices := m.prices(f); len(prices) > 0 {
		out["prices"] = prices
	}
	return out
}

// prices are the negotiated ones, else those of the list.
func (m Model) prices(f catalog.Model) []map[string]any {
	var out []map[string]any
	for _, p := range m.Prices {
		price := map[string]any{"tier": p.Tier, "above": p.Above}
		for key, s := range map[string]*string{"input": p.Input, "output": p.Output, "cache_read": p.CacheRead, "cache_write": p.CacheWrite} {
			if s != nil {
				price[key] = json.Number(*s)
			}
		}
		out = append(out, price)
	}
	if len(out) > 0 {
		return out
	}
	for _, p := range f.Prices {
		price := map[string]any{"tier": p.Tier, "above": p.Above}
		for key, v := range map[string]*float64{"input": p.Input, "output": p.Output, "cache_read": p.CacheRead, "cache_write": p.CacheWrite} {
			if v != nil {
				price[key] = *v
			}
		}
		out = append(out, price)
	}
	return out
}
