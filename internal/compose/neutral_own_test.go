package compose

import (
	"slices"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// What only one vendor has is kept in the neutral file, goes back into a
// request for that vendor as it stood, and is entered as lost for every other.
func TestPiecesOfOneVendorComeBackForThatVendor(t *testing.T) {
	tests := []struct {
		name, in string
		target   string
		pieces   map[string]string // pointer in the request → its JSON
		others   []string
	}{
		{
			"anthropic", `{"model": "claude-opus-5", "max_tokens": 100,
			"tools": [{"type": "web_search_20250305", "name": "web_search", "max_uses": 3}],
			"messages": [{"role": "user", "content": [
				{"type": "image", "source": {"type": "file", "file_id": "file_011"}},
				{"type": "container_upload", "file_id": "file_012"}, {"type": "text", "text": "Who?"}]},
			{"role": "assistant", "content": [
				{"type": "thinking", "thinking": "Hm.", "signature": "c2ln"}, {"type": "text", "text": "Yes."}]},
			{"role": "user", "content": "Why?"}]}`,
			"anthropic@2023-06-01/claude-opus-5",
			map[string]string{
				"/tools/0":              `{"type":"web_search_20250305","name":"web_search","max_uses":3}`,
				"/messages/0/content/0": `{"type":"image","source":{"type":"file","file_id":"file_011"}}`,
				"/messages/0/content/1": `{"type":"container_upload","file_id":"file_012"}`,
				"/messages/1/content/0": `{"type":"thinking","thinking":"Hm.","signature":"c2ln"}`,
			},
			[]string{"gemini/gemini-2.5-pro", "openai-chat/gpt-4o"},
		},
		{
			"gemini", `{"contents": [{"role": "user", "parts": [{"text": "Who?"}, {"futurePart": {"x": 1}}]}],
			"tools": [{"googleSearch": {"excludeDomains": ["x.com"]}}, {"codeExecution": {}},
				{"functionDeclarations": [{"name": "f", "parametersJsonSchema": {"type": "object"}}]}]}`,
			"gemini/gemini-2.5-pro",
			map[string]string{
				"/contents/0/parts/1": `{"futurePart":{"x":1}}`,
				"/tools/1":            `{"googleSearch":{"excludeDomains":["x.com"]}}`,
				"/tools/2":            `{"codeExecution":{}}`,
			},
			[]string{"anthropic@2023-06-01/claude-opus-5", "openai-chat/gpt-4o"},
		},
		{
			"openai", `{"model": "gpt-5.4", "messages": [{"role": "user", "content": [
				{"type": "file", "file": {"file_id": "file-1"}}, {"type": "text", "text": "Who?"}]},
			{"role": "assistant", "tool_calls": [{"id": "c1", "type": "custom", "custom": {"name": "sql", "input": "select"}}]},
			{"role": "tool", "tool_call_id": "c1", "content": "1"}],
			"tools": [{"type": "custom", "custom": {"name": "sql", "format": {"type": "text"}}}],
			"tool_choice": {"type": "custom", "custom": {"name": "sql"}}}`,
			"openai-chat/gpt-5.4",
			map[string]string{
				"/messages/0/content/0":    `{"type":"file","file":{"file_id":"file-1"}}`,
				"/messages/1/tool_calls/0": `{"id":"c1","type":"custom","custom":{"name":"sql","input":"select"}}`,
				"/tools/0":                 `{"type":"custom","custom":{"name":"sql","format":{"type":"text"}}}`,
				"/tool_choice":             `{"type":"custom","custom":{"name":"sql"}}`,
			},
			[]string{"anthropic@2023-06-01/claude-opus-5", "gemini/gemini-2.5-pro"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := testEngine.Open(source.NewFile("x.json", []byte(tt.in)))[0]
			n, err := testEngine.Neutral(d, "x.prompty")
			if err != nil {
				t.Fatal(err)
			}
			request, _ := requestFor(t, n.Doc, tt.target)
			for ptr, want := range tt.pieces {
				got := "nothing"
				request.Walk("", func(at string, n *value.Node) {
					if at == ptr {
						got = compact(t, n)
					}
				})
				if got != want {
					t.Errorf("%s of the request for its own vendor is %s, want %s\n%s\n%s", ptr, got, want, compact(t, request), n.Data)
				}
			}
			for _, other := range tt.others {
				request, ledger := requestFor(t, n.Doc, other)
				text := compact(t, request)
				for ptr, piece := range tt.pieces {
					if strings.Contains(text, piece) {
						t.Errorf("%s went to %s as it stood", ptr, other)
					}
				}
				// The ledger is that of the source itself.
				_, direct := requestFor(t, d, other)
				if a, b := lostFeatures(direct), lostFeatures(ledger); a != b {
					t.Errorf("for %s the source loses %q and the neutral file %q", other, a, b)
				}
			}
		})
	}
}

func requestFor(t *testing.T, d *Doc, target string) (*value.Node, translate.Ledger) {
	t.Helper()
	x, err := translate.ParseTarget(testEngine.Catalog, target)
	if err != nil {
		t.Fatal(err)
	}
	request, ledger, err := testEngine.Translator.Write(d.Prompt, x)
	if err != nil {
		t.Fatal(err)
	}
	return request, ledger
}

func compact(t *testing.T, n *value.Node) string {
	t.Helper()
	data, err := n.JSON()
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func lostFeatures(l translate.Ledger) string {
	var out []string
	for _, e := range l {
		if e.Outcome == translate.Dropped || e.Outcome == translate.Refused {
			out = append(out, e.Feature)
		}
	}
	slices.Sort(out)
	return strings.Join(slices.Compact(out), " ")
}
