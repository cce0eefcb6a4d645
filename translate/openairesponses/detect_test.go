package openairesponses_test

import (
	"testing"

	"github.com/promptglot/promptglot/translate/openairesponses"
)

func TestDetect(t *testing.T) {
	for _, row := range []struct {
		name, body string
		want       int
	}{
		{"instructions beside the input", `{"model":"m","instructions":"Be brief.","input":"Hi"}`, 3},
		{"an OpenAI model", `{"model":"gpt-5.4","input":"Hi"}`, 3},
		{"an unknown model", `{"model":"qwen3","input":"Hi"}`, 1},
		{"items", `{"input":[{"role":"user","content":"Hi"}]}`, 3},
		{"an output alone", `{"input":[{"type":"function_call_output","call_id":"c","output":"1"}]}`, 3},
		{"an item that nobody knows", `{"input":[{"type":"x"}]}`, 1},
		{"a conversation on the server", `{"model":"gpt-5.4","previous_response_id":"resp_1"}`, 3},
		{"a stored prompt", `{"prompt":{"id":"pmpt_1"}}`, 3},
		{"embeddings", `{"model":"text-embedding-3-small","input":"Hi"}`, 0},
		{"embeddings of several texts", `{"model":"m","input":["Hi","Ho"]}`, 0},
		{"embeddings by an option", `{"model":"m","input":"Hi","dimensions":256}`, 0},
		{"speech", `{"model":"gpt-4o-mini-tts","input":"Hi","voice":"alloy"}`, 0},
		{"moderation", `{"model":"omni-moderation-latest","input":"Hi"}`, 0},
		{"chat", `{"model":"gpt-5.4","messages":[{"role":"user","content":"Hi"}]}`, 0},
		{"a row of test data", `{"input":"Hi","expected":"Ho"}`, 0},
		{"a prediction of a model host", `{"input":{"prompt":"Hi"}}`, 0},
		{"an answer", `{"id":"resp_1","object":"response","model":"gpt-5.4","output":[],"previous_response_id":null,"instructions":"Be brief."}`, 0},
		{"a list", `["Hi"]`, 0},
		{"nothing", `{}`, 0},
	} {
		if got := (openairesponses.Dialect{}).Detect(parse(t, row.body)); got != row.want {
			t.Errorf("%s: %d, expected %d: %s", row.name, got, row.want, row.body)
		}
	}
	if (openairesponses.Dialect{}).Detect(nil) != 0 {
		t.Error("nothing at all is no request")
	}
}
