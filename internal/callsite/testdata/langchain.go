package main

import (
	"github.com/zhucl121/langchain-go/core/chat/providers/openai"
	"github.com/zhucl121/langchain-go/retrieval/embeddings"
)

func models(key string) {
	chat, err := openai.New(openai.Config{APIKey: key, Model: "gpt-4"})
	vectors := embeddings.NewOpenAIEmbeddings(embeddings.OpenAIEmbeddingsConfig{
		APIKey: key,
		Model:  "text-embedding-3-small",
	})
	_, _, _ = chat, err, vectors
}
