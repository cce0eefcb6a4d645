package app

import (
	"io"
	"slices"

	"github.com/promptglot/promptglot/policies"
)

// ruleInfo is a line of `policy list`.
type ruleInfo struct {
	ID       string   `json:"id"`
	Title    string   `json:"title"`
	Severity string   `json:"severity"`
	Level    string   `json:"level"`
	Pack     string   `json:"pack"`
	Enabled  bool     `json:"enabled"`
	Shipped  bool     `json:"shipped"`
	Package  string   `json:"package"`
	File     string   `json:"file"`
	URL      string   `json:"url,omitempty"`
	Kinds    []string `json:"kinds"`
}

// PolicyList lists the rules that hold in the working folder, those that are
// off included.
func (a *App) PolicyList(opt *Options) (Status, error) {
	rules, err := a.rules(opt)
	if err != nil {
		return 0, err
	}
	sinks, err := opt.sinks(listings...)
	if err != nil {
		return 0, err
	}
	var out []ruleInfo
	for _, r := range rules {
		if !opt.wants(r.ID, r.Pack) {
			continue
		}
		i := ruleInfo{r.ID, r.Title, string(r.Severity), string(r.Level), r.Pack, r.Enabled, r.Shipped, r.Package, r.File, r.URL, []string{}}
		for _, k := range r.Kinds {
			i.Kinds = append(i.Kinds, string(k))
		}
		out = append(out, i)
	}
	return Clean, a.emit(sinks, func(w io.Writer, format string, _ bool) error {
		if format != "text" {
			return writeJSON(w, out, format == "jsonl")
		}
		t := &table{}
		t.row("RULE", "SEVERITY", "LEVEL", "STATE", "PACK", "TITLE")
		for _, r := range out {
			state := "on"
			if !r.Enabled {
				state = "off"
			}
			t.row(r.ID, dash(r.Severity), dash(r.Level), state, dash(r.Pack), r.Title)
		}
		return t.write(w)
	})
}

// rules returns every rule as the working folder's configuration has it.
func (a *App) rules(opt *Options) ([]policies.Rule, error) {
	s, err := a.session(opt)
	if err != nil {
		return nil, err
	}
	p, err := s.here()
	if err != nil {
		return nil, err
	}
	e, err := p.policies()
	if err != nil {
		return nil, err
	}
	return e.Rules(), nil
}

// wants reports whether --select and --ignore let something through that goes
// by any of the names.
func (o *Options) wants(names ...string) bool {
	has := func(ids []string) bool {
		return slices.ContainsFunc(names, func(n string) bool { return n != "" && slices.Contains(ids, n) })
	}
	return (len(o.Select) == 0 || has(o.Select)) && !has(o.Ignore)
}
