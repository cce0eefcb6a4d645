package mustache_test

import (
	"testing"

	"github.com/promptglot/promptglot/templates/internal/langtest"
	"github.com/promptglot/promptglot/templates/mustache"
)

var lang = mustache.Language{}

func TestFixtures(t *testing.T) { langtest.Fixtures(t, lang) }

func TestNothingIsLostOnSharedFiles(t *testing.T) { langtest.Corpus(t, lang) }

func TestTimeIsLinearOnHostileInput(t *testing.T) { langtest.Linear(t, lang) }

func FuzzLossless(f *testing.F) {
	langtest.Fuzz(f, lang, "{{=| |=}}|x||={{ }}=|", "{{=<% %>=}}{<%x%>}<%={{ }}=%>", "{{#a}}\n{{^b}}\n{{/a}}", "{{{a}}}}{{&b}}")
}

func BenchmarkLex(b *testing.B) {
	langtest.BenchmarkLex(b, lang, "You are {{role}}, a helpful assistant that answers briefly.\n"+
		"{{#tools}}\nUse the tools: {{#list}}{{.}}{{/list}} {{/tools}}\nAlways answer in {{language}} and cite the sources you used.\n")
}
