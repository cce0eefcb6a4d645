package policies

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/promptglot/promptglot/internal/finding"
)

func TestRemarksNameWhatIsHardlyMeant(t *testing.T) {
	src := `package promptglot.user.p

import data.promptglot.lib

findings contains lib.finding(f, helper(f)) if {
	some f in input.facts.feature.seed
	some tested in [1]
	limit := tested
	limit > 0
}

helper(lib) := "m" if lib

limit := 3

old := limit

tested := 1

seldom if tested

default unset := false
`
	test := "package promptglot.user.p_test\n\nimport data.promptglot.user.p\n\ntest_x if p.seldom\n"
	ours := "package promptglot.rules.portability.option_lost\n\nfindings contains {\"message\": \"m\"} if input.facts.loss.seed\n"
	e := engine(t, Options{Tests: true, Sources: []Source{user("p.rego", src), user("p_test.rego", test), user("q.rego", ours)}})
	want := []Remark{
		{"shadowed", finding.Warning, "p.rego", 7, "the variable tested hides the rule in line 18; give it another name"},
		{"shadowed", finding.Warning, "p.rego", 8, "the variable limit hides the rule in line 14; give it another name"},
		{"shadowed", finding.Warning, "p.rego", 12, "the argument lib hides the import in line 3; give it another name"},
		{"unused", finding.Warning, "p.rego", 14, "nothing uses limit; remove it, or use it in findings"},
		{"unused", finding.Warning, "p.rego", 16, "nothing uses old; remove it, or use it in findings"},
		{"unused", finding.Warning, "p.rego", 22, "nothing uses unset; remove it, or use it in findings"},
		{"replaces", finding.Info, "q.rego", 1, "the package takes the place of the shipped rule PG103"},
	}
	if diff := cmp.Diff(want, e.Remarks()); diff != "" {
		t.Error(diff)
	}
	if got := engine(t, Options{Tests: true, Sources: []Source{user("p.rego", rule("some f in input.facts.feature.seed"))}}).Remarks(); len(got) != 0 {
		t.Errorf("got %+v", got)
	}
}

func TestCoverageNamesTheLinesThatNoTestComesTo(t *testing.T) {
	e := engine(t, Options{Tests: true, Sources: []Source{
		user("p.rego", "package promptglot.user.p\n\nfindings contains {\"message\": m} if {\n\tsome f in input.facts.feature.seed\n\tm := word(f)\n}\n\nword(f) := \"test\" if f.in_test\n\nword(f) := \"code\" if not f.in_test\n"),
		user("p_test.rego", "package promptglot.user.p_test\n\nimport data.promptglot.testing\nimport data.promptglot.user.p\n\ntest_code if {\n\tfacts := [{\"kind\": \"feature\", \"feature\": \"seed\"}]\n\tcount(p.findings) == 1 with input as testing.given(facts)\n\tcount(p.findings) == 2 with input as testing.given(facts)\n}\n"),
	}})
	r, err := e.TestAll(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Tests) != 1 || r.Failed() != 1 || r.Tests[0].FailedLine != 9 || r.Tests[0].Message != "not true: count(p.findings) == 2 with input as testing.given(facts)" {
		t.Errorf("got %+v", r.Tests)
	}
	if len(r.Coverage) != 1 || r.Coverage[0].File != "p.rego" || len(r.Coverage[0].Missing) != 1 || r.Coverage[0].Missing[0].First != 8 || r.Percent() >= 100 {
		t.Errorf("got %+v", r.Coverage)
	}
}
