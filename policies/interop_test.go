package policies

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/open-policy-agent/opa/v1/rego"

	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/testkit"
)

// The policy of docs/policies-interop.md runs on facts as OPA itself runs it.
func TestFactsAreFitForOPA(t *testing.T) {
	page, err := os.ReadFile(filepath.Join(testkit.Root(t), "docs", "policies-interop.md"))
	if err != nil {
		t.Fatal(err)
	}
	policy := regexp.MustCompile("(?s)```rego\n(.*?)```").FindSubmatch(page)
	if policy == nil {
		t.Fatal("the page has no policy")
	}
	raw, err := json.Marshal([]*fact.Fact{featureFact("f1", "seed", 3), lossFact("l1", "seed", "dropped", "gemini", 4), featureFact("f2", "top-k", 5)})
	if err != nil {
		t.Fatal(err)
	}
	var input any
	if err := json.Unmarshal(raw, &input); err != nil {
		t.Fatal(err)
	}
	got, err := rego.New(rego.Query("data.main.deny"), rego.Module("seeds.rego", string(policy[1])), rego.Input(input), rego.StrictBuiltinErrors(true)).Eval(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if out, err := json.Marshal(got[0].Expressions[0].Value); err != nil || string(out) != `["a.py:3: a seed"]` {
		t.Errorf("got %s %v", out, err)
	}
}
