package openairesponses_test

import (
	"strings"
	"testing"

	"github.com/promptglot/promptglot/translate"
)

// Cache marks of another vendor become explicit breakpoints, for models that
// take them and as many as a request can write.
func TestCacheMarks(t *testing.T) {
	part := `{"type":"text","text":"x","cache_control":{"type":"ephemeral"}}`
	body := `{"model":"claude-haiku-4-5","max_tokens":100,"messages":[{"role":"user","content":[` + strings.Repeat(part+",", 3) + part + `]}]}`
	for _, row := range []struct {
		target         string
		marks, dropped int
	}{
		{"openai-responses/gpt-5.6-sol", 3, 1},
		{"openai-responses/gpt-6-sol", 3, 1},
		{"openai-responses/gpt-5.4", 0, 4},
		{"openai-responses/gpt-4o", 0, 4},
	} {
		out, ledger := write(t, read(t, "anthropic", body), row.target)
		dropped := 0
		for _, e := range ledger {
			if e.Feature == "cache-control" && e.Outcome == translate.Dropped {
				dropped++
			}
		}
		if marks := strings.Count(out, `"prompt_cache_breakpoint":{"mode":"explicit"}`); marks != row.marks || dropped != row.dropped {
			t.Errorf("%s: %d written and %d dropped, expected %d and %d: %s", row.target, marks, dropped, row.marks, row.dropped, out)
		}
	}
}
