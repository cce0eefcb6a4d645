package migrate

import (
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/compose"
	"github.com/promptglot/promptglot/internal/rewrite"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// framework plans a site that holds the options of a library's calls. One that
// talks to several vendors stays: it is told the target's model.
func (c *coder) framework(out *CodeTarget, k *compose.ProgramCall, t translate.Target, request *value.Node) {
	if k.Site.SDK != nil && k.Site.SDK.Vendor == "" {
		if _, to := catalog.FrameworkOf(k.Site.SDK.ID, c.prog.Unit.Lang, t.Dialect.ID); to != nil && to.Options != "" {
			out.Why = "these are options for one vendor: " + c.library(k) + " takes those for the target in " + to.Options
			return
		}
	}
	if out.Call = rewrite.Framework(c.p.e.Catalog, c.place(k), t, request); out.Call != nil {
		out.Why = "the library stays, and is told another model"
		c.advise(out, k, t, request)
		return
	}
	out.Why = "these are options of " + c.library(k) + ", whose class for the target takes them under names of its own"
}

// written is the request of a site at a target, with its ledger; all asks for the
// entries that lose nothing too. Options are no whole request: what one needs to
// be whole is the library's to add.
func (c *coder) written(k *compose.ProgramCall, t translate.Target, all bool) (*value.Node, translate.Ledger, error) {
	tr := *c.p.e.Translator
	tr.All = tr.All || all
	request, ledger, err := tr.Write(k.Prompt, t)
	if err != nil || !options(k) {
		return request, ledger, err
	}
	request = request.Clone()
	rest := slices.DeleteFunc(slices.Clone(ledger), func(e translate.Entry) bool {
		if e.Outcome != translate.Added {
			return e.Path == "" // what is left unset here may be set by the call
		}
		if name := strings.TrimPrefix(e.To, "/"); name != "" && !strings.Contains(name, "/") {
			request.Entries = slices.DeleteFunc(request.Entries, func(m value.Entry) bool { return m.Key == name })
		}
		return true
	})
	for _, name := range contents { // which nobody has said anything in
		request.Entries = slices.DeleteFunc(request.Entries, func(m value.Entry) bool { return m.Key == name })
	}
	return request, rest, nil
}
