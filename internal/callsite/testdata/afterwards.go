package shop

import (
	"github.com/openai/openai-go"
	legacy "github.com/sashabaranov/go-openai"
	"google.golang.org/genai"
)

func configure() openai.ChatCompletionNewParams {
	params := openai.ChatCompletionNewParams{Model: openai.ChatModelGPT4o}
	params.Seed = openai.Int(1)
	params.TopLogprobs = openai.Int(2)
	return params
}

func request(turns []legacy.ChatCompletionMessage) legacy.ChatCompletionRequest {
	r := legacy.ChatCompletionRequest{Model: legacy.GPT4o, Messages: turns}
	r.LogitBias = map[string]int{"50256": -100}
	r.Messages = append(r.Messages, legacy.ChatCompletionMessage{Role: "user", Content: "Hi"})
	other := Counter{}
	other.Seed = 3
	return r
}

func client(cloud bool) *genai.Client {
	config := &genai.ClientConfig{APIKey: key}
	if cloud {
		config.Backend = genai.BackendVertexAI
	}
	c, _ := genai.NewClient(ctx, config)
	return c
}

func cloudClient() *genai.Client {
	config := &genai.ClientConfig{}
	config.Backend = genai.BackendVertexAI
	c, _ := genai.NewClient(ctx, config)
	return c
}
