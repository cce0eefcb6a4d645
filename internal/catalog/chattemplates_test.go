package catalog

import (
	"strings"
	"testing"
)

func TestChatTemplatesAreSourcedAndComplete(t *testing.T) {
	seen := map[string]bool{}
	for _, x := range Default().ChatTemplates() {
		sourced(t, "chat template "+x.ID, x.Ref)
		for _, name := range append([]string{x.ID}, x.Aliases...) {
			if seen[name] {
				t.Errorf("%s is the name of two chat templates", name)
			}
			seen[name] = true
		}
		if x.Turns["user"].Open == "" || x.Models == "" || len(x.Tokens) == 0 || len(x.Ends) == 0 {
			t.Errorf("%s lacks its user's turn, models, tokens or ends", x.ID)
		}
		if _, own := x.Turns["system"]; own != (x.System == "turn") {
			t.Errorf("%s puts system text %q, and has such a turn: %v", x.ID, x.System, own)
		}
		for _, tok := range x.Ends {
			if !strings.Contains(strings.Join(x.Tokens, " "), tok) {
				t.Errorf("%s ends with %s, which is none of its tokens", x.ID, tok)
			}
		}
	}
}

func TestChatTemplateIsFoundByTheNameOfAModel(t *testing.T) {
	for model, want := range map[string]string{
		"Qwen/Qwen3-32B":                            "chatml",
		"meta-llama/Llama-3.1-8B-Instruct":          "llama3",
		"meta-llama/Llama-2-7b-chat-hf":             "llama2",
		"meta-llama/Llama-4-Scout-17B-16E-Instruct": "llama4",
		"deepseek-ai/DeepSeek-R1-Distill-Qwen-32B":  "deepseek",
		"mistralai/Mistral-7B-Instruct-v0.2":        "mistral-v1",
		"mistralai/Mistral-7B-Instruct-v0.3":        "mistral-v3",
		"mistralai/Mistral-Nemo-Instruct-2407":      "mistral-tekken",
		"google/gemma-2-9b-it":                      "gemma",
		"microsoft/phi-4":                           "phi4",
		"microsoft/Phi-4-mini-instruct":             "phi4-mini",
		"openai/gpt-oss-120b":                       "harmony",
		"CohereForAI/c4ai-command-r-plus":           "command-r",
		"gpt-oss":                                   "harmony",
		"gpt-5.4":                                   "",
	} {
		x, ok := Default().ChatTemplate(model)
		if x.ID != want || ok != (want != "") {
			t.Errorf("%s has the template %q, want %q", model, x.ID, want)
		}
	}
}
