package anthropic_test

import (
	"strings"
	"testing"

	"github.com/promptglot/promptglot/translate"
)

// How a wish for reasoning is said depends on what the model takes.
func TestReasoningIsSaidAsTheModelTakesIt(t *testing.T) {
	const opus, haiku, sonnet = "anthropic@2026-10-21/claude-opus-5", "anthropic@2023-06-01/claude-haiku-4-5", "anthropic@2023-06-01/claude-sonnet-4-6"
	tests := []struct {
		name, from, options, target string
		want, outcome               string // piece of the output; outcome of the entry
	}{
		{"effort on a model with efforts", "openai-chat", `"reasoning_effort": "high"`, opus, `"output_config":{"effort":"high"}`, "added"},
		{"effort on a model with budgets", "openai-chat", `"reasoning_effort": "high"`, haiku, `"thinking":{"budget_tokens":4096,"type":"enabled"}`, "approximate"},
		{"effort above a model's list", "openai-chat", `"reasoning_effort": "xhigh"`, sonnet, `"effort":"high"`, "approximate"},
		{"effort none", "openai-chat", `"reasoning_effort": "none"`, opus, `"thinking":{"type":"disabled"}`, "exact"},
		{"budget on a model without", "anthropic", `"thinking": {"type": "enabled", "budget_tokens": 4096}`, opus, `"output_config":{"effort":"high"}`, "approximate"},
		{"budget on a model without turns adaptive", "anthropic", `"thinking": {"type": "enabled", "budget_tokens": 4096}`, opus, `"thinking":{"type":"adaptive"}`, "approximate"},
		{"adaptive on a model with budgets", "anthropic", `"thinking": {"type": "adaptive"}`, haiku, `"budget_tokens":2048`, "approximate"},
		{"adaptive and effort on a model with budgets", "anthropic", `"thinking": {"type": "adaptive"}, "output_config": {"effort": "low"}`, haiku, `"budget_tokens":1024`, "approximate"},
		{"budget above the limit", "openai-chat", `"reasoning_effort": "high", "max_completion_tokens": 3000`, haiku, `"budget_tokens":1500`, "approximate"},
		{"limit below every budget", "openai-chat", `"reasoning_effort": "high", "max_completion_tokens": 500`, haiku, `"thinking":{"type":"disabled"}`, "approximate"},
		{"limit above the model's", "openai-chat", `"max_completion_tokens": 999999`, haiku, `"max_tokens":64000`, "approximate"},
		{"effort and sampling", "openai-chat", `"reasoning_effort": "low", "temperature": 0.2`, haiku, `"thinking"`, "dropped"},
		{"effort and a demanded call", "openai-chat", `"reasoning_effort": "low", "tool_choice": "required", "tools": [{"type": "function", "function": {"name": "f"}}]`, haiku, `"tool_choice":{"type":"any"}`, "dropped"},
		{"thinking and a demanded call", "anthropic", `"thinking": {"type": "adaptive"}, "tool_choice": {"type": "any"}, "tools": [{"name": "f", "input_schema": {"type": "object"}}]`, haiku, `"tool_choice":{"type":"auto"}`, "approximate"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			body := `{"messages": [{"role": "user", "content": "x"}], ` + tt.options + `}`
			if tt.from == "anthropic" {
				body = `{"max_tokens": 9000, ` + body[1:]
			}
			out, ledger := carry(t, tt.from, "", tt.target, []byte(body))
			if got := canonical(t, out); !strings.Contains(got, tt.want) {
				t.Errorf("got %s\nwant %s", got, tt.want)
			}
			if !ledger.Has(translate.Outcome(tt.outcome)) {
				t.Errorf("no entry %s in %+v", tt.outcome, ledger)
			}
			holds(t, tt.target, out)
		})
	}
}

// What the newer API version refuses is taken out on the way from the older.
func TestNewerVersionRefusals(t *testing.T) {
	body := `{"max_tokens": 9, "temperature": 0.3, "messages": [
	 {"role": "user", "content": [{"type": "text", "text": "x", "citations": [{"type": "char_location"}]}]},
	 {"role": "assistant", "content": [{"type": "document", "source": {"type": "text", "media_type": "text/plain", "data": "d"}}, {"type": "text", "text": "y"}]},
	 {"role": "user", "content": "z"}]}`
	out, ledger := carry(t, "anthropic", "2023-06-01", "anthropic@2026-10-21/claude-opus-5", []byte(body))
	if got := canonical(t, out); strings.Contains(got, "temperature") || strings.Contains(got, "citations") || strings.Contains(got, "document") {
		t.Errorf("got %s", got)
	}
	want := map[string]translate.Outcome{
		"/temperature": translate.Dropped, "/messages/0/content/0/citations": translate.Dropped, "/messages/1/content/0": translate.Refused,
	}
	for _, e := range ledger {
		if want[e.Path] == e.Outcome {
			delete(want, e.Path)
		}
	}
	if len(want) > 0 {
		t.Errorf("not entered: %v\n%+v", want, ledger)
	}
}
