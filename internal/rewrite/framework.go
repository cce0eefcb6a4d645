package rewrite

import (
	"maps"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// Framework writes how the library of a site, which talks to several vendors by
// itself, is told to talk to the target: the model, with those options of the
// request that it takes there. It is nil where the site's library is a vendor's
// own, or where the catalogue does not say how it talks to the target.
func Framework(c *catalog.Catalog, s *Site, target translate.Target, request *value.Node) *Call {
	if s.SDK == nil {
		return nil
	}
	language := s.Unit.Lang
	f, to := catalog.FrameworkOf(s.SDK.ID, language, target.Dialect.ID)
	h := hosts[language]
	if f == nil || to == nil || h == nil {
		return nil
	}
	w := &writer{cat: c, site: s, target: target, p: newPrinter(h, s)}
	w.out = Call{SDK: s.SDK.ID, Language: language, Package: to.Package, Imports: slices.Clone(to.Imports)}
	model, err := w.p.value(w.model(), 0)
	if err != nil {
		model = h.text(target.Model.ID)
	}
	url := ""
	if a, ok := c.AnswerOf(target.Dialect.ID); ok {
		url = h.address(strings.TrimSuffix(a.URL, "/chat/completions"))
	}
	args := ""
	if strings.Contains(to.Call, "{args}") {
		if args, err = w.frameworkArgs(to, request, model); err != nil {
			return nil
		}
	}
	w.out.Call = strings.NewReplacer("{model}", model, "{args}", args, "{url}", url).Replace(to.Call)
	if to.Options != "" && len(s.Request.Entries) > 0 && s.SDK.Vendor == "" {
		w.out.note("options of one vendor stand in a member of its name: the target reads those in " + to.Options)
	}
	return &w.out
}

// frameworkArgs are the arguments that make the model: its name, and the options
// of the request that the library has a name for.
func (w *writer) frameworkArgs(to *catalog.FrameworkTarget, request *value.Node, model string) (string, error) {
	out := &value.Node{Kind: value.Object}
	var parts []string
	name := func(key, text string) {
		if to.Named {
			parts = append(parts, key+"="+text)
		} else {
			parts = append(parts, w.p.host.key(key)+w.p.host.colon+text)
		}
	}
	name("model", model)
	var untaken []string
	var look func(path string, es []value.Entry)
	look = func(path string, es []value.Entry) {
		for _, e := range es {
			if e.Block != nil || e.Spread || e.Value == nil {
				continue // the ledger has what cannot be seen
			}
			here := join(path, e.Key)
			switch key := to.Takes[here]; {
			case e.Value.Span.IsZero() && e.Value.Kind != value.Object: // nobody has asked for it
			case key != "":
				e.Key = key
				out.Entries = append(out.Entries, e)
			case e.Value.Kind == value.Object && w.partly(to, here):
				look(here, e.Value.Entries)
			case !e.Value.Span.IsZero() && here != "model" && here != "modelId":
				untaken = append(untaken, here)
			}
		}
	}
	look("", request.Entries)
	for i := range out.Entries {
		s, err := w.p.value(out.Entries[i].Value, 1)
		if err != nil {
			return "", err
		}
		name(out.Entries[i].Key, s)
	}
	for _, key := range slices.Sorted(maps.Keys(to.Fixed)) {
		url := ""
		if a, ok := w.cat.AnswerOf(w.target.Dialect.ID); ok {
			url = w.p.host.address(strings.TrimSuffix(a.URL, "/chat/completions"))
		}
		name(key, strings.ReplaceAll(to.Fixed[key], "{url}", url))
	}
	if len(untaken) > 0 {
		w.out.note("how the library takes this for the target is not known: " + strings.Join(untaken, ", "))
	}
	if to.Named {
		return strings.Join(parts, ", "), nil
	}
	return w.p.wrap(w.p.host.open, w.p.host.close, parts, 0), nil
}

// partly reports whether the library has names for members of a member.
func (w *writer) partly(to *catalog.FrameworkTarget, path string) bool {
	for from := range to.Takes {
		if strings.HasPrefix(from, path+".") {
			return true
		}
	}
	return false
}
