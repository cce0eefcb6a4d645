package main

import (
	"encoding/json"
	"io/fs"
)

var genaiHosts = map[string]string{
	"anthropic": "anthropic", "aws": "bedrock", "azure": "azure-openai", "cerebras": "cerebras",
	"cohere": "cohere", "deepseek": "deepseek", "fireworks": "fireworks", "google": "gemini",
	"groq": "groq", "minimax": "minimax", "mistral": "mistral", "moonshotai": "moonshot",
	"openai": "openai", "perplexity": "perplexity", "together": "together", "x-ai": "xai", "zhipuai": "zai",
}

// readGenai takes standard prices for models that no other table prices. Prices
// that change over the day or by date are left out: a dated figure must hold.
func readGenai(fsys fs.FS, t table) error {
	var file []struct {
		ID     string
		Models []struct {
			ID, Name string
			Context  int             `json:"context_window"`
			Prices   json.RawMessage `json:"prices"`
		}
	}
	if err := readJSON(fsys, "tables/genai_prices_data.json", &file); err != nil {
		return err
	}
	for _, p := range file {
		host := genaiHosts[p.ID]
		if host == "" {
			continue
		}
		for _, m := range p.Models {
			var ps map[string]json.RawMessage
			if json.Unmarshal(m.Prices, &ps) != nil {
				continue
			}
			prices, ok := genaiPrices(ps)
			if !ok {
				continue
			}
			r := t.row(host, m.ID)
			setName(r, "g", m.Name)
			setPrices(r, "g", prices)
			if m.Context > 0 {
				setLimits(r, "g", [3]int{m.Context, 0, 0})
			}
		}
	}
	return nil
}

func genaiPrices(ps map[string]json.RawMessage) ([]price, bool) {
	type tiered struct {
		Base  float64
		Tiers []struct {
			Start int
			Price float64
		}
	}
	base := price{tier: 's'}
	var above []price
	for _, f := range []struct {
		key string
		set func(*price, string)
	}{
		{"input_mtok", func(p *price, s string) { p.in = s }},
		{"output_mtok", func(p *price, s string) { p.out = s }},
		{"cache_read_mtok", func(p *price, s string) { p.cacheR = s }},
		{"cache_write_mtok", func(p *price, s string) { p.cacheWr = s }},
	} {
		raw := ps[f.key]
		var flat float64
		var t tiered
		switch {
		case len(raw) == 0:
			continue
		case json.Unmarshal(raw, &flat) == nil:
			f.set(&base, trimNumber(flat))
		case json.Unmarshal(raw, &t) == nil:
			f.set(&base, trimNumber(t.Base))
			for i, tier := range t.Tiers {
				if i == len(above) {
					above = append(above, price{tier: 's', above: tier.Start})
				}
				if above[i].above == tier.Start {
					f.set(&above[i], trimNumber(tier.Price))
				}
			}
		}
	}
	return append([]price{base}, above...), base.in != "" && base.out != ""
}
