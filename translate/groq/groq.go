// Package groq is the dialect of Groq's chat completions
// (POST /openai/v1/chat/completions): OpenAI's shape with the differences that
// the catalogue lists.
package groq

import (
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate/openaichat"
)

// Dialect reads and writes Groq's requests.
type Dialect struct{ openaichat.Family }

// ID implements translate.Dialect.
func (Dialect) ID() string { return "groq" }

// Detect implements translate.Dialect.
func (Dialect) Detect(tree *value.Node) int { return openaichat.Tells("groq", tree) }
