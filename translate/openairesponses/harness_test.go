package openairesponses_test

import (
	"testing"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
	"github.com/promptglot/promptglot/translate/all"
)

var translator = &translate.Translator{Catalog: catalog.Default(), Dialects: all.Dialects()}

func parse(t testing.TB, body string) *value.Node {
	t.Helper()
	n, problems := value.ReadJSON(source.NewFile("request.json", []byte(body)).Whole(), value.Options{})
	if len(problems) > 0 {
		t.Fatalf("%s: %v", body, problems)
	}
	return n
}

func read(t testing.TB, dialect, body string) *prompt.Prompt {
	t.Helper()
	p, _, err := translator.Read(dialect, "", parse(t, body))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// write returns the request as JSON and its ledger.
func write(t testing.TB, p *prompt.Prompt, target string) (string, translate.Ledger) {
	t.Helper()
	tgt, err := translate.ParseTarget(translator.Catalog, target)
	if err != nil {
		t.Fatal(err)
	}
	out, ledger, err := translator.Write(p, tgt)
	if err != nil {
		t.Fatal(err)
	}
	js, err := out.JSON()
	if err != nil {
		t.Fatal(err)
	}
	return string(js), ledger
}
