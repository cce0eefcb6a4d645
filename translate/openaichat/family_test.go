package openaichat_test

import (
	"testing"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
	"github.com/promptglot/promptglot/translate/anthropic"
	"github.com/promptglot/promptglot/translate/azureinference"
	"github.com/promptglot/promptglot/translate/azureopenai"
	"github.com/promptglot/promptglot/translate/deepseek"
	"github.com/promptglot/promptglot/translate/foundry"
	"github.com/promptglot/promptglot/translate/groq"
	"github.com/promptglot/promptglot/translate/llamacpp"
	"github.com/promptglot/promptglot/translate/mistral"
	"github.com/promptglot/promptglot/translate/openaichat"
	"github.com/promptglot/promptglot/translate/together"
	"github.com/promptglot/promptglot/translate/vllm"
	"github.com/promptglot/promptglot/translate/xai"
)

var family = translate.Registry{
	azureinference.Dialect{}, azureopenai.Dialect{}, deepseek.Dialect{}, foundry.Dialect{}, groq.Dialect{}, llamacpp.Dialect{}, mistral.Dialect{},
	openaichat.Dialect{}, together.Dialect{}, vllm.Dialect{}, xai.Dialect{},
}

func parse(t testing.TB, body string) *value.Node {
	t.Helper()
	n, problems := value.ReadJSON(source.NewFile("request.json", []byte(body)).Whole(), value.Options{})
	if len(problems) > 0 {
		t.Fatalf("%s: %v", body, problems)
	}
	return n
}

func TestAChildIsDetectedByItsOwnMarksOnly(t *testing.T) {
	tests := []struct{ body, want string }{
		{`{"messages":[{"role":"system","content":"a"}]}`, "openai-chat"},
		{`{"model":"gpt-4o","messages":[{"role":"user","content":"a"}],"seed":1}`, "openai-chat"},
		{`{"model":"openai/gpt-oss-120b","messages":[{"role":"user","content":"a"}],"seed":1}`, "openai-chat"},
		{`{"model":"llama-3.3-70b-versatile","messages":[{"role":"user","content":"a"}],"seed":1}`, "groq"},
		{`{"model":"x","messages":[{"role":"user","content":"a"}],"reasoning_format":"raw"}`, "groq"},
		{`{"model":"meta-llama/Llama-3.3-70B-Instruct-Turbo","messages":[{"role":"user","content":"a"}]}`, "together"},
		{`{"model":"llama-3.3-70b-versatile","messages":[{"role":"user","content":"a"}],"safety_model":"x"}`, "together"},
		{`{"model":"our-gpt","messages":[{"role":"user","content":"a"}],"data_sources":[]}`, "azure-openai"},
		{`{"model":"MAI-DS-R1","messages":[{"role":"user","content":"a"}]}`, "foundry"},
		{`{"model":"Phi-4","messages":[{"role":"user","content":"a"}],"stop":["b"]}`, "foundry"},
		{`{"model":"mistral-large-latest","messages":[{"role":"user","content":"a"}]}`, "mistral"},
		{`{"model":"x","messages":[{"role":"user","content":"a"}],"random_seed":1}`, "mistral"},
		{`{"model":"deepseek-v4-pro","messages":[{"role":"user","content":"a"}],"stop":["b"]}`, "deepseek"},
		{`{"model":"grok-4.3","messages":[{"role":"user","content":"a"}]}`, "xai"},
		{`{"model":"x","messages":[{"role":"user","content":"a"}],"structured_outputs":{"regex":"a"}}`, "vllm"},
		{`{"messages":[{"role":"user","content":"a"}],"n_predict":5}`, "llamacpp"},
		// Marks of a child do not make a request of what is none.
		{`{"model":"MAI-DS-R1"}`, ""},
		{`{"data_sources":[],"reasoning_format":"raw"}`, ""},
		{`{"model":"phi-4","system":"s","messages":[],"max_tokens":1}`, "anthropic"},
	}
	all := append(translate.Registry{anthropic.Dialect{}}, family...)
	for _, tt := range tests {
		var got string
		for _, d := range all.Detect(parse(t, tt.body)) {
			got += d.ID()
		}
		if got != tt.want {
			t.Errorf("%s is of %q, want %q", tt.body, got, tt.want)
		}
	}
}

// What a body has in a shape that nobody expects comes back as it was, whoever
// of the family reads it.
func TestAnyShapeComesBackFromItsOwnDialect(t *testing.T) {
	bodies := []string{
		`{"messages":[{"role":"assistant","content":"a","reasoning":null,"reasoning_content":"b","prefix":true}]}`,
		`{"messages":[{"role":"assistant","reasoning":["a"],"tool_calls":[{"index":0},{"index":"x","function":{}}]}]}`,
		`{"messages":[{"role":"tool","name":7,"content":[{"type":"image_url","image_url":{"url":"u"}}]}]}`,
		`{"messages":[{"role":"user","content":[{"type":"video_url","video_url":{}},{"type":"audio_url","audio_url":{"url":"data:audio/x;base64,AA","y":1}},{"type":"video_url","video_url":"u"}]}]}`,
		`{"messages":[{"role":"assistant","function_call":"f"},{"role":"function","content":null}],"function_call":"required","functions":{}}`,
		`{"model":null,"messages":null,"tools":null,"functions":null,"tool_choice":null,"function_call":null,"response_format":null}`,
		`{"messages":[],"reasoning":{"enabled":"yes"},"logit_bias":{"1":0.5},"logprobs":3}`,
		`{"messages":[],"reasoning":{"enabled":null,"effort":1},"tools":[{"type":"browser_search","x":1},{}]}`,
		`{"messages":[],"tool_choice":{"index":0,"id":1,"type":"function","function":{"name":"f","arguments":"{}"}}}`,
		`{"messages":[],"response_format":{"type":"json_schema","json_schema":{"strict":null}},"data_sources":{}}`,
	}
	bodies = append(bodies,
		`{"messages":[{}, {"role":"assistant","content":[{"type":"thinking","thinking":[]},{"type":"thinking","thinking":[{"type":"text","text":"a"}],"signature":"s","closed":false},{"type":"thinking"}]}]}`,
		`{"messages":[{"role":"user","content":[{"type":"image_url","image_url":"u"},{"type":"image_url","image_url":"data:image/png;base64,AA"},{"type":"document_url","document_url":"u","document_name":null},{"type":"input_audio","input_audio":"data:audio/wav;base64,AA"},{"type":"input_audio","input_audio":"AA"},{"type":"file","file_id":"f","x":1},{"type":"reference"}]}]}`,
		`{"messages":[{"role":"assistant","prefix":true,"content":"a"},{"role":"assistant","prefix":"x","content":"a"},{"role":"assistant","content":"b","prefix":false}],"tool_choice":"any"}`,
		`{"messages":[{"role":"assistant","prefix":true,"reasoning":"a","reasoning_content":"b","tool_calls":[{"function":{"name":"f","arguments":{"a":1}}},{"id":"c","type":"function","function":{"name":"f","arguments":[1]}}]}]}`,
		`{"messages":[{"role":"assistant","content":"a"}],"continue_final_message":true,"add_generation_prompt":false,"echo":true}`,
		`{"messages":[{"role":"user","content":"a"}],"continue_final_message":true,"add_generation_prompt":true}`,
		`{"messages":[],"prediction":{"content":"a"},"thinking":{"type":"x"},"temperature":0,"top_p":0.5}`)
	for _, d := range family {
		for _, body := range bodies {
			out, ledger := write(t, d.ID(), d.ID(), body)
			want, _ := parse(t, body).Canonical()
			if got, _ := out.Canonical(); string(got) != string(want) {
				t.Errorf("%s: came back as\n%s\nwant\n%s", d.ID(), got, want)
			}
			if lossy := ledger.Lossy(); len(lossy) > 0 {
				t.Errorf("%s: %s has entries: %+v", d.ID(), body, lossy)
			}
		}
	}
}

func write(t testing.TB, from, to, body string) (*value.Node, translate.Ledger) {
	t.Helper()
	tr := translate.Translator{Catalog: catalog.Default(), Dialects: family}
	p, _, err := tr.Read(from, "", parse(t, body))
	if err != nil {
		t.Fatal(err)
	}
	target, err := translate.ParseTarget(tr.Catalog, to)
	if err != nil {
		t.Fatal(err)
	}
	out, ledger, err := tr.Write(p, target)
	if err != nil {
		t.Fatal(err)
	}
	return out, ledger
}

// Whatever a relative reads, every other writes without a panic, and it gets
// its own back.
func FuzzFamily(f *testing.F) {
	for _, body := range []string{
		`{"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"a"}]}],"logit_bias":{"1":0.5}}`,
		`{"messages":[{"role":"assistant","reasoning":"r","tool_calls":[{"index":0,"id":"c","type":"custom","custom":{}}]},{"role":"tool","tool_call_id":"c","content":"x"}]}`,
		`{"messages":[],"reasoning":{"enabled":false},"tool_choice":{"type":"allowed_tools","allowed_tools":{"mode":"required","tools":[]}}}`,
		`{"messages":[{"role":"user","content":[{"type":"document_url","document_url":"u"},{"type":"input_audio","input_audio":"AA"}]},{"role":"system","content":"x"},{"role":"assistant","content":[{"type":"thinking","thinking":[{"type":"text","text":"a"}]}],"prefix":true}],"tool_choice":"any","random_seed":-1}`,
		`{"messages":[{"role":"assistant","content":"a","reasoning_content":"b"}],"continue_final_message":true,"add_generation_prompt":false,"thinking":{"type":"disabled"}}`,
	} {
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body string) {
		n, problems := value.ReadJSON(source.NewFile("request.json", []byte(body)).Whole(), value.Options{})
		if len(problems) > 0 || n == nil || n.Kind != value.Object {
			return
		}
		want, err := n.Canonical()
		if err != nil {
			return
		}
		for _, d := range family {
			for _, to := range family {
				out, _ := write(t, d.ID(), to.ID(), body)
				if got, err := out.Canonical(); to.ID() == d.ID() && (err != nil || string(got) != string(want)) {
					t.Fatalf("%s: came back as\n%s\nwant\n%s", d.ID(), got, want)
				}
			}
		}
	})
}
