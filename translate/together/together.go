// Package together is the dialect of Together AI's chat completions
// (POST /v1/chat/completions): OpenAI's shape with the differences that the
// catalogue lists.
package together

import (
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate/openaichat"
)

// Dialect reads and writes Together's requests.
type Dialect struct{ openaichat.Family }

// ID implements translate.Dialect.
func (Dialect) ID() string { return "together" }

// Detect implements translate.Dialect.
func (Dialect) Detect(tree *value.Node) int { return openaichat.Tells("together", tree) }
