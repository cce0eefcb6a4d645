package liquid_test

import (
	"testing"

	"github.com/promptglot/promptglot/templates/internal/langtest"
	"github.com/promptglot/promptglot/templates/liquid"
)

var lang = liquid.Language{}

func TestFixtures(t *testing.T) { langtest.Fixtures(t, lang) }

func TestNothingIsLostOnSharedFiles(t *testing.T) { langtest.Corpus(t, lang) }

func TestTimeIsLinearOnHostileInput(t *testing.T) { langtest.Linear(t, lang) }

func FuzzLossless(f *testing.F) {
	langtest.Fuzz(f, lang, "{%- raw -%}{{x}}{% endraw %}", "{% comment %}{{ {% endcomment %}", "{% case x %} {% when 1, 2 %}a{% else %}{% endcase %}",
		"{% # it's %}{{ x | f: 'a', b: c }}", "{% if a or b and c == 'x' %}{% elsif d contains e[0].f %}{% endif %}", "{%liquid\nassign x = 1\n%}")
}

func BenchmarkLex(b *testing.B) {
	langtest.BenchmarkLex(b, lang, "You are {{ role }}, a helpful assistant that answers briefly.\n"+
		"{%- if tools %}\nUse the tools: {{ tools | json }} {% endif %}\nAlways answer in {{ language | default: 'English' }} and cite the sources you used.\n")
}
