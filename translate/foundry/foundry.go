// Package foundry is the dialect of chat completions with Microsoft's own and
// partners' models (POST /openai/v1/chat/completions of Microsoft Foundry): OpenAI's shape
// with the differences that the catalogue lists.
package foundry

import (
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate/openaichat"
)

// Dialect reads and writes Foundry requests.
type Dialect struct{ openaichat.Family }

// ID implements translate.Dialect.
func (Dialect) ID() string { return "foundry" }

// Detect implements translate.Dialect.
func (Dialect) Detect(tree *value.Node) int { return openaichat.Tells("foundry", tree) }
