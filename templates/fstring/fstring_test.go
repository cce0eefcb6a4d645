package fstring_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/fstring"
	"github.com/promptglot/promptglot/templates/internal/langtest"
)

var lang = fstring.Language{}

func TestFixtures(t *testing.T) { langtest.Fixtures(t, lang) }

func TestNothingIsLostOnSharedFiles(t *testing.T) { langtest.Corpus(t, lang) }

func TestTimeIsLinearOnHostileInput(t *testing.T) {
	langtest.Linear(t, lang) // skips where tests are to be short
	for _, unit := range []string{"{a", "{a:", "{a:{b", "{a[", "}", "{a['", "{a:{b}"} {
		src := strings.Repeat(unit, 50_000)
		text, _ := templates.Parse(lang, langtest.View(src))
		if got, _ := templates.Print(lang, text); got != src {
			t.Errorf("%q many times came back otherwise", unit)
		}
	}
}

func TestPythonsOwnFStringsAreLossless(t *testing.T) {
	own := fstring.Language{Expressions: true}
	for _, src := range []string{
		`{x.upper()} {d["}"]} { a + b } {', '.join(xs)!r:>10}`, `{(lambda: 1)()} {x if y else 'z'}`, `{'unclosed`, `{x:{'a'}}`,
	} {
		langtest.Lossless(t, own, src)
	}
	text, problems := templates.Parse(own, langtest.View(`{x.upper()} {d["}"]}`))
	if len(problems) > 0 || len(text) != 3 {
		t.Errorf("%v %v", text, problems)
	}
}

func FuzzLossless(f *testing.F) {
	langtest.Fuzz(f, lang, "{a}{{b}}{c.d[0][k]!r:>{w}}{}", "{a:{b:{c}}}", "}{", "{\"a\": {b}}", "{x[}]}")
}

func BenchmarkLex(b *testing.B) {
	langtest.BenchmarkLex(b, lang, "You are {role}, a helpful assistant that answers briefly.\n"+
		"Use the tools: {tools} and answer as JSON: {{\"answer\": ...}}\nAlways answer in {language} and cite the sources you used.\n")
}

// The expectations were written by Python 3's str.format.
func TestRenderingIsThatOfPython(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join("testdata", "python.json"))
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Data  map[string]json.RawMessage
		Cases []struct {
			Template string
			Want     *string
		}
	}
	if err := json.Unmarshal(raw, &file); err != nil {
		t.Fatal(err)
	}
	data := map[string]any{}
	for k, v := range file.Data {
		dec := json.NewDecoder(strings.NewReader(string(v)))
		dec.UseNumber()
		var x any
		if err := dec.Decode(&x); err != nil {
			t.Fatal(err)
		}
		data[k] = x
	}
	for _, c := range file.Cases {
		t.Run(c.Template, func(t *testing.T) {
			tpl, problems := fstring.Compile(langtest.View(c.Template))
			if len(problems) > 0 {
				if c.Want != nil || problems[0].Message == "" || problems[0].End <= problems[0].Start {
					t.Errorf("%+v", problems)
				}
				return
			}
			got, err := tpl.Render(fstring.Run{Data: data, Missing: templates.MissingFails})
			if c.Want == nil {
				if e := (*templates.Error)(nil); !errors.As(err, &e) || e.End <= e.Start {
					t.Errorf("got %q %v, expected an error with its place", got, err)
				}
				return
			}
			if err != nil || got != *c.Want {
				t.Errorf("got  %q %v\nwant %q", got, err, *c.Want)
			}
		})
	}
}

func TestRenderingIsBounded(t *testing.T) {
	long := map[string]any{"x": strings.Repeat("x", 1000), "w": 999999999}
	for _, src := range []string{"{x}{x}", "{x:>999999999}", "{x:>{w}}", "{x:.{x}}"} {
		tpl, problems := fstring.Compile(langtest.View(src))
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		if got, err := tpl.Render(fstring.Run{Data: long, Limits: templates.Limits{Bytes: 1500}}); err == nil {
			t.Errorf("%s: %d bytes were written", src, len(got))
		}
	}
	tpl, _ := fstring.Compile(langtest.View("Hi {who} {a.b:>5}"))
	if got, err := tpl.Render(fstring.Run{Missing: templates.MissingNames}); got != "Hi who a.b" {
		t.Errorf("got %q %v", got, err)
	}
}

func TestWhatOtherLanguagesSay(t *testing.T) {
	text, _ := templates.Parse(lang, langtest.View("{a.b} {c[0]!r:>{w}} {}{} {{x}}"))
	var names []string
	for _, v := range templates.Variables(text) {
		names = append(names, v.Name)
	}
	if got := strings.Join(names, " "); got != "a c w 0 1" {
		t.Errorf("variables are %s", got)
	}
	if got := lang.Literal(`{"a": {}}`); got != `{{"a": {{}}}}` {
		t.Errorf("got %s", got)
	}
}
