package handlebars_test

import (
	"testing"

	"github.com/promptglot/promptglot/templates/handlebars"
	"github.com/promptglot/promptglot/templates/internal/langtest"
)

var lang = handlebars.Language{}

func TestFixtures(t *testing.T) { langtest.Fixtures(t, lang) }

func TestNothingIsLostOnSharedFiles(t *testing.T) { langtest.Corpus(t, lang) }

func TestTimeIsLinearOnHostileInput(t *testing.T) { langtest.Linear(t, lang) }

func FuzzLossless(f *testing.F) {
	langtest.Fuzz(f, lang, `\{{x}} \\{{x}} \\\{{x}}`, "{{{{raw}}}} {{x}} {{{{/raw}}}}", "{{~{x}~}}{{!--a--~}}{{~!b}}", "{{x}}}{{#a as |b c|}}\n{{^}}{{/a}}", "{{#with a.b}}{{../c}}{{this.[x y]}}{{/with}}")
}

func BenchmarkLex(b *testing.B) {
	langtest.BenchmarkLex(b, lang, "You are {{role}}, a helpful assistant that answers briefly.\n"+
		"{{#if tools}}\nUse the tools: {{#each tools}}{{this}}{{/each}} {{/if}}\nAlways answer in {{language}} and cite the sources you used.\n")
}
