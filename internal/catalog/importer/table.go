package main

import (
	"strings"
)

// A source is a table that facts come from; letter stands for it in the rows.
type source struct {
	letter, name, url, asOf, licence, holder string
}

// The sources, sorted by letter; those of corrections get capital letters of
// their own, because each fact has a page where it can be checked. The snapshot of genai-prices bears no date: its
// day is that of the newest price in it.
var sources = []source{
	{"d", "models.dev", "https://github.com/anomalyco/models.dev", "2026-07-02", "MIT", "models.dev"},
	{"g", "genai-prices", "https://github.com/pydantic/genai-prices", "2026-07-24", "MIT", "Pydantic Services Inc."},
	{"l", "litellm", "https://github.com/BerriAI/litellm", "2026-08-06", "MIT", "Berri AI"},
	{"m", "modeldeprecations.dev", "https://github.com/mnfst/modeldeprecations.dev", "2026-08-21", "MIT", "modeldeprecations.dev contributors"},
	{"p", "modelparams.dev", "https://github.com/mnfst/modelparams.dev", "2026-08-22", "MIT", "modelparams.dev contributors"},
	{"r", "deprecations-rss", "https://github.com/deprecations/deprecations-rss", "2026-07-24", "MIT", "François Leblanc"},
	{"s", "vendors' SDK types", "https://www.npmjs.com/package/@anthropic-ai/sdk, https://github.com/openai/openai-go", "2026-11-20", "Apache-2.0", "Anthropic PBC; OpenAI"},
}

// A row is what the tables say of one model at one host. Groups that no table
// fills stay nil.
type row struct {
	host, id string
	name     string
	nameFrom string
	inputs   *group[string]      // letters of modalities
	limits   *group[[3]int]      // context, largest input, largest output; 0 unknown
	prices   *group[[]price]     // standard first
	life     *group[life]        // announcement, shutdown, replacement
	gates    map[string][]answer // by gate name
	named    bool                // a vendor's SDK names it
}

// A group is a value and the source that states it.
type group[T any] struct {
	from string
	v    T
}

// A price is in US dollars per million tokens; "" is unknown.
type price struct {
	tier                     byte // s, b, f, p
	above                    int
	in, out, cacheR, cacheWr string
}

// A life is what is known of a model's end.
type life struct {
	status                        byte // a active, d deprecated, r retired
	announced, retires, successor string
	earliest                      string // not retired before, though no date is set
}

// An answer is one source's word on a gate.
type answer struct {
	from   string
	yes    bool
	values []string
}

// A table collects rows by host and lower-case id.
type table map[string]*row

func (t table) row(host, id string) *row {
	key := host + "\t" + strings.ToLower(id)
	r := t[key]
	if r == nil {
		r = &row{host: host, id: id, gates: map[string][]answer{}}
		t[key] = r
	}
	return r
}

func (r *row) say(from, gate string, yes bool, values ...string) {
	for _, a := range r.gates[gate] {
		if a.from == from {
			return
		}
	}
	r.gates[gate] = append(r.gates[gate], answer{from, yes, values})
}
