package gotemplate_test

import (
	"encoding/json"
	"testing"

	"github.com/promptglot/promptglot/templates/gotemplate"
)

const tools = `[{"type":"function","function":{"name":"weather","description":"The weather","parameters":
	{"type":"object","required":["city"],"properties":{"city":{"type":"string","description":"Name"},"days":{"type":["integer","null"]}}}}}]`

func chat(t *testing.T, template string, c gotemplate.Conversation) string {
	t.Helper()
	tpl, problems := gotemplate.CompileChat(template)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	out, err := tpl.Chat(c, gotemplate.Run{})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func say(role, content string) gotemplate.Message {
	return gotemplate.Message{Role: role, Content: content}
}

func TestChatGivesTemplatesTheirTools(t *testing.T) {
	var list any
	if err := json.Unmarshal([]byte(tools), &list); err != nil {
		t.Fatal(err)
	}
	c := gotemplate.Conversation{Tools: list, Messages: []gotemplate.Message{
		say("user", "hi"),
		{Role: "assistant", ToolCalls: []gotemplate.ToolCall{{ID: "1", Name: "weather", Arguments: map[string]any{"city": "Rome"}}}},
		{Role: "tool", Content: "sunny", ToolName: "weather"}, {Role: "tool", Content: "warm"},
	}}
	for _, row := range []struct{ name, in, want string }{
		{"fields", "{{ range .Tools }}{{ .Function.Name }}({{ range $k, $p := .Function.Parameters.Properties }}{{ $k }}: {{ $p | toTypeScriptType }}, {{ end }}){{ end }}{{ range .Messages }}{{ end }}",
			"weather(city: string, days: number | null, )"},
		{"JSON has Ollama's names and order", "{{ range .Tools }}{{ . }}{{ end }}{{ if .Messages }}{{ end }}",
			`{"type":"function","function":{"name":"weather","description":"The weather","parameters":{"type":"object","required":["city"],"properties":{"city":{"type":"string","description":"Name"},"days":{"type":["integer","null"]}}}}}`},
		{"calls", "{{ range .Messages }}{{ .Role }}:{{ .Content }}{{ range .ToolCalls }}{{ .Function.Name }}{{ .Function.Arguments }}{{ end }};{{ end }}",
			`user:hi;assistant:weather{"city":"Rome"};tool:sunny;tool:warm;`},
	} {
		if got := chat(t, row.in, c); got != row.want {
			t.Errorf("%s:\ngot  %s\nwant %s", row.name, got, row.want)
		}
	}
}

func TestChatRendersOlderTemplatesOncePerExchange(t *testing.T) {
	const alpaca = "{{ if .System }}{{ .System }}\n{{ end }}{{ if .Prompt }}USER: {{ .Prompt }}\n{{ end }}BOT: {{ .Response }}</s>\n"
	messages := []gotemplate.Message{say("system", "Be brief."), say("user", "a"), say("user", "b"), say("assistant", "c"), say("user", "d")}
	const want = "Be brief.\nUSER: a\n\nb\nBOT: c</s>\nUSER: d\nBOT: "
	if got := chat(t, alpaca, gotemplate.Conversation{Messages: messages}); got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	// A template without a response gets it at the end.
	if got := chat(t, "{{ .System }}|{{ .Prompt }}|", gotemplate.Conversation{Messages: messages}); got != "Be brief.|a\n\nb|c|d|" {
		t.Errorf("got %q", got)
	}
	if got := chat(t, "{{ range .Messages }}{{ .Role }}\r\n{{ end }}{{ .System }}", gotemplate.Conversation{Messages: messages}); got != "system\nuser\nassistant\nuser\nBe brief." {
		t.Errorf("got %q", got)
	}
}
