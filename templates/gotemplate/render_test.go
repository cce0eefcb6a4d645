package gotemplate_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/gotemplate"
	"github.com/promptglot/promptglot/templates/internal/langtest"
)

func data() map[string]any {
	return map[string]any{
		"Name": "Ada", "N": 3, "Half": 0.5, "Big": json.Number("12345678901"), "Yes": true, "None": nil, "Empty": "",
		"Xs": []any{"a", "b", "c"}, "M": map[string]any{"k": "v", "a b": 1, "nil": nil}, "Html": `<a href="x">`,
		"Users": []any{map[string]any{"Name": "Ann", "Tags": []any{1, 2}}, map[string]any{"Name": "Bob"}},
	}
}

func TestRendering(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"hole", "Hi {{ .Name }}!", "Hi Ada!"},
		{"values", "{{ .N }} {{ .Half }} {{ .Big }} {{ .Yes }} [{{ .None }}] {{ .Xs }} {{ .M.k }}", "3 0.5 12345678901 true [] [a b c] v"},
		{"missing", "[{{ .Nothing }}][{{ .M.nothing }}]{{ if .Nothing }}x{{ end }}", "[][]"},
		{"range", "{{ range $i, $x := .Xs }}{{ $i }}{{ $x }}{{ else }}-{{ end }}{{ range .None }}x{{ else }}-{{ end }}", "0a1b2c-"},
		{"range over keys is in their order", "{{ range $k, $v := .M }}{{ $k }}={{ $v }};{{ end }}", "a b=1;k=v;nil=;"},
		{"dot", "{{ range .Users }}{{ .Name }}{{ range .Tags }}{{ . }}{{ $.N }}{{ end }}{{ end }}", "Ann1323Bob"},
		{"with", "{{ with .M }}{{ .k }}{{ else }}-{{ end }}{{ with .Empty }}x{{ else with .Name }}{{ . }}{{ end }}", "vAda"},
		{"conditions", `{{ if and .Yes (eq .N 3 4) }}a{{ else if .Empty }}b{{ end }}{{ if or .Empty (gt .N 2) }}c{{ end }}{{ if not .Empty }}d{{ end }}`, "acd"},
		{"comparisons", `{{ lt .N 4 }} {{ le "a" "b" }} {{ ne .Name "Ada" }} {{ ge .Half 0.5 }} {{ eq .Half .N }} {{ eq .None nil }} {{ eq .Nothing "x" }}`, "true true false true false true false"},
		{"functions", `{{ len .Xs }} {{ index .Xs 1 }} {{ slice .Name 1 2 }} {{ printf "%s-%03d" .Name .N }} {{ print 1 2 .Name }} {{ html .Html }} {{ .Html | js }}`,
			"3 b d Ada-003 1 2Ada &lt;a href=&#34;x&#34;&gt; \\u003Ca href\\u003D\\\"x\\\"\\u003E"},
		{"json", `{{ json .M }} {{ .Xs | json }} "{{ jsonEscape .Html }}"`, `{"a b":1,"k":"v","nil":null} ["a","b","c"] "\u003ca href=\"x\"\u003e"`},
		{"variables", "{{ $x := 1 }}{{ range .Xs }}{{ $x = . }}{{ end }}{{ $x }}{{ break_free }}", ""},
		{"define", `{{ define "T" }}<{{ . }}>{{ end }}{{ template "T" .Name }}{{ block "B" .N }}({{ . }}){{ end }}`, "<Ada>(3)"},
		{"break and continue", `{{ range .Xs }}{{ if eq . "b" }}{{ continue }}{{ end }}{{ . }}{{ end }}{{ range 5 }}{{ if eq . 2 }}{{ break }}{{ end }}{{ . }}{{ end }}`, "ac01"},
		{"white space", "a {{- .Name -}} \n b {{/* c */ -}}\n c", "aAdab c"},
		{"the date", "{{ currentDate }} {{ yesterdayDate }}", "2026-11-23 2026-11-22"},
	} {
		t.Run(c.name, func(t *testing.T) {
			tpl, problems := gotemplate.Compile(langtest.View(c.in))
			if len(problems) > 0 {
				if c.want != "" {
					t.Fatal(problems)
				}
				if !strings.Contains(problems[0].Message, "break_free") || problems[0].End <= problems[0].Start {
					t.Errorf("%+v", problems[0])
				}
				return
			}
			got, err := tpl.Render(gotemplate.Run{Data: data(), Today: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)})
			if err != nil || got != c.want {
				t.Errorf("got  %q %v\nwant %q", got, err, c.want)
			}
		})
	}
}

func TestRenderingIsBounded(t *testing.T) {
	long := map[string]any{"X": strings.Repeat("x", 100_000), "Y": strings.Repeat("x", 99_999) + "y"}
	for _, src := range []string{
		"{{ range 1000000000000 }}{{ end }}",
		"{{ range 10000 }}{{ range 10000 }}{{ end }}{{ end }}",
		"{{ range 10000000 }}{{ if eq $.X $.Y }}{{ end }}{{ end }}",
		`{{ define "T" }}{{ template "T" . }}{{ end }}{{ template "T" . }}`,
		`{{ define "T" }}{{ template "U" . }}{{ template "U" . }}{{ end }}{{ define "U" }}{{ template "T" . }}{{ end }}{{ template "T" . }}`,
		`{{ $s := .X }}{{ range 1000 }}{{ $s = printf "%s%s" $s $s }}{{ end }}`,
		`{{ $s := .X }}{{ range 1000 }}{{ $s = print $s $s }}{{ end }}`,
		`{{ printf "%999999d%999999d%999999d%999999d%999999d" 1 1 1 1 1 }}`,
		`{{ printf "%*d%*d%*d%*d%*d" 999999 1 999999 1 999999 1 999999 1 999999 1 }}`,
		`{{ $s := .X }}{{ range 1000 }}{{ $s = html $s | js | urlquery }}{{ end }}`,
		"{{ range 1000 }}{{ $.X }}{{ end }}",
		"{{ " + strings.Repeat("(", 5000) + ".X" + strings.Repeat(")", 5000) + " }}",
		strings.Repeat("{{ if .X }}", 5000) + strings.Repeat("{{ end }}", 5000),
	} {
		tpl, problems := gotemplate.Compile(langtest.View(src))
		if len(problems) > 0 {
			continue
		}
		out, err := tpl.Render(gotemplate.Run{Data: long})
		var e *templates.Error
		if !errors.As(err, &e) || e.Message == "" {
			t.Errorf("%s: %d bytes were written, %v", src[:min(len(src), 80)], len(out), err)
		}
	}
}

func TestDataHasNoMethods(t *testing.T) {
	for _, src := range []string{"{{ .N.String }}", "{{ .Big.Int64 }}", "{{ .Xs.Len }}", "{{ .Name.Foo 1 }}", "{{ call .Name }}", "{{ .Today.Year }}"} {
		tpl, problems := gotemplate.Compile(langtest.View(src))
		if len(problems) > 0 {
			continue
		}
		in := data()
		in["Today"] = time.Now // functions and other types of Go are not data
		if out, err := tpl.Render(gotemplate.Run{Data: in}); err == nil && out != "" {
			t.Errorf("%s: got %q", src, out)
		}
	}
	for _, src := range []string{`{{ show "x" 1 }}`, "{{ round }}", "{{ enter }}", "{{ leave }}"} {
		if _, problems := gotemplate.Compile(langtest.View(src)); len(problems) == 0 {
			t.Errorf("%s: a template called what counts its steps", src)
		}
	}
}

func TestErrorsSayWhere(t *testing.T) {
	for _, c := range []struct{ in, at, message string }{
		{"a\n b {{ .Name.First }}", "{{ .Name.First }}", "can't evaluate field First"},
		{"a\n{{ index .Xs 9 }}", "{{ index .Xs 9 }}", "out of range"},
		{"{{ lt .Name 1 }}", "{{ lt .Name 1 }}", "no order"},
		{"{{ currentDate }}", "{{ currentDate }}", "date is not known"},
		{"{{ range .Name }}{{ end }}", "{{ range .Name }}", "range can't iterate"},
	} {
		tpl, problems := gotemplate.Compile(langtest.View(c.in))
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		_, err := tpl.Render(gotemplate.Run{Data: data()})
		var e *templates.Error
		if !errors.As(err, &e) || c.in[e.Start:e.End] != c.at || !strings.Contains(e.Message, c.message) || strings.Contains(e.Message, "executing") {
			t.Errorf("%s: %+v", c.in, err)
		}
	}
	for _, src := range []string{"a\n{{ nofunc .X }}", "{{ $x }}", "{{ break }}", `{{ define "x" }}`, "{{ .X = 1 }}", "{{ if .X }}", "{{", "{{ else }}"} {
		_, problems := gotemplate.Compile(langtest.View(src))
		if len(problems) == 0 || problems[0].Message == "" || problems[0].End <= problems[0].Start {
			t.Errorf("%s: %+v", src, problems)
		}
	}
}

func TestWhatIsMissingIsNamedOrRefused(t *testing.T) {
	tpl, _ := gotemplate.Compile(langtest.View(`Hi {{ .Who }}{{ if .Who }}x{{ end }}{{ with .M }}{{ .k }}{{ end }}{{ or .Who "you" }}`))
	got, err := tpl.Render(gotemplate.Run{Missing: templates.MissingNames})
	if got != "Hi Whoyou" || err != nil {
		t.Errorf("got %q %v", got, err)
	}
	_, err = tpl.Render(gotemplate.Run{Missing: templates.MissingFails})
	var e *templates.Error
	if !errors.As(err, &e) || e.Start != 3 || !strings.Contains(e.Message, ".Who is not in the data") {
		t.Errorf("got %v", err)
	}
}
