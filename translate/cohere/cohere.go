// Package cohere is the dialect of Cohere's chat API, version 2
// (POST /v2/chat).
package cohere

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
)

// Dialect reads and writes Cohere v2 requests.
type Dialect struct{}

// ID implements translate.Dialect.
func (Dialect) ID() string { return "cohere" }

// Spellings that a round trip must keep.
const (
	formString = "string" // key "content": given as text
	formParts  = "parts"  // key "content": given as a list of blocks
	formBare   = "bare"   // key "shape": text where a block belongs
	formPlan   = "plan"   // key "at": text of tool_plan
	formCalls  = "calls"  // key "at": stood in tool_calls
	formTools  = "tools"  // key "strict_tools": kept as the strictness of each tool
	formSchema = "schema" // Output.Form: older spelling of json_schema
)

// Words of the vocabulary that come up in more than one place.
const (
	featureSchema   = "response-schema"
	featureShape    = "message-shape"
	featurePairing  = "tool-pairing"
	featureThinking = "reasoning-replay"
)

func item[T any](v T) prompt.Entry[T] { return prompt.Entry[T]{Item: &v} }

func one(n *value.Node) []*value.Node {
	if n == nil {
		return nil
	}
	return []*value.Node{n}
}

// present returns n, nil where it is null.
func present(n *value.Node) *value.Node {
	if n != nil && n.Kind == value.Null {
		return nil
	}
	return n
}

func isObject(n *value.Node) bool { return n != nil && n.Kind == value.Object }
