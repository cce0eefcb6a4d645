package gemini_test

import (
	"testing"

	"github.com/promptglot/promptglot/internal/value"
)

func TestThinkingIsSaidInTheModelsOwnWay(t *testing.T) {
	const gemini3, flash25, pro25, flash20 = "gemini/gemini-3.1-pro-preview", "gemini/gemini-2.5-flash", "gemini/gemini-2.5-pro", "gemini/gemini-2.0-flash"
	tests := []struct {
		from, config, target string
		want, outcome        string
	}{
		{"openai-chat", `"reasoning_effort":"high"`, gemini3, `{"thinkingLevel":"HIGH"}`, ""},
		{"openai-chat", `"reasoning_effort":"xhigh"`, gemini3, `{"thinkingLevel":"HIGH"}`, "approximate"},
		{"openai-chat", `"reasoning_effort":"none"`, gemini3, `{"thinkingLevel":"MINIMAL"}`, "approximate"},
		{"openai-chat", `"reasoning_effort":"medium"`, flash25, `{"thinkingBudget":2048}`, "approximate"},
		{"openai-chat", `"reasoning_effort":"none"`, flash25, `{"thinkingBudget":0}`, "exact"},
		{"openai-chat", `"reasoning_effort":"none"`, pro25, `{"thinkingBudget":128}`, "approximate"},
		{"openai-chat", `"reasoning_effort":"none"`, flash20, ``, "exact"},
		{"openai-chat", `"reasoning_effort":"low"`, flash20, ``, "dropped"},
		{"gemini", `"thinkingBudget":4096`, gemini3, `{"thinkingLevel":"HIGH"}`, "approximate"},
		{"gemini", `"thinkingBudget":-1`, gemini3, ``, "exact"},
		{"gemini", `"thinkingBudget":4096`, flash25, `{"thinkingBudget":4096}`, ""},
		{"gemini", `"thinkingBudget":4096,"thinkingLevel":"LOW"`, gemini3, `{"thinkingLevel":"LOW"}`, "dropped"},
		{"gemini", `"thinkingBudget":4096,"thinkingLevel":"LOW"`, pro25, `{"thinkingBudget":4096}`, "dropped"},
		{"gemini", `"thinkingLevel":"LOW"`, gemini3, `{"thinkingLevel":"LOW"}`, ""},
	}
	for _, tt := range tests {
		t.Run(tt.config+" to "+tt.target, func(t *testing.T) {
			text := `{"model":"gpt-5","messages":[{"role":"user","content":"a"}],` + tt.config + `}`
			if tt.from == "gemini" {
				text = `{"model":"gemini-x","contents":[{"role":"user","parts":[{"text":"a"}]}],"generationConfig":{"thinkingConfig":{` + tt.config + `}}}`
			}
			out, ledger := write(t, read(t, tt.from, parse(t, []byte(text))), tt.target, "")
			got := ""
			if tc := out.Get("generationConfig").Get("thinkingConfig"); tc != (*value.Node)(nil) {
				got = canonical(t, tc)
			}
			outcome := ""
			for _, e := range ledger {
				if e.Feature == "thinking" || e.Feature == "reasoning-effort" {
					outcome += string(e.Outcome)
				}
			}
			if got != tt.want || outcome != tt.outcome {
				t.Errorf("written %s, entered %q; want %s, %q\n%s", got, outcome, tt.want, tt.outcome, lines(ledger))
			}
		})
	}
}
