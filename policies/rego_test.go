package policies

import (
	"context"
	"sort"
	"strings"
	"testing"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/cover"
	"github.com/open-policy-agent/opa/v1/tester"
)

// shippedModules parses the library, all packs and their tests.
func shippedModules(t testing.TB) map[string]*ast.Module {
	t.Helper()
	modules := map[string]*ast.Module{}
	for _, dir := range []string{"lib", "rules"} {
		for _, s := range shippedSources(dir, true) {
			m, err := ast.ParseModuleWithOpts(s.Path, string(s.Data), ast.ParserOptions{ProcessAnnotation: true, RegoVersion: ast.RegoV1})
			if err != nil {
				t.Fatal(err)
			}
			modules[s.Path] = m
		}
	}
	return modules
}

func TestShippedPoliciesPassTheirTestsAndAreCovered(t *testing.T) {
	modules := shippedModules(t)
	compiler := ast.NewCompiler().WithCapabilities(capabilities()).WithStrict(true).WithEnablePrintStatements(false)
	typeInput(compiler)
	coverage := cover.New()
	results, err := tester.NewRunner().
		SetCompiler(compiler).
		SetModules(modules).
		SetTimeout(30*time.Second).
		SetCoverageQueryTracer(coverage).
		RunTests(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	ran := map[string]int{}
	for r := range results {
		ran[r.Location.File]++
		if !r.Pass() {
			t.Errorf("%s:%d: %s %v", r.Location.File, r.Location.Row, r.Name, r.Error)
		}
	}
	for _, r := range ShippedRules() {
		// one that is reported, one that is not, and one that looks alike
		if n := ran[strings.TrimSuffix(r.File, ".rego")+"_test.rego"]; n < 2 {
			t.Errorf("%s (%s) has %d tests; it needs one that is reported and one that is not", r.ID, r.File, n)
		}
	}
	report := coverage.Report(modules)
	files := make([]string, 0, len(report.Files))
	for name := range report.Files {
		files = append(files, name)
	}
	sort.Strings(files)
	covered, total := 0, 0
	for _, name := range files {
		f := report.Files[name]
		if isTest(name) || name == testingLibrary {
			continue
		}
		covered += f.CoveredLines
		total += f.CoveredLines + f.NotCoveredLines
		for _, r := range f.NotCovered {
			t.Logf("%s:%d-%d is not covered", name, r.Start.Row, r.End.Row)
		}
	}
	if total == 0 || covered*100 < total*95 {
		t.Errorf("%d of %d lines of policy are covered; expected 95%%", covered, total)
	}
	t.Logf("%d of %d lines of policy are covered", covered, total)
}
