package anthropic_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// An option that is written and switched off is no loss where the target has
// none; any other value of it is.
func TestIdleOptionsAreNoLoss(t *testing.T) {
	for _, c := range []struct {
		member  string
		outcome translate.Outcome
	}{
		{`"presence_penalty": 0`, translate.Exact},
		{`"frequency_penalty": 0.0`, translate.Exact},
		{`"presence_penalty": 0.1`, translate.Dropped},
		{`"top_p": 1.0`, translate.Exact},
		{`"top_p": 0.9`, translate.Dropped},
		{`"n": 1`, translate.Exact},
		{`"n": 2`, translate.Dropped},
		{`"logprobs": false`, translate.Exact},
		{`"logprobs": true`, translate.Dropped},
		{`"seed": 0`, translate.Dropped}, // a seed like any other
	} {
		body := fmt.Sprintf(`{"model": "gpt-5.4", "max_completion_tokens": 9, %s, "messages": [{"role": "user", "content": "Hi"}]}`, c.member)
		_, ledger := carry(t, "openai-chat", "", "anthropic@2026-10-21/claude-opus-5", []byte(body))
		key := "/" + strings.Split(c.member, `"`)[1]
		var got []translate.Outcome
		for _, e := range ledger {
			if e.Path == key {
				got = append(got, e.Outcome)
			}
		}
		if len(got) != 1 || got[0] != c.outcome {
			t.Errorf("%s is %v, want %s", c.member, got, c.outcome)
		}
	}
}

// An empty last turn begins no answer: it is an empty turn, not a prefill.
func TestAnEmptyLastTurnIsNoPrefill(t *testing.T) {
	for content, prefill := range map[string]bool{`""`: false, `" \n"`: false, `"{"`: true} {
		body := `{"model": "gpt-5.4", "max_completion_tokens": 9, "messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": ` + content + `}]}`
		_, ledger := carry(t, "openai-chat", "", "anthropic@2026-10-21/claude-opus-5", []byte(body))
		said := map[string]bool{}
		for _, e := range ledger {
			said[e.Feature] = true
		}
		if said["prefill"] != prefill || said["empty-content"] == prefill {
			t.Errorf("%s: the ledger speaks of %v", content, said)
		}
	}
}

// What a loss depends on is said in the words of the source, without marks.
func TestHolesAreNamedWithoutTheirMarks(t *testing.T) {
	for src, want := range map[string]string{
		"{{ question }}":        "question",
		"{{{raw}}}":             "raw",
		"${file:../tools.json}": "file:../tools.json",
		"${env:KEY}":            "env:KEY",
	} {
		if got := translate.HoleText(&value.Node{Kind: value.Hole, Tag: &expr.Tag{Src: src}}); got != want {
			t.Errorf("%s is named %q, want %q", src, got, want)
		}
	}
}
