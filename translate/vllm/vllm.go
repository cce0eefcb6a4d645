// Package vllm is the dialect of vLLM's server
// (POST /v1/chat/completions): OpenAI's shape with the
// differences that the catalogue lists.
package vllm

import (
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate/openaichat"
)

// Dialect reads and writes vLLM requests.
type Dialect struct{ openaichat.Family }

// ID implements translate.Dialect.
func (Dialect) ID() string { return "vllm" }

// Detect implements translate.Dialect.
func (Dialect) Detect(tree *value.Node) int { return openaichat.Tells("vllm", tree) }
