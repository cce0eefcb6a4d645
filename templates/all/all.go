// Package all knows every template language.
package all

import (
	"strings"

	"github.com/promptglot/promptglot/templates"
)

// Languages returns the template languages in the order of their ids.
func Languages() []templates.Language {
	return append([]templates.Language(nil), languages...)
}

// ByID returns the language of that name or of its usual alias, or nil. Nunjucks
// is read as Jinja: it has the same tags, and what differs (how values print,
// what counts as true) shows only where a template is rendered.
func ByID(id string) templates.Language {
	switch id = strings.ToLower(id); id {
	case "jinja2", "nunjucks", "minijinja":
		id = "jinja"
	case "hbs":
		id = "handlebars"
	case "fstring":
		id = "f-string"
	case "gotmpl", "go-template":
		id = "gotemplate"
	}
	for _, l := range languages {
		if l.ID() == id {
			return l
		}
	}
	return nil
}
