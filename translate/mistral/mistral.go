// Package mistral is the dialect of Mistral's chat completions
// (POST /v1/chat/completions): OpenAI's shape with the differences that the
// catalogue lists, and turns in an order of their own.
package mistral

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
	"github.com/promptglot/promptglot/translate/openaichat"
)

// Dialect reads and writes Mistral's requests.
type Dialect struct{ openaichat.Family }

// ID implements translate.Dialect.
func (Dialect) ID() string { return "mistral" }

// Detect implements translate.Dialect.
func (Dialect) Detect(tree *value.Node) int { return openaichat.Tells("mistral", tree) }

// Write implements translate.Dialect. The server refuses turns in an order
// that others take: those of another vendor's conversation are put into its
// own.
func (d Dialect) Write(w *translate.Writer, p *prompt.Prompt) *value.Node {
	if !w.Foreign() {
		return d.Family.Write(w, p)
	}
	out := d.Family.Write(w, systemFirst(w, p))
	bridge(w, out.Get("messages"))
	begin(w, out.Get("messages"))
	return out
}
