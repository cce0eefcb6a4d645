// Package coherev1 reads requests of Cohere's chat API, version 1
// (POST /v1/chat). They are never written: version 2 says all that can still
// be said.
package coherev1

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// Dialect reads Cohere v1 requests.
type Dialect struct{}

// ID implements translate.Dialect.
func (Dialect) ID() string { return "cohere-v1" }

// Detect implements translate.Dialect. The one message of the user beside its
// history is a shape that nobody else has.
func (Dialect) Detect(tree *value.Node) int {
	if tree == nil || tree.Kind != value.Object || tree.Get("messages") != nil || !translate.Textual(tree.Get("message")) {
		return 0
	}
	for _, k := range []string{
		"chat_history", "preamble", "connectors", "tool_results", "conversation_id", "prompt_truncation", "search_queries_only",
		"citation_quality", "force_single_step", "raw_prompting", "documents", "k", "p",
	} {
		if tree.Get(k) != nil {
			return 3
		}
	}
	if tools := tree.Get("tools"); tools != nil {
		for i := range tools.Entries {
			if tools.Entries[i].Value.Get("parameter_definitions") != nil {
				return 3
			}
		}
	}
	return 2
}

// Write implements translate.Dialect: it refuses.
func (Dialect) Write(w *translate.Writer, p *prompt.Prompt) *value.Node {
	w.Refuse(p.Node, "api-deprecated", "requests of version 1 are read, never written: write cohere")
	return &value.Node{Kind: value.Object}
}

func isObject(n *value.Node) bool { return n != nil && n.Kind == value.Object }

// present returns n, nil where it is null.
func present(n *value.Node) *value.Node {
	if n != nil && n.Kind == value.Null {
		return nil
	}
	return n
}
