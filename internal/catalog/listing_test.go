package catalog

import (
	"slices"
	"testing"
)

func TestHostsThatListAModelAreFoundByAnySpellingThatIsTheSameModel(t *testing.T) {
	c := Default()
	for id, host := range map[string]string{
		"gpt-4o":                                 "openai",
		"GPT-4o":                                 "openai",
		"openai/gpt-4o":                          "openrouter",
		"anthropic.claude-3-haiku-20240307-v1:0": "bedrock",
		"meta-llama/Llama-3.3-70B-Instruct-Turbo": "together",
	} {
		if hosts := c.HostsListing(id); !slices.Contains(hosts, host) || !slices.IsSorted(hosts) || !c.Names(id) {
			t.Errorf("%s: hosts %v, want %s among them, sorted", id, hosts, host)
		}
	}
	for _, id := range []string{"", "gpt", "gpt-4o-house-edition", "my-model-3", "2024-08-06"} {
		if hosts := c.HostsListing(id); len(hosts) > 0 || c.Names(id) {
			t.Errorf("%s is taken for a model of %v", id, hosts)
		}
	}
}

func TestANameThatARuleSpellsOutIsAModels(t *testing.T) {
	c := Default()
	for id, want := range map[string]bool{"whisper-1": true, "tts-1-hd": true, "gemini-pro-vision": true, "chat-bison@001": true, "whisper-12": false, "tts-1-max": false, "qwen-house": false} {
		if got := c.Names(id); got != want {
			t.Errorf("Names(%q) = %v", id, got)
		}
	}
}

func TestHostsThatMakeTheirModelsAreThoseThatFamiliesName(t *testing.T) {
	c := Default()
	for host, want := range map[string]bool{"openai": true, "anthropic": true, "mistral": true, "groq": false, "together": false, "ollama": false, "": false} {
		if got := c.Makes(host); got != want {
			t.Errorf("Makes(%q) = %v", host, got)
		}
	}
}
