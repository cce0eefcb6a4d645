package gotemplate_test

import (
	"testing"

	"github.com/promptglot/promptglot/templates/gotemplate"
	"github.com/promptglot/promptglot/templates/internal/langtest"
)

var lang = gotemplate.Language{}

func TestFixtures(t *testing.T) { langtest.Fixtures(t, lang) }

func TestNothingIsLostOnSharedFiles(t *testing.T) { langtest.Corpus(t, lang) }

func TestTimeIsLinearOnHostileInput(t *testing.T) { langtest.Linear(t, lang) }

func FuzzLossless(f *testing.F) {
	langtest.Fuzz(f, lang, "{{- range $i, $m := .M -}}{{.}}{{else}}{{end}}", "{{/* c */ -}}{{- /* }} */}}", "{{`}}`}}{{\"\\\"}}\"}}", "{{with $x := .a.b}}{{$x.c | printf \"%s}}\" }}{{end}}")
}

func BenchmarkLex(b *testing.B) {
	langtest.BenchmarkLex(b, lang, "You are {{ .Role }}, a helpful assistant that answers briefly.\n"+
		"{{- if .Tools }}\nUse the tools: {{ json .Tools }} {{ end }}\nAlways answer in {{ or .Language \"English\" }} and cite the sources you used.\n")
}
