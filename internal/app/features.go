package app

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/matrix"
	"github.com/promptglot/promptglot/translate"
)

// Features shows what the targets make of the features: those asked for with
// --target or in the configuration, else all. models narrows them to models.
func (a *App) Features(opt *Options, models []string) (Status, error) {
	sinks, err := opt.sinks("text", "markdown", "json", "jsonl")
	if err != nil {
		return 0, err
	}
	s, err := a.session(opt)
	if err != nil {
		return 0, err
	}
	p, err := s.here()
	if err != nil {
		return 0, err
	}
	var ids []string
	for _, f := range p.catalog.Features() {
		ids = append(ids, f.ID)
	}
	if err := unknownIDs(slices.Concat(opt.Select, opt.Ignore), ids); err != nil {
		return 0, err
	}
	targets, err := p.matrixTargets(models)
	if err != nil {
		return 0, err
	}
	for _, t := range targets {
		if t.Named && !t.Model.Known {
			a.note("%s: no table has this model; the rules of its family hold", t)
		}
	}
	rows, err := matrix.Make(p.compose.Translator, targets, func(id string) bool { return opt.wants(id) })
	if err != nil {
		return 0, &failure{Input, fmt.Errorf("internal error: %w", err)}
	}
	for _, f := range p.catalog.Features() {
		if why := matrix.Unprobed[f.ID]; why != "" && slices.Contains(opt.Select, f.ID) {
			a.note("%s is not in the matrix: %s", f.ID, why)
		}
	}
	return Clean, a.emit(sinks, func(w io.Writer, format string, _ bool) error {
		switch {
		case format == "json" || format == "jsonl":
			return writeJSON(w, cells(rows), format == "jsonl")
		case len(targets) == 1 && format == "text":
			return writeList(w, rows)
		case format == "markdown":
			_, err := io.WriteString(w, markdownMatrix(rows, targets))
			return err
		}
		return writeMatrix(w, rows, targets)
	})
}

// matrixTargets returns the columns of the matrix.
func (p *project) matrixTargets(models []string) ([]translate.Target, error) {
	base := p.targets
	if len(base) == 0 {
		base = p.everyTarget()
	}
	if len(models) == 0 {
		return base, nil
	}
	var out []translate.Target
	for _, name := range models {
		found := false
		for _, t := range base {
			if len(p.targets) > 0 || p.catalog.Serves(t.Dialect.Host, name) {
				t.Model, t.Named, found = p.catalog.Lookup(t.Dialect.Host, name), true, true
				out = append(out, t)
			}
		}
		if found {
			continue
		}
		// DIALECT/MODEL, or a model that no table has: its maker serves it.
		if strings.Contains(name, "/") {
			if t, err := p.target(name); err == nil {
				out = append(out, t)
				continue
			}
		}
		host := p.catalog.HostOf(name)
		for _, t := range base {
			if host != "" && t.Dialect.Host == host {
				t.Model, t.Named, found = p.catalog.Lookup(host, name), true, true
				out = append(out, t)
			}
		}
		if !found {
			return nil, p.unknownModel(name)
		}
	}
	return out, nil
}

func (p *project) unknownModel(name string) error {
	var all []string
	for _, h := range p.catalog.Hosts() {
		for _, m := range p.catalog.Models(h) {
			all = append(all, m.ID)
		}
	}
	slices.Sort(all)
	if near := catalog.Similar(name, slices.Compact(all)); len(near) > 0 {
		return usage("nobody is known to serve a model %q; did you mean %s?", name, strings.Join(near, ", "))
	}
	return usage("nobody is known to serve a model %q; write DIALECT/MODEL", name)
}

// everyTarget returns all dialects that are written, in each of their API
// versions, with the model that is taken where none is named.
func (p *project) everyTarget() []translate.Target {
	var out []translate.Target
	for _, d := range p.catalog.Dialects() {
		names := []string{d.ID}
		if len(d.Versions) > 0 {
			names = nil
			for _, v := range d.Versions {
				names = append(names, d.ID+"@"+v)
			}
		}
		for _, name := range names {
			if t, err := p.target(name); err == nil {
				out = append(out, t)
			}
		}
	}
	return out
}

func cells(rows []matrix.Row) []matrix.Cell {
	var out []matrix.Cell
	for _, r := range rows {
		out = append(out, r.Cells...)
	}
	return out
}
