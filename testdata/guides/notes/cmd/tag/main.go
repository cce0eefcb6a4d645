// Tag reads a note and prints its tags.
package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"os"

	"github.com/openai/openai-go/v3"
)

func main() {
	note, err := io.ReadAll(os.Stdin)
	if err != nil {
		log.Fatal(err)
	}
	client := openai.NewClient()
	completion, err := client.Chat.Completions.New(context.Background(), openai.ChatCompletionNewParams{
		Model: "gpt-4-turbo",
		Messages: []openai.ChatCompletionMessageParamUnion{
			openai.SystemMessage("Answer with three tags, one a line."),
			openai.UserMessage(string(note)),
		},
		MaxTokens: openai.Int(30),
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(completion.Choices[0].Message.Content)
}
