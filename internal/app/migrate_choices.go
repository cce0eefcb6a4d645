package app

import (
	"errors"
	"io/fs"
	"path"
	"strings"

	"github.com/promptglot/promptglot/internal/app/config"
	"github.com/promptglot/promptglot/internal/migrate"
	"github.com/promptglot/promptglot/translate"
)

// choices are what a person has decided about the migration of a folder; nil
// where there is no file of choices.
type choices struct{ *config.Choices }

// choices reads the file of choices beside the lock.
func (s *session) choices(p *project, r *root) (*choices, error) {
	name := path.Join(r.dir, config.ChoicesName)
	data, err := s.app.FS.ReadFile(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, input("%w", err)
	}
	c, err := config.ReadChoices(p.catalog, config.ChoicesName, data)
	if err != nil {
		return nil, &failure{Usage, err}
	}
	return &choices{c}, nil
}

func (c *choices) of() *migrate.Choices {
	if c == nil {
		return nil
	}
	return &c.Choices.Choices
}

// layout is the one that the command line names, else that of the file.
func (c *choices) layout(named string) string {
	switch {
	case named != "":
		return named
	case c != nil && c.Layout != "":
		return c.Layout
	}
	return migrate.LayoutNeutral
}

// from resolves what a run is about: a vendor, or one of its dialects.
func from(p *project, name string) (migrate.From, error) {
	if name == "" || name == "auto" {
		return migrate.From{}, nil
	}
	for _, v := range p.catalog.Vendors() {
		if v.ID == name {
			return migrate.From{Vendor: v.ID, Said: name}, nil
		}
	}
	t, err := translate.ParseTarget(p.catalog, name)
	switch {
	case err != nil:
		return migrate.From{}, usage("--from: %w", err)
	case t.Named || strings.Contains(name, "@"):
		return migrate.From{}, usage("--from %s names a model or a version; expected auto, a vendor or a dialect, such as %s", name, t.Dialect.ID)
	case t.Dialect.ID != name: // a vendor's alias
		return migrate.From{Vendor: t.Dialect.Vendor, Said: name}, nil
	}
	return migrate.From{Vendor: t.Dialect.Vendor, Dialect: name, Said: name}, nil
}

// targets are those that the file asks for.
func (c *choices) targets(p *project) ([]translate.Target, error) {
	var out []translate.Target
	for _, l := range c.Targets {
		t, err := translate.ParseTarget(p.catalog, l.Text)
		if err != nil {
			return nil, usage("%s:%d: %w", c.File.Path, l.Line, err)
		}
		out = append(out, t)
	}
	return out, nil
}

// fit makes sure that the choices are about these prompts, and tells of those
// that are not.
func (c *choices) fit(a *App, plan *migrate.Plan) error {
	if c == nil {
		return nil
	}
	if !plan.Used {
		return usage("%s is about other prompts than these: %s", c.File.Path, plan.Unused[0])
	}
	for _, u := range plan.Unused {
		a.note("%s: %s", c.File.Path, u)
	}
	return nil
}
