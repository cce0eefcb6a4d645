package policies

import (
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/promptglot/promptglot/internal/fact"
)

// Whatever a fact or an entry of the inventory holds reaches policies as its
// JSON says it.
func TestATermIsWhatItsJSONIs(t *testing.T) {
	full := &fact.Fact{}
	fill(reflect.ValueOf(full).Elem())
	full.Info.Tools = []fact.ToolDetail{{
		Name: "find <b>", Schema: map[string]any{"type": "object", "required": []any{"a"}, "maxItems": 3.0, "default": nil, "deep": map[string]any{"x": true}},
	}, {}}
	full.Tokens.CostUSD = new(float64)
	entry := &PromptEntry{}
	fill(reflect.ValueOf(entry).Elem())
	for _, v := range []any{
		full, full.Model, full.Tokens, full.Info, full.Fixes, entry, []PromptEntry{*entry, {}},
		&fact.Fact{}, &fact.TokensDetail{}, &fact.ModelDetail{}, &fact.PromptDetail{}, []fact.Fix(nil), []fact.Fix{{}},
		1e21, 1e-7, 0.1, -3, "ü\n", "", true,
	} {
		b, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		want, err := ast.ValueFromReader(strings.NewReader(string(b)))
		if err != nil {
			t.Fatal(err)
		}
		if got := termOf(v).Value; got.Compare(want) != 0 {
			t.Errorf("%T: got  %v\nwant %v", v, got, want)
		}
	}
	if got := fmt.Sprint(termOf(math.NaN()), termOf(math.Inf(1))); got != "null null" {
		t.Errorf("what is no number is %s", got)
	}
}

// Entries of the inventory are made by hand, and targets of them once.
func TestAPromptsTermIsWhatItsJSONIs(t *testing.T) {
	entry := &PromptEntry{}
	fill(reflect.ValueOf(entry).Elem())
	free := entry.Targets[0]
	free.Viable, free.Blockers = viableYes, []string{}
	entry.Targets = append(entry.Targets, free, free)
	e := &Engine{}
	for range 2 {
		got := e.promptTerms([]PromptEntry{*entry, {Targets: []TargetEntry{}}})
		for i, v := range []PromptEntry{*entry, {Targets: []TargetEntry{}}} {
			if want := termOf(&v); got[i].Value.Compare(want.Value) != 0 {
				t.Errorf("got  %v\nwant %v", got[i], want)
			}
		}
	}
}
