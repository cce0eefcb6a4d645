package models

var All = []string{
	"grok-2", "grok-beta",
	"gemini-1.5-pro", "mistral-embed",
}

const Scout ModelID = "meta-llama/llama-4-scout-17b-16e-instruct"
