package migrate

import (
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/compose"
	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/translate"
)

// weigh counts the tokens of a prompt at a target, nil where they are not known.
func (p *planner) weigh(d *compose.Doc, t translate.Target) *fact.TokensDetail {
	if p.o.Count == nil || d == nil || t.Dialect == nil {
		return nil
	}
	return p.o.Count(d, t)
}

// sizes counts the tokens of a prompt before and after.
func (p *planner) sizes(q *Prompt) {
	if q.doc == nil || len(q.Targets) == 0 {
		return
	}
	if t, ok := p.before(q.doc); ok {
		q.Now, q.Before = t.String(), p.weigh(q.doc, t)
	}
	for i := range q.Targets {
		if t := &q.Targets[i]; t.Refused == "" {
			t.Size = p.weigh(q.doc, t.target)
		}
	}
}

// before is the target that a prompt was written for; false where nothing tells
// the model, or nothing is known of its tokens.
func (p *planner) before(d *compose.Doc) (translate.Target, bool) {
	id, version := d.Dialect, d.Version
	name := ""
	if m := d.Prompt.Model; m != nil && m.Value.IsString() {
		name = m.Value.Str
	}
	if name == "" {
		for _, x := range p.e.Catalog.Dialects() {
			if hint := compose.Hint(d.Prompt, x.ID); hint != "" {
				id, version, name = x.ID, "", hint
				break
			}
		}
	}
	if of := p.choices.Deployments[name]; of != "" {
		name = of
	}
	if name == "" {
		return translate.Target{}, false
	}
	vendor := d.Vendor
	if info, ok := p.e.Catalog.Dialect(id); ok && vendor == "" {
		vendor = info.Vendor
	}
	if v, ok := p.e.Catalog.Vendor(vendor); ok {
		return p.served(v, id, version, name)
	}
	return translate.Target{}, false
}

// served is the target for a model of a vendor, under one of the names that the
// vendor's hosts have for it.
func (p *planner) served(v catalog.Vendor, id, version, name string) (translate.Target, bool) {
	var info *catalog.DialectInfo
	for _, try := range append([]string{id}, v.Dialects...) {
		if d, ok := p.e.Catalog.Dialect(try); ok && !d.SourceOnly && !d.Planned {
			info = d
			break
		}
	}
	if info == nil {
		return translate.Target{}, false
	}
	if info.ID != id {
		version = ""
	}
	if version == "" && len(info.Versions) > 0 {
		version = info.Versions[0]
	}
	_, bare, prefixed := strings.Cut(name, "/")
	for _, host := range append([]string{info.Host}, v.Models...) {
		if m := p.e.Catalog.Lookup(host, name); m.Known {
			return translate.Target{Dialect: info, Version: version, Model: m, Named: true}, true
		}
		if m := p.e.Catalog.Lookup(host, bare); prefixed && m.Known {
			return translate.Target{Dialect: info, Version: version, Model: m, Named: true}, true
		}
	}
	return translate.Target{}, false
}
