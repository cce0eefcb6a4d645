package brief

import (
	"context"

	"github.com/openai/openai-go"
)

// Each object is filled up to where the name is given another one.
func both(ctx context.Context, client openai.Client) error {
	params := openai.ChatCompletionNewParams{Model: openai.ChatModelGPT4o}
	params.Seed = openai.Int(1)
	if _, err := client.Chat.Completions.New(ctx, params); err != nil {
		return err
	}
	params = openai.ChatCompletionNewParams{Model: openai.ChatModelGPT4oMini}
	params.Logprobs = openai.Bool(true)
	_, err := client.Chat.Completions.New(ctx, params)
	return err
}
