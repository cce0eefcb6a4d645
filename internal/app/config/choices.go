package config

import (
	"errors"
	"fmt"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/migrate"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// ChoicesName is the name of the file in which the choices of a migration
// stand, beside the lock.
const ChoicesName = "promptglot.migrate.yaml"

// Choices are what a file of choices says.
type Choices struct {
	migrate.Choices
	File    *source.File
	Targets []Located // of a run that names none
	Layout  string
}

// ReadChoices reads a file of choices. Models that the catalogue does not know
// are mistakes. All that is wrong is in one error, a line for each.
func ReadChoices(c *catalog.Catalog, name string, data []byte) (*Choices, error) {
	file := source.NewFile(name, data)
	r := &reader{file: file}
	out := &Choices{File: file}
	out.Match = Match
	docs, problems := value.ReadYAML(file.Whole(), value.Options{})
	for _, p := range problems {
		r.fail(p.Span, "%s", p.Message)
	}
	if len(docs) > 1 {
		r.fail(docs[1].Span, "a second document; expected one")
	}
	if len(docs) > 0 && docs[0].Kind != value.Null {
		r.object(docs[0], "the file of choices", map[string]func(*value.Node){
			"to":          func(n *value.Node) { out.Targets = r.located(n, "to") },
			"layout":      func(n *value.Node) { out.Layout = r.word(n, "layout", "neutral", "in-place") },
			"models":      func(n *value.Node) { out.Models = r.modelChoices(c, n) },
			"deployments": func(n *value.Node) { out.Deployments = r.deployments(n) },
			"skip":        func(n *value.Node) { out.Skips = r.skips(n) },
			"accept":      func(n *value.Node) { out.Accepted = r.accepted(c, n) },
		})
	}
	return out, errors.Join(r.errs...)
}

func (r *reader) modelChoices(c *catalog.Catalog, n *value.Node) []migrate.ModelChoice {
	var out []migrate.ModelChoice
	for _, m := range r.members(n, "models") {
		choice := migrate.ModelChoice{Of: m.Key, Line: r.line(m.KeySpan)}
		items := []*value.Node{m.Value}
		if m.Value.Kind == value.Array {
			items = r.items(m.Value, "models of "+m.Key)
		}
		for _, item := range items {
			if t, ok := r.target(c, item, "the model for "+m.Key); ok {
				choice.To = append(choice.To, t)
			}
		}
		out = append(out, choice)
	}
	return out
}

// target reads a target that names a model which the catalogue knows.
func (r *reader) target(c *catalog.Catalog, n *value.Node, what string) (translate.Target, bool) {
	s := r.text(n, what)
	if s == "" {
		return translate.Target{}, false
	}
	t, err := translate.ParseTarget(c, s)
	switch {
	case err != nil:
		r.fail(n.Span, "%s: %s", what, err)
	case !t.Named:
		r.fail(n.Span, "%s is %q, expected DIALECT/MODEL", what, s)
	case !t.Model.Known && t.Dialect.Trait("models").Value != "templates" && listed(c, t.Dialect.Vendor):
		r.fail(n.Span, "%s: %s has no model %q%s; a name of your own stands under models: in promptglot.yaml", what, t.Dialect.ID, t.Model.ID, nearModels(c, t))
	default:
		return t, true
	}
	return translate.Target{}, false
}

// listed reports whether the catalogue lists the models of a vendor. Servers of
// one's own have none to list: whoever starts them names what they serve.
func listed(c *catalog.Catalog, vendor string) bool {
	v, known := c.Vendor(vendor)
	return !known || len(v.Models) > 0
}

func nearModels(c *catalog.Catalog, t translate.Target) string {
	var ids []string
	for _, m := range c.Models(t.Dialect.Host) {
		ids = append(ids, m.ID)
	}
	near := catalog.Similar(t.Model.ID, ids)
	if len(near) == 0 {
		return ""
	}
	return fmt.Sprintf("; did you mean %s?", strings.Join(near, ", "))
}

func (r *reader) deployments(n *value.Node) map[string]string {
	out := map[string]string{}
	for _, m := range r.members(n, "deployments") {
		if s := r.text(m.Value, "the deployment "+m.Key); s != "" {
			out[m.Key] = s
		}
	}
	return out
}

func (r *reader) skips(n *value.Node) []migrate.Skip {
	var out []migrate.Skip
	for _, item := range r.items(n, "skip") {
		s := migrate.Skip{Line: r.line(item.Span)}
		r.object(item, "a skip", map[string]func(*value.Node){
			"path":   func(n *value.Node) { s.Pattern = r.text(n, "path") },
			"reason": func(n *value.Node) { s.Reason = r.text(n, "reason") },
		})
		if r.complete(item, "a skip", "path", "reason") && r.pattern(item.Span, s.Pattern) {
			out = append(out, s)
		}
	}
	return out
}

func (r *reader) accepted(c *catalog.Catalog, n *value.Node) []migrate.Accepted {
	var out []migrate.Accepted
	for _, item := range r.items(n, "accept") {
		a := migrate.Accepted{Line: r.line(item.Span)}
		r.object(item, "an accepted loss", map[string]func(*value.Node){
			"feature": func(n *value.Node) { a.Feature = r.text(n, "feature") },
			"target": func(n *value.Node) {
				s := r.text(n, "target")
				if t, err := translate.ParseTarget(c, s); err == nil {
					a.Target = t.Dialect.ID
					if rest := s[min(len(s), strings.IndexAny(s+"/", "@/")):]; rest != "" {
						a.Target += rest
					}
				} else if s != "" {
					r.fail(n.Span, "%s", err)
				}
			},
			"path":   func(n *value.Node) { a.Pattern = r.text(n, "path") },
			"reason": func(n *value.Node) { a.Reason = r.text(n, "reason") },
		})
		if _, ok := c.FeatureByID(a.Feature); !ok && a.Feature != "" {
			r.fail(item.Span, "an accepted loss: there is no feature %q; promptglot features lists them", a.Feature)
			continue
		}
		if r.complete(item, "an accepted loss", "feature", "reason") && (a.Pattern == "" || r.pattern(item.Span, a.Pattern)) {
			out = append(out, a)
		}
	}
	return out
}

// complete reports whether an object has members that it must have.
func (r *reader) complete(n *value.Node, what string, keys ...string) bool {
	if n.Kind != value.Object {
		return false
	}
	for _, key := range keys {
		if n.Get(key) == nil {
			r.fail(n.Span, "%s without %s; expected %s", what, key, strings.Join(keys, " and "))
			return false
		}
	}
	return true
}
