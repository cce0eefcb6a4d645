package policies

import (
	"fmt"
	"slices"
	"testing"

	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/finding"
)

// A rule that is not asked about a document would have found nothing in it:
// asking all rules gives the same findings, whatever the document has.
func TestARuleThatSleepsHasNothingToSay(t *testing.T) {
	asleep := engine(t, Options{Level: Strict})
	always := engine(t, Options{Level: Strict})
	for _, r := range always.rules {
		r.wakes = nil
	}
	for _, r := range asleep.judge.rules {
		if len(r.wakes) == 0 {
			t.Errorf("%s is asked about every document", r.ID)
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
			t.Errorf("document %d: asked are %d rules\ngot  %v\nwant %v", i, len(asleep.judge.awake(d, asleep.grading(""))), a, b)
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

// Rules that few documents wake must not make each document compile a query.
func TestQueriesAreKeptAndBounded(t *testing.T) {
	e := engine(t, Options{Level: Strict})
	d := mixedDocument(30)
	for range 3 {
		eval(t, e, d)
	}
	if n := e.judge.kept.Load(); n != 1 {
		t.Errorf("%d queries for one kind of document", n)
	}
	for i := range maxQueries + 50 {
		var rules []*Rule
		for bit, r := range e.judge.rules {
			if i>>bit&1 == 1 {
				rules = append(rules, r)
			}
		}
		if _, err := e.judge.query(e, rules); len(rules) > 0 && err != nil {
			t.Fatal(err)
		}
	}
	n := 0
	e.judge.queries.Range(func(any, any) bool { n++; return true })
	if n > maxQueries {
		t.Errorf("%d queries are kept", n)
	}
}
