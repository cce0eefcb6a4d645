package shop

import (
	"context"
	"os"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/azure"
	"github.com/openai/openai-go/v3/option"
	"github.com/openai/openai-go/v3/responses"
	old "github.com/sashabaranov/go-openai"
)

type shop struct {
	client openai.Client
	groq   openai.Client
}

func newShop() *shop {
	return &shop{
		client: openai.NewClient(option.WithAPIKey(os.Getenv("OPENAI_API_KEY"))),
		groq:   openai.NewClient(option.WithBaseURL("https://api.groq.com/openai/v1"), option.WithAPIKey(os.Getenv("GROQ_API_KEY"))),
	}
}

func (s *shop) ask(ctx context.Context, question string) (string, error) {
	params := openai.ChatCompletionNewParams{
		Model: openai.ChatModelGPT4o,
		Messages: []openai.ChatCompletionMessageParamUnion{
			openai.DeveloperMessage("You are a shop's assistant."),
			{OfUser: &openai.ChatCompletionUserMessageParam{Content: openai.ChatCompletionUserMessageParamContentUnion{OfString: openai.String(question)}}},
		},
		Seed:                openai.Int(7),
		MaxCompletionTokens: openai.Int(300),
		Tools: []openai.ChatCompletionToolUnionParam{{OfFunction: &openai.ChatCompletionFunctionToolParam{
			Function: openai.FunctionDefinitionParam{Name: "price", Parameters: openai.FunctionParameters{"type": "object"}},
		}}},
	}
	reply, err := s.client.Chat.Completions.New(ctx, params)
	if err != nil {
		return "", err
	}
	return reply.Choices[0].Message.Content, nil
}

func onAzure(ctx context.Context, q string) {
	client := openai.NewClient(azure.WithEndpoint("https://shop.openai.azure.com", "2024-10-21"))
	client.Responses.New(ctx, responses.ResponseNewParams{
		Model: "gpt-4o-shop", Instructions: openai.String("Be brief."),
		Input: responses.ResponseNewParamsInputUnion{OfString: openai.String(q)},
	})
}

func gateway(ctx context.Context, turns []old.ChatCompletionMessage) {
	config := old.DefaultConfig(os.Getenv("DEEPSEEK_API_KEY"))
	config.BaseURL = "https://api.deepseek.com"
	client := old.NewClientWithConfig(config)
	turns = append(turns, old.ChatCompletionMessage{Role: old.ChatMessageRoleTool, ToolCallID: "a", Content: "3"})
	client.CreateChatCompletion(ctx, old.ChatCompletionRequest{
		Model: "deepseek-chat", Messages: turns,
		ResponseFormat: &old.ChatCompletionResponseFormat{Type: old.ChatCompletionResponseFormatTypeJSONObject},
	})
	old.NewClient("").CreateEmbeddings(ctx, old.EmbeddingRequest{Model: old.AdaEmbeddingV2, Input: turns})
}
