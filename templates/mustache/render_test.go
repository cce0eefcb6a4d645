package mustache_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/mustache"
)

func run(t testing.TB, src string, r mustache.Run, partials map[string]string) (string, error) {
	t.Helper()
	tpl, problems := compile(src)
	for _, p := range problems {
		if p.Message == "" || p.End <= p.Start || p.End > len(src) {
			t.Errorf("%s: a problem without words or place: %+v", src, p)
		}
	}
	if len(problems) > 0 {
		return "", errors.New(problems[0].Message)
	}
	r.Partials = map[string]*mustache.Template{}
	for name, src := range partials {
		p, problems := compile(src)
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		r.Partials[name] = p
	}
	return tpl.Render(r)
}

// The expected outputs were written by mustache.js 4.2.0.
func TestRenderingIsThatOfMustacheJS(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("testdata", "render", "mustache.json"))
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Name, Template string
		Data           map[string]any
		Partials       map[string]string
		Escape         bool
		Want           *string
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	if err := dec.Decode(&cases); err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			got, err := run(t, c.Template, mustache.Run{Data: c.Data, Escape: c.Escape}, c.Partials)
			switch {
			case c.Want == nil && err == nil:
				t.Errorf("%s\ngot %q, expected an error", c.Template, got)
			case c.Want != nil && (err != nil || got != *c.Want):
				t.Errorf("%s\ngot  %q %v\nwant %q", c.Template, got, err, *c.Want)
			}
		})
	}
}

func TestMissingVariables(t *testing.T) {
	data := map[string]any{"n": nil, "user": map[string]any{"name": "U"}, "p": "nowhere"}
	for _, c := range []struct {
		src, empty, names string
		fails             bool
	}{
		{"a{{x}}b", "ab", "axb", true},
		{"{{user.age}}|{{user.name}}", "|U", "user.age|U", true},
		{"{{n}}", "", "", false},
		{"{{#x}}1{{/x}}{{^x}}2{{/x}}{{#x.y}}3{{/x.y}}", "2", "2", false},
		{"{{> p}}", "", "", true},
		{"{{>*p}}{{>*x}}", "", "", true},
	} {
		for mode, want := range map[templates.Missing]string{templates.MissingEmpty: c.empty, templates.MissingNames: c.names, templates.MissingFails: c.empty} {
			got, err := run(t, c.src, mustache.Run{Data: data, Missing: mode}, nil)
			if fails := c.fails && mode == templates.MissingFails; fails != (err != nil) || !fails && got != want {
				t.Errorf("%s, %d: got %q %v, want %q", c.src, mode, got, err, want)
			}
		}
	}
}

// Whatever a template does it ends, in bounded memory. Each of these would take
// hours, or all memory, where it is not stopped.
func TestEveryRenderingIsBounded(t *testing.T) {
	long := make([]any, 1000)
	for i := range long {
		long[i] = strings.Repeat("x", 1000)
	}
	partials := map[string]string{
		"self": "x{{> self}}", "double": "{{> double}}{{> double}}", "indent": "\n {{> indent}}\n {{> indent}}\n",
		"block": "{{$a}}{{/a}}{{$a}}{{/a}}",
	}
	for name, src := range map[string]string{
		"loops":                     strings.Repeat("{{#l}}", 9) + "x" + strings.Repeat("{{/l}}", 9),
		"empty loops":               strings.Repeat("{{#l}}", 9) + strings.Repeat("{{/l}}", 9),
		"much output":               "{{#l}}{{#l}}{{.}}{{/l}}{{/l}}",
		"a partial without end":     "{{> self}}",
		"partials that double":      "{{> double}}",
		"partials that indent":      " {{> indent}}\n",
		"a printed list over again": "{{#l}}{{l}}{{/l}}",
		"blocks in blocks":          "{{<block}}{{$a}}{{$a}}{{/a}}{{$a}}{{/a}}{{/a}}{{/block}}",
	} {
		t.Run(name, func(t *testing.T) {
			out, err := run(t, src, mustache.Run{Data: map[string]any{"l": long}}, partials)
			var e *templates.Error
			if !errors.As(err, &e) || e.Message == "" || len(e.Message) > 200 || e.End > len(src) {
				t.Errorf("%d bytes and the error %v", len(out), err)
			}
		})
	}
}
