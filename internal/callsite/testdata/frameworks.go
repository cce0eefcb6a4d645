package shop

import (
	"context"
	"net/http"
	"strings"

	"github.com/cloudwego/eino-ext/components/model/openai"
	"github.com/firebase/genkit/go/genkit"
	"github.com/firebase/genkit/go/plugins/googlegenai"
	"github.com/ollama/ollama/api"
	"github.com/tmc/langchaingo/llms"
	"github.com/tmc/langchaingo/llms/anthropic"
)

func chain(ctx context.Context) {
	llm, _ := anthropic.New(anthropic.WithModel("claude-3-5-sonnet-20240620"), anthropic.WithBaseURL("http://gateway.local"))
	llm.GenerateContent(ctx, nil, llms.WithTopK(100), llms.WithStopWords([]string{"END"}))
	openai.NewChatModel(ctx, &openai.ChatModelConfig{BaseURL: "https://api.deepseek.com", Model: "deepseek-chat", PresencePenalty: &p})
	g := genkit.Init(ctx, genkit.WithPlugins(&googlegenai.GoogleAI{}), genkit.WithDefaultModel("googleai/gemini-2.5-flash"))
	googlegenai.GoogleAIModel(g, "gemini-2.5-pro")
}

func local(ctx context.Context, client *api.Client) {
	client.Chat(ctx, &api.ChatRequest{Model: "llama3.2", Messages: []api.Message{{Role: "user", Content: "Hi"}}, Options: map[string]any{"num_ctx": 8192}}, nil)
}

func wire(key string) {
	body := strings.NewReader(`{"model": "mistral-small-latest", "messages": [{"role": "user", "content": "Hi"}], "safe_prompt": true}`)
	r, _ := http.NewRequest("POST", "https://api.mistral.ai/v1/chat/completions", body)
	r.Header.Set("Authorization", key)
}
