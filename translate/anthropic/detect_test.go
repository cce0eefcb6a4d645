package anthropic_test

import (
	"testing"

	"github.com/promptglot/promptglot/translate/anthropic"
	"github.com/promptglot/promptglot/translate/openaichat"
)

func TestDetectTellsTheDialectsApart(t *testing.T) {
	tests := []struct {
		body string
		want int
	}{
		{`{"system": "s", "messages": [{"role": "user", "content": "x"}]}`, 3},
		{`{"system": [{"text": "s"}], "messages": [{"role": "user", "content": [{"text": "x"}]}]}`, 0},
		{`{"modelId": "m", "system": "s", "messages": []}`, 0},
		{`{"messages": [{"role": "user", "content": "x"}]}`, 1},
		{`{"model": "claude-opus-5", "messages": [{"role": "user", "content": "x"}]}`, 2},
		{`{"model": "claude-opus-5", "max_tokens": 9, "messages": [{"role": "user", "content": "x"}]}`, 3},
		{`{"model": "claude-opus-5", "messages": [{"role": "system", "content": "x"}]}`, 0},
		{`{"messages": [{"role": "user", "content": [{"type": "tool_result", "tool_use_id": "a"}]}]}`, 3},
		{`{"messages": [{"role": "user", "content": [{"type": "image", "source": {"type": "url", "url": "u"}}]}]}`, 3},
		{`{"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "u"}}]}]}`, 0},
		{`{"messages": [], "tools": [{"name": "f", "input_schema": {"type": "object"}}]}`, 3},
		{`{"messages": [], "tools": [{"type": "function", "function": {"name": "f"}}]}`, 0},
		{`{"messages": [], "tools": [{"type": "web_search_20250305", "name": "web_search"}]}`, 3},
		{`{"messages": [], "stop_sequences": ["a"]}`, 2},
		{`{"messages": [], "thinking": {"type": "enabled", "budget_tokens": 2000}}`, 3},
		{`{"messages": [{"role": "tool", "tool_call_id": "a", "content": "x"}], "max_tokens": 3}`, 0},
		{`{"system": "s", "prompt": "x"}`, 0},
		{`[]`, 0},
	}
	for _, tt := range tests {
		n := parse(t, []byte(tt.body))
		if got := (anthropic.Dialect{}).Detect(n); got != tt.want {
			t.Errorf("%s: %d, want %d", tt.body, got, tt.want)
		}
		if other := (openaichat.Dialect{}).Detect(n); tt.want == 3 && other >= 3 {
			t.Errorf("%s: openai-chat is as sure (%d)", tt.body, other)
		}
	}
	if (anthropic.Dialect{}).Detect(nil) != 0 {
		t.Error("nothing is no request")
	}
}
