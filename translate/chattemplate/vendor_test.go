package chattemplate_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/testkit"
	"github.com/promptglot/promptglot/templates/jinja"
)

// The text that we write is what the Jinja templates of the models give for the
// same conversation.
func TestTextIsThatOfTheJinjaTemplates(t *testing.T) {
	const plain = `{"role":"system","content":"Be brief."},{"role":"user","content":"Why is the sky blue?"},{"role":"assistant","content":"Light scatters.\n\nMore of the blue."},{"role":"user","content":"And red in the evening?"}`
	const steps = plain + `,{"role":"assistant","content":"Let me look.","tool_calls":[{"type":"function","function":{"name":"look_up","arguments":{"topic":"Rayleigh","depth":2}}},{"type":"function","function":{"name":"look_up","arguments":{}}}]},{"role":"tool","content":"{\"pages\": 3}"},{"role":"tool","content":"none"}`
	const tools = `[{"type":"function","function":{"name":"look_up","description":"Looks <things> up & tells.","parameters":{"type":"object","properties":{"topic":{"type":"string","enum":["a","é"]},"depth":{"type":"integer"}},"required":[]}}}]`
	for _, c := range []struct {
		name, file, messages, tools string
		data                        map[string]any
	}{
		{"chatml", "chatml", plain, "", map[string]any{"bos_token": ""}},
		{"chatml", "qwen2.5-instruct", plain, "", nil},
		{"chatml", "qwen2.5-instruct", steps, tools, nil},
		{"llama2", "llama-2-chat", plain, "", map[string]any{"bos_token": "<s>", "eos_token": "</s>"}},
		{"llama3", "llama-3-instruct", plain, "", map[string]any{"bos_token": "<|begin_of_text|>"}},
		{"gemma", "gemma-it", plain, "", map[string]any{"bos_token": "<bos>"}},
		{"phi3", "phi-3", plain, "", nil},
		{"zephyr", "zephyr", plain, "", map[string]any{"eos_token": "</s>"}},
		{"vicuna", "vicuna", plain, "", map[string]any{"bos_token": "<s>", "eos_token": "</s>"}},
		{"alpaca", "alpaca", plain, "", map[string]any{"bos_token": "<s>", "eos_token": "</s>"}},
		{"granite", "granite-3.0-instruct", plain, "", nil},
		{"granite", "granite-3.0-instruct", plain, tools, nil},
	} {
		t.Run(c.name+" as "+c.file, func(t *testing.T) {
			b, err := os.ReadFile(testkit.Shared(t, "conformance", "chat-templates", "chat_templates", c.file+".jinja"))
			if err != nil {
				t.Fatal(err)
			}
			src := strings.ReplaceAll(string(b), "\r\n", "\n")
			if !strings.HasPrefix(src, "{%-") { // written in lines to be read, which their authors join for use
				src = strings.NewReplacer("    ", "", "\n", "").Replace(src)
			}
			tpl, problems := jinja.Compile(source.NewFile(c.file, []byte(src)).Whole(), jinja.ChatTemplate())
			if len(problems) > 0 {
				t.Fatal(problems)
			}
			data := map[string]any{"add_generation_prompt": true, "messages": readJSON(t, "["+c.messages+"]")}
			for k, v := range c.data {
				data[k] = v
			}
			body := chat(stringArguments(t, c.messages))
			if c.tools != "" {
				data["tools"] = readJSON(t, c.tools)
				body = chat(stringArguments(t, c.messages), `"tools":`+c.tools)
			}
			want, err := tpl.Render(jinja.Run{Data: data})
			if err != nil {
				t.Fatal(err)
			}
			if c.name == "gemma" { // this template leaves the beginning of the text to the tokenizer
				want = "<bos>" + want
			}
			if got, _ := asText(t, c.name, body); got != want {
				t.Errorf("-template +ours\n%s", cmp.Diff(want, got))
			}
		})
	}
}

// stringArguments makes the arguments of calls the text that the chat API has.
func stringArguments(t *testing.T, messages string) string {
	t.Helper()
	var list []map[string]any
	if err := json.Unmarshal([]byte("["+messages+"]"), &list); err != nil {
		t.Fatal(err)
	}
	for _, m := range list {
		calls, _ := m["tool_calls"].([]any)
		for _, c := range calls {
			fn := c.(map[string]any)["function"].(map[string]any)
			fn["arguments"] = argumentsText[string(compact(fn["arguments"]))]
		}
	}
	b := compact(list)
	return string(b[1 : len(b)-1])
}

// argumentsText keeps the order of members, which Go's maps do not.
var argumentsText = map[string]string{`{"depth":2,"topic":"Rayleigh"}`: `{"topic":"Rayleigh","depth":2}`, `{}`: `{}`}

func compact(v any) []byte {
	b, _ := json.Marshal(v)
	return b
}
