package all

import (
	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/fstring"
	"github.com/promptglot/promptglot/templates/gotemplate"
	"github.com/promptglot/promptglot/templates/handlebars"
	"github.com/promptglot/promptglot/templates/jinja"
	"github.com/promptglot/promptglot/templates/liquid"
	"github.com/promptglot/promptglot/templates/mustache"
	"github.com/promptglot/promptglot/templates/semantickernel"
	"github.com/promptglot/promptglot/templates/varonly"
)

// languages has one line per template language, in the order of their ids. A
// new one is its folder and a line here.
var languages = []templates.Language{
	fstring.Language{},
	gotemplate.Language{},
	handlebars.Language{},
	jinja.Language{},
	liquid.Language{},
	mustache.Language{},
	semantickernel.Language{},
	varonly.Language{},
}
