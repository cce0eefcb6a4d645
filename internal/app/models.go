package app

import (
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
)

// modelInfo is what `models` and `explain` show of a model. Figures that
// nobody published are null.
type modelInfo struct {
	ID         string            `json:"id"`
	Host       string            `json:"host"`
	Name       string            `json:"name,omitempty"`
	Known      bool              `json:"known"`
	Family     string            `json:"family,omitempty"`
	Tokenizer  string            `json:"tokenizer,omitempty"`
	Context    *int              `json:"context"`
	MaxInput   *int              `json:"max_input"`
	MaxOutput  *int              `json:"max_output"`
	Input      []string          `json:"input"`
	Prices     []priceInfo       `json:"prices"`
	Status     string            `json:"status"`
	Announced  string            `json:"announced,omitempty"`
	Retires    string            `json:"retires,omitempty"`
	NotBefore  string            `json:"not_before,omitempty"`
	Replace    string            `json:"replacement,omitempty"`
	Gates      map[string]string `json:"capabilities"`
	StatusFrom *catalog.Ref      `json:"status_from,omitempty"`
	catalog.Ref
}

type priceInfo struct {
	Tier       string   `json:"tier"`
	Above      int      `json:"above"`
	Input      *float64 `json:"input"`
	Output     *float64 `json:"output"`
	CacheRead  *float64 `json:"cache_read"`
	CacheWrite *float64 `json:"cache_write"`
	catalog.Ref
}

// Models lists the models of a host, or of all hosts, whose ids hold all of
// the words.
func (a *App) Models(opt *Options, host string, words []string) (Status, error) {
	s, err := a.session(opt)
	if err != nil {
		return 0, err
	}
	p, err := s.here()
	if err != nil {
		return 0, err
	}
	sinks, err := opt.sinks(listings...)
	if err != nil {
		return 0, err
	}
	hosts, err := p.hosts(host)
	if err != nil {
		return 0, err
	}
	var out []modelInfo
	for _, h := range hosts {
		for _, m := range p.catalog.Models(h) {
			if matches(m.ID, words) {
				out = append(out, infoOf(m, p.asOf))
			}
		}
	}
	if len(out) == 0 {
		a.note("no model matches; the hosts are %s", strings.Join(p.catalog.Hosts(), ", "))
	}
	return Clean, a.emit(sinks, func(w io.Writer, format string, _ bool) error {
		if format != "text" {
			return writeJSON(w, out, format == "jsonl")
		}
		return modelTable(out).write(w)
	})
}

// hosts returns the hosts that a word stands for: a host itself, or those of
// the dialect or vendor of that name. "" is all of them.
func (p *project) hosts(word string) ([]string, error) {
	all := p.catalog.Hosts()
	if word == "" {
		return all, nil
	}
	if slices.Contains(all, word) {
		return []string{word}, nil
	}
	if d, ok := p.catalog.Dialect(word); ok && slices.Contains(all, d.Host) {
		return []string{d.Host}, nil
	}
	near := catalog.Similar(word, all)
	if len(near) == 0 {
		near = all
	}
	return nil, usage("unknown host %q; did you mean %s?", word, strings.Join(near, ", "))
}

func matches(id string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(strings.ToLower(id), strings.ToLower(w)) {
			return false
		}
	}
	return true
}

func infoOf(m catalog.Model, asOf string) modelInfo {
	status, _ := m.On(asOf)
	i := modelInfo{
		ID: m.ID, Host: m.Host, Name: m.Name, Known: m.Known, Family: m.Family, Tokenizer: m.Tokenizer,
		Context: m.Context, MaxInput: m.MaxInput, MaxOutput: m.MaxOutput, Input: list(m.Input), Prices: []priceInfo{},
		Status: status, Announced: m.Announced, Retires: m.Retires, NotBefore: m.NotBefore, Replace: m.Replace,
		Gates: map[string]string{}, Ref: m.Ref,
	}
	for _, p := range m.Prices {
		i.Prices = append(i.Prices, priceInfo{p.Tier, p.Above, p.Input, p.Output, p.CacheRead, p.CacheWrite, p.Ref})
	}
	for _, name := range slices.Sorted(maps.Keys(m.Gates)) {
		g := m.Gates[name]
		word := g.Is.String()
		if g.Unless != "" {
			word += " unless " + g.Unless
		}
		if len(g.Values) > 0 {
			word += ": " + strings.Join(g.Values, ", ")
		}
		i.Gates[name] = word
	}
	if m.StatusRef != (catalog.Ref{}) {
		i.StatusFrom = &m.StatusRef
	}
	return i
}

func modelTable(models []modelInfo) *table {
	t := &table{right: []bool{false, false, false, false, true, true, true}}
	t.row("MODEL", "HOST", "STATUS", "RETIRES", "CONTEXT", "INPUT $/M", "OUTPUT $/M", "AS OF")
	for _, m := range models {
		in, out := m.listPrice()
		t.row(m.ID, m.Host, m.Status, dash(m.Retires), number(m.Context), dollars(in), dollars(out), dash(m.AsOf))
	}
	return t
}

// listPrice returns the standard price of short inputs.
func (m modelInfo) listPrice() (in, out *float64) {
	for _, p := range m.Prices {
		if p.Tier == "standard" && p.Above == 0 {
			return p.Input, p.Output
		}
	}
	return nil, nil
}

func number(n *int) string {
	if n == nil {
		return "-"
	}
	return strconv.Itoa(*n)
}

func dollars(v *float64) string {
	if v == nil {
		return "-"
	}
	return strconv.FormatFloat(*v, 'f', -1, 64)
}
