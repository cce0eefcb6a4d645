package policies

import (
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/catalog"
)

const usesTables = `package promptglot.user.p

import data.promptglot.catalog
import data.promptglot.lib

findings contains lib.finding(f, message) if {
	some f in input.facts.loss[_]
	d := catalog.dialects[f.loss.dialect]
	model := data.promptglot.catalog.models[d.host][d.default_model]
	message := sprintf("%s: %s serves %s with a context of %d, says %s; %s; %s", [
		f.feature, catalog.vendors[d.vendor].title, d.default_model, model.context, model.source,
		catalog.features[f.feature].group, model.can.sampling.is,
	])
}
`

// A policy can look up what the catalogue knows, with its source.
func TestPoliciesSeeTheTablesOfTheCatalogue(t *testing.T) {
	e := engine(t, Options{NoDefault: true, Sources: []Source{user("p.rego", usesTables)}})
	f := lossFact("l", "seed", "dropped", "anthropic", 1)
	f.Loss.Dialect = "anthropic"
	got := eval(t, e, doc(f))
	if len(got) != 1 {
		t.Fatalf("got %v", got)
	}
	for _, want := range []string{"seed: Anthropic serves claude-", "says https://", "; no"} {
		if !strings.Contains(got[0].Message, want) {
			t.Errorf("%q lacks %q", got[0].Message, want)
		}
	}
}

// Every table takes the way into data: what cannot would fail the load.
func TestEveryTableHoldsEntriesOfTheCatalogue(t *testing.T) {
	for name, make := range tables {
		if m, ok := make(catalog.Default()).(map[string]any); !ok || len(m) < 10 {
			t.Errorf("%s: %d entries", name, len(m))
		}
	}
	data := map[string]any{}
	e := engine(t, Options{NoDefault: true, Sources: []Source{user("p.rego", "package promptglot.user.p\n\nfindings contains {\"message\": n} if some n, _ in data.promptglot.catalog\n")}})
	if err := addTables(data, e.compiler, nil); err != nil {
		t.Fatal(err)
	}
	if got := data["promptglot"].(map[string]any)["catalog"].(map[string]any); len(got) != len(tables) {
		t.Errorf("asked for all, got %d", len(got))
	}
}

func TestTablesThatNobodyAsksForAreNotMade(t *testing.T) {
	data := map[string]any{}
	if err := addTables(data, engine(t, Options{Level: Strict}).compiler, nil); err != nil || len(data) != 0 {
		t.Errorf("got %v, %v", data, err)
	}
}

func TestATableThatDoesNotExistIsRefused(t *testing.T) {
	_, err := Load(Options{NoDefault: true, Sources: []Source{user("p.rego", strings.ReplaceAll(usesTables, "catalog.dialects", "catalog.dialect"))}})
	want := `p.rego:8: data.promptglot.catalog.dialect: there is no such table (did you mean "dialects"?); valid are dialects, features, models, vendors`
	if err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}
