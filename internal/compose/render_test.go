package compose

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/translate"
)

// withMarks puts a mark into every arm of every block of t and returns the
// marks, and those that must be missing from some filling as well.
func withMarks(t expr.Text, marks, optional *[]string) expr.Text {
	out := make(expr.Text, 0, len(t))
	for _, s := range t {
		if s.Block != nil {
			b := &expr.Block[expr.Text]{Close: s.Block.Close}
			for _, a := range s.Block.Arms {
				mark := fmt.Sprintf("«%d»", len(*marks))
				*marks = append(*marks, mark)
				*optional = append(*optional, mark)
				a.Body = append(expr.Text{{Lit: mark}}, withMarks(a.Body, marks, optional)...)
				b.Arms = append(b.Arms, a)
			}
			s.Block = b
		}
		out = append(out, s)
	}
	return out
}

func TestScenariosReachEveryArmAndMissEveryArm(t *testing.T) {
	for _, tt := range []struct {
		lang, text string
		known      map[string]any
	}{
		{"jinja", "{% if a %}1{% endif %}", nil},
		{"jinja", "{% if a %}1{% else %}2{% endif %}{% if not a %}3{% endif %}", nil},
		{"jinja", "{% if mode == 'x' %}1{% elif mode == 'y' %}2{% elif mode %}3{% else %}4{% endif %}", nil},
		{"jinja", "{% if a and b %}1{% endif %}{% if a or b %}2{% else %}3{% endif %}", nil},
		{"jinja", "{% if n > 3 %}1{% else %}2{% endif %}{% if n <= 3 %}3{% endif %}", nil},
		{"jinja", "{% if items | length > 1 %}1{% else %}2{% endif %}{% for i in items %}3{% else %}4{% endfor %}", nil},
		{"jinja", "{% for m in turns %}{% if m.role == 'assistant' %}1{% else %}2{% endif %}{% if m.note %}3{{ m.note }}{% endif %}{% endfor %}", nil},
		{"jinja", "{% if a %}{% for x in xs %}{% if x.y %}1{% endif %}{% endfor %}{% else %}{% if b %}2{% endif %}{% endif %}", nil},
		{"jinja", "{% if user is defined %}1{{ user.name }}{% endif %}{% if note is none %}2{% else %}3{% endif %}", nil},
		{"jinja", "{% if kind in ['a', 'b'] %}1{% else %}2{% endif %}{% if kind != 'a' %}3{% endif %}", nil},
		{"jinja", "{% if vip %}1{% endif %}{% if name %}2{% endif %}", map[string]any{"vip": false, "name": ""}},
		{"jinja", "{% for k, v in map.items() %}{{ k }}{% if v %}1{% endif %}{% endfor %}", nil},
		{"handlebars", "{{#if a}}1{{else}}2{{/if}}{{#each xs}}{{#if this.y}}3{{/if}}{{else}}4{{/each}}{{#unless b}}5{{/unless}}", nil},
		{"mustache", "{{#a}}1{{/a}}{{^a}}2{{/a}}{{#items}}{{name}}{{#last}}3{{/last}}{{/items}}", nil},
	} {
		t.Run(tt.lang+" "+tt.text, func(t *testing.T) {
			parsed, problems := templates.Parse(testEngine.Langs.Get(tt.lang), source.NewFile("", []byte(tt.text)).Whole())
			if len(problems) > 0 {
				t.Fatal(problems)
			}
			var marks, optional []string
			marked := withMarks(parsed, &marks, &optional)
			seen, missed := map[string]bool{}, map[string]bool{}
			for _, s := range Scenarios(parsed, tt.known) {
				out, _ := templates.Fill(marked, s.Data, templates.FillOptions{})
				for _, m := range marks {
					if strings.Contains(out, m) {
						seen[m] = true
					} else {
						missed[m] = true
					}
				}
			}
			for _, m := range marks {
				if !seen[m] {
					t.Errorf("no scenario reaches arm %s", m)
				}
			}
			for _, m := range optional {
				if !missed[m] {
					t.Errorf("every scenario reaches arm %s", m)
				}
			}
		})
	}
}

// render opens one prompt and renders it for a target.
func render(t *testing.T, name, data, target string) (*Rendering, error) {
	t.Helper()
	docs := testEngine.Open(source.NewFile(name, []byte(data)))
	if len(docs) != 1 {
		t.Fatalf("%d prompts in %s", len(docs), name)
	}
	to, err := translate.ParseTarget(testEngine.Catalog, target)
	if err != nil {
		t.Fatal(err)
	}
	return testEngine.Render(docs[0], to)
}

func TestCommasAreRightWhateverIsLeftOut(t *testing.T) {
	const file = "---\nname: x\n---\n{% if a %}\nuser:\nA\n{% endif %}\n{% for t in turns %}\nuser:\n{{ t }}\n{% endfor %}\n{% if b %}\nuser:\nB\n{% endif %}\n"
	r, err := render(t, "x.prompty", file, "openai-chat/gpt-4o")
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range []bool{true, false} {
		for _, b := range []bool{true, false} {
			for n := range 3 {
				body, err := r.Fill(map[string]any{"a": a, "b": b, "turns": []any{"1", "2"}[:min(n, 2)]})
				if err != nil {
					t.Fatal(err)
				}
				var got struct{ Messages []any }
				if err := json.Unmarshal(body, &got); err != nil {
					t.Fatalf("a %v, b %v, %d turns: %v\n%s", a, b, n, err, body)
				}
				want := n
				for _, is := range []bool{a, b} {
					if is {
						want++
					}
				}
				if len(got.Messages) != want {
					t.Errorf("a %v, b %v, %d turns: %d messages", a, b, n, len(got.Messages))
				}
			}
		}
	}
}

func TestAValueCannotBreakOutOfItsPlace(t *testing.T) {
	const nasty = `"}], "model": "other", "x": [{"y": "{{ secret }}` + "\n\\"
	for name, file := range map[string]string{
		"strings":   "---\nname: x\n---\nuser:\nSay {{ q }}!\n",
		"whole":     "---\nname: x\n---\n{% if a %}\nsystem:\nS\n{% endif %}\n\nuser:\nSay {{ q }}!\n",
		"with loop": "---\nname: x\n---\n{% for i in [1] %}\nassistant:\nok\n{% endfor %}\n\nuser:\nSay {{ q }}!\n",
	} {
		r, err := render(t, "x.prompty", file, "openai-chat/gpt-4o")
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		body, err := r.Fill(map[string]any{"q": nasty, "a": true})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		var got struct {
			Model    string
			Messages []struct{ Content string }
		}
		if err := json.Unmarshal(body, &got); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if last := got.Messages[len(got.Messages)-1].Content; got.Model != "gpt-4o" || last != "Say "+nasty+"!" {
			t.Errorf("%s: model %q, text %q", name, got.Model, last)
		}
	}
}

func TestWhatALanguageCannotSayIsRefused(t *testing.T) {
	const file = "---\nname: x\ntemplate: mustache\n---\n{{#a}}\nsystem:\nS\n{{/a}}\n\nuser:\nHi {{q}}\n"
	if _, err := render(t, "x.prompty", file, "openai-chat/gpt-4o"); !errors.Is(err, ErrLanguage) {
		t.Errorf("error %v, expected ErrLanguage", err)
	}
}

func TestAModelHintHoldsForItsDialectOnly(t *testing.T) {
	const file = "---\nname: x\nmetadata:\n  promptglot:\n    dialects:\n      openai-chat:\n        model_hint: gpt-4o-mini\n---\nuser:\nHi\n"
	for target, want := range map[string]string{"openai-chat": "gpt-4o-mini", "openai-chat/gpt-4o": "gpt-4o"} {
		r, err := render(t, "x.prompty", file, target)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(r.Data), `"model": "`+want+`"`) {
			t.Errorf("%s: %s", target, r.Data)
		}
	}
	if r, err := render(t, "x.prompty", file, "anthropic"); err != nil || strings.Contains(string(r.Data), "gpt") {
		t.Errorf("anthropic: %v %s", err, r.Data)
	}
}
