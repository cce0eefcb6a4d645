package all

import (
	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/handlebars"
	"github.com/promptglot/promptglot/templates/jinja"
	"github.com/promptglot/promptglot/templates/mustache"
)

// languages has one line per template language, in the order of their ids. A
// new one is its folder and a line here.
var languages = []templates.Language{
	handlebars.Language{},
	jinja.Language{},
	mustache.Language{},
}
