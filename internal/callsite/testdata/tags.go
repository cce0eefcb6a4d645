package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/bedrockruntime"
)

func titan(ctx context.Context, brc *bedrockruntime.Client, input string) error {
	payload := Request{InputText: input, Config: Config{MaxTokens: 99, Stop: []string{"User:"}}}
	body, err := json.Marshal(payload)
	if err != nil {
		return err
	}
	_, err = brc.InvokeModel(ctx, &bedrockruntime.InvokeModelInput{
		Body:    body,
		ModelId: aws.String("amazon.titan-text-express-v1"),
	})
	return err
}

type (
	// Request is what the model takes.
	Request struct {
		InputText string `json:"inputText"`
		Config    Config `json:"textGenerationConfig,omitempty"`
		seen      bool
	}
	Config struct {
		MaxTokens int      `json:"maxTokenCount"`
		Stop      []string `json:"stopSequences"`
	}
)

type Common struct {
	Model string `json:"model"`
	Seed  *int   `json:"seed,omitempty"`
	note  string
}

type Chat struct {
	Common
	Messages []*Message        `json:"messages"`
	Format   map[string]string `json:"response_format"`
	Local    string            `json:"-"`
}

type Message struct {
	Role    string `json:"role"`
	Content string `json:"content"`
	Parts   []Part `json:"parts"`
}

type Part struct{ Text string }

func chat(seed int) (*http.Response, error) {
	url := "https://api.openai.com/v1/chat/completions"
	req := &Chat{
		Common:   Common{Model: "gpt-4o-mini", Seed: &seed},
		Messages: []*Message{{Role: "developer", Content: "Be brief."}},
		Format:   map[string]string{"type": "json_object"},
		Local:    "not sent",
	}
	data, err := json.Marshal(req)
	if err != nil {
		return nil, err
	}
	r, err := http.NewRequest("POST", url, bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Authorization", "Bearer "+os.Getenv("OPENAI_API_KEY"))
	return http.DefaultClient.Do(r)
}

func text(q string) (*http.Response, error) {
	body := fmt.Sprintf(`{"model": "claude-3-opus-20240229", "system": "Be brief.", "top_k": 5, "max_tokens": %d, "messages": [{"role": "user", "content": "%s"}]}`, 99, q)
	return http.Post("https://api.anthropic.com/v1/messages", "application/json", bytes.NewBuffer([]byte(body)))
}
