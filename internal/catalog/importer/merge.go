package main

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// The orders of preference. Prices: litellm has the newest ones and all tiers.
// Limits: models.dev tells context, input and output apart. Ends of life:
// modeldeprecations cites the vendor's page, the feed is older, litellm has a
// bare date.
const (
	preferNames  = "dmgl"
	preferLimits = "dlg"
	preferPrices = "ldg"
	preferLife   = "mrl" // corrections are in no list and come before it
)

func better(order, old, new string) bool {
	return old == "" || strings.Index(order, new) < strings.Index(order, old)
}

func setName(r *row, from, name string) {
	if name = strings.TrimSpace(name); name != "" && better(preferNames, r.nameFrom, from) {
		r.name, r.nameFrom = name, from
	}
}

func setLimits(r *row, from string, v [3]int) {
	if r.limits == nil || better(preferLimits, r.limits.from, from) {
		r.limits = &group[[3]int]{from, v}
	}
}

func setPrices(r *row, from string, v []price) {
	if r.prices == nil || better(preferPrices, r.prices.from, from) {
		r.prices = &group[[]price]{from, v}
	}
}

// setLife keeps the preferred source's word, except that a source which calls
// a model active does not hide another's date of its end – unless that date is
// the very one before which the vendor promises not to retire the model: the
// feed lists those as if they were fixed.
func setLife(r *row, from string, v life) {
	if r.life == nil {
		r.life = &group[life]{from, v}
		return
	}
	old := r.life
	switch {
	case old.from == from && v.retires != "" && old.v.retires != "":
		// Several versions behind one id: it is gone when the last one is.
		if v.retires > old.v.retires {
			r.life = &group[life]{from, v}
		}
	case old.v.earliest != "" && old.v.earliest == v.retires && from == "r":
	case v.retires == "" && old.v.retires != "" && !corrected(from):
	case v.retires != "" && old.v.retires == "" && !corrected(old.from),
		better(preferLife, old.from, from):
		if v.successor == "" {
			v.successor = old.v.successor
		}
		r.life = &group[life]{from, v}
	case old.v.successor == "":
		old.v.successor = v.successor
	}
}

// A correction is a hand-checked fact that wins over every table.
type correction struct {
	Host, ID  string
	Announced string
	Retires   string
	Replace   string
	Status    string
	Source    string
	AsOf      string `json:"as_of"`
}

type corrections struct {
	AsOf   string       `json:"as_of"`
	Models []correction `json:"models"`
}

// corrected reports whether a letter stands for a correction.
func corrected(letter string) bool { return letter >= "A" && letter <= "Z" }

// sources returns a source for each page that corrections cite.
func (c *corrections) sources() []source {
	var out []source
	for _, m := range c.Models {
		if !slices.ContainsFunc(out, func(s source) bool { return s.url == m.Source && s.asOf == m.AsOf }) {
			out = append(out, source{letter: string(rune('A' + len(out))), name: "looked up", url: m.Source, asOf: m.AsOf})
		}
	}
	return out
}

func (c *corrections) apply(t table) error {
	from := c.sources()
	if len(from) > 26 {
		return fmt.Errorf("corrections: %d sources, expected 26 at most: one letter stands for each", len(from))
	}
	for _, m := range c.Models {
		if m.Host == "" || m.ID == "" || m.Source == "" || !isDate(m.AsOf) {
			return fmt.Errorf("corrections: %s/%s needs host, id, source and as_of", m.Host, m.ID)
		}
		l := life{announced: m.Announced, retires: m.Retires, successor: m.Replace}
		if m.Status == "active" {
			l.status = 'a'
		}
		i := slices.IndexFunc(from, func(s source) bool { return s.url == m.Source && s.asOf == m.AsOf })
		setLife(t.row(m.Host, m.ID), from[i].letter, l)
	}
	return nil
}

// status tells where a model stands on the day of the catalogue.
func (l life) on(day string) byte {
	switch {
	case l.retires != "" && l.retires <= day:
		return 'r'
	case l.retires != "" || l.announced != "" && l.announced <= day:
		return 'd'
	case l.status != 0:
		return l.status
	}
	return 'u'
}

func readJSON(fsys fs.FS, name string, v any) error {
	b, err := fs.ReadFile(fsys, name)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(b, v); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// readSDKs adds the ids that the vendors' own SDKs name, so that a model that
// no table has yet is known to exist.
func readSDKs(fsys fs.FS, t table) error {
	var file map[string][]string
	if err := readJSON(fsys, "models_from_sdks.json", &file); err != nil {
		return err
	}
	for _, key := range sortedKeys(file) {
		host, _, _ := strings.Cut(key, " ")
		if host != "anthropic" && host != "openai" && host != "groq" {
			return fmt.Errorf("models_from_sdks.json: unknown vendor in %q", key)
		}
		for _, id := range file[key] {
			t.row(host, id).named = true
		}
	}
	return nil
}
