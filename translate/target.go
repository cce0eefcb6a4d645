package translate

import (
	"fmt"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
)

// A Target is what a prompt is written for: dialect, API version and model.
type Target struct {
	Dialect *catalog.DialectInfo
	Version string // "" where the dialect has no versions
	// Model is what the catalogue knows; the dialect's default when none was
	// named.
	Model catalog.Model
	// Named is true when the user named the model.
	Named bool
}

// String returns the target in full: DIALECT[@VERSION]/MODEL.
func (t Target) String() string {
	s := t.Dialect.ID
	if t.Version != "" {
		s += "@" + t.Version
	}
	return s + "/" + t.Model.ID
}

// ParseTarget reads DIALECT[@VERSION][/MODEL]; a dialect may be named by a
// vendor's alias. The version defaults to the newest one. An unknown dialect or
// version is an error that lists the nearest names.
func ParseTarget(c *catalog.Catalog, s string) (Target, error) {
	head, model, named := strings.Cut(s, "/")
	id, version, _ := strings.Cut(head, "@")
	d, ok := c.Dialect(id)
	if !ok {
		return Target{}, fmt.Errorf("unknown target %q: no dialect %q%s", s, id, didYouMean(c.Nearest(id)))
	}
	if version == "" && len(d.Versions) > 0 {
		version = d.Versions[0]
	} else if version != "" && !slices.Contains(d.Versions, version) {
		if len(d.Versions) == 0 {
			return Target{}, fmt.Errorf("target %q: %s has no API versions; write %q", s, d.ID, strings.Replace(s, "@"+version, "", 1))
		}
		return Target{}, fmt.Errorf("target %q: %s has no API version %q; it has %s", s, d.ID, version, strings.Join(d.Versions, ", "))
	}
	if named && model == "" {
		return Target{}, fmt.Errorf("target %q: a model was expected after '/'", s)
	}
	if !named {
		model = d.Default
	}
	if list := d.Trait("models"); list.Value == "templates" {
		if _, ok := c.ChatTemplate(model); !ok {
			var names []string
			for _, x := range c.ChatTemplates() {
				names = append(names, x.ID)
			}
			return Target{}, fmt.Errorf("unknown target %q: no chat template %q; there are %s", s, model, strings.Join(names, ", "))
		}
	}
	return Target{Dialect: d, Version: version, Model: c.Lookup(d.Host, model), Named: named}, nil
}

func didYouMean(near []string) string {
	if len(near) == 0 {
		return ""
	}
	return "; did you mean " + strings.Join(near, ", ") + "?"
}
