package app

import (
	"github.com/promptglot/promptglot/internal/compose"
	"github.com/promptglot/promptglot/internal/exposure"
	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/migrate"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/rules"
	"github.com/promptglot/promptglot/translate"
)

// planRules are the settings for the facts that a plan shows beside its ledgers.
func planRules(p *project) *rules.Options {
	return &rules.Options{
		Catalog: p.catalog, Translator: p.compose.Translator, AsOf: p.asOf, Models: p.own, Counter: p.counters.forModel,
		Needs: func(k fact.Kind) bool { return k == fact.Prompt || k == fact.Feature || k == fact.Model },
	}
}

// planFacts are the facts of a file that a plan shows: what is a prompt, what
// names a vendor, which models are named.
func planFacts(p *project, f *source.File, docs []*compose.Doc) []*fact.Fact {
	opt := planRules(p)
	var out []*fact.Fact
	for _, d := range docs {
		out = append(out, rules.Collect(opt, d)...)
	}
	return append(out, rules.CollectFile(opt, f, docs)...)
}

// counting counts tokens as `tokens` does.
func (a *App) counting(p *project) func(*compose.Doc, translate.Target) *fact.TokensDetail {
	opt := planRules(p)
	return func(d *compose.Doc, t translate.Target) *fact.TokensDetail { return rules.Count(opt, d, t) }
}

func modelsMet(r *exposure.Report) []migrate.MetModel {
	var out []migrate.MetModel
	for _, m := range r.Models {
		out = append(out, migrate.MetModel(m))
	}
	return out
}

func staysMet(r *exposure.Report) []migrate.Stay {
	var out []migrate.Stay
	for _, s := range r.Stays {
		out = append(out, migrate.Stay(s))
	}
	return out
}
