package semantickernel

import (
	"testing"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/templates/format"
	"github.com/promptglot/promptglot/templates/handlebars"
	"github.com/promptglot/promptglot/templates/mustache"
)

// Reading takes any bytes: what is wrong is a problem with a place.
func FuzzRead(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	env := format.Env{Langs: format.Langs{handlebars.Language{}, mustache.Language{}}}
	f.Fuzz(func(t *testing.T, s string) {
		for _, file := range (Format{}).Read(source.FromString("x.yaml", s), env) {
			for _, p := range file.Problems {
				if p.Message == "" || p.Span.End > len(s) {
					t.Errorf("a problem without words or place: %+v", p)
				}
			}
		}
	})
}

var seeds = []string{
	"template: |\n  <message role=\"{{r \"a\"}}\">x</message>{{#message role='user'}}y{{/message}}\ntemplate_format: handlebars\n",
	"template: a\nexecution_settings: {a: {model_id: b}, c: 1}\ninput_variables: [{name: x}, 2]\n",
	"template: |\n  <message role=\"user\"><image>a</image><text>&lt;</text><image>\n  <message role='\nexecution_settings: {}\n",
	"template: |\n  </message <message role=user> {{#each a}}<message role=\"x\">\nexecution_settings: {}\n",
}
