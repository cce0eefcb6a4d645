package catalog

import "testing"

func TestFramingOfKnownModels(t *testing.T) {
	for _, c := range []struct{ host, model, want string }{
		{"openai", "gpt-4o", "openai"},
		{"openai", "gpt-5.4", "openai-reasoning"},
		{"azure-openai", "o3-mini", "openai-reasoning"},
		{"openai", "gpt-3.5-turbo-0301", "openai-0301"},
		{"anthropic", "claude-opus-5", "claude-4.7"},
		{"bedrock", "anthropic.claude-haiku-4-5-v1:0", "claude-4.5"},
		{"anthropic", "claude-3-haiku-20240307", "claude"},
		{"gemini", "gemini-2.5-pro", "gemini"},
		{"vertex", "claude-sonnet-4-5@20250929", "claude-4.5"},
		{"bedrock", "amazon.nova-lite-v1:0", "nova"},
		{"xai", "grok-4-fast", "grok-4"},
		{"ollama", "qwen3:8b", "chat-template"},
	} {
		if got := Default().Framing(c.host, c.model); got.ID != c.want {
			t.Errorf("%s/%s is framed as %s, want %s", c.host, c.model, got.ID, c.want)
		}
	}
}

func TestFramingsAreSourcedAndEnd(t *testing.T) {
	all := Default().Framings()
	for _, f := range all {
		if f.Source == "" || f.AsOf == "" || f.Note == "" || f.PerMessage < 0 || f.Slack < 0 {
			t.Errorf("%s: source, as_of, note and figures of 0 or more are wanted: %+v", f.ID, f)
		}
	}
	if last := all[len(all)-1]; last.Model != "" || len(last.Hosts) > 0 {
		t.Errorf("the last entry, %s, does not fit everything", last.ID)
	}
}

func TestTokenizersAreOfTemplatesThatThereAre(t *testing.T) {
	for id := range framings().Templates {
		if tpl, ok := Default().ChatTemplate(id); !ok || tpl.ID != id || Default().TemplateTokenizer(id) == "" {
			t.Errorf("%s is no chat template", id)
		}
	}
}
