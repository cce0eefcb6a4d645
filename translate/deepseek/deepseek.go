// Package deepseek is the dialect of DeepSeek's chat completions
// (POST /chat/completions): OpenAI's shape with the
// differences that the catalogue lists.
package deepseek

import (
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate/openaichat"
)

// Dialect reads and writes DeepSeek requests.
type Dialect struct{ openaichat.Family }

// ID implements translate.Dialect.
func (Dialect) ID() string { return "deepseek" }

// Detect implements translate.Dialect.
func (Dialect) Detect(tree *value.Node) int { return openaichat.Tells("deepseek", tree) }
