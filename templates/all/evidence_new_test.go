package all_test

import (
	"testing"

	"github.com/promptglot/promptglot/templates/all"
)

func TestLanguagesAreToldByTheirSyntax(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{"{{ .System }} {{ range .Messages }}{{ .Role }}{{ end }}", "gotemplate"},
		{"{{- if .A }}x{{ else }}y{{- end }} {{ $x := .B }}{{ $x }}", "gotemplate"},
		{"Summarize: {{$input}} in {{$language}}", "semantic-kernel"},
		{"{{recall $input}} {{time.Date}}", "semantic-kernel"},
		{"{{$title}}a{{/title}}", "mustache"},
		{"{% if a %}{{ b | upcase }}{% elsif c %}{% endif %}", "liquid"},
		{"{% assign x = 1 %}{% for i in xs %}{{ i | append: 'x' }}{% endfor %}", "liquid"},
		{"{% if a %}{{ b | upper }}{% elif c %}{% endif %}", "jinja"},
		{"{{#if a}}{{b}}{{else}}{{c}}{{/if}}", "handlebars"},
		{"Tell me a {adjective} joke about {content}.", "f-string"},
		{`Answer in JSON: {{"a": 1}} for {input}`, "f-string"},
		{`Answer in JSON: {"a": 1} for {input}`, ""},
		{"GET /users/{id} and ${HOME} and \\frac{a}{b}", ""},
		{"GET /users/{id}", ""}, {"\\begin{document}", ""}, {"`{name}`", ""}, {"{{name}}", ""}, {"func main() {\n}", ""}, {"{}", ""}, {"{0}", ""}, {"{a b}", ""},
	} {
		d := all.Detect(c.src)
		got := ""
		if d.Language != nil {
			got = d.Language.ID()
		}
		if got != c.want {
			t.Errorf("%s: got %q (%s), want %q", c.src, got, d.Why, c.want)
		}
	}
}
