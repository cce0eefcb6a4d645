package semantickernel

import (
	"testing"

	"github.com/promptglot/promptglot/templates/format"
	"github.com/promptglot/promptglot/templates/handlebars"
	"github.com/promptglot/promptglot/templates/internal/formattest"
	"github.com/promptglot/promptglot/templates/mustache"
)

// Reading takes any bytes: what is wrong is a problem with a place.
func FuzzRead(f *testing.F) {
	formattest.Fuzz(f, Format{}, format.Langs{handlebars.Language{}, mustache.Language{}}, seeds, []string{"x.yaml"}, nil)
}

var seeds = []string{
	"template: |\n  <message role=\"{{r \"a\"}}\">x</message>{{#message role='user'}}y{{/message}}\ntemplate_format: handlebars\n",
	"template: a\nexecution_settings: {a: {model_id: b}, c: 1}\ninput_variables: [{name: x}, 2]\n",
	"template: |\n  <message role=\"user\"><image>a</image><text>&lt;</text><image>\n  <message role='\nexecution_settings: {}\n",
	"template: |\n  </message <message role=user> {{#each a}}<message role=\"x\">\nexecution_settings: {}\n",
}
