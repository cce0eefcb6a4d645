// Package letters drafts answers to claims.
package letters

import (
	"context"
	"fmt"

	"github.com/anthropics/anthropic-sdk-go"
)

// Draft writes a letter that answers a claim.
func Draft(ctx context.Context, client anthropic.Client, claim, language string) (string, error) {
	message, err := client.Messages.New(ctx, anthropic.MessageNewParams{
		Model:       anthropic.ModelClaude3_7SonnetLatest,
		MaxTokens:   2000,
		Temperature: anthropic.Float(0.4),
		System: []anthropic.TextBlockParam{
			{Text: fmt.Sprintf("You draft letters for an insurer. Write in %s.", language)},
		},
		Messages: []anthropic.MessageParam{
			anthropic.NewUserMessage(anthropic.NewTextBlock(claim)),
		},
		StopSequences: []string{"Yours sincerely"},
	})
	if err != nil {
		return "", err
	}
	if message.StopReason == anthropic.StopReasonMaxTokens {
		return "", fmt.Errorf("the letter was cut off")
	}
	return message.Content[0].Text, nil
}
