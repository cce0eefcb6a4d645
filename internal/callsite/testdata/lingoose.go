package main

import (
	embed "github.com/henomis/lingoose/embedder/openai"
	"github.com/henomis/lingoose/llm/groq"
	"github.com/henomis/lingoose/llm/ollama"
	"github.com/henomis/lingoose/llm/openai"
	"github.com/henomis/lingoose/thread"
)

func main() {
	json := openai.New().WithModel(openai.GPT4o).WithResponseFormat(openai.ResponseFormatJSONObject).WithStop([]string{"END"})
	fast := groq.New().WithModel("llama-3.1-8b-instant")
	local := ollama.New().WithEndpoint("http://localhost:11434/api").WithModel("llava")
	index(embed.New(embed.SmallEmbedding3))
	t := thread.New().AddMessage(thread.NewUserMessage())
	json.Generate(ctx, t)
}
