package policies

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/testkit"
)

// The policies and tests of docs/policies.md compile, and the tests pass.
func TestExamplesOfTheDocumentationRun(t *testing.T) {
	page, err := os.ReadFile(filepath.Join(testkit.Root(t), "docs", "policies.md"))
	if err != nil {
		t.Fatal(err)
	}
	var sources []Source
	for _, m := range regexp.MustCompile("(?s)`([a-z_]+\\.rego)`[^\n]*\n\n```rego\n(.*?)```").FindAllStringSubmatch(string(page), -1) {
		sources = append(sources, user(m[1], m[2]))
	}
	if n := strings.Count(string(page), "```rego"); n < 3 || n != len(sources) {
		t.Fatalf("%d of %d examples have a file name before them", len(sources), n)
	}
	e := engine(t, Options{Tests: true, Sources: sources})
	results, err := e.Test(t.Context())
	if err != nil || len(results) == 0 {
		t.Fatalf("%d tests: %v", len(results), err)
	}
	for _, r := range results {
		if !r.Pass {
			t.Errorf("%s:%d: %s %s", r.File, r.Line, r.Name, r.Message)
		}
	}
}

// The codes that policies may look up are all in the documentation.
func TestEveryCodeIsDocumented(t *testing.T) {
	page, err := os.ReadFile(filepath.Join(testkit.Root(t), "docs", "policies.md"))
	if err != nil {
		t.Fatal(err)
	}
	for kind, codes := range Codes {
		for _, c := range codes {
			if !strings.Contains(string(page), "`"+c+"`") {
				t.Errorf("docs/policies.md does not describe the %s code %s", kind, c)
			}
		}
	}
}

var vocabularyID = regexp.MustCompile("(?m)^\\| `([a-z-]+)` \\|")

// Shipped policies speak of features that exist.
func TestFeaturesOfShippedPoliciesExist(t *testing.T) {
	page, err := os.ReadFile(testkit.Shared(t, "VOCABULARY.md"))
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	var features []string
	for _, m := range vocabularyID.FindAllStringSubmatch(string(page), -1) {
		known[m[1]] = true
		features = append(features, m[1])
	}
	if len(features) < 80 {
		t.Fatalf("only %d features were read", len(features))
	}
	modules := shippedModules(t)
	for file := range modules {
		if isTest(file) || file == testingLibrary {
			delete(modules, file)
		}
	}
	c, err := compile(modules, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := checkKeys(c, modules, features, pointers(ShippedRules())); err != nil {
		t.Error(err)
	}
	for _, set := range []string{"contract", "hints"} {
		e := engine(t, Options{})
		body, err := e.query("data.promptglot.lib." + set)
		if err != nil {
			t.Fatal(err)
		}
		got, err := e.run(t.Context(), body, ast.ObjectTerm(), false)
		if err != nil {
			t.Fatal(err)
		}
		got.Elem(0).Value.(ast.Set).Foreach(func(x *ast.Term) {
			if id := string(x.Value.(ast.String)); !known[id] {
				t.Errorf("lib.%s has %q, which is no feature", set, id)
			}
		})
	}
}

// Metadata of shipped rules is whole: this is what users read.
func TestShippedRulesAreDocumented(t *testing.T) {
	number := regexp.MustCompile(`^PG[1-6][0-9][0-9]$`)
	ranges := map[string]byte{"portability": '1', "lifecycle": '2', "budget": '3', "hygiene": '4', "meta": '5', "governance": '6'}
	for _, r := range ShippedRules() {
		if !number.MatchString(r.ID) || ranges[r.Pack] != r.ID[2] {
			t.Errorf("%s: the id does not fit the pack %s", r.ID, r.Pack)
		}
		if r.Title == "" || r.Description == "" || r.Why == "" || r.Fix == "" {
			t.Errorf("%s lacks title, description, why or fix", r.ID)
		}
		verdicts := map[string]bool{}
		for _, e := range r.Examples {
			verdicts[e.Verdict] = e.File != "" && e.Text != ""
		}
		if len(verdicts) != 2 || !verdicts["failing"] || !verdicts["passing"] {
			t.Errorf("%s lacks a failing or a passing example", r.ID)
		}
		if filepath.Base(r.File) != strings.TrimPrefix(r.Package, "promptglot.rules."+r.Pack+".")+".rego" {
			t.Errorf("%s: %s does not hold %s", r.ID, r.File, r.Package)
		}
	}
	for _, k := range fact.Kinds {
		e := engine(t, Options{Level: Strict})
		read := false
		for _, r := range e.Rules() {
			for _, rk := range r.Kinds {
				read = read || rk == k
			}
		}
		if !read {
			t.Errorf("no rule reads %s facts", k)
		}
	}
}

func pointers(rules []Rule) []*Rule {
	out := make([]*Rule, len(rules))
	for i := range rules {
		out[i] = &rules[i]
	}
	return out
}
