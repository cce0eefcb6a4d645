package varonly_test

import (
	"errors"
	"testing"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/internal/langtest"
	"github.com/promptglot/promptglot/templates/jinja"
	"github.com/promptglot/promptglot/templates/varonly"
)

var lang = varonly.Language{}

func TestFixtures(t *testing.T) { langtest.Fixtures(t, lang) }

func TestNothingIsLostOnSharedFiles(t *testing.T) { langtest.Corpus(t, lang) }

func TestTimeIsLinearOnHostileInput(t *testing.T) { langtest.Linear(t, lang) }

func FuzzLossless(f *testing.F) {
	langtest.Fuzz(f, lang, "{{a}}{{{b}}}", "{{a{{b}}", "{{a}{{b}}}}", "{{-}}{{.}}")
}

func BenchmarkLex(b *testing.B) {
	langtest.BenchmarkLex(b, lang, "You are {{role}}, a helpful assistant that answers briefly.\n"+
		"Use the tools: {{tools}}\nAlways answer in {{language}} and cite the sources you used.\n")
}

func view(src string) *source.View { return source.NewFile("t", []byte(src)).Whole() }

func TestRendering(t *testing.T) {
	data := map[string]any{"name": "{{x}}", "a.b": "point", "n": 1.0, "t": true, "none": nil, "l": []any{"a", 1}}
	for _, c := range []struct{ src, want, empty, names string }{
		{src: "Hi {{name}}{{{name}}}{{ name }}", want: "Hi {{x}}{{{x}}}{{ name }}"},
		{src: "{{a.b}}|{{n}}|{{t}}|{{none}}|{{l}}", want: "point|1|true||a,1"},
		{src: "a{{x}}b", empty: "ab", names: "axb"},
	} {
		if c.want != "" {
			c.empty, c.names = c.want, c.want
		}
		for mode, want := range map[templates.Missing]string{templates.MissingEmpty: c.empty, templates.MissingNames: c.names, templates.MissingFails: c.want} {
			got, err := varonly.Render(view(c.src), data, mode, templates.Limits{})
			if got != want || (err != nil) != (want == "") {
				t.Errorf("%s, %d: got %q %v, want %q", c.src, mode, got, err, want)
			}
			if e := (*templates.Error)(nil); errors.As(err, &e) && (c.src[e.Start:e.End] != "{{x}}" || e.Span.Start != 1) {
				t.Errorf("%s: a problem at %d-%d, not at the variable", c.src, e.Start, e.End)
			}
		}
	}
	if got, err := varonly.Render(view("{{name}}{{name}}"), data, templates.MissingEmpty, templates.Limits{Bytes: 7}); err == nil {
		t.Errorf("beyond the limit: %q", got)
	}
}

// What other languages say beyond variables is refused by name.
func TestWhatHasNoEquivalentIsNamed(t *testing.T) {
	for src, want := range map[string]string{
		"{{ x }} y":                        "{{x}} y",
		"{{ 'lit' }}{# c #}{{ x ~ '!' }}":  "lit{{x}}!",
		"{% if a %}x{% endif %}":           "",
		"{% for a in b %}x{% endfor %}":    "",
		"{{ x.y }}":                        "",
		"{{ x | upper }}":                  "",
		"{{ 'a{{b}}c' }}":                  "",
		"{{ '{{' }}x{{ '}}' }}":            "",
		"{% raw %}{{x}}{% endraw %}":       "",
		"{% set x = 1 %}":                  "",
		"{{ é }}":                          "",
		"{% raw %}{{ x }} {%{% endraw %} ": "{{ x }} {% ",
	} {
		text, _ := templates.Parse(jinja.Language{}, view(src))
		got, problems := templates.Print(lang, text)
		if want != "" && (got != want || len(problems) > 0) {
			t.Errorf("%s: got %q %v, want %q", src, got, problems, want)
		}
		if want == "" && len(problems) == 0 {
			t.Errorf("%s: got %q without a problem", src, got)
		}
	}
	if _, err := lang.JSONHole(expr.Tag{}); err == nil {
		t.Error("a hole in JSON has no equivalent, but is none of the problems")
	}
}
