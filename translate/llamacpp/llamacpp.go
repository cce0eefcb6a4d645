// Package llamacpp is the dialect of llama.cpp's server
// (POST /v1/chat/completions): OpenAI's shape with the
// differences that the catalogue lists.
package llamacpp

import (
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate/openaichat"
)

// Dialect reads and writes llama.cpp requests.
type Dialect struct{ openaichat.Family }

// ID implements translate.Dialect.
func (Dialect) ID() string { return "llamacpp" }

// Detect implements translate.Dialect.
func (Dialect) Detect(tree *value.Node) int { return openaichat.Tells("llamacpp", tree) }
