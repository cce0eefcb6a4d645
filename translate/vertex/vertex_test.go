package vertex

import (
	"testing"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
	"github.com/promptglot/promptglot/translate/gemini"
)

func parse(t testing.TB, body string) *value.Node {
	t.Helper()
	n, problems := value.ReadJSON(source.NewFile("request.json", []byte(body)).Whole(), value.Options{})
	if len(problems) > 0 {
		t.Fatalf("%s: %v", body, problems)
	}
	return n
}

func TestOnlyWhatIsVertexAIsOwnTellsItFromTheGeminiAPI(t *testing.T) {
	const hi = `"contents":[{"role":"user","parts":[{"text":"Hi"}]}]`
	for body, want := range map[string]int{
		`{` + hi + `,"labels":{"a":"b"}}`:                                          told,
		`{` + hi + `,"model_armor_config":{}}`:                                     told,
		`{` + hi + `,"generation_config":{"audio_timestamp":true}}`:                told,
		`{` + hi + `,"tools":[{"retrieval":{}}]}`:                                  told,
		`{` + hi + `,"model":"projects/p/locations/l/publishers/google/models/m"}`: told,
		`{"contents":[{"parts":[{"file_data":{"file_uri":"gs://b/a"}}]}]}`:         told,
		`{"contents":[{"parts":[{"text":"gs://b/a"}]}]}`:                           0,
		`{` + hi + `}`:                       0,
		`{"messages":[],"labels":{"a":"b"}}`: 0,
	} {
		if got := (Dialect{}).Detect(parse(t, body)); got != want {
			t.Errorf("%s: got %d, want %d", body, got, want)
		}
	}
}

// What both hosts have crosses both ways byte for byte, and no ledger has
// anything to say of it.
func TestWhatBothHostsHaveCrossesAsItStands(t *testing.T) {
	const body = `{
 "systemInstruction": {"parts": [{"text": "Be kind."}]},
 "contents": [
  {"role": "user", "parts": [{"text": "Hi"}, {"inlineData": {"mimeType": "image/png", "data": "iVBORw==", "displayName": "a"}, "mediaResolution": {"level": "MEDIA_RESOLUTION_HIGH"}}]},
  {"role": "model", "parts": [{"text": "Hm", "thought": true, "thoughtSignature": "c2ln"}, {"functionCall": {"name": "f", "args": {"a": 1}}, "thoughtSignature": "c2ln"}]},
  {"role": "user", "parts": [{"functionResponse": {"name": "f", "response": {"output": "x"}, "scheduling": "WHEN_IDLE"}}]},
  {"role": "model", "parts": [{"executableCode": {"language": "PYTHON", "code": "1"}}, {"codeExecutionResult": {"outcome": "OUTCOME_OK"}}]}
 ],
 "tools": [{"functionDeclarations": [{"name": "f", "behavior": "BLOCKING", "parameters": {"type": "OBJECT", "properties": {"a": {"type": "INTEGER"}}}}], "codeExecution": {}}, {"googleSearch": {}}],
 "toolConfig": {"functionCallingConfig": {"mode": "VALIDATED", "allowedFunctionNames": ["f"]}},
 "generationConfig": {"temperature": 0.5, "topK": 3, "responseMimeType": "application/json", "responseSchema": {"type": "OBJECT", "properties": {"a": {"type": "STRING"}}}, "thinkingConfig": {"thinkingLevel": "LOW"}},
 "safetySettings": [{"category": "HARM_CATEGORY_HARASSMENT", "threshold": "OFF"}]
}`
	tr := &translate.Translator{Catalog: catalog.Default(), Dialects: translate.Registry{gemini.Dialect{}, Dialect{}}}
	for from, to := range map[string]string{"gemini": "vertex/gemini-3.1-pro-preview", "vertex": "gemini/gemini-3.1-pro-preview"} {
		tree := parse(t, body)
		want, err := tree.Canonical()
		if err != nil {
			t.Fatal(err)
		}
		p, _, err := tr.Read(from, "", tree)
		if err != nil {
			t.Fatal(err)
		}
		tgt, err := translate.ParseTarget(tr.Catalog, to)
		if err != nil {
			t.Fatal(err)
		}
		out, ledger, err := tr.Write(p, tgt)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := out.Canonical(); err != nil || string(got) != string(want) {
			t.Errorf("%s → %s: %s\nwas %s (%v)", from, to, got, want, err)
		}
		for _, e := range ledger.Lossy() {
			if e.Feature != "model-name" {
				t.Errorf("%s → %s: %+v", from, to, e)
			}
		}
	}
}
