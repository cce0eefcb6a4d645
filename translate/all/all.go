// Package all lists the dialects that the program has. A new dialect is one
// folder beside this one and one line here.
package all

import (
	"github.com/promptglot/promptglot/translate"
	"github.com/promptglot/promptglot/translate/anthropic"
	"github.com/promptglot/promptglot/translate/azureinference"
	"github.com/promptglot/promptglot/translate/azureopenai"
	"github.com/promptglot/promptglot/translate/bedrockconverse"
	"github.com/promptglot/promptglot/translate/bedrockinvoke"
	"github.com/promptglot/promptglot/translate/chattemplate"
	"github.com/promptglot/promptglot/translate/cohere"
	"github.com/promptglot/promptglot/translate/coherev1"
	"github.com/promptglot/promptglot/translate/deepseek"
	"github.com/promptglot/promptglot/translate/foundry"
	"github.com/promptglot/promptglot/translate/gemini"
	"github.com/promptglot/promptglot/translate/groq"
	"github.com/promptglot/promptglot/translate/llamacpp"
	"github.com/promptglot/promptglot/translate/mistral"
	"github.com/promptglot/promptglot/translate/ollama"
	"github.com/promptglot/promptglot/translate/openaichat"
	"github.com/promptglot/promptglot/translate/openairesponses"
	"github.com/promptglot/promptglot/translate/together"
	"github.com/promptglot/promptglot/translate/vertex"
	"github.com/promptglot/promptglot/translate/vllm"
	"github.com/promptglot/promptglot/translate/xai"
)

// Dialects returns every dialect, in the order of their ids.
func Dialects() translate.Registry {
	return translate.Registry{
		anthropic.Dialect{},
		azureinference.Dialect{},
		azureopenai.Dialect{},
		bedrockconverse.Dialect{},
		bedrockinvoke.Dialect{},
		chattemplate.Dialect{},
		cohere.Dialect{},
		coherev1.Dialect{},
		deepseek.Dialect{},
		foundry.Dialect{},
		gemini.Dialect{},
		groq.Dialect{},
		llamacpp.Dialect{},
		mistral.Dialect{},
		ollama.Dialect{},
		openaichat.Dialect{},
		openairesponses.Dialect{},
		together.Dialect{},
		vertex.Dialect{},
		vllm.Dialect{},
		xai.Dialect{},
	}
}
