package all_test

import (
	"strings"
	"testing"

	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/all"
	"github.com/promptglot/promptglot/templates/internal/langtest"
)

// Each row is a text in one language and what it is in the others; "!" before
// the expectation means that it must be reported: "! part of the message", or
// "~ message ~ output" for what is only approximate.
var rows = []struct {
	name, from, in                string
	toJinja, toHandlebars, toMust string
}{
	{"hole", "jinja", "Hi {{ name }}!", "", "Hi {{{name}}}!", "Hi {{{name}}}!"},
	{"escaped hole", "handlebars", "Hi {{name}}!", "~ HTML ~Hi {{ name }}!", "", "Hi {{name}}!"},
	{"path", "jinja", "{{ user['name'].first }}", "", "{{{user.name.first}}}", "{{{user.name.first}}}"},
	{"index", "jinja", "{{ xs[0] }}", "", "{{{xs.[0]}}}", "! an index"},
	{"computed index", "jinja", "{{ xs[i] }}", "", "! a computed index", "! an index"},
	{"loop", "jinja", "{% for x in xs %}{{ x.name }}, {{ y }}{% endfor %}", "",
		"{{#each xs as |x|}}{{{x.name}}}, {{{../y}}}{{/each}}", "{{#xs}}{{{name}}}, {{{y}}}{{/xs}}"},
	{"loop item", "jinja", "{% for x in xs %}{{ x }}{% else %}none{% endfor %}", "",
		"{{#each xs as |x|}}{{{x}}}{{else}}none{{/each}}", "{{#xs}}{{{.}}}{{/xs}}{{^xs}}none{{/xs}}"},
	{"loop state", "jinja", "{% for x in xs %}{% if loop.first %}a{% endif %}{{ loop.index0 }}{% endfor %}", "",
		"~ empty object ~{{#each xs as |x|}}{{#if @first}}a{{/if}}{{{@index}}}{{/each}}", "! loop.first"},
	{"loop index", "jinja", "{% for x in xs %}{{ loop.index }}{% endfor %}", "", "! loop.index", "! loop.index"},
	{"each", "handlebars", "{{#each xs}}{{{this}}}{{{@index}}}{{{name}}}{{{../y}}}{{/each}}",
		"{% for item in xs %}{{ item }}{{ loop.index0 }}{{ item.name }}{{ y }}{% endfor %}", "", "! loop.index0"},
	{"each with a name", "handlebars", "{{#each users}}{{{name}}}{{/each}}",
		"{% for user in users %}{{ user.name }}{% endfor %}", "", "{{#users}}{{{name}}}{{/users}}"},
	{"each that must not capture", "handlebars", "{{user}}{{#each users}}{{{../user}}}{{/each}}",
		"~ HTML ~{{ user }}{% for item in users %}{{ user }}{% endfor %}", "", "{{user}}{{#users}}{{{user}}}{{/users}}"},
	{"keys", "jinja", "{% for k, v in d.items() %}{{ k }}={{ v }}{% endfor %}", "",
		"{{#each d as |v k|}}{{{k}}}={{{v}}}{{/each}}", "! two variables"},
	{"object", "handlebars", "{{#each d}}{{{@key}}}={{{this}}}{{/each}}",
		"{% for key_item, item in d.items() %}{{ key_item }}={{ item }}{% endfor %}", "", "! two variables"},
	{"unpacking", "jinja", "{% for a, b in pairs %}{% endfor %}", "", "! [unpack]", "! two variables"},
	{"condition", "jinja", "{% if a %}1{% elif b %}2{% else %}3{% endif %}", "",
		"~ empty object ~{{#if a}}1{{else if b}}2{{else}}3{{/if}}",
		"~ repeats ~{{#a}}1{{/a}}{{^a}}{{#b}}2{{/b}}{{^b}}3{{/b}}{{/a}}"},
	{"negation", "jinja", "{% if not a %}1{% endif %}", "", "~ empty object ~{{#unless a}}1{{/unless}}", "{{^a}}1{{/a}}"},
	{"equality", "jinja", "{% if a == 'x' %}1{% elif b != 2 %}2{% endif %}", "",
		`{{#ifEquals a "x"}}1{{else unlessEquals b 2}}2{{/ifEquals}}`, "! operator =="},
	{"order", "jinja", "{% if a < 1 %}1{% endif %}", "", "! operator <", "! operator <"},
	{"defined", "jinja", "{% if a is defined %}1{% endif %}", "", "~ is defined ~{{#if a}}1{{/if}}", "~ is defined ~{{#a}}1{{/a}}"},
	{"not none", "jinja", "{% if a is not none %}1{% endif %}", "", "~ is none ~{{#if a}}1{{/if}}", "~ is none ~{{#a}}1{{/a}}"},
	{"unless", "handlebars", "{{#unless a}}1{{else}}2{{/unless}}", "{% if not a %}1{% else %}2{% endif %}", "", "{{^a}}1{{/a}}{{#a}}2{{/a}}"},
	{"with", "handlebars", "{{#with u}}{{{n}}}{{else}}{{{m}}}{{/with}}", "{% if u %}{{ u.n }}{% else %}{{ m }}{% endif %}", "", "~ repeats ~{{#u}}{{{u.n}}}{{/u}}{{^u}}{{{m}}}{{/u}}"},
	{"filter", "jinja", "{{ x | upper }}", "", "! filter upper", "! filter upper"},
	{"json", "jinja", "{{ x | tojson }}", "", "{{{json x}}}", "! filter tojson"},
	{"json helper", "handlebars", "{{json x indent=2}}", "{{ x | tojson(indent=2) }}", "", "! filter tojson"},
	{"concatenation", "jinja", "{{ 'a{{' ~ x ~ 1 }}", "", `a\{{{{{x}}}1`, "a{{=<% %>=}}{{<%={{ }}=%>{{{x}}}1"},
	{"ternary", "jinja", "{{ a if b else 'c' }}", "", "~ empty object ~{{#if b}}{{{a}}}{{else}}c{{/if}}", "! a condition"},
	{"comment", "jinja", "a{# note #}b", "", "a{{!-- note --}}b", "a{{! note }}b"},
	{"include", "handlebars", "a{{> part}}b", "a{% include 'part' %}b", "", "a{{> part}}b"},
	{"set", "jinja", "{% set x = 1 %}", "", "! {% set x = 1 %}", "! {% set x = 1 %}"},
	{"role", "handlebars", `{{role "system"}}`, "! role", "", "! role"},
	{"helper", "handlebars", "{{#custom a}}{{/custom}}", "! {{#custom a}}", "", "! {{#custom a}}"},
	{"trim", "jinja", "a {%- if x -%}\n b {{- y }}\n{%- endif %}", "", "~ empty object ~a{{#if x}}b{{{y}}}{{/if}}", "~ repeats ~a{{#x}}b{{{y}}}{{/x}}"},
	{"tag on its own line", "jinja", "a\n{% if x %}\nb\n{% endif %}\nc", "",
		"~ empty object ~a\n{{#if x}}\n\nb\n{{/if}}\n\nc", "~ repeats ~a\n{{#x}}\n\nb\n{{/x}}\n\nc"},
	{"indented tag on its own line", "jinja", "a\n  {% if x %}\nb{% endif %}", "",
		"~ empty object ~a\n  {{#if x}}{{! }}\nb{{/if}}", "~ repeats ~a\n  {{#x}}{{! }}\nb{{/x}}"},
	{"line that goes", "handlebars", "a\n{{#if x}}\nb\n{{/if}}\nc", "a\n{% if x %}b\n{% endif %}c", "", "~ repeats ~a\n{{#x}}b\n{{/x}}c"},
	{"literal braces", "handlebars", `\{{x}} { {{{y}}}`, "{{ '{{' }}x}} { {{ y }}", "", "{{=<% %>=}}{{<%={{ }}=%>x}} { {{{y}}}"},
	{"raw", "jinja", "{% raw %}{{ x }}{% endraw %}", "", `\{{ x }}`, "{{=<% %>=}}{{<%={{ }}=%> x }}"},
	{"brace before a hole", "jinja", "{ {{ '{' }}{{ x }}}", "", "{ { {{~! }}{{{x}}}{{! }}}", "{ {{=<% %>=}}{<%={{ }}=%>{{{x}}}}"},
	{"backslash before a hole", "jinja", `\{{ x }}`, "", `\\{{{x}}}`, `\{{{x}}}`},
	{"statement braces", "mustache", "100{% {# {{{x}}}", "100{{ '{%' }} {{ '{#' }} {{ x }}", "100{% {# {{{x}}}", ""},
	{"section", "mustache", "{{#xs}}{{{name}}}{{/xs}}", "~ loop over items ~{% for item in xs %}{{ item.name }}{% endfor %}",
		"~ loop over items ~{{#each xs as |item|}}{{{item.name}}}{{/each}}", ""},
	{"section without names", "mustache", "{{#x}}yes{{/x}}{{^x}}no{{/x}}", "~ a condition ~{% if x %}yes{% endif %}{% if not x %}no{% endif %}",
		"~ a condition ~{{#if x}}yes{{/if}}{{#unless x}}no{{/unless}}", ""},
	{"implicit iterator", "mustache", "{{#xs}}{{{.}}}{{/xs}}", "~ loop over items ~{% for item in xs %}{{ item }}{% endfor %}",
		"~ loop over items ~{{#each xs as |item|}}{{{item}}}{{/each}}", ""},
	{"delimiters", "mustache", "{{=<% %>=}}<%& x %>{{", "{{ x }}{{ '{{' }}", `{{{x}}}\{{`, ""},
}

func TestTranslation(t *testing.T) {
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			text, problems := templates.Parse(all.ByID(r.from), langtest.View(r.in))
			if len(problems) > 0 {
				t.Fatalf("%s does not parse: %v", r.in, problems)
			}
			for id, want := range map[string]string{"jinja": r.toJinja, "handlebars": r.toHandlebars, "mustache": r.toMust} {
				if id == r.from {
					want = r.in
				}
				got, problems := templates.Print(all.ByID(id), text)
				checkRow(t, id, want, got, problems)
			}
		})
	}
}

func checkRow(t *testing.T, id, want, got string, problems []templates.Problem) {
	t.Helper()
	kind, message := templates.Syntax, ""
	if m, ok := strings.CutPrefix(want, "! "); ok {
		kind, message = templates.NoEquivalent, m
	} else if m, ok := strings.CutPrefix(want, "~ "); ok {
		kind = templates.Approximate
		message, want, _ = strings.Cut(m, " ~")
	}
	if kind != templates.NoEquivalent && got != want {
		t.Errorf("%s: got  %s\nwant %s", id, got, want)
	}
	if message == "" && len(problems) > 0 {
		t.Errorf("%s: not expected: %v", id, problems)
	}
	found := message == ""
	for _, p := range problems {
		found = found || p.Kind == kind && strings.Contains(p.Message, message)
	}
	if !found {
		t.Errorf("%s: got %q and %v, want a problem about %q", id, got, problems, message)
	}
}
