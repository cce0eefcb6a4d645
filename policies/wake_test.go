package policies

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/finding"
)

// A rule that is not asked about a document would have found nothing in it:
// asking all rules gives the same findings, whatever the document has.
func TestARuleThatSleepsHasNothingToSay(t *testing.T) {
	asleep := engine(t, Options{Level: Strict})
	always := engine(t, Options{Level: Strict})
	for _, a := range always.judge.askings {
		a.wakes, a.whole = nil, reads{}
		a.whole.add(readsOf(always.compiler, a.ref(headFindings), nil))
	}
	for _, a := range asleep.judge.askings {
		if len(a.wakes) == 0 {
			t.Errorf("%s is asked about every document", a.ID)
		}
	}
	var docs []Document
	all := mixedDocument(400)
	for _, k := range fact.Kinds { // of one kind, and of all but one
		one, others := all, all
		one.Facts = slices.DeleteFunc(slices.Clone(all.Facts), func(f *fact.Fact) bool { return f.Kind != k })
		others.Facts = slices.DeleteFunc(slices.Clone(all.Facts), func(f *fact.Fact) bool { return f.Kind == k })
		docs = append(docs, one, others)
	}
	for i := range all.Facts { // of one fact each
		one := all
		one.Facts = all.Facts[i : i+1]
		docs = append(docs, one)
	}
	for kind, codes := range Codes {
		for _, code := range codes {
			docs = append(docs, doc(&fact.Fact{ID: "x", Kind: kind, Code: code, Message: "m"}))
		}
	}
	for i, d := range docs {
		got, want := eval(t, asleep, d), eval(t, always, d)
		if a, b := briefly(got), briefly(want); !slices.Equal(a, b) {
			t.Errorf("document %d: asked are %d rules\ngot  %v\nwant %v", i, len(asleep.judge.awake(d, asleep.grading("")).asked), a, b)
		}
	}
}

func briefly(fs []*finding.Finding) []string {
	var out []string
	for _, f := range fs {
		out = append(out, fmt.Sprint(f.Rule, f.Severity, f.Start, f.Message, f.Targets))
	}
	return out
}

// A policy of the user's may speak of what is missing.
func TestUserPoliciesAreAlwaysAsked(t *testing.T) {
	e := engine(t, Options{NoDefault: true, Sources: []Source{user("p.rego", `package promptglot.user.p

import data.promptglot.lib

findings contains lib.document_finding("no model is named") if count(input.facts.model) == 0
`)}})
	if got := eval(t, e, doc(&fact.Fact{ID: "x", Kind: fact.Text, Code: "identity-claim"})); len(got) != 1 {
		t.Errorf("got %v", got)
	}
}

// Only facts that a rule can use wake it, and only they are shown.
func TestConditionsAreReadOffTheBody(t *testing.T) {
	const pkg = "package promptglot.user.p\n\nimport data.promptglot.lib\n\n"
	hint := func(change func(*fact.Fact)) *fact.Fact {
		f := featureFact("l", "seed", 1)
		f.Kind, f.Feature, f.Vendor = fact.Loss, "seed", ""
		f.Loss = &fact.LossDetail{Feature: "seed", Outcome: "dropped", Certainty: "certain", DependsOn: []string{}}
		if change != nil {
			change(f)
		}
		return f
	}
	counted := func(low int, context *int) *fact.Fact {
		return &fact.Fact{ID: "t", Kind: fact.Tokens, Tokens: &fact.TokensDetail{Low: low, Context: context}}
	}
	room := 100
	tests := []struct {
		name, body   string
		wakes, sleep *fact.Fact
	}{
		{"another kind", "some f in input.facts.loss[_]", hint(nil), featureFact("f", "seed", 1)},
		{"another feature", `some f in input.facts.feature["seed"]`, featureFact("f", "seed", 1), featureFact("f", "stop-sequences", 1)},
		{"a string", `some f in input.facts.loss[_]; f.loss.outcome == "dropped"`, hint(nil), hint(func(f *fact.Fact) { f.Loss.Outcome = "added" })},
		{"another string", `some f in input.facts.loss[_]; f.loss.outcome != "added"`, hint(nil), hint(func(f *fact.Fact) { f.Loss.Outcome = "added" })},
		{"one of a set", `some f in input.facts.loss[_]; f.loss.outcome in {"dropped", "refused"}`, hint(nil), hint(func(f *fact.Fact) { f.Loss.Outcome = "added" })},
		{"none of a set", `some f in input.facts.loss[_]; not f.loss.outcome in {"dropped", "refused"}`, hint(func(f *fact.Fact) { f.Loss.Outcome = "added" }), hint(nil)},
		{"one of the library's", `some f in input.facts.loss[_]; f.loss.outcome in lib.gone`, hint(nil), hint(func(f *fact.Fact) { f.Loss.Outcome = "added" })},
		{"a key of a set", `some k in {"seed", "logit-bias"}; some f in input.facts.feature[k]`, featureFact("f", "seed", 1), featureFact("f", "stop-sequences", 1)},
		{"another key than", `some k; k != "seed"; some f in input.facts.feature[k]`, featureFact("f", "stop-sequences", 1), featureFact("f", "seed", 1)},
		{"a key of the library", `some k in lib.contract; some f in input.facts.feature[k]`, featureFact("f", "stop-sequences", 1), featureFact("f", "seed", 1)},
		{"a flag", `some f in input.facts.loss[_]; f.in_test`, hint(func(f *fact.Fact) { f.InTest = true }), hint(nil)},
		{"no flag", `some f in input.facts.loss[_]; not f.in_test`, hint(nil), hint(func(f *fact.Fact) { f.InTest = true })},
		{"what is there", `some f in input.facts.loss[_]; f.vendor`, hint(func(f *fact.Fact) { f.Vendor = "openai" }), hint(nil)},
		{"what is not", `some f in input.facts.loss[_]; not f.vendor`, hint(nil), hint(func(f *fact.Fact) { f.Vendor = "openai" })},
		{"numbers of the fact", `some f in input.facts.tokens[_]; f.tokens.low > f.tokens.context`, counted(101, &room), counted(99, &room)},
		{"null", `some f in input.facts.tokens[_]; f.tokens.context != null`, counted(1, &room), counted(1, nil)},
		{"a number", `some f in input.facts.tokens[_]; f.tokens.low >= 1000`, counted(1000, nil), counted(999, nil)},
		{"a code", `some f in input.codes.text["think-tag"]`, &fact.Fact{ID: "x", Kind: fact.Text, Code: "think-tag"}, &fact.Fact{ID: "x", Kind: fact.Text, Code: "soft-switch"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			src := pkg + "findings contains lib.finding(f, \"found\") if {\n\t" + strings.ReplaceAll(tt.body, "; ", "\n\t") + "\n}\n"
			e := engine(t, Options{NoDefault: true, Sources: []Source{user("p.rego", src)}})
			if got := eval(t, e, doc(tt.wakes)); len(got) != 1 {
				t.Errorf("found %v", got)
			}
			if w := e.judge.awake(doc(tt.sleep), e.grading("")); len(w.asked) != 0 || w.shown[0] {
				t.Error("woken in vain")
			}
			both := doc(tt.sleep, tt.wakes)
			both.Facts[0].ID = "other"
			w := e.judge.awake(both, e.grading(""))
			if w.shown[0] || !w.shown[1] {
				t.Errorf("shown are %v", w.shown)
			}
		})
	}
}

// What is not understood is no condition, and what needs all facts is shown all.
func TestWhatCannotBeReadIsNoCondition(t *testing.T) {
	const pkg = "package promptglot.user.p\n\nimport data.promptglot.lib\n\n"
	tests := []struct{ name, body string }{
		{"a place in the list", `some i, f in input.facts.feature["seed"]; i == 1; f.value == "2"`},
		{"a count beside", `some f in input.facts.feature["seed"]; f.value == "2"; count(input.facts.feature["seed"]) == 2`},
		{"something missing", `some f in input.facts.feature["seed"]; f.value == "2"; not input.facts.loss.seed`},
		{"all of them", `fs := [f | some f in input.facts.feature["seed"]]; f := fs[1]`},
		{"a function", `some f in input.facts.feature["seed"]; startswith(f.value, "2"); has(f)`},
		{"another input", `some f in input.facts.feature["seed"]; f.value == "2"; input.file == "x" with input.file as "x"`},
		{"a name of the input", `all := input.facts; some f in all.feature["seed"]; f.value == "2"; all.feature.seed[0].value == "1"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			src := pkg + "has(f) if input.facts.feature.seed[1].id == f.id\n\nfindings contains lib.finding(f, \"found\") if {\n\t" +
				strings.ReplaceAll(tt.body, "; ", "\n\t") + "\n}\n"
			e := engine(t, Options{NoDefault: true, Sources: []Source{user("p.rego", src)}})
			one, two := featureFact("f1", "seed", 1), featureFact("f2", "seed", 2)
			one.Value, two.Value = "1", "2"
			if got := eval(t, e, doc(one, two)); len(got) != 1 || got[0].Facts[0] != "f2" {
				t.Errorf("found %v", got)
			}
		})
	}
}
