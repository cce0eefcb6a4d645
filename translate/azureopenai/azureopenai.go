// Package azureopenai is the dialect of Azure OpenAI's chat completions
// (POST /openai/v1/chat/completions): OpenAI's shape
// with the differences that the catalogue lists.
package azureopenai

import (
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate/openaichat"
)

// Dialect reads and writes Azure OpenAI requests.
type Dialect struct{ openaichat.Family }

// ID implements translate.Dialect.
func (Dialect) ID() string { return "azure-openai" }

// Detect implements translate.Dialect.
func (Dialect) Detect(tree *value.Node) int { return openaichat.Tells("azure-openai", tree) }
