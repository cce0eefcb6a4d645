package jinja_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/jinja"
)

func run(t testing.TB, template string, r jinja.Run) (string, error) {
	t.Helper()
	tpl, problems := jinja.Compile(source.NewFile("t.jinja", []byte(template)).Whole(), jinja.Options{})
	if len(problems) > 0 {
		t.Fatalf("%s: %v", template, problems)
	}
	return tpl.Render(r)
}

// Whatever a template does it ends, in bounded memory. Each of these would take
// hours, or all memory, where it is not stopped.
func TestEveryRenderingIsBounded(t *testing.T) {
	nest := func(n int, open, body, end string) string {
		return strings.Repeat(open, n) + body + strings.Repeat(end, n)
	}
	for name, template := range map[string]string{
		"loops":                 nest(9, "{% for i in range(1000) %}", "x", "{% endfor %}"),
		"a long range":          "{{ range(10 ** 12) }}",
		"a repeated text":       "{{ 'x' * 10 ** 12 }}",
		"a repeated list":       "{{ [1] * 10 ** 12 }}",
		"texts that double":     "{% set ns = namespace(s='ab') %}{% for i in range(60) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}",
		"lists that double":     "{% set ns = namespace(l=[1]) %}{% for i in range(60) %}{% set ns.l = ns.l + ns.l %}{% endfor %}",
		"lists in lists":        "{% set ns = namespace(l=[1]) %}{% for i in range(100) %}{% set ns.l = [ns.l, ns.l] %}{% endfor %}{{ ns.l }}",
		"json of lists":         "{% set ns = namespace(l=[1]) %}{% for i in range(100) %}{% set ns.l = [ns.l, ns.l] %}{% endfor %}{{ ns.l | tojson }}",
		"comparing lists":       "{% set a = namespace(l=[1], m=[1]) %}{% for i in range(100) %}{% set a.l = [a.l, a.l] %}{% set a.m = [a.m, a.m] %}{% endfor %}{{ a.l == a.m }}",
		"a list in itself":      "{% set l = [] %}{% set _ = l.append(l) %}{{ l }}{{ l == l }}{{ l | tojson }}",
		"a macro without end":   "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
		"a growing loop":        "{% set l = [1] %}{% for x in l %}{% set _ = l.append(1) %}{% for y in l %}{% set _ = l.extend(l) %}{% endfor %}{% endfor %}",
		"a wide pad":            "{{ 'x'.center(10 ** 12) }}",
		"a wide format":         "{{ '%1000000000d' % 1 }}",
		"replacing with much":   "{{ ('x' * 3000) | replace('x', 'y' * 3000) }}",
		"joining with much":     "{{ range(3000) | join('y' * 3000) }}",
		"indenting":             "{{ ('\n' * 100000) | indent(1000) }}",
		"batches":               "{{ [1] | batch(10 ** 12, 0) }}",
		"slices":                "{{ [1] | slice(10 ** 12) | list }}",
		"a power":               "{{ 2 ** 10 ** 12 }}",
		"a recursive loop":      "{% set l = [1] %}{% for x in l recursive %}{{ loop(l) }}{% endfor %}",
		"much output":           "{% for i in range(100000) %}" + strings.Repeat("x", 1000) + "{% endfor %}",
		"a step of a slice":     "{{ range(9)[:: 10 ** 18] }}{{ range(10 ** 7)[::-1] }}",
		"sorting":               "{{ range(10 ** 6) | map('string') | sort }}",
		"captures in captures":  nest(150, "{% set a %}", "{{ 'x' * 4000000 }}", "{{ a }}{{ a }}{% endset %}"),
		"filters within a loop": "{% for i in range(10 ** 5) %}{{ range(10 ** 5) | list | length }}{% endfor %}",
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			out, err := run(t, template, jinja.Run{})
			var e *templates.Error
			if name == "a list in itself" || name == "a growing loop" || name == "a power" || name == "a step of a slice" {
				if time.Since(start) > 20*time.Second {
					t.Error("it took too long")
				}
				return
			}
			if !errors.As(err, &e) || e.Message == "" || len(out) > 0 {
				t.Errorf("%d bytes and the error %v, expected to be stopped", len(out), err)
			}
		})
	}
}

func TestTemplatesReachNothingButTheirData(t *testing.T) {
	for _, template := range []string{
		"{{ ''.__class__ }}", "{{ ''.__class__.__mro__ }}", "{{ f.__globals__ }}", "{{ cycler.__init__ }}", "{{ self }}", "{{ lipsum }}", "{{ config }}",
		"{{ ''['__class__'] }}", "{{ [] | attr('__class__') }}", "{{ range.__self__ }}", "{{ namespace().__dict__ }}",
	} {
		if out, err := run(t, template, jinja.Run{Data: map[string]any{"f": "x"}}); err == nil && out != "" {
			t.Errorf("%s gives %q", template, out)
		}
	}
}

func TestMissingVariables(t *testing.T) {
	for _, c := range []struct {
		template           string
		empty, fails, name string // "!" for an error
	}{
		{"a{{ x }}b", "ab", "!", "axb"},
		{"{{ x.y.z }}", "!", "!", "x.y.z"},
		{"{{ d.y }}", "", "!", "d.y"},
		{"{{ x | default('z') }}{{ x is defined }}", "zFalse", "zFalse", "zFalse"},
		{"{% if x %}1{% else %}2{% endif %}", "2", "2", "2"},
		{"{% for i in x %}{% endfor %}", "", "!", ""},
		{"{{ x ~ 'a' }}", "a", "!", "xa"},
		{"{{ x == 1 }}", "False", "False", "False"},
	} {
		for mode, want := range map[templates.Missing]string{templates.MissingEmpty: c.empty, templates.MissingFails: c.fails, templates.MissingNames: c.name} {
			got, err := run(t, c.template, jinja.Run{Missing: mode, Data: map[string]any{"d": map[string]any{}}})
			if err != nil {
				got = "!"
			}
			if got != want {
				t.Errorf("%s, mode %d: got %q (%v), want %q", c.template, mode, got, err, want)
			}
		}
	}
}

func TestDatesAreAnInput(t *testing.T) {
	day := time.Date(2024, 9, 3, 7, 5, 9, 0, time.UTC)
	const template = "{{ strftime_now('%d %b %Y|%Y-%m-%d|%-d %B|%H:%M:%S|%A %a|%j|%p %I|%y%%|%Q') }}"
	got, err := run(t, template, jinja.Run{Today: day})
	if want := "03 Sep 2024|2024-09-03|3 September|07:05:09|Tuesday Tue|247|AM 07|24%|%Q"; got != want {
		t.Errorf("got %q %v, want %q", got, err, want)
	}
	if _, err := run(t, template, jinja.Run{}); err == nil {
		t.Error("without a date there is one")
	}
}

func TestErrorsSayWhere(t *testing.T) {
	for _, c := range []struct{ template, at string }{
		{"ok {{ a.b.c }} x", "{{ a.b.c }}"},
		{"{% macro m() %}{{ 1 // 0 }}{% endmacro %}{{ m() }}", "{{ 1 // 0 }}"},
		{"{% for i in 5 %}{% endfor %}", "{% for i in 5 %}"},
		{"{% if 1 < 'a' %}{% endif %}", "{% if 1 < 'a' %}"},
		{"x{{ raise_exception('no') }}", "{{ raise_exception('no') }}"},
	} {
		_, err := run(t, c.template, jinja.Run{})
		var e *templates.Error
		if !errors.As(err, &e) || c.template[e.Span.Start:e.Span.End] != c.at {
			t.Errorf("%s: %v, expected it at %s", c.template, err, c.at)
		}
		if e != nil && e.Raised != strings.Contains(c.template, "raise") {
			t.Errorf("%s: raised %v", c.template, e.Raised)
		}
	}
	for _, c := range []struct{ template, at string }{
		{"x{% include 'a' %}", "{% include 'a' %}"}, {"{% if a %}", "{% if a %}"}, {"a{{ 1 + }}", "{{ 1 + }}"}, {"{{ a", "{{ a"}, {"{% endfor %}", "{% endfor %}"},
		{"{% frob %}", "{% frob %}"}, {"{% if a %}{% else b %}{% endif %}", "{% else b %}"},
	} {
		_, problems := jinja.Compile(source.NewFile("t", []byte(c.template)).Whole(), jinja.Options{})
		if len(problems) == 0 || c.template[problems[0].Span.Start:problems[0].Span.End] != c.at {
			t.Errorf("%s: %v, expected a problem at %s", c.template, problems, c.at)
		}
	}
}

func TestHTMLSafeJSONIsThatOfJinja(t *testing.T) {
	got, err := run(t, "{{ d | tojson }}", jinja.Run{HTMLSafeJSON: true, Data: map[string]any{"d": map[string]any{"b": "<é'&>", "a": 1}}})
	if want := `{"a": 1, "b": "\u003c\u00e9\u0027\u0026\u003e"}`; got != want {
		t.Errorf("got %s %v, want %s", got, err, want)
	}
}

func FuzzRender(f *testing.F) {
	for _, s := range []string{
		"{% for i in range(3) %}{{ loop.index }}{% endfor %}", "{% macro m(a, b=1) %}{{ a }}{% endmacro %}{{ m('x') }}", "{{ [1, 2][::-1] | join(',') | upper }}",
		"{% set ns = namespace(a=1) %}{% set ns.a = 2 %}{{ ns.a }}", "{% raw %}{{ }}{% endraw %}{{- x -}}\n{%+ if 1 %}\n{% endif %}", "{{ '%s' % (1,) }}{{ {'a': [1]} | tojson(indent=2) }}",
		"{% call(x) m() %}{{ x }}{% endcall %}", "{% filter upper %}a{% endfilter %}", "{{ 1 if x else 2 }}{{ x is in [1] }}", "{% for a in x recursive %}{{ loop(a) }}{% else %}{% endfor %}",
		"{{ u | groupby('a') }}{{ 'a b'.split()[0].title() }}", "{{ -9223372036854775807 - 9 }}{{ 1e308 * 10 }}{{ 5 % -3 }}",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src string) {
		if len(src) > 1<<12 {
			t.Skip()
		}
		file := source.NewFile("t", []byte(src))
		tpl, problems := jinja.Compile(file.Whole(), jinja.ChatTemplate())
		for _, p := range problems {
			if p.Message == "" || p.Span.End > len(src) || p.Span.Start > p.Span.End {
				t.Errorf("%q: a problem without words or place: %+v", src, p)
			}
		}
		if len(problems) > 0 {
			return
		}
		data := map[string]any{"x": []any{"a", 1, nil, true, map[string]any{"k": 1.5}}, "s": "text"}
		out, err := tpl.Render(jinja.Run{Data: data, Limits: templates.Limits{Steps: 20_000, Bytes: 1 << 16}})
		again, err2 := tpl.Render(jinja.Run{Data: data, Limits: templates.Limits{Steps: 20_000, Bytes: 1 << 16}})
		if out != again || (err == nil) != (err2 == nil) {
			t.Errorf("%q renders as %q and as %q", src, out, again)
		}
		if len(out) > 1<<16 {
			t.Errorf("%q renders to %d bytes", src, len(out))
		}
	})
}
