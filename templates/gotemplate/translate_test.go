package gotemplate_test

import (
	"strings"
	"testing"

	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/gotemplate"
	"github.com/promptglot/promptglot/templates/handlebars"
	"github.com/promptglot/promptglot/templates/internal/langtest"
	"github.com/promptglot/promptglot/templates/jinja"
)

// Each row is a text in one language and what it is in another; "!" before the
// expectation means that it is reported to have no equivalent.
func TestTranslation(t *testing.T) {
	j, h := templates.Language(jinja.Language{}), templates.Language(handlebars.Language{})
	for _, r := range []struct {
		name     string
		from, to templates.Language
		in, want string
	}{
		{"hole", j, lang, "Hi {{ name }}!", "Hi {{ .name }}!"},
		{"path", j, lang, "{{ a['b'].c[0]['d e'] }}", `{{ index (index .a.b.c 0) "d e" }}`},
		{"condition", j, lang, "{% if a == 'x' and not b %}1{% elif c in [1, 2] %}2{% else %}3{% endif %}", `{{ if and (eq .a "x") (not .b) }}1{{ else if eq .c 1 2 }}2{{ else }}3{{ end }}`},
		{"loop", j, lang, "{% for x in xs %}{{ x.n }}{{ y }}{% else %}-{{ y }}{% endfor %}{{ y }}", "{{ range $x := .xs }}{{ $x.n }}{{ $.y }}{{ else }}-{{ .y }}{{ end }}{{ .y }}"},
		{"keys", j, lang, "{% for k, v in d.items() %}{{ k }}{{ v }}{% endfor %}", "{{ range $k, $v := .d }}{{ $k }}{{ $v }}{{ end }}"},
		{"concatenation", j, lang, "{{ (a ~ '%' ~ b) | tojson }}", `{{ json (printf "%v%%%v" .a .b) }}`},
		{"length and slices", j, lang, "{{ xs | length }}{{ xs[1:] | tojson }}", "{{ len .xs }}{{ json (slice .xs 1) }}"},
		{"ternary", j, lang, "{{ a if b else 'c' }}", "{{ if .b }}{{ .a }}{{ else }}c{{ end }}"},
		{"default", j, lang, "{{ a | default('x') }}", `{{ or .a "x" }}`},
		{"literal braces", j, lang, "{{ '{{' }} { {{ '{' }}{{ x }}", `{{"{{"}} { {{"{"}}{{ .x }}`},
		{"comment", j, lang, "a{# note #}b", "a{{/* note */}}b"},
		{"each", h, lang, "{{#each xs}}{{{this}}}{{{n}}}{{{../y}}}{{/each}}", "{{ range $item := .xs }}{{ $item }}{{ $item.n }}{{ $.y }}{{ end }}"},
		{"include", h, lang, "{{#each xs}}{{> part}}{{/each}}", `{{ range $item := .xs }}{{ template "part" $ }}{{ end }}`},
		{"filter", j, lang, "{{ x | upper }}", "! filter upper"},
		{"operator", j, lang, "{{ x * 2 }}", "! true or false"},
		{"loop state", j, lang, "{% for x in xs %}{{ loop.index }}{% endfor %}", "! state of a loop"},
		{"statement", j, lang, "{% set x = 1 %}", "! {% set x = 1 %}"},
		{"from Go: hole", lang, j, "{{ .A.B }} {{ $.C }}", "{{ A.B }} {{ C }}"},
		{"from Go: loop", lang, j, "{{ range .Messages }}{{ .Role }}{{ $.Sys }}{{ end }}", "{% for message in Messages %}{{ message.Role }}{{ Sys }}{% endfor %}"},
		{"from Go: index", lang, j, "{{ range $i, $m := .Ms }}{{ if eq $i 0 }}a{{ end }}{{ end }}", "{% for m in Ms %}{% if loop.index0 == 0 %}a{% endif %}{% endfor %}"},
		{"from Go: with", lang, j, "{{ with .U }}{{ .N }}{{ else }}{{ .M }}{{ end }}", "{% if U %}{{ U.N }}{% else %}{{ M }}{% endif %}"},
		{"from Go: white space", lang, j, "a {{- if .X -}} b {{- end }} c", "a{% if X %}b{% endif %} c"},
		{"from Go: printf", lang, j, `{{ printf "%s: %v" .A .B }}`, "{{ A }}: {{ B }}"},
		{"from Go: json", lang, h, "{{ json .A }}", "{{{json A}}}"},
		{"from Go: comment", lang, j, "{{- /* note */ -}}", "{# note #}"},
		{"from Go: assignment", lang, j, "{{ $x := .a }}", "! {{ $x := .a }}"},
		{"from Go: definition", lang, j, `{{ define "T" }}a{{ end }}`, "! define"},
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
			if got != r.want {
				t.Errorf("got  %s\nwant %s", got, r.want)
			}
			for _, p := range problems {
				if p.Kind != templates.Approximate {
					t.Errorf("not expected: %v", p)
				}
			}
			if r.to.ID() == gotemplate.ID {
				if _, problems := gotemplate.Compile(langtest.View(got)); len(problems) > 0 && r.name != "include" {
					t.Errorf("Go refuses it: %v", problems)
				}
			}
		})
	}
}
