package jinja_test

import (
	"testing"

	"github.com/promptglot/promptglot/templates/internal/langtest"
	"github.com/promptglot/promptglot/templates/jinja"
)

var lang = jinja.Language{}

func TestFixtures(t *testing.T) { langtest.Fixtures(t, lang) }

func TestNothingIsLostOnSharedFiles(t *testing.T) { langtest.Corpus(t, lang) }

func TestTimeIsLinearOnHostileInput(t *testing.T) { langtest.Linear(t, lang) }

func FuzzLossless(f *testing.F) {
	langtest.Fuzz(f, lang, "{%- raw -%}{{x}}{% endraw %}", "{# c -#} {{ {'a': '}}'}['a'] }}", "{{-}}{%%}{#-#}")
}

func BenchmarkLex(b *testing.B) {
	langtest.BenchmarkLex(b, lang, "You are {{ role }}, a helpful assistant that answers briefly.\n"+
		"{%- if tools %}\nUse the tools: {{ tools | tojson }} {% endif %}\nAlways answer in {{ language | default('English') }} and cite the sources you used.\n")
}
