package shop

import (
	"context"

	"github.com/anthropics/anthropic-sdk-go/v2"
	"github.com/anthropics/anthropic-sdk-go/v2/bedrock"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/bedrockruntime"
	"github.com/aws/aws-sdk-go-v2/service/bedrockruntime/types"
	"github.com/google/generative-ai-go/genai"
	gem "google.golang.org/genai"
)

func claude(ctx context.Context, q, image string) error {
	client := anthropic.NewClient()
	message, err := client.Messages.New(ctx, anthropic.MessageNewParams{
		MaxTokens: 1024,
		Model:     anthropic.ModelClaudeOpus4_6,
		System:    []anthropic.TextBlockParam{{Text: "You are a shop's assistant.", CacheControl: anthropic.NewCacheControlEphemeralParam()}},
		Messages: []anthropic.MessageParam{
			anthropic.NewUserMessage(anthropic.NewImageBlockBase64("image/png", image), anthropic.NewTextBlock(q)),
		},
		Thinking:      anthropic.ThinkingConfigParamOfEnabled(1024),
		Tools:         []anthropic.ToolUnionParam{{OfTool: &anthropic.ToolParam{Name: "price", InputSchema: anthropic.ToolInputSchemaParam{Properties: map[string]any{"id": "string"}}}}},
		StopSequences: []string{"END"},
	})
	if message.StopReason == "refusal" {
		return err
	}
	host := anthropic.NewClient(bedrock.WithLoadDefaultConfig(ctx))
	host.Messages.New(ctx, anthropic.MessageNewParams{Model: "anthropic.claude-sonnet-4-5-20250929-v1:0", MaxTokens: 5, Messages: nil})
	return nil
}

func google(ctx context.Context, q string) {
	client, _ := gem.NewClient(ctx, &gem.ClientConfig{Backend: gem.BackendVertexAI, Project: "shop"})
	client.Models.GenerateContent(ctx, "gemini-2.5-flash", gem.Text(q), &gem.GenerateContentConfig{
		SystemInstruction: gem.NewContentFromText("Be brief.", gem.RoleUser),
		TopK:              gem.Ptr[float32](40),
		ResponseMIMEType:  "application/json",
		SafetySettings:    []*gem.SafetySetting{{Category: gem.HarmCategoryHarassment, Threshold: gem.HarmBlockThresholdBlockNone}},
		Tools:             []*gem.Tool{{GoogleSearch: &gem.GoogleSearch{}}},
	})
	first, _ := genai.NewClient(ctx)
	model := first.GenerativeModel("gemini-1.5-flash")
	model.GenerateContent(ctx, genai.Text(q))
}

func amazon(ctx context.Context, client *bedrockruntime.Client, q string) {
	client.Converse(ctx, &bedrockruntime.ConverseInput{
		ModelId:         aws.String("amazon.nova-lite-v1:0"),
		System:          []types.SystemContentBlock{&types.SystemContentBlockMemberText{Value: "Be brief."}},
		Messages:        []types.Message{{Role: types.ConversationRoleUser, Content: []types.ContentBlock{&types.ContentBlockMemberText{Value: q}}}},
		InferenceConfig: &types.InferenceConfiguration{MaxTokens: aws.Int32(100), StopSequences: []string{"END"}},
	})
}
