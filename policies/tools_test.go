package policies

import (
	"testing"

	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/source"
)

// A finding on a tool stands at the tool, and is known again by the tool's name;
// one on a tool without a place stands at its prompt.
func TestAFindingSpeaksOfATool(t *testing.T) {
	start, end := &source.Pos{Line: 7, Column: 5, Offset: 700}, &source.Pos{Line: 7, Column: 9, Offset: 704}
	prompt := featureFact("p", "", 1)
	prompt.Kind, prompt.InTest = fact.Prompt, true
	prompt.Info = &fact.PromptDetail{Tools: []fact.ToolDetail{
		{ID: "p/find", Name: "find", Start: start, End: end},
		{ID: "p/web_search", Builtin: "web_search"},
	}}
	mine := user("p.rego", `package promptglot.user.p

import data.promptglot.lib

findings contains lib.finding(tool, "a tool") if {
	some f in input.facts.prompt[_]
	some tool in f.prompt_info.tools
}
`)
	e := engine(t, Options{NoDefault: true, Sources: []Source{mine}})
	got := eval(t, e, doc(prompt))
	if len(got) != 2 {
		t.Fatalf("%d findings, want 2", len(got))
	}
	at, find := got[0], got[1]
	if at.Start.Line != 1 || at.Facts[0] != "p/web_search" {
		t.Errorf("a tool without a place is reported at %v as %v", at.Start, at.Facts)
	}
	if *find.Start != *start || *find.End != *end || find.Facts[0] != "p/find" || find.File != prompt.File || find.Vendor != prompt.Vendor {
		t.Errorf("got %+v", find)
	}

	// The same tool elsewhere, behind another one, is the same finding.
	moved := *prompt
	moved.Info = &fact.PromptDetail{Tools: []fact.ToolDetail{
		{ID: "p/new", Name: "new", Start: &source.Pos{Line: 2, Column: 1, Offset: 20}, End: end},
		{ID: "p/find", Name: "find", Start: &source.Pos{Line: 9, Column: 5, Offset: 900}, End: &source.Pos{Line: 9, Column: 9, Offset: 904}},
	}}
	again := eval(t, e, doc(&moved))
	if last := again[len(again)-1]; last.Fingerprint != find.Fingerprint {
		t.Error("a tool that moves makes another finding")
	}
	if again[0].Fingerprint == find.Fingerprint {
		t.Error("another tool makes the same finding")
	}
}
