package gemini_test

import (
	"testing"

	"github.com/promptglot/promptglot/internal/value"
)

// A list that lists nothing is no loss.
func TestEmptyListsAreNoLoss(t *testing.T) {
	tree := parse(t, []byte(`{"model": "claude-haiku-4-5", "max_tokens": 9, "tools": [], "stop": [], "messages": [{"role": "user", "content": "Hi"}]}`))
	_, ledger := write(t, read(t, "openai-chat", tree), "gemini/gemini-3.1-pro-preview", "")
	for _, e := range ledger.Lossy() {
		if e.Feature != "model-name" && e.Path != "" {
			t.Errorf("%s %s %s: %s", e.Outcome, e.Feature, e.Path, e.Message)
		}
	}
}

// A variable that holds tools is spoken of as tools, as the other targets do.
func TestVariablesAreNamedByWhatTheyHold(t *testing.T) {
	turn := object(is("role", text("user")), is("content", text("Hi")))
	for _, c := range []struct {
		tree    *value.Node
		feature string
	}{
		{object(is("messages", array(el(turn))), is("tools", hole("tools"))), "tool-definition"},
		{object(is("messages", hole("history"))), "message-shape"},
	} {
		_, ledger := write(t, read(t, "openai-chat", c.tree), "gemini/gemini-3.1-pro-preview", "")
		var got []string
		for _, e := range ledger.Lossy() {
			if e.Feature != "model-name" && e.Path != "" { // a default is no part of the source
				got = append(got, e.Feature)
			}
		}
		if len(got) != 1 || got[0] != c.feature {
			t.Errorf("the ledger speaks of %v, want %s", got, c.feature)
		}
	}
}
