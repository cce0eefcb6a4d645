package render_test

import (
	"strings"
	"testing"
	"time"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/render"
)

func view(src string) *source.View { return source.NewFile("t", []byte(src)).Whole() }

func TestEveryLanguageRenders(t *testing.T) {
	data := map[string]any{"name": "<Ann>", "items": []any{"a", "b"}, "empty": []any{}, "zero": 0, "user": map[string]any{"age": 7}}
	today := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct{ lang, src, want string }{
		{"jinja", "Hi {{ name }}{% for i in items %}{{ loop.index }}{{ i }}{% else %}none{% endfor %}{% if zero %}z{% endif %}", "Hi <Ann>1a2b"},
		{"jinja", "{{ strftime_now('%Y') }}{{ user.age + 1 }}{{ empty or 'no' }}", "20268no"},
		{"handlebars", "Hi {{name}}{{#each items}}{{@index}}{{this}}{{/each}}{{#if zero}}z{{/if}}{{> p}}", "Hi <Ann>0a1b[<Ann>]"},
		{"dotprompt", `{{role "system"}}{{name}}{{#ifEquals zero 0}}0{{/ifEquals}}`, "<<<dotprompt:role:system>>><Ann>0"},
		{"semantic-kernel/handlebars", `{{#message role="user"}}{{name}}{{/message}}`, "<user~><Ann></user~>"},
		{"mustache", "Hi {{name}}{{#items}}{{.}}{{/items}}{{^empty}}none{{/empty}}{{> p}}", "Hi <Ann>abnone[<Ann>]"},
		{"f-string", "Hi {name}{{x}}{items[0]}", "Hi <Ann>{x}a"},
		{"gotemplate", "Hi {{ .name }}{{ range $i, $x := .items }}{{ $i }}{{ $x }}{{ else }}none{{ end }}{{ if .zero }}z{{ end }}", "Hi <Ann>0a1b"},
		{"gotemplate", `{{ currentDate }}`, "2026-11-23"},
		{"semantic-kernel", "Hi {{$name}}{{ $NAME }}", "Hi <Ann><Ann>"},
		{"liquid", "Hi {{ name }}{% for i in items %}{{ forloop.index }}{{ i | upcase }}{% endfor %}{% if empty %}e{% endif %}", "Hi <Ann>1A2Be"},
		{"varonly", "Hi {{name}}{{ name }}", "Hi <Ann>{{ name }}"},
	} {
		o := render.Options{Data: data, Today: today}
		if strings.Contains(c.src, "{{> p}}") {
			o.Partials = map[string]string{"p": "[{{name}}]"}
		}
		if got, problems := render.Render(c.lang, view(c.src), o); got != c.want || len(problems) > 0 {
			t.Errorf("%s: %s\ngot  %q %v\nwant %q", c.lang, c.src, got, problems, c.want)
		}
	}
}

func TestMissingVariablesAreWhatTheOptionSays(t *testing.T) {
	for lang, src := range map[string]string{
		"jinja": "a{{ who }}b", "handlebars": "a{{who}}b", "dotprompt": "a{{who}}b", "semantic-kernel/handlebars": "a{{who}}b",
		"mustache": "a{{who}}b", "varonly": "a{{who}}b", "nunjucks": "a{{ who }}b", "gotemplate": "a{{ .who }}b", "f-string": "a{who}b",
		"semantic-kernel": "a{{$who}}b", "liquid": "a{{ who }}b",
	} {
		for missing, want := range map[render.Missing]string{render.MissingError: "", render.MissingEmpty: "ab", render.MissingName: "awhob"} {
			got, problems := render.Render(lang, view(src), render.Options{Missing: missing})
			if got != want || (len(problems) > 0) != (missing == render.MissingError) {
				t.Errorf("%s, %d: got %q %v, want %q", lang, missing, got, problems, want)
			}
			if len(problems) > 0 && !strings.Contains(problems[0].Message, "who is not in the data") {
				t.Errorf("%s: %s", lang, problems[0].Message)
			}
		}
	}
}

func TestPromptsAreNotEscapedUnlessAskedFor(t *testing.T) {
	data := map[string]any{"x": `<"'&`}
	for lang, escaped := range map[string]string{"handlebars": "&lt;&quot;&#x27;&amp;", "mustache": "&lt;&quot;'&amp;", "dotprompt": `<"'&`, "jinja": `<"'&`} {
		for escape, want := range map[bool]string{false: `<"'&`, true: escaped} {
			if got, problems := render.Render(lang, view("{{x}}"), render.Options{Data: data, Escape: escape}); got != want || len(problems) > 0 {
				t.Errorf("%s, escape %t: got %q %v, want %q", lang, escape, got, problems, want)
			}
		}
	}
}

func TestBrokenPartialsAreNamed(t *testing.T) {
	for _, lang := range []string{"handlebars", "mustache"} {
		_, problems := render.Render(lang, view("x{{> p}}"), render.Options{Partials: map[string]string{"p": "a\n{{#b}}"}})
		if len(problems) != 1 || !strings.Contains(problems[0].Message, "in the partial p, line 2") {
			t.Errorf("%s: %v", lang, problems)
		}
	}
}

func TestAnUnknownLanguageIsRefusedWithThoseThatAreKnown(t *testing.T) {
	_, problems := render.Render("cobol", view("x"), render.Options{})
	if len(problems) != 1 || !strings.Contains(problems[0].Message, "mustache, nunjucks") {
		t.Errorf("%v", problems)
	}
}

func TestLimitsReachEveryEngine(t *testing.T) {
	for _, lang := range render.Languages() {
		src := strings.Repeat("text ", 20)
		if got, problems := render.Render(lang, view(src), render.Options{Limits: templates.Limits{Bytes: 50}}); len(problems) == 0 {
			t.Errorf("%s: %d bytes, 50 are allowed", lang, len(got))
		}
	}
}

// FuzzRender holds that whatever is rendered ends within its limits, and that a
// problem has a place in the text.
func FuzzRender(f *testing.F) {
	for _, s := range []string{
		"{{#if x}}{{> p}}{{else if y}}{{/if}}", "{{#each x as |a b|}}{{a}}{{/each}}{{#*inline 'p'}}{{/inline}}", "{{<p}}{{$a}}{{/a}}{{/p}}{{=<% %>=}}",
		"{% for a in x %}{{ loop.index }}{% endfor %}", "{{#> p}}{{> @partial-block}}{{/p}}", "{{{{x}}}}{{{{/x}}}}", "{{lookup x 0}}{{json x indent=2}}{{@root.x.y}}",
		"  {{> p}}\n{{#x}}\r\n{{/x}}", "{{set 'a' (array 1 2)}}{{range 1 9}}",
	} {
		f.Add(s)
	}
	data := map[string]any{"x": []any{"1", map[string]any{"y": nil}}, "y": true, "a": 1.5}
	f.Fuzz(func(t *testing.T, src string) {
		for _, lang := range render.Languages() {
			for _, missing := range []render.Missing{render.MissingError, render.MissingEmpty, render.MissingName} {
				o := render.Options{Data: data, Missing: missing, Limits: templates.Limits{Steps: 10_000, Bytes: 10_000, Depth: 20}}
				o.Partials = map[string]string{"p": "<{{> @partial-block}}{{x}}{{$a}}{{/a}}>"}
				if lang == "mustache" {
					o.Partials["p"] = "<{{$a}}{{x}}{{/a}}{{> p}}>"
				}
				out, problems := render.Render(lang, view(src), o)
				if len(out) > 10_000 || len(problems) > 0 && out != "" {
					t.Fatalf("%s: %d bytes, %v", lang, len(out), problems)
				}
				for _, p := range problems {
					if p.Message == "" || p.Span.Start < 0 || p.Span.End < p.Span.Start || p.Span.End > len(src) {
						t.Fatalf("%s: %q: a problem without words or place: %+v", lang, src, p)
					}
				}
			}
		}
	})
}
