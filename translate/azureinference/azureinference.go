// Package azureinference is the dialect of Azure AI Inference
// (POST /models/chat/completions), which is retired: it is read, never written.
// Members of the body that its own form lacks counted where the request's
// header extra-parameters was pass-through; they are read for what they meant
// to the model behind it.
package azureinference

import (
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate/openaichat"
)

// Dialect reads requests of Azure AI Inference.
type Dialect struct{ openaichat.Family }

// ID implements translate.Dialect.
func (Dialect) ID() string { return "azure-inference" }

// Detect implements translate.Dialect. Nothing in a body tells: what called the
// API does.
func (Dialect) Detect(*value.Node) int { return 0 }
