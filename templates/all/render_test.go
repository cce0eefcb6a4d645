package all_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/testkit"
	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/all"
	"github.com/promptglot/promptglot/templates/internal/langtest"
	"github.com/promptglot/promptglot/templates/jinja"
)

func fill(t *testing.T, lang, src string, data map[string]any) (string, []templates.Problem) {
	t.Helper()
	text, problems := templates.Parse(all.ByID(lang), langtest.View(src))
	if len(problems) > 0 {
		t.Fatalf("%s does not parse: %v", src, problems)
	}
	return templates.Fill(text, data, templates.FillOptions{})
}

// A sample gives every shape of value to the names that the rows use.
func samples() []map[string]any {
	rich := map[string]any{
		"name": "Ada", "a": "x", "b": "2", "y": "Y", "x": "X", "m": "M", "user": map[string]any{"name": map[string]any{"first": "F"}},
		"u":  map[string]any{"n": "N"},
		"xs": []any{map[string]any{"name": "1"}, map[string]any{"name": "2"}}, "users": []any{map[string]any{"name": "U"}},
		"d": map[string]any{"k1": "v1", "k2": "v2"},
	}
	poor := map[string]any{"name": "", "a": "", "b": "", "y": "", "x": "", "m": "M", "xs": []any{}, "users": []any{}, "d": map[string]any{}}
	return []map[string]any{rich, poor}
}

// TestTranslationRendersAlike holds every row that has no loss against its
// translations: filled with the same data they read the same.
func TestTranslationRendersAlike(t *testing.T) {
	compared := 0
	for _, r := range rows {
		text, _ := templates.Parse(all.ByID(r.from), langtest.View(r.in))
		for _, lang := range all.Languages() {
			out, problems := templates.Print(lang, text)
			lossy := false
			for _, p := range problems {
				lossy = lossy || p.Kind == templates.NoEquivalent || strings.Contains(p.Message, "defined") || strings.Contains(p.Message, "none") || strings.Contains(p.Message, "repeats") || strings.Contains(p.Message, "for true")
			}
			if lossy {
				continue
			}
			for _, data := range samples() {
				want, p1 := templates.Fill(text, data, templates.FillOptions{})
				if len(p1) > 0 {
					continue // {{ xs }} of an object, an include
				}
				got, p2 := fill(t, lang.ID(), out, data)
				compared++
				if got != want || len(p2) > 0 {
					t.Errorf("%s: %s as %s: %s\nreads %q, want %q %v", r.name, r.in, lang.ID(), out, got, want, p2)
				}
			}
		}
	}
	if compared < 100 {
		t.Errorf("only %d comparisons", compared)
	}
}

// TestMustacheSpecification runs the official specification through Fill; it
// checks lexing, standalone lines, sections and delimiters.
func TestMustacheSpecification(t *testing.T) {
	for _, name := range []string{"comments", "delimiters", "interpolation", "inverted", "sections"} {
		data, err := os.ReadFile(filepath.Join(testkit.Shared(t, "conformance", "mustache", "specs"), name+".json"))
		if err != nil {
			t.Fatal(err)
		}
		var spec struct {
			Tests []struct {
				Name, Template, Expected string
				Data                     any
				Partials                 map[string]string
			}
		}
		dec := json.NewDecoder(bytes.NewReader(data))
		dec.UseNumber()
		if err := dec.Decode(&spec); err != nil {
			t.Fatal(err)
		}
		for _, c := range spec.Tests {
			t.Run(name+"/"+c.Name, func(t *testing.T) {
				m, ok := c.Data.(map[string]any)
				if !ok {
					m = map[string]any{templates.Here: c.Data}
				}
				if len(c.Partials) > 0 {
					t.Skip("partials are other files")
				}
				text, problems := templates.Parse(all.ByID("mustache"), langtest.View(c.Template))
				if len(problems) > 0 {
					t.Fatal(problems)
				}
				got, problems := templates.Fill(text, m, templates.FillOptions{})
				for _, p := range problems {
					if !strings.Contains(p.Message, "not in the data") {
						t.Error(p)
					}
				}
				if got != c.Expected {
					t.Errorf("%q\ngot  %q\nwant %q", c.Template, got, c.Expected)
				}
			})
		}
	}
}

func TestFill(t *testing.T) {
	data := map[string]any{"s": " Ab ", "n": json.Number("3"), "l": []any{"a", "b"}, "e": []any{}, "t": true, "m": map[string]any{"k": "v<"}}
	for _, c := range []struct{ lang, in, want, problem string }{
		{"jinja", "{{ s | trim | upper }}{{ s.strip() }}", "ABAb", ""},
		{"jinja", "{{ l | join('-') }}{{ l | length }}{{ l[-1] }}{{ s | replace('b', 'c') }}", "a-b2b Ac ", ""},
		{"jinja", "{{ x | default('d') }}{{ '' | default('e', true) }}{{ '' | default(boolean=true, default_value='f') }}", "def", ""},
		{"jinja", "{{ (s | tojson)[1:-1] }}{{ m | tojson }}", ` Ab {"k":"v<"}`, ""},
		{"jinja", "{{ t }}{{ none }}{{ n + 1 }}{{ n % 2 }}", "TrueNone41", ""},
		{"jinja", "{% for x in l if x != 'a' %}{{ loop.index }}{{ x }}{% else %}no{% endfor %}{% for x in e %}{% else %}no{% endfor %}", "1bno", ""},
		{"jinja", "{% if x is defined %}a{% elif n > 2 and 'a' in l %}b{% endif %}{% if m.q %}c{% else %}d{% endif %}", "bd", ""},
		{"jinja", "{{ x }}", "", "x is not in the data"},
		{"jinja", "{{ l }}", "", "no certain printed form"},
		{"jinja", "{{ l[1:] | join }}{{ f(n) }}", "b", "no function f"},
		{"jinja", "{% set a = 1 %}", "", "template engine"},
		{"handlebars", "{{m.k}}{{{m.k}}}{{t}}{{#if m}}1{{/if}}", "v&lt;v<true1", ""},
		{"handlebars", "{{#each m}}{{@key}}={{{this}}}{{/each}}", "k=v<", ""},
	} {
		got, problems := fill(t, c.lang, c.in, data)
		if c.problem == "" && (got != c.want || len(problems) > 0) {
			t.Errorf("%s: got %q %v, want %q", c.in, got, problems, c.want)
		}
		if c.problem != "" && (len(problems) == 0 || !strings.Contains(problems[0].Message, c.problem)) {
			t.Errorf("%s: got %q %v, want a problem about %q", c.in, got, problems, c.problem)
		}
	}
}

func TestFillIsBounded(t *testing.T) {
	long := make([]any, 1000)
	src := strings.Repeat("{% for x in l %}", 6) + "{{ s ~ s }}" + strings.Repeat("{% endfor %}", 6)
	text, _ := templates.Parse(jinja.Language{}, langtest.View(src))
	out, problems := templates.Fill(text, map[string]any{"l": long, "s": strings.Repeat("x", 1000)}, templates.FillOptions{})
	if len(problems) != 1 || len(out) > 1<<20 {
		t.Errorf("%d bytes, %d problems", len(out), len(problems))
	}
}

func TestVariables(t *testing.T) {
	for _, c := range []struct{ lang, in, want string }{
		{"jinja", "{{ a }}{% for x in xs if x.ok %}{{ x }}{{ loop.index }}{{ b }}{% endfor %}{{ x }}", "a xs:list b x"},
		{"jinja", "{% if flag and not other %}{{ user.name }}{% endif %}{{ ms[0].role }}", "flag:boolean other:boolean user:object ms:list"},
		{"jinja", "{% if a %}{{ a }}{% endif %}{% set v = q %}{{ v }}{% for k, w in d.items() %}{% endfor %}", "a q d:object"},
		{"jinja", "{{ x is defined }}{{ f(y, z=w) | join(s) }}{{ (ms | list)[i:] }}{{ {'a': b} }}", "x y w s ms i b"},
		{"handlebars", "{{#each xs}}{{name}}{{../top}}{{@index}}{{/each}}{{#if a}}{{/if}}{{#with u}}{{n}}{{/with}}{{h x y=z}}", "xs:list top a:boolean u:object x z"},
		{"mustache", "{{#xs}}{{name}}{{top}}{{/xs}}{{top}}{{#f}}yes{{/f}}", "xs:list top f:boolean"},
	} {
		text, _ := templates.Parse(all.ByID(c.lang), langtest.View(c.in))
		var got []string
		for _, v := range templates.Variables(text) {
			if v.Type != "" {
				v.Name += ":" + v.Type
			}
			if len(v.Spans) == 0 {
				t.Errorf("%s has no span", v.Name)
			}
			got = append(got, v.Name)
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: got  %s\nwant %s", c.in, s, c.want)
		}
	}
}

func TestJSONStringSurvivesHostileValues(t *testing.T) {
	text, _ := templates.Parse(all.ByID("handlebars"), langtest.View("Say \"{{{x}}}\"\n  {{#if t}}\n\\{{y}} é\n  {{/if}}\nend"))
	p := jinja.Language{}.Printer()
	inside, problems := templates.JSONString(p, text)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for _, x := range []string{"a\"b\\c\n", "", "{{ z }}"} {
		out, problems := fill(t, "jinja", `{"content": "`+inside+`"}`, map[string]any{"x": x, "t": true})
		var got struct{ Content string }
		if err := json.Unmarshal([]byte(out), &got); err != nil || len(problems) > 0 {
			t.Fatalf("%s: %v %v", out, err, problems)
		}
		if want := "Say \"" + x + "\"\n{{y}} é\nend"; got.Content != want {
			t.Errorf("got %q, want %q", got.Content, want)
		}
	}
}

func TestDetect(t *testing.T) {
	for _, c := range []struct {
		in, lang string
		conf     all.Confidence
	}{
		{"plain", "", all.None}, {"Hi {{ name }} {{a.b}}", "", all.VarOnly},
		{"{% if x %}{% endif %}", "jinja", all.Certain}, {"{{ x | upper }}", "jinja", all.Certain}, {"{# c #}{{ m[0] }}", "jinja", all.Certain},
		{"{{#if x}}{{/if}}", "handlebars", all.Certain}, {"{{#each xs}}{{this}}{{else}}{{/each}}", "handlebars", all.Certain},
		{`{{role "system"}}hi`, "handlebars", all.Certain}, {"{{#custom a=1}}{{/custom}}", "handlebars", all.Certain},
		{"{{#xs}}{{name}}{{/xs}}", "mustache", all.Certain}, {"{{^x}}{{/x}}", "mustache", all.Certain}, {"{{=<% %>=}}", "mustache", all.Certain},
		{"100{% of {{ x }}", "", all.VarOnly},
		{"{{#if x}} 100%} #} {{/if}}", "handlebars", all.Certain}, {"{{> p user}}{{> q a=1}}", "handlebars", all.Certain},
		{"{{#xs}}{{#if a}}{{/if}}{{/xs}}", "handlebars", all.Certain}, {"{{{{raw}}}}{% if x %}{{{{/raw}}}}{{~x}}", "handlebars", all.Certain},
		{"{{#if x}}{{/if}} {{ y | upper }}", "handlebars", all.Likely},
	} {
		d := all.Detect(c.in)
		id := ""
		if d.Language != nil {
			id = d.Language.ID()
		}
		if id != c.lang || d.Confidence != c.conf {
			t.Errorf("%s: %s %d (%s), want %s %d", c.in, id, d.Confidence, d.Why, c.lang, c.conf)
		}
	}
}

// FuzzTranslation holds that whatever is printed in another language is valid
// there, and that translating takes and loses no text silently: with no loss
// reported, the parsed translation fills to the same.
func FuzzTranslation(f *testing.F) {
	for _, r := range rows {
		f.Add(r.in)
	}
	for _, s := range langtest.Hostile(2) {
		f.Add(s)
	}
	// What earlier versions got wrong.
	for _, s := range []string{
		"{{user['name']}}", "{{#each d}}0{{/(000}}", "{{&A 0=0}}", "0{{@0}}", "{{{!0}}}", `\\{{0}}0`, "{#{{0}#}", `{{"0&"}}`, "0{{''}}0",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src string) {
		for _, from := range all.Languages() {
			text, problems := templates.Parse(from, langtest.View(src))
			if len(problems) > 0 {
				continue
			}
			for _, to := range all.Languages() {
				out, losses := templates.Print(to, text)
				if len(losses) > 0 || strings.Contains(src, "role") || strings.Contains(src, "media") {
					continue
				}
				again, problems := templates.Parse(to, langtest.View(out))
				if len(problems) > 0 {
					t.Fatalf("%s %q became %s %q: %v", from.ID(), src, to.ID(), out, problems)
				}
				for _, data := range samples() {
					// What a loop over an object does differs by language.
					delete(data, "d")
					delete(data, "u")
					delete(data, "user")
					want, p1 := templates.Fill(text, data, templates.FillOptions{})
					got, p2 := templates.Fill(again, data, templates.FillOptions{})
					if len(p1) == 0 && len(p2) == 0 && got != want {
						t.Fatalf("%s %q became %s %q: reads %q, want %q", from.ID(), src, to.ID(), out, got, want)
					}
				}
			}
		}
	})
}
