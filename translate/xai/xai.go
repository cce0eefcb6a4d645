// Package xai is the dialect of xAI's chat completions
// (POST /v1/chat/completions): OpenAI's shape with the
// differences that the catalogue lists.
package xai

import (
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate/openaichat"
)

// Dialect reads and writes xAI requests.
type Dialect struct{ openaichat.Family }

// ID implements translate.Dialect.
func (Dialect) ID() string { return "xai" }

// Detect implements translate.Dialect.
func (Dialect) Detect(tree *value.Node) int { return openaichat.Tells("xai", tree) }
