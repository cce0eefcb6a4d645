// Package bedrockconverse is the dialect of Amazon Bedrock's Converse API
// (POST /model/{model}/converse), one request shape for the models of many
// makers. What a maker has beyond it stands in additionalModelRequestFields.
package bedrockconverse

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
)

// Dialect reads and writes Converse requests.
type Dialect struct{}

// ID implements translate.Dialect.
func (Dialect) ID() string { return "bedrock-converse" }

// ownKeys are members of a request that no other dialect has.
var ownKeys = []string{
	"inferenceConfig", "toolConfig", "additionalModelRequestFields", "additionalModelResponseFieldPaths",
	"guardrailConfig", "performanceConfig", "requestMetadata", "promptVariables", "outputConfig", "modelId",
}

// Detect implements translate.Dialect. Blocks that are told by their one member
// rather than by a type set this dialect apart. schemaVersion marks the body
// that Nova takes without Converse.
func (Dialect) Detect(tree *value.Node) int {
	if tree == nil || tree.Kind != value.Object || tree.Get("schemaVersion") != nil || tree.Get("anthropic_version") != nil {
		return 0
	}
	msgs := tree.Get("messages")
	if msgs == nil && tree.Get("system") == nil {
		return 0
	}
	if gen := tree.Get("inferenceConfig"); gen.Get("max_new_tokens") != nil || gen.Get("topK") != nil {
		return 0
	}
	for _, k := range ownKeys {
		if tree.Get(k) != nil {
			return 3
		}
	}
	if bareBlock(tree.Get("system")) {
		return 3
	}
	if msgs != nil {
		for i := range msgs.Entries {
			if m := msgs.Entries[i].Value; bareBlock(m.Get("content")) {
				return 3
			}
		}
	}
	return 0
}

// bareBlock reports whether a list begins with a block without a type.
func bareBlock(n *value.Node) bool {
	if n == nil || n.Kind != value.Array || len(n.Entries) == 0 {
		return false
	}
	b := n.Entries[0].Value
	_, body := only(b)
	return body != nil && blockKinds[keyOf(b)]
}

// blockKinds are the members that a content block may have.
var blockKinds = map[string]bool{
	"text": true, "image": true, "document": true, "video": true, "audio": true, "toolUse": true, "toolResult": true,
	"guardContent": true, "cachePoint": true, "reasoningContent": true, "searchResult": true, "citationsContent": true,
	"toolAddition": true, "toolRemoval": true,
}

// only returns the one member of a union such as a content block; "" for an
// object that has several, or none that can be seen.
func only(n *value.Node) (string, *value.Node) {
	if n == nil || n.Kind != value.Object || len(n.Entries) != 1 || n.Entries[0].Block != nil || n.Entries[0].Spread {
		return "", nil
	}
	return n.Entries[0].Key, n.Entries[0].Value
}

func keyOf(n *value.Node) string { k, _ := only(n); return k }

// Spellings that a round trip must keep.
const (
	formModel  = "modelId" // the model stands in the body, as SDKs have it
	formTop    = "system"  // key "at": text of the top-level system member
	formWhole  = "whole"   // key "shape": the block's node is carried as it stands
	formExtra  = "extra"   // a tool choice in additionalModelRequestFields
	keyExtra   = "additionalModelRequestFields"
	keyChoice  = "tool_choice"
	keyPoint   = "cachePoint"
	keyContent = "content"
)

func item[T any](v T) prompt.Entry[T] { return prompt.Entry[T]{Item: &v} }

func one(n *value.Node) []*value.Node {
	if n == nil {
		return nil
	}
	return []*value.Node{n}
}

// union returns an object of one member, as unions are written.
func union(key string, v *value.Node) *value.Node {
	n := &value.Node{Kind: value.Object}
	n.Set(key, v)
	return n
}
