package catalog

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// model reads one model's facts and returns what lays them over a record.
func (p *overlayParser) model(m jsonMember) func(*Model) {
	var set []func(*Model)
	on := func(f func(*Model)) { set = append(set, f) }
	ref := p.ref
	str := func(name string, at func(*Model) *string) func(jsonNode) {
		return func(n jsonNode) { s := p.text(n, name); on(func(m *Model) { *at(m) = s }) }
	}
	day := func(name string, at func(*Model) *string) func(jsonNode) {
		return func(n jsonNode) {
			s := p.day(n, name)
			on(func(m *Model) { *at(m) = s; m.StatusRef = ref })
		}
	}
	limit := func(name string, at func(*Model) **int) func(jsonNode) {
		return func(n jsonNode) {
			v := p.tokens(n, name)
			on(func(m *Model) { *at(m) = v; m.LimitsRef = ref })
		}
	}
	p.object(m.jsonNode, m.key, map[string]func(jsonNode){
		"source":     func(n jsonNode) { ref.Source = p.text(n, "source") },
		"as_of":      func(n jsonNode) { ref.AsOf = p.day(n, "as_of") },
		"name":       str("name", func(m *Model) *string { return &m.Name }),
		"family":     str("family", func(m *Model) *string { return &m.Family }),
		"tokenizer":  str("tokenizer", func(m *Model) *string { return &m.Tokenizer }),
		"replace":    str("replace", func(m *Model) *string { return &m.Replace }),
		"announced":  day("announced", func(m *Model) *string { return &m.Announced }),
		"retires":    day("retires", func(m *Model) *string { return &m.Retires }),
		"not_before": day("not_before", func(m *Model) *string { return &m.NotBefore }),
		"context":    limit("context", func(m *Model) **int { return &m.Context }),
		"max_input":  limit("max_input", func(m *Model) **int { return &m.MaxInput }),
		"max_output": limit("max_output", func(m *Model) **int { return &m.MaxOutput }),
		"status": func(n jsonNode) {
			s := p.word(n, "status", "active", "deprecated", "retired")
			on(func(m *Model) { m.Status = s; m.StatusRef = ref })
		},
		"input": func(n jsonNode) { v := p.list(n, "input"); on(func(m *Model) { m.Input = v }) },
		"prices": func(n jsonNode) {
			prices := p.prices(n)
			on(func(m *Model) {
				m.Prices = append([]Price(nil), prices...)
				for i := range m.Prices {
					m.Prices[i].Ref = ref
				}
			})
		},
		"gates": func(n jsonNode) {
			gates := p.gates(n)
			on(func(m *Model) {
				for name, g := range gates {
					g.Ref = ref
					m.Gates[name] = g
				}
			})
		},
	}, nil)
	return func(m *Model) {
		m.Known = true
		m.Ref = ref
		for _, f := range set {
			f(m)
		}
	}
}

func (p *overlayParser) prices(n jsonNode) []Price {
	if n.kind != '[' {
		p.fail(n.line, "prices is %s, expected a list", kindNames[n.kind])
	}
	var out []Price
	for _, item := range n.items {
		x := Price{Tier: "standard"}
		p.object(item, "a price", map[string]func(jsonNode){
			"tier": func(n jsonNode) { x.Tier = p.word(n, "tier", "standard", "batch", "flex", "priority") },
			"above": func(n jsonNode) {
				if v := p.tokens(n, "above"); v != nil {
					x.Above = *v
				}
			},
			"input":       func(n jsonNode) { x.Input = p.dollars(n, "input") },
			"output":      func(n jsonNode) { x.Output = p.dollars(n, "output") },
			"cache_read":  func(n jsonNode) { x.CacheRead = p.dollars(n, "cache_read") },
			"cache_write": func(n jsonNode) { x.CacheWrite = p.dollars(n, "cache_write") },
		}, nil)
		out = append(out, x)
	}
	return out
}

func (p *overlayParser) gates(n jsonNode) map[string]Gate {
	out := map[string]Gate{}
	p.object(n, "gates", nil, func(m jsonMember) {
		var g Gate
		if !slices.Contains(gateNames, m.key) {
			p.fail(m.line, "there is no gate %q; the gates are %s", m.key, strings.Join(gateNames, ", "))
			return
		}
		is := func(n jsonNode) { g.Is, _ = parseTri(p.word(n, m.key, "yes", "no", "unknown")) }
		if m.kind == 's' {
			is(m.jsonNode)
		} else {
			p.object(m.jsonNode, m.key, map[string]func(jsonNode){
				"is":     is,
				"values": func(n jsonNode) { g.Values = p.list(n, "values") },
				"unless": func(n jsonNode) { g.Unless = p.text(n, "unless") },
				"note":   func(n jsonNode) { g.Note = p.text(n, "note") },
			}, nil)
		}
		out[m.key] = g
	})
	return out
}

// checkTraits refuses traits that no dialect has: a misspelt one would change
// nothing and say nothing.
func (t *dialectTable) checkTraits(o *Overlay) error {
	for _, id := range slices.Sorted(maps.Keys(o.dialects)) {
		p := o.dialects[id]
		for _, name := range slices.Sorted(maps.Keys(p.traits)) {
			if !slices.ContainsFunc(t.list, func(d *DialectInfo) bool { _, ok := d.Traits[name]; return ok }) {
				return fmt.Errorf("%s:%d: no dialect has a trait %q", p.name, p.traitLines[name], name)
			}
		}
	}
	return nil
}

// patch lays an overlay's dialects over the table.
func (t *dialectTable) patch(o *Overlay) *dialectTable {
	out := &dialectTable{byID: maps.Clone(t.byID)}
	for _, d := range t.list {
		if p, ok := o.dialects[d.ID]; ok {
			c := *d
			if p.defaultModel != "" {
				c.Default = p.defaultModel
			}
			c.Traits = maps.Clone(d.Traits)
			maps.Copy(c.Traits, p.traits)
			c.buildIndex()
			d = &c
			for _, name := range append([]string{d.ID}, d.Aliases...) {
				out.byID[name] = d
			}
		}
		out.list = append(out.list, d)
	}
	return out
}
