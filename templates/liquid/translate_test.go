package liquid_test

import (
	"strings"
	"testing"

	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/handlebars"
	"github.com/promptglot/promptglot/templates/internal/langtest"
	"github.com/promptglot/promptglot/templates/jinja"
	"github.com/promptglot/promptglot/templates/liquid"
)

// Each row is a text in one language and what it is in another; "!" before the
// expectation means that it is reported to have no equivalent, "~" that it is
// reported to be only close.
func TestTranslation(t *testing.T) {
	j, h := templates.Language(jinja.Language{}), templates.Language(handlebars.Language{})
	for _, r := range []struct {
		name     string
		from, to templates.Language
		in, want string
	}{
		{"hole", j, lang, "Hi {{ name }}!", "Hi {{ name }}!"},
		{"path", j, lang, "{{ a['b c'].d[0][i]['size'] }}", `{{ a['b c'].d[0][i]['size'] }}`},
		{"filters", j, lang, "{{ x | upper | default('a', true) }}{{ xs | join }}{{ x | tojson }}", "{{ x | upcase | default: 'a' }}{{ xs | join: '' }}{{ x | json }}"},
		{"condition", j, lang, "{% if a == 'x' and (b < 1 or c > 2) %}1{% elif 'q' in d %}2{% else %}3{% endif %}", "{% if a == 'x' and b < 1 or c > 2 %}1{% elsif d contains 'q' %}2{% else %}3{% endif %}"},
		{"parentheses turned round", j, lang, "{% if (a < 1 and b < 1) or c < 1 %}1{% endif %}", "{% if c < 1 or a < 1 and b < 1 %}1{% endif %}"},
		{"parentheses", j, lang, "{% if (a < 1 and b < 1) or (c < 1 and d < 1) %}1{% endif %}", "! parentheses"},
		{"truth", j, lang, "{% if a %}1{% endif %}", "~{% if a %}1{% endif %}"},
		{"negation", j, lang, "{% if not a %}1{% else %}2{% endif %}", "~{% unless a %}1{% else %}2{% endunless %}"},
		{"loop", j, lang, "{% for x in xs %}{{ x.n }}{{ loop.index }}{{ loop.revindex0 }}{% else %}-{% endfor %}", "{% for x in xs %}{{ x.n }}{{ forloop.index }}{{ forloop.rindex0 }}{% else %}-{% endfor %}"},
		{"keys", j, lang, "{% for k, v in d.items() %}{{ k }}={{ v.w }}{% endfor %}", "{% for k_v in d %}{{ k_v[0] }}={{ k_v[1].w }}{% endfor %}"},
		{"range", j, lang, "{% for i in range(1, n + 1) %}{{ i }}{% endfor %}{% for i in range(3) %}{% endfor %}", "{% for i in (1..n) %}{{ i }}{% endfor %}{% for i in (0..2) %}{% endfor %}"},
		{"literal braces", j, lang, "{{ '{{' }} {{ '{%' }} {{ '{' }}{{ x }}", "{{ '{{' }} {{ '{%' }} {{ '{' }}{{ x }}"},
		{"comment", j, lang, "a{# note #}b", "a{% comment %} note {% endcomment %}b"},
		{"test", j, lang, "{% if a is defined and b is none %}1{% endif %}", "{% if a != nil and b == nil %}1{% endif %}"},
		{"unknown filter", j, lang, "{{ x | wordwrap }}", "! filter wordwrap"},
		{"statement", j, lang, "{% set x = 1 %}", "! {% set x = 1 %}"},
		{"each", h, lang, "{{#each xs}}{{{this}}}{{{@index}}}{{{../y}}}{{/each}}{{> part}}", "{% for item in xs %}{{ item }}{{ forloop.index0 }}{{ y }}{% endfor %}{% include 'part' %}"},
		{"from Liquid: filters", lang, j, "{{ x | upcase | append: '!' }}{{ xs | join }}{{ xs.size }}{{ x | default: 'a' }}", "{{ x | upper }}!{{ xs | join(' ') }}{{ xs | length }}{{ x | default('a', true) }}"},
		{"from Liquid: own filter", lang, j, "{{ x | truncate: 5 }}", "! liquid:truncate"},
		{"from Liquid: case", lang, j, "{% case x %} {% when 1, 2 %}a{% else %}b{% endcase %}", "{% if x == 1 or x == 2 %}a{% else %}b{% endif %}"},
		{"from Liquid: unless", lang, j, "{% unless a == 1 %}1{% endunless %}", "{% if not a == 1 %}1{% endif %}"},
		{"from Liquid: truth", lang, j, "{% if a %}1{% endif %}", "~{% if a %}1{% endif %}"},
		{"from Liquid: and, or", lang, j, "{% if a == 1 and b == 2 or c == 3 %}1{% endif %}", "{% if a == 1 and (b == 2 or c == 3) %}1{% endif %}"},
		{"from Liquid: loop", lang, j, "{% for x in xs limit:2 offset:1 %}{{ forloop.index }}{% endfor %}{% for i in (1..n) %}{% endfor %}", "{% for x in xs[1:3] %}{{ loop.index }}{% endfor %}{% for i in range(1, n + 1) %}{% endfor %}"},
		{"from Liquid: white space and raw", lang, j, "a {%- if b == 1 -%} c {%- endif %}{% raw %}{{ x }}{% endraw %}", "a{% if b == 1 %}c{% endif %}{{ '{{' }} x }}"},
		{"from Liquid: assign", lang, j, "{% assign x = 1 %}", "! assign"},
		{"from Liquid: empty", lang, j, "{% if a == empty %}{% endif %}", "! [empty]"},
	} {
		t.Run(r.name, func(t *testing.T) {
			text, problems := templates.Parse(r.from, langtest.View(r.in))
			if len(problems) > 0 {
				t.Fatal(problems)
			}
			got, problems := templates.Print(r.to, text)
			if message, ok := strings.CutPrefix(r.want, "! "); ok {
				for _, p := range problems {
					if p.Kind == templates.NoEquivalent && strings.Contains(p.Message, message) {
						return
					}
				}
				t.Fatalf("got %q and %v", got, problems)
			}
			want, close := strings.CutPrefix(r.want, "~")
			if got != want || close != (len(problems) > 0) {
				t.Errorf("got  %s %v\nwant %s", got, problems, want)
			}
			if r.to.ID() == liquid.ID && r.name != "each" {
				if _, problems := liquid.Compile(langtest.View(got)); len(problems) > 0 {
					t.Errorf("Liquid refuses it: %v", problems)
				}
			}
		})
	}
}
