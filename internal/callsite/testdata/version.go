package p

import "google.golang.org/genai"

func ask() {
	client, _ := genai.NewClient(ctx, &genai.ClientConfig{
		HTTPOptions: genai.HTTPOptions{APIVersion: "v1"},
	})
	client.Models.List(ctx, nil)
}
