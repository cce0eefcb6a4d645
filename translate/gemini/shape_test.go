package gemini_test

import (
	"testing"

	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate/gemini"
)

func TestOtherSpellingsComeBackAsTheyWere(t *testing.T) {
	tests := map[string]string{
		"snake_case":                   `{"system_instruction":{"parts":[{"text":"a"}]},"contents":[{"role":"user","parts":[{"inline_data":{"mime_type":"image/png","data":"AA"}},{"file_data":{"file_uri":"gs://a/b","mime_type":"application/pdf"},"video_metadata":{"start_offset":"1s"}}]},{"role":"model","parts":[{"function_call":{"name":"f","args":{"some_key":1}},"thought_signature":"x"},{"text":"t","thought":true,"thought_signature":"y"}]},{"role":"user","parts":[{"function_response":{"name":"f","response":{"output":"o"}}}]}],"tools":[{"function_declarations":[{"name":"f","parameters_json_schema":{"type":"object"}}]},{"code_execution":{}}],"tool_config":{"function_calling_config":{"mode":"ANY","allowed_function_names":["f","g"]}},"generation_config":{"response_mime_type":"application/json","response_schema":{"type":"STRING"},"top_p":0.5,"thinking_config":{"thinking_budget":0}},"safety_settings":[]}`,
		"mixed spellings":              `{"contents":[],"generationConfig":{"top_p":0.5,"topK":1,"response_mime_type":"text/plain"},"tools":[{"functionDeclarations":[{"name":"f","parameters_json_schema":{}}]}]}`,
		"system as text":               `{"systemInstruction":"a","contents":[{"parts":[{"text":"b"}]}]}`,
		"contents as text":             `{"contents":"a"}`,
		"contents as one object":       `{"contents":{"role":"user","parts":[{"text":"b"}]}}`,
		"contents as texts":            `{"contents":["a",{"text":"b"},{"role":"model","parts":["c"]}]}`,
		"parts as one object":          `{"contents":[{"role":"user","parts":{"text":"b"}}]}`,
		"parts as text":                `{"contents":[{"role":"user","parts":"b"}]}`,
		"no parts":                     `{"contents":[{"role":"user"},{"role":"model","parts":[]},{}]}`,
		"old role of results":          `{"contents":[{"role":"function","parts":[{"functionResponse":{"name":"f","response":{"error":"x"}}}]}]}`,
		"unknown role":                 `{"contents":[{"role":"assistant","parts":[{"text":"a"}]}]}`,
		"nulls":                        `{"contents":[{"role":null,"parts":[{"text":"a","thought":null}]}],"tools":null,"toolConfig":{"functionCallingConfig":{"mode":null}},"generationConfig":{"responseMimeType":null,"temperature":null},"systemInstruction":null}`,
		"empty objects":                `{"contents":[],"generationConfig":{},"toolConfig":{"functionCallingConfig":{}},"tools":[{}]}`,
		"unknown fields":               `{"contents":[{"role":"user","parts":[{"text":"a","x":1},{"y":2}],"z":3}],"generationConfig":{"w":{"v":4}},"tools":[{"functionDeclarations":[{"name":"f","u":5}],"t":{}}]}`,
		"grouped tools":                `{"tools":[{"functionDeclarations":[{"name":"a"},{"name":"b"}],"googleSearch":{}},{"functionDeclarations":[{"name":"c"}]},{"codeExecution":{}},{"functionDeclarations":[]}]}`,
		"tools as one object":          `{"tools":{"functionDeclarations":[{"name":"a"}]}}`,
		"types in both cases":          `{"tools":[{"functionDeclarations":[{"name":"a","parameters":{"type":"OBJECT","properties":{"type":{"type":"string"},"n":{"type":"ARRAY","items":{"type":"INTEGER"}}}}}]}]}`,
		"schema without a type":        `{"contents":[],"generationConfig":{"responseSchema":{"type":"STRING"}}}`,
		"enumeration as text":          `{"contents":[],"generationConfig":{"responseMimeType":"text/x.enum","responseSchema":{"type":"STRING","enum":["a"]}}}`,
		"both forms of schema":         `{"contents":[],"generationConfig":{"responseMimeType":"application/json","responseSchema":{"type":"STRING"},"responseJsonSchema":{"type":"string"}}}`,
		"names that count for no mode": `{"contents":[],"toolConfig":{"functionCallingConfig":{"mode":"AUTO","allowedFunctionNames":["a"]}}}`,
		"names without a mode":         `{"contents":[],"toolConfig":{"functionCallingConfig":{"allowedFunctionNames":["a"]}}}`,
		"modes in small letters":       `{"contents":[],"toolConfig":{"functionCallingConfig":{"mode":"any","allowedFunctionNames":[]}}}`,
		"validated":                    `{"contents":[],"toolConfig":{"functionCallingConfig":{"mode":"VALIDATED"}}}`,
		"model in the body":            `{"model":"models/gemini-2.5-pro","contents":[]}`,
		"mime type with parameters":    `{"contents":[],"generationConfig":{"responseMimeType":"application/json; charset=utf-8"}}`,
		"response beside output":       `{"contents":[{"role":"user","parts":[{"functionResponse":{"id":"1","name":"f","response":{"output":"a","n":1},"parts":[{"inlineData":{"mimeType":"image/png","data":"AA"}}]}}]}]}`,
		"parts of no known kind":       `{"contents":[{"role":"model","parts":[{"executableCode":{"code":"1"}},{"thoughtSignature":"s"},{"functionCall":null},7]}]}`,
		"large numbers as written":     `{"contents":[],"generationConfig":{"temperature":1.50,"seed":12345678901234567890}}`,
	}
	for name, text := range tests {
		t.Run(name, func(t *testing.T) {
			tree := parse(t, []byte(text))
			want := canonical(t, tree)
			out, ledger := write(t, read(t, "gemini", tree), "gemini", "")
			if got := canonical(t, out); got != want {
				t.Errorf("came back as\n%s\nwant\n%s", got, want)
			}
			if lossy := ledger.Lossy(); len(lossy) > 0 {
				t.Errorf("the ledger says\n%s", lines(lossy))
			}
		})
	}
}

func TestSchemasAreReadAsJSONSchema(t *testing.T) {
	p := read(t, "gemini", parse(t, []byte(`{"tools":[{"functionDeclarations":[{"name":"f","parameters":{"type":"OBJECT","properties":{"type":{"type":"STRING","default":{"type":"OBJECT"}}},"nullable":true}}]}]}`)))
	got := canonical(t, p.Tools[0].Item.Schema)
	if want := `{"nullable":true,"properties":{"type":{"default":{"type":"OBJECT"},"type":"string"}},"type":"object"}`; got != want {
		t.Errorf("the schema is %s, want %s", got, want)
	}
	if n := p.Node.Get("tools"); !n.Entries[0].Value.Get("functionDeclarations").Entries[0].Value.Get("parameters").Get("type").Is("OBJECT") {
		t.Error("reading changed the source")
	}
}

func TestDetectTellsGenerateContentFromOthers(t *testing.T) {
	tests := []struct {
		text string
		want int
	}{
		{`{"contents":[{"parts":[{"text":"a"}]}]}`, 3},
		{`{"contents":{"parts":[]}}`, 3},
		{`{"contents":"a","generation_config":{}}`, 3},
		{`{"contents":"a"}`, 1},
		{`{"contents":[]}`, 1},
		{`{"messages":[]}`, 0},
		{`[]`, 0},
	}
	for _, tt := range tests {
		if got := (gemini.Dialect{}).Detect(parse(t, []byte(tt.text))); got != tt.want {
			t.Errorf("Detect(%s) = %d, want %d", tt.text, got, tt.want)
		}
	}
	if got := (gemini.Dialect{}).Detect((*value.Node)(nil)); got != 0 {
		t.Errorf("Detect(nil) = %d", got)
	}
}

func TestAConversationComesBackFromTheOtherSide(t *testing.T) {
	text := `{"messages":[{"role":"system","content":"s"},{"role":"user","content":"u"},{"role":"assistant","tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{\"a\":1}"}},{"id":"c2","type":"function","function":{"name":"g","arguments":"{}"}}]},{"role":"tool","tool_call_id":"c1","content":"plain"},{"role":"tool","tool_call_id":"c2","content":"{\"n\":1}"},{"role":"assistant","content":"done"},{"role":"user","content":"thanks"}],"model":"gpt-4o","stop":["x"],"temperature":0.5,"tool_choice":"required","tools":[{"type":"function","function":{"description":"d","name":"f","parameters":{"type":"object","properties":{}}}}]}`
	tree := parse(t, []byte(text))
	want := canonical(t, tree)
	out, _ := write(t, read(t, "openai-chat", tree), "gemini/gemini-2.5-pro", "")
	back, _ := write(t, read(t, "gemini", out), "openai-chat/gpt-4o", "")
	if got := canonical(t, back); got != want {
		t.Errorf("came back as\n%s\nwant\n%s\nby way of\n%s", got, want, canonical(t, out))
	}
}
