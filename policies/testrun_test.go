package policies

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestUsersTestsAreRun(t *testing.T) {
	e := engine(t, Options{Tests: true, Sources: []Source{
		user("p.rego", rule("some f in input.facts.feature.seed")),
		user("p_test.rego", `package promptglot.user.p_test

import data.promptglot.testing
import data.promptglot.user.p

seed := {"kind": "feature", "feature": "seed"}

test_a_seed_is_reported if count(p.findings) == 1 with input as testing.given([seed])

test_wrong if count(p.findings) == 2 with input as testing.given([seed])

v := n if some n in [1, 2]

test_conflict if v == 1

todo_test_later if false
`)}})
	got, err := e.Test(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	const pkg, file = "promptglot.user.p_test", "p_test.rego"
	want := []TestResult{
		{Package: pkg, Name: "test_a_seed_is_reported", File: file, Line: 8, Pass: true},
		{Package: pkg, Name: "test_wrong", File: file, Line: 10, FailedLine: 10, Message: "not true: count(p.findings) == 2 with input as testing.given([seed])"},
		{Package: pkg, Name: "test_conflict", File: file, Line: 14, Message: "p_test.rego:12: rule data.promptglot.user.p_test.v produced conflicting values: 1 at p_test.rego:12 2 at p_test.rego:12"},
		{Package: pkg, Name: "todo_test_later", File: file, Line: 16, Skipped: true},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
