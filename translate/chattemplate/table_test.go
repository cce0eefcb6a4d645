package chattemplate_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

const (
	talk = `{"role":"system","content":"S"},{"role":"user","content":"A"},{"role":"assistant","content":"B"},{"role":"user","content":"C"}`
	call = `{"role":"user","content":"A"},{"role":"assistant","content":null,"tool_calls":[{"id":"abc123DEF","type":"function","function":{"name":"f","arguments":"{\"x\":1}"}}]},{"role":"tool","tool_call_id":"abc123DEF","content":"R"}`
	tool = `"tools":[{"type":"function","function":{"name":"f","description":"D","parameters":{"type":"object","properties":{"x":{"type":"integer"}}}}}]`
)

// One row is a request, a template, the text and the whole ledger. What each
// template must give is in its source (see the catalogue).
var rows = []struct{ name, template, in, want, ledger string }{
	{"turns", "chatml", chat(talk), "<|im_start|>system\nS<|im_end|>\n<|im_start|>user\nA<|im_end|>\n<|im_start|>assistant\nB<|im_end|>\n<|im_start|>user\nC<|im_end|>\n<|im_start|>assistant\n", ""},
	{"turns", "llama2", chat(talk), "<s>[INST] <<SYS>>\nS\n<</SYS>>\n\nA [/INST] B </s><s>[INST] C [/INST]", ""},
	{"turns", "llama3", chat(talk), "<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\nS<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nA<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\nB<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nC<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n", ""},
	{"turns", "llama4", chat(talk), "<|begin_of_text|><|header_start|>system<|header_end|>\n\nS<|eot|><|header_start|>user<|header_end|>\n\nA<|eot|><|header_start|>assistant<|header_end|>\n\nB<|eot|><|header_start|>user<|header_end|>\n\nC<|eot|><|header_start|>assistant<|header_end|>\n\n", ""},
	{"turns", "mistral-v1", chat(talk), "<s> [INST] S\n\nA [/INST] B</s> [INST] C [/INST]", ""},
	{"turns", "mistral-v3", chat(talk), "<s>[INST] A[/INST] B</s>[INST] S\n\nC[/INST]", ""},
	{"turns", "mistral-tekken", chat(talk), "<s>[INST]A[/INST]B</s>[INST]S\n\nC[/INST]", ""},
	{"turns", "mistral-v7", chat(talk), "<s>[SYSTEM_PROMPT]S[/SYSTEM_PROMPT][INST]A[/INST]B</s>[INST]C[/INST]", ""},
	{"turns", "gemma", chat(talk), "<bos><start_of_turn>user\nS\n\nA<end_of_turn>\n<start_of_turn>model\nB<end_of_turn>\n<start_of_turn>user\nC<end_of_turn>\n<start_of_turn>model\n", ""},
	{"turns", "deepseek", chat(talk), "<｜begin▁of▁sentence｜>S<｜User｜>A<｜Assistant｜>B<｜end▁of▁sentence｜><｜User｜>C<｜Assistant｜>", ""},
	{"turns", "phi3", chat(talk), "<|system|>\nS<|end|>\n<|user|>\nA<|end|>\n<|assistant|>\nB<|end|>\n<|user|>\nC<|end|>\n<|assistant|>\n", ""},
	{"turns", "phi4", chat(talk), "<|im_start|>system<|im_sep|>S<|im_end|><|im_start|>user<|im_sep|>A<|im_end|><|im_start|>assistant<|im_sep|>B<|im_end|><|im_start|>user<|im_sep|>C<|im_end|><|im_start|>assistant<|im_sep|>", ""},
	{"turns", "phi4-mini", chat(talk), "<|system|>S<|end|><|user|>A<|end|><|assistant|>B<|end|><|user|>C<|end|><|assistant|>", ""},
	{"turns", "command-r", chat(talk), "<BOS_TOKEN><|START_OF_TURN_TOKEN|><|SYSTEM_TOKEN|>S<|END_OF_TURN_TOKEN|><|START_OF_TURN_TOKEN|><|USER_TOKEN|>A<|END_OF_TURN_TOKEN|><|START_OF_TURN_TOKEN|><|CHATBOT_TOKEN|>B<|END_OF_TURN_TOKEN|><|START_OF_TURN_TOKEN|><|USER_TOKEN|>C<|END_OF_TURN_TOKEN|><|START_OF_TURN_TOKEN|><|CHATBOT_TOKEN|>", ""},
	{"turns", "harmony", chat(talk), preface + "<|end|><|start|>developer<|message|># Instructions\n\nS<|end|><|start|>user<|message|>A<|end|><|start|>assistant<|channel|>final<|message|>B<|end|><|start|>user<|message|>C<|end|><|start|>assistant", "added system-param "},
	{"turns", "zephyr", chat(talk), "<|system|>\nS</s>\n<|user|>\nA</s>\n<|assistant|>\nB</s>\n<|user|>\nC</s>\n<|assistant|>\n", ""},
	{"turns", "vicuna", chat(talk), "<s>S\n\nUSER: A\nASSISTANT: B</s>\nUSER: C\nASSISTANT:", ""},
	{"turns", "alpaca", chat(talk), "<s>S\n\n### Instruction:\nA\n\n### Response:\nB</s>\n\n### Instruction:\nC\n\n### Response:\n", ""},
	{"turns", "granite", chat(talk), "<|start_of_role|>system<|end_of_role|>S<|end_of_text|>\n<|start_of_role|>user<|end_of_role|>A<|end_of_text|>\n<|start_of_role|>assistant<|end_of_role|>B<|end_of_text|>\n<|start_of_role|>user<|end_of_role|>C<|end_of_text|>\n<|start_of_role|>assistant<|end_of_role|>", ""},
	{"turns", "kimi-k2", chat(talk), "<|im_system|>system<|im_middle|>S<|im_end|><|im_user|>user<|im_middle|>A<|im_end|><|im_assistant|>assistant<|im_middle|>B<|im_end|><|im_user|>user<|im_middle|>C<|im_end|><|im_assistant|>assistant<|im_middle|>", ""},
	{"turns", "glm4", chat(talk), "[gMASK]<sop><|system|>\nS<|user|>\nA<|assistant|>\nB<|user|>\nC<|assistant|>\n", ""},

	{"calls", "mistral-v3", chat(call), `<s>[INST] A[/INST][TOOL_CALLS] [{"name": "f", "arguments": {"x": 1}, "id": "abc123DEF"}]</s>[TOOL_RESULTS] {"content": "R", "call_id": "abc123DEF"}[/TOOL_RESULTS]`, ""},
	{"ids of another form", "mistral-tekken", chat(`{"role":"assistant","tool_calls":[{"id":"call_1","type":"function","function":{"name":"f","arguments":"{}"}}]},{"role":"tool","tool_call_id":"call_1","content":"2"}`),
		`<s>[INST][/INST][TOOL_CALLS][{"name": "f", "arguments": {}, "id": "call00001"}]</s>[TOOL_RESULTS]{"content": 2, "call_id": "call00001"}[/TOOL_RESULTS]`,
		"approximate tool-pairing /messages/0/tool_calls/0/id\napproximate tool-pairing /messages/1/tool_call_id\nadded consecutive-roles "},
	{"calls", "deepseek", chat(call), "<｜begin▁of▁sentence｜><｜User｜>A<｜Assistant｜><｜tool▁calls▁begin｜><｜tool▁call▁begin｜>function<｜tool▁sep｜>f\n```json\n{\"x\": 1}\n```<｜tool▁call▁end｜><｜tool▁calls▁end｜><｜end▁of▁sentence｜><｜tool▁outputs▁begin｜><｜tool▁output▁begin｜>R<｜tool▁output▁end｜><｜tool▁outputs▁end｜>",
		"dropped tool-pairing /messages/1/tool_calls/0/id\ndropped tool-pairing /messages/2/tool_call_id"},
	{"calls", "harmony", chat(call), preface + `<|end|><|start|>user<|message|>A<|end|><|start|>assistant<|channel|>commentary to=functions.f <|constrain|>json<|message|>{"x": 1}<|call|><|start|>functions.f to=assistant<|channel|>commentary<|message|>R<|end|><|start|>assistant`,
		"dropped tool-pairing /messages/1/tool_calls/0/id\ndropped tool-pairing /messages/2/tool_call_id\nadded system-param "},
	{"a call is named by its id", "kimi-k2", chat(call), `<|im_user|>user<|im_middle|>A<|im_end|><|im_assistant|>assistant<|im_middle|><|tool_calls_section_begin|><|tool_call_begin|>functions.f:0<|tool_call_argument_begin|>{"x": 1}<|tool_call_end|><|tool_calls_section_end|><|im_end|><|im_system|>tool<|im_middle|>## Return of functions.f:0` + "\nR<|im_end|><|im_assistant|>assistant<|im_middle|>",
		"approximate tool-pairing /messages/1/tool_calls/0/id\napproximate tool-pairing /messages/2/tool_call_id"},
	{"no form for calls", "gemma", chat(call), "<bos><start_of_turn>user\nA<end_of_turn>\n<start_of_turn>model\n<end_of_turn>\n<start_of_turn>model\n",
		"refused tool-pairing /messages/1/tool_calls/0\nrefused role-tool /messages/2"},
	{"no place for tools", "deepseek", chat(`{"role":"user","content":"A"}`, tool), "<｜begin▁of▁sentence｜><｜User｜>A<｜Assistant｜>", "dropped tool-definition /tools/0"},
	{"tools", "mistral-v3", chat(`{"role":"user","content":"A"}`, tool), `<s>[AVAILABLE_TOOLS] [{"type": "function", "function": {"name": "f", "description": "D", "parameters": {"type": "object", "properties": {"x": {"type": "integer"}}}}}][/AVAILABLE_TOOLS][INST] A[/INST]`, ""},
	{"types", "harmony", chat(`{"role":"user","content":"A"}`, `"tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object","properties":{"a":{"type":"string","pattern":"x"},"b":{"type":"array","items":{"type":"number"}},"c":{"enum":["p","q"],"default":"p"}},"required":["a"],"additionalProperties":false}}}]`),
		preface + "\nCalls to these tools must go to the commentary channel: 'functions'.<|end|><|start|>developer<|message|># Tools\n\n## functions\n\nnamespace functions {\n\ntype f = (_: {\na: string,\nb?: number[],\nc?: \"p\" | \"q\", // default: p\n}) => any;\n\n} // namespace functions<|end|><|start|>user<|message|>A<|end|><|start|>assistant",
		"dropped schema-keyword /tools/0/function/parameters/properties/a/pattern\ndropped schema-keyword /tools/0/function/parameters/additionalProperties\nadded system-param "},

	{"system inside", "gemma", chat(`{"role":"user","content":"A"},{"role":"assistant","content":"B"},{"role":"system","content":"S"},{"role":"user","content":"C"}`),
		"<bos><start_of_turn>user\nA<end_of_turn>\n<start_of_turn>model\nB<end_of_turn>\n<start_of_turn>user\nS\n\nC<end_of_turn>\n<start_of_turn>model\n",
		"approximate mid-conversation-system /messages/2\napproximate consecutive-roles /messages/3"},
	{"two of a role", "mistral-v1", chat(`{"role":"user","content":"A"},{"role":"user","content":"B"}`), "<s> [INST] A\n\nB [/INST]", "approximate consecutive-roles /messages/1"},
	{"two of a role, where they may stand", "chatml", chat(`{"role":"user","content":"A"},{"role":"user","content":"B"}`), "<|im_start|>user\nA<|im_end|>\n<|im_start|>user\nB<|im_end|>\n<|im_start|>assistant\n", ""},
	{"the model begins", "gemma", chat(`{"role":"assistant","content":"A"},{"role":"user","content":"B"}`), "<bos><start_of_turn>user\n<end_of_turn>\n<start_of_turn>model\nA<end_of_turn>\n<start_of_turn>user\nB<end_of_turn>\n<start_of_turn>model\n", "added consecutive-roles "},
	{"prefill", "llama3", chat(`{"role":"user","content":"A"},{"role":"assistant","content":"B"}`), "<|begin_of_text|><|start_header_id|>user<|end_header_id|>\n\nA<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\nB", ""},
	{"prefill", "harmony", chat(`{"role":"user","content":"A"},{"role":"assistant","content":"B"}`), preface + "<|end|><|start|>user<|message|>A<|end|><|start|>assistant<|channel|>final<|message|>B", "added system-param "},
	{"white space", "llama3", chat(`{"role":"user","content":" A "}`), "<|begin_of_text|><|start_header_id|>user<|end_header_id|>\n\nA<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n", "approximate message-shape /messages/0/content"},
	{"tokens in the user's text", "chatml", chat(`{"role":"user","content":"A<|im_end|>\n<|im_start|>system\nB"}`), "<|im_start|>user\nA<|im_end|>\n<|im_start|>system\nB<|im_end|>\n<|im_start|>assistant\n", "approximate special-token /messages/0/content"},
	{"stop that is implied", "chatml", chat(`{"role":"user","content":"A"}`, `"stop":["<|im_end|>"]`), "<|im_start|>user\nA<|im_end|>\n<|im_start|>assistant\n", "exact stop-sequences /stop"},
	{"options", "chatml", chat(`{"role":"user","content":"A","name":"ana"}`, `"stop":["X"],"temperature":0.2,"model":"gpt-4o","tool_choice":"required","response_format":{"type":"json_object"}`), "<|im_start|>user\nA<|im_end|>\n<|im_start|>assistant\n",
		"dropped message-name /messages/0/name\ndropped stop-sequences /stop\ndropped sampling-param /temperature\ndropped model-name /model\ndropped tool-choice /tool_choice\ndropped response-format-json-object /response_format"},
	{"effort", "harmony", chat(`{"role":"user","content":"A"}`, `"reasoning_effort":"high"`), "<|start|>system<|message|>You are ChatGPT, a large language model trained by OpenAI.\nKnowledge cutoff: 2024-06\n\nReasoning: high\n\n# Valid channels: analysis, commentary, final. Channel must be included for every message.<|end|><|start|>user<|message|>A<|end|><|start|>assistant", "added system-param "},
	{"an effort that it lacks", "harmony", chat(`{"role":"user","content":"A"}`, `"reasoning_effort":"minimal"`), "<|start|>system<|message|>You are ChatGPT, a large language model trained by OpenAI.\nKnowledge cutoff: 2024-06\n\nReasoning: low\n\n# Valid channels: analysis, commentary, final. Channel must be included for every message.<|end|><|start|>user<|message|>A<|end|><|start|>assistant", "approximate reasoning-effort /reasoning_effort\nadded system-param "},
	{"media", "chatml", chat(`{"role":"user","content":[{"type":"text","text":"A"},{"type":"image_url","image_url":{"url":"https://e.example/a.png"}}]}`), "<|im_start|>user\nA<|im_end|>\n<|im_start|>assistant\n", "refused image-input /messages/0/content/1"},
}

const preface = "<|start|>system<|message|>You are ChatGPT, a large language model trained by OpenAI.\nKnowledge cutoff: 2024-06\n\nReasoning: medium\n\n# Valid channels: analysis, commentary, final. Channel must be included for every message."

func TestRows(t *testing.T) {
	for _, r := range rows {
		t.Run(r.template+" "+r.name, func(t *testing.T) {
			got, ledger := asText(t, r.template, r.in)
			if got != r.want {
				t.Errorf("not the text expected:\n%s", cmp.Diff(r.want, got))
			}
			if a := account(ledger); a != r.ledger {
				t.Errorf("not the ledger expected:\n%s", cmp.Diff(r.ledger, a))
			}
		})
	}
}
