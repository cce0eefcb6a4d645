package semantickernel_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/internal/langtest"
	"github.com/promptglot/promptglot/templates/semantickernel"
)

var lang = semantickernel.Language{}

func TestFixtures(t *testing.T) { langtest.Fixtures(t, lang) }

func TestNothingIsLostOnSharedFiles(t *testing.T) { langtest.Corpus(t, lang) }

func TestTimeIsLinearOnHostileInput(t *testing.T) { langtest.Linear(t, lang) }

func FuzzLossless(f *testing.F) {
	langtest.Fuzz(f, lang, "{{$x}}{{ 'it\\'s' }}{{p.f $x a='b c' d=$e}}{{}}{{ }}", "{{{$x}}}", "{{ {{$x}}", "{{'{{'}}")
}

func BenchmarkLex(b *testing.B) {
	langtest.BenchmarkLex(b, lang, "You are {{$role}}, a helpful assistant that answers briefly.\n"+
		"Today is {{time.Date}}. Use what you know: {{recall $input limit='3'}}\nAlways answer in {{$language}} and cite the sources you used.\n")
}

func TestRendering(t *testing.T) {
	data := map[string]any{"input": "a < b & 'c'", "time.Date": "today", "n": 3, "yes": true, "list": []any{1, "x"}, "none": nil, "half": 0.5}
	for _, c := range []struct{ name, in, want string }{
		{"variable", "{{$input}}|{{ $input }}", "a < b & 'c'|a < b & 'c'"},
		{"the case of names does not matter", "{{$INPUT}}{{Time.date}}", "a < b & 'c'today"},
		{"value with escapes", `{{'it\'s \\ {{'}}{{ "}}" }}`, `it's \ {{}}`},
		{"function", "{{time.Date}} {{time.Date $input a='x'}}", "today today"},
		{"braces around a block", "{{{$n}}}", "{3}"},
		{"an empty block is text", "{{}} {{ }}", "{{}} {{ }}"},
		{"a block that is not closed is text", "a {{ {{$n}} {{ 'b", "a {{ 3 {{ 'b"},
		{"values", "{{$yes}} {{$list}} {{$none}} {{$half}}", `True [1,"x"]  0.5`},
		{"missing", "[{{$nothing}}{{no.thing}}]", "[]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			tpl, problems := semantickernel.Compile(langtest.View(c.in))
			if len(problems) > 0 {
				t.Fatal(problems)
			}
			got, err := tpl.Render(semantickernel.Run{Data: data})
			if err != nil || got != c.want {
				t.Errorf("got %q %v, want %q", got, err, c.want)
			}
		})
	}
}

func TestWhatIsMissingIsNamedOrRefused(t *testing.T) {
	tpl, _ := semantickernel.Compile(langtest.View("Hi {{$who}} {{p.f}}"))
	if got, err := tpl.Render(semantickernel.Run{Missing: templates.MissingNames}); got != "Hi who p.f" {
		t.Errorf("got %q %v", got, err)
	}
	_, err := tpl.Render(semantickernel.Run{Missing: templates.MissingFails})
	var e *templates.Error
	if !errors.As(err, &e) || e.Start != 3 || !strings.Contains(e.Message, "who is not in the data") {
		t.Errorf("got %v", err)
	}
	got, err := tpl.Render(semantickernel.Run{Encode: true, Data: map[string]any{"who": "<b>", "p.f": 1}})
	if got != "Hi &lt;b&gt; 1" || err != nil {
		t.Errorf("got %q %v", got, err)
	}
	if _, err := tpl.Render(semantickernel.Run{Data: map[string]any{"who": strings.Repeat("x", 50)}, Limits: templates.Limits{Bytes: 40}}); err == nil {
		t.Error("a text over the limit was written")
	}
}

func TestWhatOtherLanguagesSay(t *testing.T) {
	if got := lang.Literal("a {{ b { c }}"); got != "a {{'{{'}} b { c }}" {
		t.Errorf("got %s", got)
	}
	text, _ := templates.Parse(lang, langtest.View("{{$x}} {{p.f $y z='1'}} {{'{{'}}"))
	if vars := templates.Variables(text); len(vars) != 2 || vars[0].Name != "x" || vars[1].Name != "y" {
		t.Errorf("variables are %v", vars)
	}
}
