package exposure_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/exposure"
	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/source"
)

func at(line int) *source.Pos { return &source.Pos{Line: line, Column: 1} }

func prompt(id, vendor, model, format string) *fact.Fact {
	return &fact.Fact{
		Kind: fact.Prompt, Prompt: id, File: strings.Split(id, "#")[0], Vendor: vendor, Start: at(1),
		Info: &fact.PromptDetail{Format: format, Model: model},
	}
}

func loss(id, target, outcome string) *fact.Fact {
	return &fact.Fact{Kind: fact.Loss, Prompt: id, Vendor: "openai", Loss: &fact.LossDetail{Target: target, Outcome: outcome}}
}

func feature(file, vendor, id string, line int) *fact.Fact {
	return &fact.Fact{Kind: fact.Feature, File: file, Vendor: vendor, Feature: id, Start: at(line)}
}

var targets = []string{"openai-chat/gpt-5.4", "anthropic@2026-10-21/claude-opus-5", "gemini/gemini-2.5-pro"}

func report() *exposure.Report {
	left := 8
	return exposure.New(catalog.Default(), []*fact.Fact{
		prompt("a.json", "openai", "gpt-4o", "request"),
		prompt("b.py#1", "openai", "gpt-4o", "code"),
		prompt("c.md", "", "", "markdown"),
		loss("a.json", targets[1], "approximate"), loss("a.json", targets[1], "added"),
		loss("b.py#1", targets[1], "dropped"), loss("b.py#1", targets[1], "dropped"), loss("b.py#1", targets[1], "approximate"),
		loss("b.py#1", targets[2], "refused"),
		loss("a.json", targets[0], "dropped"),
		feature("b.py", "openai", "sdk-import", 1), feature("b.py", "openai", "sdk-call", 7), feature("b.py", "openai", "seed", 7),
		feature("b.py", "openai", "store-state", 8), feature("d.py", "any", "seed", 3),
		feature("e.env", "anthropic", "api-key-env", 1),
		{Kind: fact.Model, File: "b.py", Vendor: "openai", Start: at(7), Model: &fact.ModelDetail{ID: "gpt-4o", Status: "active"}},
		{Kind: fact.Model, File: "a.json", Vendor: "openai", Start: at(2), Model: &fact.ModelDetail{ID: "gpt-4", Status: "deprecated", RetiresOn: "2026-12-01", DaysLeft: &left, Replacement: "gpt-5.4"}},
	}, targets, "2026-11-23")
}

func TestEachPromptCountsOnceByTheWorstThatHappensToIt(t *testing.T) {
	got := report().Vendors
	want := []exposure.Vendor{
		{
			ID: "openai", Name: "OpenAI", Stops: 2, Code: 1, Files: 2, Lines: 3, Models: []string{"gpt-4", "gpt-4o"},
			Alternatives: []exposure.Alternative{ // its own target is no alternative
				{Target: targets[1], Changed: 1, Loses: 1, Losses: 2},
				{Target: targets[2], Same: 1, Refused: 1, Losses: 1},
			},
		},
		{ID: "anthropic", Name: "Anthropic", Files: 1, Lines: 1, Models: []string{}, Alternatives: []exposure.Alternative{}},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestTheMatrixTheCalendarAndWhatStays(t *testing.T) {
	r := report()
	var matrix []string
	for _, p := range r.Prompts {
		matrix = append(matrix, p.ID+" "+strings.Join(p.At, " "))
	}
	if d := cmp.Diff([]string{"a.json loses changed same", "b.py#1 same loses refused", "c.md same same same"}, matrix); d != "" {
		t.Error(d)
	}
	if r.Portable != 1 {
		t.Errorf("%d prompts are portable", r.Portable)
	}
	if len(r.Models) != 2 || r.Models[0].ID != "gpt-4" {
		t.Errorf("the model that goes first is not the first: %+v", r.Models)
	}
	if len(r.Stays) != 1 || r.Stays[0].Feature != "store-state" || r.Stays[0].Places[0] != "b.py:8" {
		t.Errorf("what stays: %+v", r.Stays)
	}
	text := r.Text()
	for _, want := range []string{
		"OpenAI: 2 prompts stop without it, 1 of them in code; 3 lines name it in 2 files",
		"Anthropic: no prompt; 1 line names it in 1 file",
		"deprecated 2026-12-01 (8 days left)", "→ gpt-5.4", "store-state (openai): turns and answers",
		"1 prompt names no vendor", "as of 2026-11-23",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the text lacks %q:\n%s", want, text)
		}
	}
}

func TestNothingIsSaidOfNothing(t *testing.T) {
	r := exposure.New(catalog.Default(), nil, nil, "2026-11-23")
	if !strings.HasPrefix(r.Text(), "nothing here depends on a vendor") {
		t.Error(r.Text())
	}
	if js := string(r.JSON()); strings.Contains(js, "null") {
		t.Errorf("an empty list is null: %s", js)
	}
}

func TestModelsOfWhichNothingIsKnownDoNotHideThoseThatGo(t *testing.T) {
	facts := []*fact.Fact{{Kind: fact.Model, File: "a.py", Start: at(1), Model: &fact.ModelDetail{ID: "old", Status: "retired", RetiresOn: "2026-01-01"}}}
	for _, id := range strings.Split("abcdefghijklmnopqrst", "") {
		facts = append(facts, &fact.Fact{Kind: fact.Model, File: "a.py", Start: at(2), Model: &fact.ModelDetail{ID: "model-" + id, Status: "unknown"}})
	}
	text := exposure.New(catalog.Default(), facts, nil, "2026-11-23").Text()
	for _, want := range []string{"old  retired 2026-01-01", "these 20 are served: model-a, model-b", "and 4 more"} {
		if !strings.Contains(text, want) {
			t.Errorf("the text lacks %q:\n%s", want, text)
		}
	}
	if n := strings.Count(text, "\n"); n > 8 {
		t.Errorf("%d lines", n)
	}
}
